"""When: the sweeps of the casework floor. They find facts and call a service; nothing calls them."""

from celery import shared_task

from casework.services.sweeps import raise_deadlines


@shared_task(name="casework.tasks.sweep_deadlines")
def sweep_deadlines() -> None:
    """Raise what falls due."""
    raise_deadlines(None)
