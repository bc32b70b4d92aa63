"""Loads the assessments: who gave what, what the team agreed on, judged and left open, and what is due of it."""

import datetime as dt
import itertools
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from access.choices import ItemStatus, Operation
from agencies.choices import Secrecy
from agencies.models import AgencyMembership
from assessments.choices import LOCKED, AssessmentKind, AssessmentState, ContributionState
from assessments.loading import parse
from assessments.models import (
    Assessment,
    ConsensusRating,
    Contribution,
    Dissent,
    Evidence,
    Formulation,
    InformationGap,
    Instrument,
    ItemRating,
    Judgement,
    Scenario,
)
from assessments.services.instruments import SHIPPED
from casework.choices import DeadlineKind, DeadlineState, NoteKind
from casework.due import due_in_working_days
from casework.models import Deadline, Note
from sharing.demo.cases import Story
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.notes import TIERS, Written

REVIEW_DAYS, SIGN_DAYS = 180, 5  # days, and working days: cadences "assessment_review" and "assessment_sign"
Rated = dict[str, list[str]]
"""By item: answer, words, relevance, and the records it rests on; what is missing at the end is empty."""


@dataclass
class Judged:
    """What was loaded, for the trail: assessments with what their file says, and who contributed."""

    assessments: list[tuple[Assessment, dict[str, Any]]] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)
    reviewed: list[Any] = field(default_factory=list)
    """Lines of the trail that tell of reviews."""


def add_contributions(stories: list[Story]) -> None:
    """Add the words of every contribution to the notes of its story, before these are loaded."""
    for story in stories:
        story.facts["assessment"] = _read(story)
        for fact in story.facts["assessment"]:
            closed = fact["state"] == AssessmentState.CONTRIBUTIONS_OPEN
            story.facts["note"] += [_words(given, closed) for given in fact["contribution"] if "full" in given]


def _read(story: Story) -> list[dict[str, Any]]:
    name = str(story.facts["title"]).lower()
    found: list[dict[str, Any]] = tomllib.loads((FOLDER / "assessments" / f"{name}.toml").read_text(encoding="utf-8"))[
        "assessment"
    ]
    for before, fact in itertools.pairwise(found):
        if fact.get("as_before"):
            fact["agreed"] = {**before["agreed"], **fact["agreed"]}
    return found


def _words(given: dict[str, Any], closed: bool) -> dict[str, Any]:
    """The note of a contribution, as a story's file would spell it: before consensus it leaves its agency nowhere."""
    kind = NoteKind.HEALTH if given.get("secrecy") == Secrecy.HEALTH else NoteKind.ASSESSMENT
    note = {"nature": "opinion", **given, "kind": kind, "court": "none", "gives": given}
    return note | {"released": "none"} if closed else note


def load_assessments(cast: Cast, stories: list[Story], written: list[Written]) -> Judged:
    """Load the instrument, and every assessment of every story with what is due of it."""
    coordinator, judged = cast.member("wanda.eskeland"), Judged()
    content = parse(SHIPPED.read_bytes())
    instrument = Instrument(
        id=cast.calendar.key(), partnership=cast.partnership, code=content["code"], number=content["version"],
        title=content["title"], definition=content, membership=coordinator, loaded_at=cast.calendar.at(-470, 9, 30),
    )  # fmt: skip
    instrument.save(force_insert=True)
    for story in stories:
        one = _Loader(cast, story, [note for note in written if note.story is story], instrument, judged)
        for fact in story.facts["assessment"]:
            one.load(fact)
    return judged


