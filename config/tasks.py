"""The roof's own tasks: proof that a message goes from beat through the broker to a worker and back."""

from celery import shared_task


@shared_task(name="config.tasks.heartbeat")
def heartbeat() -> None:
    """Does nothing: that it was done is the news (config.celery remembers when)."""


@shared_task(name="config.tasks.ping", ignore_result=False, expires=30)
def ping(number: int) -> int:
    """Answers with the number after the given one."""
    return number + 1
