"""Loads the notes: rows, wordings, named people, versions, contests, and the audience each was saved with."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from access import policy
from access.choices import ItemStatus, Tier
from agencies.models import AgencyMembership
from casework.choices import CATEGORY_OF_KIND, DEFAULT_SECRECY
from casework.models import Note, NoteAudience, NoteListing, NoteText
from casework.writing import usual_court_tier
from sharing.demo.cases import Story
from sharing.demo.cast import Cast
from sharing.demo.routine import compose

TIERS = {"full": Tier.FULL, "summary": Tier.SUMMARY, "gist": Tier.GIST, "none": Tier.NONE}


@dataclass
class Written:
    """One note as loaded, with what its file says and who reads it now (membership to tier)."""

    note: Note
    facts: dict[str, Any]
    story: Story
    listed: tuple[AgencyMembership, ...]
    texts: dict[Tier, str]
    readers: dict[uuid.UUID, policy.Reader] = field(default_factory=dict)
    about: "Written | None" = None

    @property
    def writer(self) -> AgencyMembership:
        """Membership the note was written under."""
        return self.note.membership


def load_notes(cast: Cast, stories: list[Story]) -> list[Written]:
    """Load every note of every story, oldest first; each audience is the policy's own answer."""
    written = [note for story in stories for note in _notes_of(cast, story)]
    written.sort(key=lambda one: one.note.recorded_at)
    Note.objects.bulk_create([one.note for one in written])
    NoteText.objects.bulk_create(text for one in written for text in _texts(cast, one))
    NoteListing.objects.bulk_create(
        NoteListing(id=cast.calendar.key(), note=one.note, user=member.user) for one in written for member in one.listed
    )
    known: dict[tuple[Any, ...], dict[uuid.UUID, policy.Reader]] = {}
    for one in written:
        one.readers = _readers(one, known)
    NoteAudience.objects.bulk_create(_audience(cast, one) for one in written)
    return written


def _notes_of(cast: Cast, story: Story) -> Iterator[Written]:
    calendar = cast.calendar
    for thread in story.facts["thread"]:
        for facts in compose(calendar, thread, story.name):
            yield _note(cast, story, facts)
    for facts in story.facts["note"]:
        before = None
        if "corrects" in facts:
            before = _note(cast, story, {**facts, "responses": [], **facts["corrects"]})
            before.note.status = ItemStatus.CORRECTED
            before.note.answer_by = None
            yield before
        one = _note(cast, story, facts)
        if before is not None:
            one.note.supersedes, one.note.edition = before.note, 2
        yield one
        if "contest" in facts:
            yield _contest(cast, story, one)


def _note(cast: Cast, story: Story, facts: dict[str, Any]) -> Written:
    calendar, writer = cast.calendar, cast.member(facts["by"])
    texts = {tier: facts[word].strip() for word, tier in TIERS.items() if facts.get(word)}
    source, knowledge = facts.get("grades", ("", ""))
    recorded = calendar.office_hour(min(facts["day"] + calendar.chance.choice((0, 0, 1)), -1))
    note = Note(
        id=calendar.key(), case=story.case, membership=writer, author=writer.user, originator=writer.agency,
        kind=facts["kind"], occurred_on=calendar.day(facts["day"]), recorded_at=recorded,
        nature=facts.get("nature", "fact"), source_grade=source, knowledge_grade=knowledge,
        handling=facts.get("handling", "team"),
        secrecy=facts.get("secrecy", DEFAULT_SECRECY.get(facts["kind"], "none")),
        data_category=CATEGORY_OF_KIND[facts["kind"]],
        released_tier=TIERS[facts.get("released", "full")],
        court_tier=_court_tier(cast, writer, facts), told_to_companions=facts.get("companions", False),
        has_summary=Tier.SUMMARY in texts, has_gist=Tier.GIST in texts,
        answer_by=calendar.day(facts["answer_by"]) if "answer_by" in facts else None,
    )  # fmt: skip
    note.occurred_on = min(note.occurred_on, recorded.date())
    if "withdrawn" in facts:
        note.status, note.withdrawn_at = ItemStatus.WITHDRAWN, calendar.office_hour(facts["withdrawn"]["day"])
        note.withdrawal_reason = facts["withdrawn"]["reason"]
    listed = tuple(cast.member(login) for login in facts.get("named", ()))
    return Written(note, facts, story, listed, texts)


def _court_tier(cast: Cast, writer: AgencyMembership, facts: dict[str, Any]) -> int:
    """How far the note may go to the court: as its file says, or as is usual."""
    if "court" in facts:
        return int(TIERS[facts["court"]])
    released = int(TIERS[facts.get("released", "full")])
    return usual_court_tier(facts["kind"], released, supervises=writer.agency == cast.agencies["VPO"])


def _contest(cast: Cast, story: Story, of: Written) -> Written:
    """The contest travels with the contested note: its handling, and its data category."""
    fact = of.facts["contest"]
    one = _note(
        cast,
        story,
        {
            "by": fact["by"], "day": fact["day"], "kind": "contest", "nature": "opinion", "title": "Contest",
            "handling": of.note.handling, "full": fact["text"], "summary": fact["text"],
        },
    )  # fmt: skip
    one.note.contests, one.note.data_category, one.about = of.note, of.note.data_category, of
    return one


def _texts(cast: Cast, one: Written) -> Iterator[NoteText]:
    checker = one.facts.get("checked_by")
    for tier, text in one.texts.items():
        gist = tier == Tier.GIST
        yield NoteText(
            id=cast.calendar.key(), note=one.note, tier=tier, title=one.facts["title"], text=text,
            action=one.facts["action"] if gist else "",
            checked_by=cast.member(checker).user if checker and gist else None,
        )  # fmt: skip


def _readers(
    one: Written, known: dict[tuple[Any, ...], dict[uuid.UUID, policy.Reader]]
) -> dict[uuid.UUID, policy.Reader]:
    note = one.note
    labels = policy.Labels(
        case_id=note.case_id, originator_id=note.originator_id, author_id=note.author_id, handling=note.handling,
        data_category=note.data_category, released_tier=note.released_tier,
        told_to_companions=note.told_to_companions, status=ItemStatus.CURRENT, has_summary=note.has_summary,
        has_gist=note.has_gist, listed=tuple(member.user_id for member in one.listed),
    )  # fmt: skip
    key = (
        labels.case_id, labels.originator_id, labels.author_id, labels.handling, labels.data_category,
        labels.released_tier, labels.told_to_companions, labels.has_summary, labels.has_gist, labels.listed,
    )  # fmt: skip
    if key not in known:
        known[key] = {reader.membership_id: reader for reader in policy.readers_of_item(labels)}
    return known[key]


def _audience(cast: Cast, one: Written) -> NoteAudience:
    code = {agency.pk: agency.code for agency in cast.agencies.values()}
    entries: list[dict[str, Any]] = [
        {"membership": str(key), "agency": code[reader.agency_id], "place": reader.kind.value, "tier": int(reader.tier)}
        for key, reader in one.readers.items()
    ]
    for place in one.story.team.values():
        member = place.membership
        if (
            member is not None
            and member.pk not in one.readers
            and _runs(place.valid_from, place.valid_to, one.note.recorded_at)
        ):
            entries.append(
                {
                    "membership": str(member.pk),
                    "agency": member.agency.code,
                    "place": place.kind,
                    "tier": 0,
                }
            )
    return NoteAudience(id=cast.calendar.key(), note=one.note, entries=entries, taken_at=one.note.recorded_at)


def _runs(begins: dt.datetime, ends: dt.datetime, moment: dt.datetime) -> bool:
    return begins <= moment < ends
