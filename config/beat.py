"""Beat's scheduler, which a clock that goes back does not put to sleep."""

from __future__ import annotations

from typing import Any

from celery.beat import PersistentScheduler
from celery.utils.time import maybe_make_aware


class SteadyScheduler(PersistentScheduler):
    """Celery's scheduler counts from the last run by the clock.

    Where the clock was ahead at that run and was set right since, the next run would lie as far ahead: for days nobody
    would wake a worker. What ran "later than now" counts from now.
    """

    def tick(self, *args: Any, **more: Any) -> Any:
        """One step of the scheduler."""
        for entry in self.schedule.values():
            now = maybe_make_aware(entry.default_now())
            if entry.last_run_at is not None and maybe_make_aware(entry.last_run_at) > now:
                entry.last_run_at = now
                self._heap = None  # reckoned anew from what is now the last run
        return super().tick(*args, **more)
