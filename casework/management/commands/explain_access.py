"""``manage.py explain_access EMAIL CASE-OR-NOTE``: why a person can or cannot see it, which tier, whom to ask."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from casework.queries.explain_console import explain_on_console


class Command(BaseCommand):
    """Tells conditions only: no title, no name, no text, and nothing of what the person may not know of."""

    help = "Says in words why a person can or cannot see a case (its reference) or a note (its number)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose sight, and of what."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("about", metavar="CASE-OR-NOTE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what the page would tell the person themselves."""
        try:
            found = explain_on_console(options["email"], options["about"])
        except DatabaseError:
            raise CommandError("this database role reads no case: use the DATABASE_URL of the web process") from None
        if found is None:
            self.stdout.write("Nobody with this address acts for an agency today. Ask the partnership coordinator.")
            return
        self.stdout.write("What this person would be told:")
        self.stdout.write(found.verdict)
        for step in found.steps:
            self.stdout.write(f"  {'yes' if step.met else 'no '}  {step.sentence}")
        for who in found.ask:
            self.stdout.write(f"  ask  {who}")
