"""What the second wall lets somebody write about reminders: their own alone, and never whom or what they tell."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.attempts import SPARE, Attempt, blind, quoted
from tests.oracle.expect import coordinated, reminded
from tests.oracle.rule import standing
from tests.oracle.world import Who, World

FIXED = ("deadline_id", "case_id", "membership_id", "user_id", "partnership_id", "meant_for_id", "mail_id")


def attempts_on_reminders(w: World, who: Who) -> Iterator[Attempt]:
    """Every attempt of ``who`` on reminders and on the ledger of messages."""
    yield from _on_reminders(w, who)
    yield from _on_mails(w, who)


def _on_reminders(w: World, who: Who) -> Iterator[Attempt]:
    table, fit = "casework_reminder", standing(w, who)
    mine = reminded(w, who, caseless=fit)
    for due in w.dues:
        yield Attempt(
            table, f"UPDATE {table} SET state = 'done' WHERE id = {quoted(due.id)}", due.id in mine
        )  # fmt: skip
    yield blind(table, "snoozed_until = NULL, snooze_reason = ''", [True for _one in mine])
    for column in FIXED:
        yield Attempt(table, f"UPDATE {table} SET {column} = {quoted(SPARE)}", False, found=True)
    yield Attempt(table, f"INSERT INTO {table} SELECT * FROM {table}", False)


def _on_mails(w: World, who: Who) -> Iterator[Attempt]:
    table = "casework_remindermail"
    kept = coordinated(who) if standing(w, who) else set()
    yield blind(table, "noted_at = NULL", [True for _one in kept])
    for column in ("state", "answer", "again_at", "message_id"):
        yield Attempt(table, f"UPDATE {table} SET {column} = NULL", False, found=True)
    yield Attempt(table, f"INSERT INTO {table} SELECT * FROM {table}", False)