class _Loader:
    """Loads the assessments of one story."""

    def __init__(
        self, cast: Cast, story: Story, written: list[Written], instrument: Instrument, judged: Judged
    ) -> None:  # fmt: skip
        self.cast, self.story, self.written, self.judged = cast, story, written, judged
        self.instrument, self.definition = instrument, instrument.read()
        self.due: list[Deadline] = []

    def load(self, fact: dict[str, Any]) -> None:
        """Load one assessment with all that hangs on it."""
        calendar, by = self.cast.calendar, self.cast.member(fact["by"])
        locked, counter = fact["state"] in LOCKED, fact.get("countersigned_by")
        row = Assessment(
            id=calendar.key(), case=self.story.case, instrument=self.instrument, kind=fact["kind"],
            setting=fact.get("setting", "community"), as_of=calendar.day(fact["as_of"]),
            no_custody=fact.get("no_custody", False), reason=fact.get("reason", ""), state=fact["state"], assessor=by,
            opened_at=calendar.at(fact["opened"], 10, 20), contribute_by=calendar.day(fact["contribute_by"]),
            signed_at=calendar.at(fact["signed"], 15, 10) if locked else None,
            countersigner=self.cast.member(counter) if counter else None,
            countersigned_at=calendar.at(fact["countersigned"], 11, 45) if counter else None,
            for_court_at=calendar.at(fact["for_court"], 14, 30) if "for_court" in fact else None,
            for_court_by=by if "for_court" in fact else None,
        )  # fmt: skip
        row.save(force_insert=True)
        self.judged.assessments.append((row, fact))
        for given in fact["contribution"]:
            self._contribution(row, given)
        self._consensus(row, fact.get("agreed", {}))
        self._judgement(row, fact)
        self._due(row, fact)
        Deadline.objects.bulk_create(self.due)
        self.due = []

    def _contribution(self, row: Assessment, given: dict[str, Any]) -> None:
        calendar, member = self.cast.calendar, self.cast.member(given["by"])
        words = next((one.note for one in self.written if one.facts.get("gives") is given), None)
        opened = row.state != AssessmentState.CONTRIBUTIONS_OPEN
        state = ContributionState(given.get("state", "handed_in" if words else "asked"))
        contribution = Contribution(
            id=calendar.key(), case=row.case, assessment=row, instrument=row.instrument, agency=member.agency,
            membership=None if state == ContributionState.ASKED else member, state=state,
            due_on=row.contribute_by or calendar.today, no_custody=row.no_custody,
            nothing_reason=given.get("nothing", ""), note=words, opened=opened,
            release_to=int(TIERS[given.get("released", "full")]) if words else None,
            handed_in_at=words.recorded_at if words else None,
        )  # fmt: skip
        contribution.save(force_insert=True)
        self.judged.contributions.append(contribution)
        for code, (answer, grounds, relevance, *records) in _padded(given.get("ratings", {})):
            item = self.definition.item(code)
            rating = ItemRating(
                id=calendar.key(), case=row.case, contribution=contribution, item=code, answer=answer,
                grounds=grounds, relevance=relevance, nature=given.get("ratings_nature", "fact"),
                confidence=given.get("confidence", "medium"), is_health=bool(item and item.health),
            )  # fmt: skip
            rating.save(force_insert=True)
            self._link(records, rating=rating)
        open_still = not opened and state in (ContributionState.ASKED, ContributionState.BEGUN)
        done_at = contribution.handed_in_at or calendar.at(given.get("day", -1), 12)
        self._deadline(
            DeadlineKind.CONTRIBUTION, contribution.due_on, "contribution", contribution.pk, member,
            None if open_still else done_at,
        )  # fmt: skip

    def _consensus(self, row: Assessment, agreed: Rated) -> None:
        for code, (answer, reason, relevance, *records) in _padded(agreed):
            rating = ConsensusRating(
                id=self.cast.calendar.key(), case=row.case, assessment=row, item=code, answer=answer, reason=reason,
                relevance=relevance, membership=row.assessor,
            )  # fmt: skip
            rating.save(force_insert=True)
            self._link(records, consensus=rating)

    def _link(self, records: list[str], **behind: ItemRating | ConsensusRating) -> None:
        Evidence.objects.bulk_create(
            Evidence(id=self.cast.calendar.key(), case=self.story.case, note=self._record(title), **behind)
            for title in records
        )

    def _record(self, spelled: str) -> Note:
        """The note with that title; ``title@-200`` is the one that tells of about that day."""
        title, _at, day = spelled.partition("@")
        found = [
            one.note for one in self.written
            if one.facts["title"] == title and one.note.status == ItemStatus.CURRENT
        ]  # fmt: skip
        if not found or (len(found) > 1 and not day):
            raise LookupError(f"{self.story.name}: {len(found)} records are called {title!r}")
        about = self.cast.calendar.day(int(day or 0))
        return min(found, key=lambda note: abs((note.occurred_on - about).days))

    def _judgement(self, row: Assessment, fact: dict[str, Any]) -> None:
        calendar, case = self.cast.calendar, row.case
        if "formulation" in fact:
            Formulation(id=calendar.key(), case=case, assessment=row, **fact["formulation"]).save(force_insert=True)
        Scenario.objects.bulk_create(
            Scenario(
                id=calendar.key(), case=case, assessment=row,
                **{**told, "responder": self.cast.member(told["responder"])},
            )
            for told in fact.get("scenario", ())
        )  # fmt: skip
        if "judgement" in fact:
            Judgement(id=calendar.key(), case=case, assessment=row, **fact["judgement"]).save(force_insert=True)
        for said in fact.get("dissent", ()):
            member = self.cast.member(said["by"])
            Dissent(
                id=calendar.key(), case=case, assessment=row, item=said.get("item", ""), agency=member.agency,
                membership=member, view=said["view"], reason=said["reason"], at=calendar.at(said["day"], 14, 30),
            ).save(force_insert=True)  # fmt: skip

    def _due(self, row: Assessment, fact: dict[str, Any]) -> None:
        calendar = self.cast.calendar
        for told in fact.get("gap", ()):
            owner = self.cast.member(told["owner"])
            gap = InformationGap(
                id=calendar.key(), case=row.case, assessment=row, text=told["text"], owner=owner,
                due_on=calendar.day(told["due"]), answer=told.get("answer", ""),
                closed_on=calendar.day(told["closed"]) if "closed" in told else None,
            )  # fmt: skip
            gap.save(force_insert=True)
            done = calendar.at(told["closed"], 9, 40) if "closed" in told else None
            self._deadline(DeadlineKind.INFORMATION_GAP, gap.due_on, "gap", gap.pk, owner, done)
        if row.signed_at is None:
            return
        supervisor = next((place.membership for place in self.story.team.values() if place.is_order_supervisor), None)
        self._deadline(
            DeadlineKind.ASSESSMENT_SIGN, due_in_working_days(SIGN_DAYS, timezone.localdate(row.signed_at)),
            "assessment", row.pk, row.countersigner or supervisor or row.assessor, row.countersigned_at,
        )  # fmt: skip
        if row.kind != AssessmentKind.CLOSING and fact is self.story.facts["assessment"][-1]:
            due_on = row.as_of + dt.timedelta(days=REVIEW_DAYS)
            self._deadline(DeadlineKind.ASSESSMENT, due_on, "assessment", row.pk, row.assessor, None)

    def _deadline(
        self, kind: DeadlineKind, due_on: dt.date, about: str, key: uuid.UUID, member: AgencyMembership,
        done_at: dt.datetime | None,
    ) -> None:  # fmt: skip
        self.due.append(
            Deadline(
                id=self.cast.calendar.key(), case=self.story.case, kind=kind, due_on=due_on, responsible=member,
                agency=member.agency, subject_kind=about, subject_id=key, done_at=done_at,
                state=DeadlineState.DONE if done_at else DeadlineState.OPEN,
            )
        )  # fmt: skip


