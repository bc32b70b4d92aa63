"""The small world: its people are found, and its statements made, as if it were the only one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.db import connections


@contextlib.contextmanager
def world() -> Iterator[None]:
    """Let the default connection be the small world's in this block."""
    large, small = connections["default"], connections["small"]
    connections["default"] = small
    small.alias = "default"
    try:
        yield
    finally:
        small.alias = "small"
        connections["default"] = large
