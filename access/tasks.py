"""When the trail is sealed: every 20 seconds, and as soon as a whole batch waits (looked at every 5)."""

from celery import shared_task

from access import sealing


@shared_task(name="access.tasks.seal_trail")
def seal_trail() -> int:
    """Seal every line that waits; gives how many."""
    return sealing.seal_waiting()


@shared_task(name="access.tasks.seal_full_batch")
def seal_full_batch() -> int:
    """Seal when a whole batch waits; gives how many lines."""
    return sealing.seal_when_full()
