"""What the record gives for the person themselves: everything they may have, and how much stays out and why."""

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from access.choices import Tier
from agencies.choices import Duty
from agencies.models import AgencyMembership
from casework.due import day_words
from casework.models import Case, ContactPoint, NetworkLink, Note, NoteText, Relationship
from sharing.choices_rights import AccessPart, StaysOut
from sharing.queries.access_case import case_entries
from sharing.queries.access_shared import shared_entries
from sharing.queries.access_work import work_entries
from sharing.queries.contested import said_by_person
from sharing.queries.restrictions import restrictions_of
from sharing.subject_access import Entry, Names, NoteFacts, of_note, words_for_person

THEIR_OWN = (AccessPart.PERSON, AccessPart.REQUESTS)
"""Parts that hold the person's own words and facts: whomever they name, they named them themselves."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """What may be given, in reading order, and how many things stay out by the rule, by ground."""

    entries: tuple[Entry, ...]
    stays_out: dict[str, int]


def assemble(actor: Actor, case: Case) -> Assembled:
    """Return what the person of a cleared ``case`` may be given of what ``actor`` reads. Saves and logs nothing.

    The number of statements does not grow with the record.
    """
    others, out = _names(actor, case), Counter[str]()
    desks = _desks(case)
    notes, told = _notes(actor, case, others, desks, out)
    found = [
        *_person(actor, case), *case_entries(actor, case), *notes, *work_entries(actor, case, told, desks),
        *shared_entries(actor, case, told), *_contested(actor, case, told),
        *_restrictions(actor, case),
    ]  # fmt: skip
    kept = []
    for one in found:
        if one.part not in THEIR_OWN and others.named_in(f"{one.title} {one.text}"):
            out[StaysOut.OTHERS] += 1
        else:
            kept.append(one)
    order = list(AccessPart)
    kept.sort(key=lambda one: (order.index(one.part), one.on))  # those of one day as they were found
    return Assembled(tuple(kept), dict(out))


def _names(actor: Actor, case: Case) -> Names:
    """The names of other people in the person's life, whoever they are to them."""
    known = Relationship.objects.visible_to(actor).filter(person_id=case.person_id).values_list("name", flat=True)
    around = NetworkLink.objects.visible_to(actor).filter(case_id=case.pk, agency=None).values_list("label", flat=True)
    person = case.person
    return Names(known, around, (person.given_name, person.family_name, person.known_as))


def _person(actor: Actor, case: Case) -> Iterator[Entry]:
    """Who the person is, as written down; places where they can be found only while they hold."""
    person, part = case.person, AccessPart.PERSON
    facts = (
        ("name", _("Name"), str(person)), ("known_as", _("Known as"), person.known_as),
        ("born_on", _("Born"), day_words(person.born_on)), ("languages", _("Languages"), person.languages),
        ("gender", _("Gender, as you say"), person.gender), ("number", _("National number"), person.national_number),
    )  # fmt: skip
    yield from (Entry(f"person:{name}", part, label, text) for name, label, text in facts if text)
    rows = ContactPoint.objects.visible_to(actor).filter(person_id=person.pk).order_by("valid_from", "pk")
    for row in rows:
        yield Entry(
            f"contact_point:{row.pk}", part, str(row.get_kind_display()), str(row.value),
            timezone.localdate(row.valid_from).isoformat(),
        )  # fmt: skip


def _notes(
    actor: Actor, case: Case, others: Names, desks: frozenset[uuid.UUID], out: Counter[str]
) -> tuple[list[Entry], frozenset[uuid.UUID]]:
    """The notes of which words may be given, with the keys of those and of all that corrected into them."""
    rows = list(
        Note.objects.visible_to(actor).filter(case_id=case.pk).select_related("originator").order_by("recorded_at")
    )
    texts: dict[uuid.UUID, dict[int, str]] = {}
    for key, tier, text in (
        NoteText.objects.visible_to(actor).filter(note__case_id=case.pk).values_list("note_id", "tier", "text")
    ):
        texts.setdefault(key, {})[tier] = text
    entries: list[Entry] = []
    for row in rows:
        allowed = of_note(_facts(row, desks))
        words = words_for_person(allowed, texts.get(row.pk, {}), others) if isinstance(allowed, Tier) else allowed
        if isinstance(words, StaysOut):
            out[words] += 1
        elif words is not None:
            entries.append(
                Entry(
                    f"note:{row.pk}", AccessPart.NOTES, str(row.get_kind_display()), words,
                    row.occurred_on.isoformat(), row.originator.name,
                )
            )  # fmt: skip
    given = {uuid.UUID(one.key.partition(":")[2]) for one in entries}
    later = {row.supersedes_id: row.pk for row in rows if row.supersedes_id}
    for row in reversed(rows):
        if later.get(row.pk) in given:
            given.add(row.pk)
    return entries, frozenset(given)


def _contested(actor: Actor, case: Case, told: frozenset[uuid.UUID]) -> Iterator[Entry]:
    """What they say against notes that they are given: their own words, and how it stands."""
    for one in said_by_person(actor, case.pk):
        if one.newest in told:
            text = " ".join(part for part in (one.dispute.words, f"({one.dispute.state})") if part)
            title = _("You contest what %(agency)s wrote") % {"agency": one.agency}
            yield Entry(f"contested:{one.dispute.id}", AccessPart.REQUESTS, title, text, one.on)


def _restrictions(actor: Actor, case: Case) -> Iterator[Entry]:
    """What is passed on no further for now, and what was: no word of what it is about."""
    for one in restrictions_of(actor, case_id=case.pk):
        text = _("The whole case") if one.whole else _("Something that is written about you")
        ended = _("Ended on %(day)s") % {"day": one.lifted} if one.lifted else ""
        yield Entry(
            f"restriction:{one.id}", AccessPart.REQUESTS, _("Kept, and passed on no further"),
            " ".join(part for part in (f"{text}: {one.ground}.", ended) if part), one.since_on.isoformat(),
        )  # fmt: skip


def _desks(case: Case) -> frozenset[uuid.UUID]:
    """Agencies whose people receive duty reports: what they hold is police information."""
    rows = AgencyMembership.objects.current().filter(
        agency__partnership_id=case.partnership_id, duties__contains=[Duty.DUTY_DESK]
    )
    return frozenset(rows.values_list("agency_id", flat=True))


def _facts(row: Note, desks: frozenset[uuid.UUID]) -> NoteFacts:
    return NoteFacts(
        kind=row.kind, nature=row.nature, handling=row.handling, secrecy=row.secrecy, category=row.data_category,
        status=row.status, from_police=row.originator_id in desks,
    )  # fmt: skip
