"""The looks of several assessments at each item: answers the team agreed on, records behind them, who rated."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from access.actor import Actor
from access.choices import Tier
from assessments.changing import Look
from assessments.models import Assessment, ConsensusRating, Evidence, ItemRating
from casework.models import NoteText
from casework.queries.work_lists import titles_of

Key = tuple[uuid.UUID, str]
"""An assessment and an item."""


@dataclass(frozen=True, slots=True)
class Looks:
    """Everything that was agreed in some assessments, as far as the reader reads it. ``records``: key and title."""

    by_key: dict[Key, Look]
    records: dict[Key, tuple[tuple[uuid.UUID, str], ...]]

    def at(self, assessment: uuid.UUID, item: str) -> Look | None:
        """Return the look at ``item`` in ``assessment``, or None where it was not answered."""
        return self.by_key.get((assessment, item))

    @property
    def notes(self) -> set[uuid.UUID]:
        """Every record that is named."""
        return {note for of in self.records.values() for note, _title in of}


def looks_of(actor: Actor, rows: Sequence[Assessment]) -> Looks:
    """Return the looks of cleared assessments, in five statements however many there are.

    What agencies gave to a correction stands with the assessment it corrects.
    """
    ids = [row.pk for row in rows]
    given_to: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for row in rows:
        given_to[row.corrects_id or row.pk].append(row.pk)
    agreed = list(ConsensusRating.objects.visible_to(actor).filter(assessment__in=ids))
    rated = (
        ItemRating.objects.visible_to(actor)
        .filter(contribution__assessment__in=list(given_to), is_health=False)
        .exclude(answer="", grounds="")
        .values_list("pk", "contribution__assessment_id", "item", "contribution__agency__code")
    )
    behind: dict[uuid.UUID, list[Key]] = {one.pk: [(one.assessment_id, one.item)] for one in agreed}
    raters: dict[Key, set[str]] = defaultdict(set)
    for rating, given, item, agency in rated:
        behind[rating] = [(key, item) for key in given_to[given]]
        for where in behind[rating]:
            raters[where].add(agency)
    told, notes = _told(actor, behind)
    titles = titles_of(actor, sorted({note for of in notes.values() for note in of}))
    by_key = {
        (one.assessment_id, one.item): Look(
            one.answer, one.relevance, one.reason, tuple(sorted(told[one.assessment_id, one.item])),
            frozenset(raters[one.assessment_id, one.item]),
        )
        for one in agreed if one.answer or one.reason
    }  # fmt: skip
    records = {
        key: tuple((note, titles[note]) for note in dict.fromkeys(of) if note in titles) for key, of in notes.items()
    }
    return Looks(by_key, records)


def _told(
    actor: Actor, behind: dict[uuid.UUID, list[Key]]
) -> tuple[dict[Key, set[dt.date]], dict[Key, list[uuid.UUID]]]:  # fmt: skip
    """The days of which the records behind each answer tell, and the records: the agencies' and the team's.

    Of a record that the reader reads no further than a gist, the day is not told.
    """
    told: dict[Key, set[dt.date]] = defaultdict(set)
    notes: dict[Key, list[uuid.UUID]] = defaultdict(list)
    links = Evidence.objects.visible_to(actor).filter(is_current=True)
    dated = NoteText.objects.visible_where(actor, note_id=OuterRef("note_id"), tier__gte=Tier.SUMMARY)
    for name in ("consensus", "rating"):
        found = links.filter(**{f"{name}__in": list(behind)}).annotate(dated=Exists(dated))
        for key, note, day, tells in found.values_list(f"{name}_id", "note_id", "note__occurred_on", "dated"):
            for where in behind[key]:
                if tells:
                    told[where].add(day)
                notes[where].append(note)
    return told, notes
