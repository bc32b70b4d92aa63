"""Whom a deadline reminds: judged by the one policy, when a reminder is raised and again when it is sent."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import BooleanField, F, Func

from access import policy
from access.choices import Place, Tier
from agencies.choices import Duty
from agencies.models import AgencyMembership
from casework.choices import DeadlineKind, ReminderStep
from casework.models import Contact, Deadline, Note, NoteListing, NoteResponse

BECAUSE = "the sweep asks who sees an item; it reads labels and keys, and no words"
ABOUT_CONTACT = (DeadlineKind.CONTACT_LETTER, DeadlineKind.EXPLANATION)


@dataclass(frozen=True, slots=True)
class Able:
    """Somebody in good standing who sees the case of a deadline; ``reads``: also what the deadline is about."""

    user_id: uuid.UUID
    membership_id: uuid.UUID
    agency_id: uuid.UUID
    duties: frozenset[str]
    reads: bool
    manages: bool = False
    supervises: bool = False


class Receivers:
    """Answers for one batch; what was asked of a case once is not asked again within it."""

    def __init__(self) -> None:
        self._on_case = lru_cache(maxsize=None)(_on_case)
        self._in_partnership = lru_cache(maxsize=None)(_in_partnership)

    def of(self, row: Deadline, step: str) -> list[Able]:
        """Return whom ``row`` reminds at ``step``; nobody when there is nobody left who may know."""
        able = self.able(row)
        first = _first_line(row, able)
        return _second_line(row, able, first) if step == ReminderStep.ESCALATION else first

    def able(self, row: Deadline) -> list[Able]:
        """Return everybody who may know of the deadline now."""
        if row.case_id is None:
            return [
                Able(m.user_id, m.pk, m.agency_id, frozenset(m.duties),
                     reads=m.pk == row.responsible_id or m.agency_id == row.agency_id)
                for m in self._in_partnership(row.agency.partnership_id)
            ]  # fmt: skip
        told = _told(row)
        return [
            Able(
                one.user_id, one.membership_id, one.agency_id, duties,
                reads=(told is None or one.membership_id in told)
                and (one.kind == Place.PERMANENT or one.membership_id == row.responsible_id),
                manages=one.manages, supervises=one.supervises,
            )
            for one, duties in self._on_case(row.case_id)
        ]  # fmt: skip

    def may_know(self, row: Deadline, step: str, membership_id: uuid.UUID) -> bool:
        """Say whether this member may still be reminded of ``row``."""
        passed_on = step == ReminderStep.ESCALATION
        return any(one.membership_id == membership_id and (one.reads or passed_on) for one in self.able(row))


def _on_case(case_id: uuid.UUID) -> list[tuple[policy.Reader, frozenset[str]]]:
    readers = policy.readers_of_case(case_id)
    duties = dict(
        AgencyMembership.objects.filter(pk__in=[one.membership_id for one in readers]).values_list("pk", "duties")
    )
    return [(one, frozenset(duties.get(one.membership_id, ()))) for one in readers]


def _in_partnership(partnership_id: uuid.UUID) -> list[AgencyMembership]:
    fit = Func(F("user_id"), F("pk"), function="agencies_in_standing", output_field=BooleanField())
    return list(AgencyMembership.objects.current().filter(agency__partnership_id=partnership_id).filter(fit))


def _told(row: Deadline) -> set[uuid.UUID] | None:
    """Members who read what the deadline is about; None where it is about nothing with readers of its own."""
    least, note_id = Tier.GIST, None
    if row.subject_id is None:
        return None
    if row.kind == DeadlineKind.NOTE_ANSWER:
        note_id = row.subject_id
    elif row.kind == DeadlineKind.QUESTION:
        asked = NoteResponse.objects.unguarded(because=BECAUSE).filter(pk=row.subject_id)
        note_id = asked.values_list("note_id", flat=True).first()
    elif row.kind in ABOUT_CONTACT and row.subject_kind == "contact":
        held = Contact.objects.unguarded(because=BECAUSE).filter(pk=row.subject_id)
        note_id, least = held.values_list("note_id", flat=True).first(), Tier.SUMMARY
    if note_id is None:
        return None
    readers = policy.readers_of_item(_labels(note_id))
    return {one.membership_id for one in readers if one.tier >= least}


def _labels(note_id: uuid.UUID) -> policy.Labels:
    names = (
        "case_id", "originator_id", "author_id", "handling", "data_category", "released_tier", "told_to_companions",
        "status", "has_summary", "has_gist",
    )  # fmt: skip
    labels = Note.objects.unguarded(because=BECAUSE).values(*names).get(pk=note_id)
    listed = NoteListing.objects.unguarded(because=BECAUSE).filter(note_id=note_id).values_list("user_id", flat=True)
    return policy.Labels(**labels, listed=list(listed))


def _with(duty: Duty, able: Iterable[Able]) -> list[Able]:
    return [one for one in able if duty in one.duties]


def _first_line(row: Deadline, able: list[Able]) -> list[Able]:
    """Who answers for the deadline; else the agency's members on the case; else whoever leads the case."""
    readers = [one for one in able if one.reads]
    if row.responsible_id is not None:
        found = [one for one in readers if one.membership_id == row.responsible_id]
    else:
        ours = [one for one in readers if one.agency_id == row.agency_id]
        duty = Duty.COORDINATOR if row.case_id is None else Duty.SUPERVISOR
        seniors = _with(duty, ours)
        found = seniors if row.case_id is None else [one for one in ours if one not in seniors] or seniors
    return (
        found
        or [one for one in readers if one.manages]
        or [one for one in readers if one.supervises]
        or _second_line(row, able, [])
    )


def _second_line(row: Deadline, able: list[Able], first: list[Able]) -> list[Able]:
    """The agency's senior; else the chair; else the case manager, or without a case a coordinator.

    Nobody hears twice of the same event.
    """
    users = {one.user_id for one in first}
    others = [one for one in able if one.user_id not in users]
    seniors = [one for one in _with(Duty.SUPERVISOR, others) if one.agency_id == row.agency_id and one.reads]
    if found := seniors or _with(Duty.CHAIR, others) or [one for one in others if one.manages]:
        return found
    return _with(Duty.COORDINATOR, others) if row.case_id is None else []