def _padded(rated: Rated) -> Iterator[tuple[str, tuple[str, ...]]]:
    for code, said in rated.items():
        yield code, (*said, "", "", "")[: max(3, len(said))]


Told = tuple[AgencyMembership, dt.datetime, Operation, str, dict[str, Any]]


def told_lines(cast: Cast, judged: Judged) -> Iterator[Told]:
    """Return the lines of the trail: who, when, what sort of act, its name, and what it is about."""
    yield from judged.reviewed
    for row, fact in judged.assessments:
        about: dict[str, Any] = {"kind": "assessment", "subjects": [row.pk], "case_id": row.case_id}
        yield row.assessor, row.opened_at, Operation.COLLECT, "assessment.opened", about
        asked = {"asked": len(fact["contribution"])}
        at = row.opened_at + dt.timedelta(minutes=12)
        yield row.assessor, at, Operation.ALTER, "assessment.agencies_asked", about | {"detail": asked}
        if "consensus" in fact:
            at = cast.calendar.at(fact["consensus"], 9, 5)
            yield row.assessor, at, Operation.DISCLOSE, "assessment.consensus_opened", about
        if row.signed_at:
            yield row.assessor, row.signed_at, Operation.ALTER, "assessment.signed", about
        if row.countersigned_at and row.countersigner:
            yield row.countersigner, row.countersigned_at, Operation.ALTER, "assessment.countersigned", about
        if row.for_court_by and row.for_court_at:
            yield row.for_court_by, row.for_court_at, Operation.ALTER, "assessment.cleared_for_court", about
    for given in judged.contributions:
        if given.membership and given.handed_in_at:
            about = {"kind": "contribution", "subjects": [given.pk], "case_id": given.case_id}
            yield given.membership, given.handed_in_at, Operation.COLLECT, "contribution.handed_in", about
