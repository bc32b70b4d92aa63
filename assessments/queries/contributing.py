"""What one agency contributes, for its own people: how far it is, and one section to answer."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils import timezone

from access import trail
from access.actor import Actor
from assessments.choices import ContributionState
from assessments.definition import Definition, Section
from assessments.models import (
    Assessment,
    Contribution,
    Evidence,
    ItemRating,
)
from assessments.queries.grounds import record_choices
from casework.due import day_words, due_state
from casework.queries.case_file import CaseFile, file_of
from casework.queries.contact_desk import ContactDesk, desk_for
from casework.queries.note_entries import NoteEntry
from casework.queries.note_versions import newest_words

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far an agency is with one section. ``closed``: it is not the agency's to answer."""

    code: str
    title: str
    help: str
    rated: int
    total: int
    closed: bool
    skipped: bool


@dataclass(frozen=True, slots=True)
class ContributionPage:
    """What one agency contributes, for its own people."""

    file: CaseFile
    id: uuid.UUID
    version: int
    state: ContributionState
    instrument: Definition
    due_on: str
    due: str
    opened: bool
    sections: tuple[SectionProgress, ...]
    words: NoteEntry | None
    reason: str
    assessment: uuid.UUID | None
    may_rate: bool

    @property
    def rated(self) -> int:
        """How many items the agency answered."""
        return sum(one.rated for one in self.sections)


def contribution_page(actor: Actor, contribution_id: uuid.UUID, rates_health: bool) -> ContributionPage:
    """Return the contribution of the actor's agency and log the page once.

    Raises:
        Http404: there is none of the actor's agency that they may know of.
    """
    row = _own(actor, contribution_id)
    file, definition = file_of(actor, row.case), row.instrument.read()
    rated = set(
        ItemRating.objects.visible_to(actor)
        .filter(contribution=row)
        .exclude(answer="", grounds="")
        .values_list("item", flat=True)
    )
    words = newest_words(actor, [row.note_id]) if row.note_id else {}
    trail.consulted(actor, "contribution.read", "contribution", [row.pk, *words], file.id, file.place)
    sections = tuple(
        SectionProgress(
            one.code, one.title, one.help, sum(item.code in rated for item in one.items), len(one.items),
            one.health and not rates_health, one.custody and row.no_custody,
        )
        for one in definition.sections
    )  # fmt: skip
    inside = Assessment.objects.visible_to(actor).filter(pk=row.assessment_id).values_list("pk", flat=True).first()
    return ContributionPage(
        file, row.pk, row.version, ContributionState(row.state), definition, day_words(row.due_on),
        due_state(row.due_on, timezone.localdate()), row.opened, sections,
        words.get(row.note_id) if row.note_id else None, row.nothing_reason, inside,
        not row.opened and not row.is_given,
    )  # fmt: skip


def _own(actor: Actor, contribution_id: uuid.UUID) -> Contribution:
    """The contribution for whoever writes it; once it is opened its own agency still reads it here."""
    rows = Contribution.objects.select_related("case__person", "case__lead_agency", "instrument")
    row: Contribution = rows.get_for(actor, "view", pk=contribution_id)
    if row.agency_id != actor.agency_id:
        raise Http404
    return row


@dataclass(frozen=True, slots=True)
class RatingDesk:
    """One section for the people of one agency: items with their present answers, and records to choose from."""

    file: CaseFile
    id: uuid.UUID
    section: Section
    values: dict[str, Any]
    records: Sequence[Choice]
    before: str
    after: str


def rating_desk(actor: Actor, contribution_id: uuid.UUID, code: str) -> RatingDesk:
    """Return the desk for answering one section, and log the page once.

    Raises:
        Http404: there is no such section, or no such contribution of the actor's agency.
        NotAllowed: consensus was opened: it is written no more.
    """
    rows = Contribution.objects.select_related("case__person", "case__lead_agency", "instrument")
    _own(actor, contribution_id)
    row: Contribution = rows.get_for(actor, "rate", pk=contribution_id)
    definition = row.instrument.read()
    section = definition.section(code)
    if section is None:
        raise Http404
    file = file_of(actor, row.case)
    codes = [item.code for item in section.items]
    rated = list(ItemRating.objects.visible_to(actor, "rate").filter(contribution=row, item__in=codes))
    links = list(Evidence.objects.visible_to(actor).filter(rating__in=[one.pk for one in rated], is_current=True))
    behind: dict[uuid.UUID | None, list[str]] = defaultdict(list)
    for link in links:
        behind[link.rating_id].append(str(link.note_id))
    values: dict[str, Any] = {}
    for one in rated:
        for name in ("answer", "relevance", "grounds", "nature", "confidence"):
            values[f"{name}_{one.item}"] = getattr(one, name)
        values[f"evidence_{one.item}"] = behind[one.pk]
    trail.consulted(actor, "contribution.section_read", "contribution", [row.pk], file.id, file.place)
    before, after = definition.neighbours(code)
    return RatingDesk(
        file, row.pk, section, values, record_choices(actor, file.id, {link.note_id for link in links}), before, after
    )


def hand_in_desk(actor: Actor, contribution_id: uuid.UUID) -> tuple[ContactDesk, uuid.UUID, int]:
    """Return the desk for the words with which the actor's agency hands in, its key and its version.

    Raises:
        Http404, NotAllowed: it is not the actor's agency's to write.
    """
    _own(actor, contribution_id)
    rows = Contribution.objects.select_related("case__person", "case__lead_agency")
    row: Contribution = rows.get_for(actor, "rate", pk=contribution_id)
    return desk_for(actor, file_of(actor, row.case)), row.pk, row.version
