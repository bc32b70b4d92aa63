"""Looking at the loaded demonstration."""

from io import StringIO
from typing import Any

from django.core.management import call_command

from agencies.models import AgencyMembership
from casework.models import (
    NoteText,
)
from devstack.databases import OWNER
from devstack.testing import as_role, backstage
from tests.cast import acting

ROUTINE_CONTACTS = 185
"""Notes that hold the words of contacts on schedule and of events, beside those of the stories."""
WHY = "a test looks at what was loaded"


def load(*options: str, **more: Any) -> str:
    said = StringIO()
    with as_role(OWNER):
        call_command("demo", *options, stdout=said, **more)
    return said.getvalue()


def member(login: str) -> AgencyMembership:
    with backstage():
        return AgencyMembership.objects.select_related("agency", "position", "user").get(
            user__email=f"{login}@example.org"
        )


def count(model: Any) -> int:
    with backstage():
        rows = model.objects
        return int(rows.unguarded(because=WHY).count() if hasattr(rows, "unguarded") else rows.count())


def tier_of(login: str, title: str) -> set[int]:
    """Tiers of the texts that one person reads of notes with this title."""
    with acting(member(login)) as actor:
        return set(NoteText.objects.visible_to(actor).filter(title=title).values_list("tier", flat=True))
