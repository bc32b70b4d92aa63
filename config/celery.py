"""The task runner. Truth stands in the database; a task is a wake-up that carries ids at most."""

from __future__ import annotations

import os
import time
from typing import Any

from celery import Celery, signals

from . import schedule

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("throughcare")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = schedule.entries()
app.conf.beat_scheduler = "config.beat:SteadyScheduler"
app.autodiscover_tasks()


@signals.setup_logging.connect
def _keep_our_logging(**_: Any) -> None:
    """Connected so that Celery leaves logging as the settings made it."""
    from logging.config import dictConfig

    from django.conf import settings

    dictConfig(settings.LOGGING)


@signals.beat_init.connect
def _first_heartbeat(**_: Any) -> None:
    """The first beat at once, so that readiness does not wait for an interval to pass."""
    from django.core.cache import cache

    cache.set(schedule.STARTED, time.time(), None)
    app.send_task(schedule.HEARTBEAT)


@signals.task_success.connect
def _remember(sender: Any = None, **_: Any) -> None:
    """When each scheduled task last did its work: /readyz tells the ages."""
    from django.core.cache import cache

    if sender is not None and sender.name in schedule.intervals():
        cache.set(schedule.done_key(sender.name), time.time(), None)
