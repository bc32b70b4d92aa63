"""``manage.py context_key``: tell the database a new CONTEXT_KEY. Run it as the role that owns the tables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from access.keys import store_context_key


class Command(BaseCommand):
    """Until the processes are restarted with the same CONTEXT_KEY, they see no case."""

    help = "Stores the key derived from CONTEXT_KEY in the database."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Store the key and say what to do next."""
        try:
            changed = store_context_key()
        except DatabaseError:
            raise CommandError("only the role that owns the tables may do this: use its DATABASE_URL") from None
        if not changed:
            self.stdout.write("The database knows this CONTEXT_KEY already.")
            return
        self.stdout.write("Stored. Restart web, worker and beat with the same CONTEXT_KEY now.")
