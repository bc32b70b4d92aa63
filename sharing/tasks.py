"""When: the sweep of the sharing floor. It calls services; nothing calls it."""

from celery import shared_task

from sharing.services.erasures import carry_out_erasures as carry_out
from sharing.services.sweeps import lapse_publications, raise_reports, raise_retention


@shared_task(name="sharing.tasks.sweep_reports")
def sweep_reports() -> None:
    """Raise the reports and retention reviews that fall due; refuse texts for the public that nobody answered."""
    raise_reports(None)
    raise_retention(None)
    lapse_publications(None)


@shared_task(name="sharing.tasks.carry_out_erasures")
def carry_out_erasures() -> None:
    """Erase what two people decided on."""
    carry_out(None)
