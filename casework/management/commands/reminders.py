"""``manage.py reminders``: how reminders stand, one sweep by hand, and messages of unknown or no fate."""

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from casework.queries.reminder_figures import figures, messages
from casework.services.reminder_mail import send_again, send_reminders
from casework.services.reminder_sweep import raise_reminders


class Command(BaseCommand):
    """For the operator, with the worker's database role. It tells figures and ids: no case, no name."""

    help = "Shows how reminders stand (status), sweeps and sends once (sweep, send), lists messages, sends one again."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do."""
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("status", help="figures of each partnership; fails when something needs a person")
        acts.add_parser("sweep", help="raise what is due now, as the worker does each minute")
        acts.add_parser("send", help="hand over the messages that wait")
        acts.add_parser("messages", help="messages that are unknown, refused or being handed over")
        again = acts.add_parser("resend", help="let one unknown or refused message go once more")
        again.add_argument("message", type=uuid.UUID, metavar="ID")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what was done."""
        try:
            self.figures = figures(None)  # the database refuses them to any role but the worker's
            getattr(self, f"_{options['act']}")(options)
        except DatabaseError:
            raise CommandError("this database role keeps no reminders: use the DATABASE_URL of the worker") from None

    def _status(self, options: dict[str, Any]) -> None:
        ill = False
        for one in self.figures:
            self.stdout.write(
                f"{one.partnership}: {one.standing} standing, {one.to_post} to send (oldest {one.oldest or '-'}), "
                f"last raised {one.last_raised or '-'}; {one.unknown} unknown, {one.failed} refused, "
                f"{one.told_nobody} overdue of which nobody could be told"
            )
            ill = ill or bool(one.unknown or one.failed or one.told_nobody)
        if ill:
            raise CommandError(
                "Something needs a person: see `manage.py reminders messages` and the desk of reminders."
            )

    def _sweep(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"{raise_reminders(None)} raised")

    def _send(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"{send_reminders(None)} handed over")

    def _messages(self, options: dict[str, Any]) -> None:
        for one in messages(None):
            self.stdout.write(f"{one.id}  {one.state:8} {one.claimed_at:%Y-%m-%d %H:%M}  {one.answer or '-'}")

    def _resend(self, options: dict[str, Any]) -> None:
        if not send_again(None, options["message"]):
            raise CommandError("There is no unknown or refused message with this id.")
        self.stdout.write("It goes with the next sweep, with the same Message-ID, if its reader may still know.")
