"""Sets Django up for the large world, with the small one beside it, and gathers every bar."""

from __future__ import annotations

import django
from django.conf import settings

from config.environment import Environment

from .bars import Bar


def _beside(url: str) -> None:
    values = Environment({"ENVIRONMENT": "development", "DATABASE_URL": url}).database()
    settings.DATABASES["small"] = {**values, "CONN_MAX_AGE": None}


def all_bars(small_url: str, rounds: int, size: str) -> tuple[list[Bar], list[Bar]]:
    """Return the bars, and figures that stand beside them without a limit of their own."""
    _beside(small_url)
    django.setup()
    from . import printing, reading, small, writing  # models are there only now

    with small.world():
        statements = reading.small_statements()
    times = reading.measure(rounds, statements)
    bars = reading.bars_of(times, growth_limit=1.6)
    more, beside = writing.bars(rounds)
    return bars + more + printing.bars(rounds), beside + reading.beside(times)
