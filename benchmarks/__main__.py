"""`make bench`: measures the bars of docs/performance.md and fails when one is missed."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import time

from . import stack
from .bars import show, verdicts


def main() -> int:
    """Build what is missing, measure, print; 1 when a bar was missed that can be reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--size", choices=sorted(stack.SIZES), default="lab", help="how large the two worlds are")
    parser.add_argument("--rounds", type=int, default=20, help="rounds of each comparison")
    wanted = parser.parse_args()
    started = time.monotonic()
    small, large = stack.SIZES[wanted.size]
    with stack.server() as cluster:
        urls = {world.label: stack.ensure_world(cluster, world) for world in (small, large)}
        os.environ["DATABASE_URL"] = urls["large"]
        from . import measure  # Django is set up for this database

        bars, beside = measure.all_bars(urls["small"], wanted.rounds, wanted.size)
    print(f"\nSize {wanted.size}: {small} and {large}, {dt.datetime.now(dt.UTC).date()}, rounds {wanted.rounds}")
    show("Bars (ratios within one interleaved run)", bars)
    show("Beside them", beside)
    status = verdicts(bars)
    print(f"{time.monotonic() - started:.0f} s")
    return status


if __name__ == "__main__":
    sys.exit(main())
