"""When: the sweeps of the casework floor. They find facts and call a service; nothing calls them."""

from celery import shared_task

from casework.services.forgetting import forget_reminders as forget
from casework.services.reminder_mail import send_reminders as send_waiting
from casework.services.reminder_sweep import raise_reminders
from casework.services.sweeps import raise_deadlines


@shared_task(name="casework.tasks.sweep_deadlines")
def sweep_deadlines() -> None:
    """Raise what falls due."""
    raise_deadlines(None)


@shared_task(name="casework.tasks.sweep_reminders")
def sweep_reminders() -> None:
    """Remind of what falls due."""
    raise_reminders(None)


@shared_task(name="casework.tasks.send_reminders")
def send_reminders() -> None:
    """Hand over the messages that wait."""
    send_waiting(None)


@shared_task(name="casework.tasks.forget_reminders")
def forget_reminders() -> None:
    """Erase reminders whose time is over."""
    forget(None)
