"""When: the sweep of the sharing floor. It calls a service; nothing calls it."""

from celery import shared_task

from sharing.services.sweeps import raise_reports


@shared_task(name="sharing.tasks.sweep_reports")
def sweep_reports() -> None:
    """Raise the reports that fall due."""
    raise_reports(None)
