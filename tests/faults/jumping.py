"""The quick task runner on a machine whose clock jumps: as many seconds ahead as a file says, at any moment."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import pathlib
import threading
import time

import time_machine
from celery import signals

from tests.faults.quick import app

__all__ = ["app"]
_SAID = pathlib.Path(os.environ["CLOCK_AHEAD"])
_set: list[time_machine.travel] = []


def _follow() -> None:
    """Set this process's clock as it is said, and leave word of what it shows then."""
    ahead: float | None = None
    while True:
        said = 0.0
        with contextlib.suppress(FileNotFoundError):
            said = float(_SAID.read_text())
        if said != ahead:
            while _set:
                _set.pop().stop()
            _set.append(time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=said), tick=True))
            _set[-1].start()
            ahead = said
        shown = _SAID.with_name(f"shown-{os.getpid()}")
        shown.with_suffix(".new").write_text(str(time.time()))
        shown.with_suffix(".new").replace(shown)
        time.sleep(0.1)


def _begin(**_more: object) -> None:
    while _set:  # a child takes its parent's clock over, and goes on by its own
        _set.pop().stop()
    threading.Thread(target=_follow, daemon=True).start()


signals.worker_process_init.connect(_begin)
_begin()
