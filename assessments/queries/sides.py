"""One section side by side: what each agency said, and what the team agreed on."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404

from access import trail
from access.actor import Actor
from access.choices import Nature
from assessments.choices import AssessmentState, Confidence, Relevance
from assessments.definition import Item, Section
from assessments.models import (
    Assessment,
    ConsensusRating,
    Contribution,
    Evidence,
    ItemRating,
)
from assessments.queries.grounds import record_choices
from assessments.queries.hub import DissentLine, dissents_of
from assessments.queries.origins import corrected_line
from casework.queries.case_file import CaseFile, file_of
from casework.queries.note_entries import NoteEntry
from casework.queries.note_versions import newest_words
from casework.queries.work_lists import titles_of

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What one agency said about an item, with the mandate it speaks from."""

    agency: str
    code: str
    mandate: str
    answer: str
    relevance: str
    grounds: str
    nature: str
    confidence: str
    records: tuple[tuple[uuid.UUID, str], ...]


@dataclass(frozen=True, slots=True)
class ItemSides:
    """One item: what each agency said, side by side, and what the team agreed on."""

    item: Item
    said: tuple[Said, ...]
    agreed: str
    relevance: str
    reason: str
    records: tuple[tuple[uuid.UUID, str], ...]
    dissents: tuple[DissentLine, ...]

    @property
    def differ(self) -> bool:
        """Whether the agencies gave different answers."""
        return len({one.answer for one in self.said if one.answer}) > 1


@dataclass(frozen=True, slots=True)
class SidesPage:
    """One section of an assessment, side by side."""

    file: CaseFile
    id: uuid.UUID
    state: AssessmentState
    title: str
    section: Section
    sides: tuple[ItemSides, ...]
    gists: tuple[NoteEntry, ...]
    values: dict[str, Any]
    records: Sequence[Choice]
    before: str
    after: str
    leads: bool
    dissents_may: bool
    skipped: bool
    silent: tuple[str, ...] = field(default=())


def sides_page(actor: Actor, assessment_id: uuid.UUID, code: str) -> SidesPage:
    """Return one section with what each agency said, and log the page with every record that is named.

    Raises:
        Http404: there is no such section or assessment that the actor may know of.
    """
    rows = Assessment.objects.select_related("case__person", "case__lead_agency", "instrument")
    row: Assessment = rows.get_for(actor, "view", pk=assessment_id)
    definition = row.instrument.read()
    section = definition.section(code)
    if section is None:
        raise Http404
    file = file_of(actor, row.case)
    line = corrected_line(actor, row)
    given_to = line[-1]
    codes = [item.code for item in section.items]
    rated = list(
        ItemRating.objects.visible_to(actor)
        .filter(contribution__assessment_id=given_to, item__in=codes)
        .select_related("contribution__agency")
        .order_by("contribution__agency__name")
    )
    agreed = {one.item: one for one in ConsensusRating.objects.visible_to(actor).filter(assessment=row, item__in=codes)}
    links = _links(actor, rated, list(agreed.values()))
    gists = _gists(actor, given_to) if section.health else ()
    dissents = dissents_of(actor, line, definition)
    sides = tuple(_sides(item, rated, agreed.get(item.code), links, dissents) for item in section.items)
    notes = {note for of in links.values() for note, _title in of}
    shown = [row.pk, *notes, *(one.id for one in gists)]
    trail.consulted(actor, "assessment.section_read", "assessment", shown, file.id, file.place)
    before, after = definition.neighbours(code)
    leads = "lead" in file.may and row.state == AssessmentState.CONSENSUS and not section.health
    return SidesPage(
        file, row.pk, AssessmentState(row.state), definition.short_title, section, sides, gists,
        _agreed_values(agreed, links), record_choices(actor, file.id, _behind(agreed, links)) if leads else (),
        before, after, leads,
        "edit" in file.may and row.state == AssessmentState.CONSENSUS, section.custody and row.no_custody,
    )  # fmt: skip


Links = dict[uuid.UUID, tuple[tuple[uuid.UUID, str], ...]]


def _links(actor: Actor, rated: Sequence[ItemRating], agreed: Sequence[ConsensusRating]) -> Links:
    """Records by what rests on them, each with its title as the actor reads it."""
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    ratings = Evidence.objects.visible_to(actor).filter(rating__in=[one.pk for one in rated], is_current=True)
    for link in ratings if rated else ():
        if link.rating_id:
            found[link.rating_id].append(link.note_id)
    consensus = Evidence.objects.visible_to(actor).filter(consensus__in=[one.pk for one in agreed], is_current=True)
    for link in consensus if agreed else ():
        if link.consensus_id:
            found[link.consensus_id].append(link.note_id)
    notes = {note for of in found.values() for note in of}
    titles = titles_of(actor, list(notes)) if notes else {}
    return {key: tuple((note, titles[note]) for note in of if note in titles) for key, of in found.items()}


def _behind(agreed: dict[str, ConsensusRating], links: Links) -> set[uuid.UUID]:
    return {note for one in agreed.values() for note, _title in links.get(one.pk, ())}


def _gists(actor: Actor, assessment_id: uuid.UUID) -> tuple[NoteEntry, ...]:
    """What health agencies wrote for the others, as far as the actor reads it."""
    rows = Contribution.objects.visible_to(actor).filter(
        assessment_id=assessment_id, opened=True, note__isnull=False, agency__secrecy_default="health"
    )
    return tuple(newest_words(actor, [one.note_id for one in rows if one.note_id]).values())


def _sides(
    item: Item, rated: Sequence[ItemRating], agreed: ConsensusRating | None, links: Links,
    dissents: Sequence[DissentLine],
) -> ItemSides:  # fmt: skip
    said = tuple(
        Said(
            one.contribution.agency.name, one.contribution.agency.code, one.contribution.agency.mandate,
            _label(item, one.answer), _relevance(one.relevance), one.grounds, str(Nature(one.nature).label),
            str(Confidence(one.confidence).label) if one.confidence else "", links.get(one.pk, ()),
        )
        for one in rated if one.item == item.code and (one.answer or one.grounds)
    )  # fmt: skip
    name = f"{item.code} {item.label}"
    kept = tuple(one for one in dissents if one.item == name)
    if agreed is None:
        return ItemSides(item, said, "", "", "", (), kept)
    return ItemSides(
        item, said, _label(item, agreed.answer), _relevance(agreed.relevance), agreed.reason,
        links.get(agreed.pk, ()), kept,
    )  # fmt: skip


def _label(item: Item, answer: str) -> str:
    found = item.scale.answer(answer)
    return found.label if found else ""


def _relevance(code: str) -> str:
    return str(Relevance(code).label) if code else ""


def _agreed_values(agreed: dict[str, ConsensusRating], links: Links) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for code, one in agreed.items():
        for name in ("answer", "relevance", "reason"):
            values[f"{name}_{code}"] = getattr(one, name)
        values[f"evidence_{code}"] = [str(note) for note, _title in links.get(one.pk, ())]
    return values
