"""``manage.py verify_trail``: is the trail what was sealed? Run it as the worker's or the backup's database role."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from access.sealing.check import check_trail
from access.verifier import NotChecked, held


class Command(BaseCommand):
    """Exit 0: clean. 1: the first bad place is named. 2: it could not be checked."""

    help = "Checks the trail against its seals and the checkpoint file, and says how far the seal reaches."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """A checkpoint from elsewhere catches a cut of both places at once."""
        parser.add_argument(
            "--expect", action="append", default=[], metavar="NUMBER:DIGEST", help="a checkpoint you hold"
        )
        parser.add_argument(
            "--clock-was-set-back", action="store_true", help="accept lines that are older than the seal before them"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and say what was found."""
        try:
            report = check_trail(held(options["expect"]), clock_was_set_back=options["clock_was_set_back"])
        except NotChecked as reason:
            self.stderr.write(f"NOT CHECKED: {reason}")
            sys.exit(2)
        for sentence in report.sentences():
            self.stdout.write(sentence)
        if report.bad:
            sys.exit(1)
