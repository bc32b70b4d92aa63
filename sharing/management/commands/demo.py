"""``manage.py demo``: loads the demonstration, or a large synthetic world for measuring."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sharing.demo.big import Size, build_big
from sharing.demo.build import Refused, build
from sharing.demo.cast import logins
from sharing.demo.wall import NotTheOwner


class Command(BaseCommand):
    """Loads demonstration data as the owner of the tables; refused in production."""

    help = "Load the fictional demonstration partnership, or list its logins."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to load."""
        parser.add_argument("--logins", action="store_true", help="only print the logins")
        parser.add_argument("--fresh", action="store_true", help="empty the database first, the trail included")
        parser.add_argument("--cases", type=int, default=0, help="build a synthetic world of so many cases instead")
        parser.add_argument("--notes", type=int, default=0, help="its notes (20 for each case)")
        parser.add_argument("--users", type=int, default=0, help="its practitioners (one for 20 cases)")
        parser.add_argument("--agencies", type=int, default=0, help="its agencies (one for 17 practitioners)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was loaded and how long it took.

        Raises:
            CommandError: in production, or not as the owner of the tables.
        """
        if options["logins"]:
            self._logins()
            return
        if options["cases"]:
            self._synthetic(options)
            return
        started = time.monotonic()
        try:
            built = build(fresh=options["fresh"])
        except (Refused, NotTheOwner) as problem:
            raise CommandError(str(problem)) from None
        seconds = time.monotonic() - started
        if options["verbosity"]:
            said = f"{built.cases} cases, {built.notes} notes, {built.lines} trail lines in {seconds:.1f} s"
            self.stdout.write(said if built.cases else "The database holds data already; nothing was loaded.")

    def _synthetic(self, options: dict[str, Any]) -> None:
        cases = options["cases"]
        users = options["users"] or max(4, cases // 20)
        size = Size(cases, options["notes"] or cases * 20, users, options["agencies"] or max(4, users // 17))
        say = self.stdout.write if options["verbosity"] > 1 else lambda _line: None
        try:
            seconds = build_big(size, say)
        except (Refused, NotTheOwner) as problem:
            raise CommandError(str(problem)) from None
        if options["verbosity"]:
            self.stdout.write(f"{size.cases} cases, {size.notes} notes, {size.users} practitioners in {seconds:.1f} s")

    def _logins(self) -> None:
        width = max(len(address) for address, _post, _agency in logins())
        self.stdout.write(f"Demonstration logins, all with the password {settings.DEMO_PASSWORD}")
        for address, post, agency in logins():
            self.stdout.write(f"  {address:<{width}}  {post}, {agency}")
