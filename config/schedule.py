"""What beat starts, and how often. Each entry is a sweep: it looks for due rows, whoever else looks too."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any, Final

HEARTBEAT: Final = "config.tasks.heartbeat"
SWEEPS: Final = {  # task -> seconds between two runs
    HEARTBEAT: 10.0,
    "access.tasks.seal_trail": 20.0,
    "access.tasks.seal_full_batch": 5.0,
    "casework.tasks.sweep_deadlines": 60.0,
    "casework.tasks.sweep_reminders": 60.0,
    "casework.tasks.send_reminders": 30.0,
    "casework.tasks.forget_reminders": 3600.0,
    "assessments.tasks.sweep_assessments": 60.0,
    "sharing.tasks.sweep_reports": 60.0,
    "sharing.tasks.carry_out_erasures": 60.0,
}
STARTED: Final = "beat:started"


def done_key(task: str) -> str:
    return f"beat:done:{task}"


def intervals() -> dict[str, float]:
    """Seconds between two runs of every scheduled task."""
    return {task: seconds for task, seconds in SWEEPS.items() if find_spec(task.rpartition(".")[0])}


def entries() -> dict[str, Any]:
    """Celery's form. A message that nobody took before the next one is due is dropped."""
    return {
        task: {"task": task, "schedule": seconds, "options": {"expires": 2 * seconds}}
        for task, seconds in intervals().items()
    }
