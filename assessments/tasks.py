"""When: the sweep of the assessments floor. It calls a service; nothing calls it."""

from celery import shared_task

from assessments.services.sweeps import raise_assessments


@shared_task(name="assessments.tasks.sweep_assessments")
def sweep_assessments() -> None:
    """Raise the assessments that fall due."""
    raise_assessments(None)
