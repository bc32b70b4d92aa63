"""`python -m devstack run|reset`."""

from __future__ import annotations

import argparse
import os
import shutil
import sys

from .places import StackError, single_instance, state_dir
from .run import run
from .supervisor import say


def reset() -> int:
    """Delete the data of `make run`; refused while it runs."""
    folder = state_dir("run")
    try:
        with single_instance(folder):
            shutil.rmtree(folder)
    except StackError as exc:
        say(str(exc))
        return 1
    say(f"deleted {folder}")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="devstack", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    starter = commands.add_parser("run", help="start everything")
    starter.add_argument("--port", default=os.environ.get("PORT") or "8000")
    starter.add_argument("--once", action="store_true", help="stop again as soon as everything is ready")
    starter.add_argument("--empty", action="store_true", help="without the demonstration data")
    commands.add_parser("reset", help="delete the data of `run`")
    given = parser.parse_args()
    if given.command == "reset":
        return reset()
    return run(given.port, demo=not given.empty, once=given.once)


if __name__ == "__main__":
    sys.exit(main())
