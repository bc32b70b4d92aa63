"""``manage.py found``: the partnership, its first agency and the first coordinator of an empty installation."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from agencies.choices import AgencyGroup, Regime
from agencies.errors import RuleBroken
from agencies.services.founding import Founding, found_partnership


class Command(BaseCommand):
    """Refused as soon as anybody is there: from then on coordinators add people."""

    help = "Found the partnership on an empty installation and print the first coordinator's one-time link."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the partnership, the agency and the person."""
        parser.add_argument("--partnership", required=True, help="its name")
        parser.add_argument("--area", required=True, help="the area it works in")
        parser.add_argument("--agency", required=True, help="name of the coordinator's agency")
        parser.add_argument("--code", required=True, help="two to four letters shown beside the agency's name")
        parser.add_argument("--group", required=True, choices=AgencyGroup.values)
        parser.add_argument("--regime", required=True, choices=Regime.values, help="data-protection law it works under")
        parser.add_argument("--name", required=True, help="the coordinator's full name")
        parser.add_argument("--email", required=True, help="the coordinator's e-mail address, with which they sign in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found it and print the link, which is kept nowhere.

        Raises:
            CommandError: somebody is there already, or a value does not fit.
        """
        given = {name: options[name] for name in ("partnership", "area", "agency", "code", "group", "regime", "email")}
        try:
            uid, token = found_partnership(Founding(full_name=options["name"], **given))
        except RuleBroken as broken:
            raise CommandError(broken.sentence) from None
        except ValidationError as error:
            wrong = [f"{name}: {' '.join(said)}" for name, said in error.message_dict.items()]
            raise CommandError("; ".join(wrong)) from None
        days = settings.PASSWORD_RESET_TIMEOUT // 86_400
        self.stdout.write("Founded. The coordinator sets a password here, and publishes a code of conduct first:")
        self.stdout.write(f"  https://{settings.ALLOWED_HOSTS[0]}{reverse('first_password', args=[uid, token])}")
        self.stdout.write(f"The link works once, for {days} days. It is shown here alone.")
