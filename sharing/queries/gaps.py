"""Gaps: who works together on cases without an agreement in force that lets them, and how to close each gap."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.choices import AgreementState, DataCategory, Duty, Purpose
from agencies.errors import NotAllowed
from agencies.models import Agency
from agencies.queries.agreements import AgreementLine, agreements_of
from casework.models import CaseTeamMember

READERS = (Duty.CHAIR, Duty.COORDINATOR)
Between = tuple[uuid.UUID, uuid.UUID]


@dataclass(frozen=True, slots=True)
class Gap:
    """One agency that reads nothing of another for a purpose, or nothing of one kind of data.

    ``category`` is empty where no agreement covers the purpose at all. ``references`` are those of the cases that the
    reader may see; ``waiting``: agreements of the two that are not in force, with their state; ``draft`` begins an
    address that writes a new one.
    """

    reader: str
    other: str
    purpose: str
    category: str
    tied: bool
    cases: int
    references: tuple[str, ...]
    waiting: tuple[AgreementLine, ...]
    draft: str

    @property
    def advice(self) -> str:
        """What closes it."""
        if self.waiting:
            return _("An agreement of the two is not in force: see what it waits for.")
        if self.category:
            return _("Add this kind of data by a new agreement or an annex, if it is needed at all.")
        if self.tied:
            return _("They have an agreement for other purposes: an annex can add this one.")
        return _("Write an agreement, or end the place on the team.")


@dataclass(frozen=True, slots=True)
class GapPage:
    """The gaps of a partnership: pairs without an agreement for what they do together, and kinds of data left out."""

    without: tuple[Gap, ...]
    partly: tuple[Gap, ...]
    may_write: bool

    @property
    def pairs(self) -> int:
        """How many pairs of agencies work together without an agreement for it."""
        return len({frozenset((gap.reader, gap.other)) for gap in self.without})


def gap_page(actor: Actor) -> GapPage:
    """Return the gaps of the partnership, and log that they were looked at.

    Raises:
        NotAllowed: only chair and coordinators see them.
    """
    must_see_gaps(actor)
    waiting, seen = _waiting(actor), _seen(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reader, other, purpose, category, tied, cases FROM sharing_count_gaps()")
        rows = cursor.fetchall()
    there = {key for row in rows for key in row[:2]}
    names = dict(Agency.objects.filter(pk__in=there).values_list("pk", "name"))
    gaps = [
        Gap(
            names[reader], names[other], str(Purpose(purpose).label),
            str(DataCategory(category).label) if category else "", tied, cases,
            () if category else tuple(sorted(seen[reader, purpose] & seen[other, ""])),
            waiting.get((reader, other), ()), _draft(reader, other, purpose, category),
        )
        for reader, other, purpose, category, tied, cases in rows
    ]  # fmt: skip
    gaps.sort(key=lambda gap: (-gap.cases, gap.reader, gap.other, gap.purpose, gap.category))
    trail.record(
        actor, "agreement.gaps_read", operation=Operation.CONSULT, kind="agreement", ground="duty",
        detail={"rows": len(gaps)},
    )  # fmt: skip
    return GapPage(
        tuple(gap for gap in gaps if not gap.category), tuple(gap for gap in gaps if gap.category),
        actor.has_duty(Duty.COORDINATOR),
    )  # fmt: skip


def must_see_gaps(actor: Actor) -> None:
    """Refuse whoever is neither chair nor coordinator.

    Raises:
        NotAllowed: always then.
    """
    if not any(actor.has_duty(duty) for duty in READERS):
        raise NotAllowed(_("Gaps between agreements are for the chair and the coordinators. Ask one of them."))


def _waiting(actor: Actor) -> dict[Between, tuple[AgreementLine, ...]]:
    """Agreements by two of their parties that are not in force and may come into it, or lapsed."""
    found: dict[Between, list[AgreementLine]] = defaultdict(list)
    for line in agreements_of(actor):
        if line.opens or line.state == AgreementState.TERMINATED:
            continue
        for one in line.parties:
            for two in line.parties:
                if one != two and not (one.left or two.left):
                    found[one.agency_id, two.agency_id].append(line)
    return {pair: tuple(lines) for pair, lines in found.items()}


def _seen(actor: Actor) -> dict[tuple[uuid.UUID, str], set[str]]:
    """References of cases that the actor sees, by agency and purpose of its places there; and by agency alone."""
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(valid_from__lte=now, valid_to__gt=now)
    found: dict[tuple[uuid.UUID, str], set[str]] = defaultdict(set)
    columns = ("agency_id", "purpose", "content_object__reference", "content_object__lead_agency_id")
    for agency, purpose, reference, lead in rows.exclude(kind="companion").values_list(*columns):
        for key in ((agency, purpose), (agency, ""), (lead, "")):
            found[key].add(reference)
    return found


def _draft(reader: uuid.UUID, other: uuid.UUID, purpose: str, category: str) -> str:
    parts = [("party", str(reader)), ("party", str(other)), ("purpose", purpose)]
    return urlencode([*parts, ("data", category)] if category else parts)
