"""Assessments made out of a world: who was asked, what is closed and what is opened. Imports rows alone."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assessments import models as am
from tests.oracle.records import Same, key
from tests.oracle.rule import may, places, tier
from tests.oracle.world import Agency, Case, Note, Who, World

TOGETHER = (
    "assessment",
    "consensusrating",
    "dissent",
    "formulation",
    "scenario",
    "judgement",
    "informationgap",
    "externalassessment",
    "review",
    "reviewedobjective",
    "feedback",
)
"""One row for each case, read from inside the case."""
GIVEN = ("contribution", "itemrating", "evidence", "reviewevidence")
MOST = 4
DEFINITION = {
    "scales": {"concern": {"answers": []}},
    "sections": [
        {"code": "C", "kind": "concern", "items": [{"code": "C1"}]},
        {"code": "G", "kind": "concern", "health": True, "items": [{"code": "G1"}]},
    ],
}


@dataclass(frozen=True)
class Given:
    """What one agency contributed: opened or not, with its words or without, about health or not."""

    id: uuid.UUID
    case: Case
    agency: Agency
    note: Note | None
    proof: Note | None
    opened: bool
    health: bool

    @property
    def rating(self) -> uuid.UUID:
        """The key of its rating."""
        return key(self.id, "rating")

    @property
    def link(self) -> uuid.UUID:
        """The key of the record behind it."""
        return key(self.id, "evidence")


def _of_case(w: World, case: Case) -> Iterator[Given]:
    """One contribution for each agency that wrote on the case, then one of whoever has a guest's place."""
    notes = [note for note in w.notes if note.case is case]
    first: dict[Agency, Note] = {}
    for note in notes:
        first.setdefault(note.agency, note)
    for n, (agency, note) in enumerate(list(first.items())[:MOST]):
        proof = notes[(notes.index(note) + 1) % len(notes)]
        yield Given(key(case.id, f"given {n}"), case, agency, note, proof, n != 1, n == 2)
    for at in w.places:
        if at.case is case and at.kind == "ad_hoc" and at.membership.agency not in first:
            yield Given(key(case.id, "given guest"), case, at.membership.agency, None, None, False, False)
            return


@functools.lru_cache(maxsize=4)
def _given(same: Same) -> tuple[Given, ...]:
    return tuple(one for case in same.world.cases for one in _of_case(same.world, case))


def given(w: World) -> tuple[Given, ...]:
    """Every contribution of the world; the same for the same world."""
    return _given(Same(w))


def contributes(w: World, who: Who, one: Given) -> bool:
    """Whether it is their agency's, and they have a permanent or a guest's place."""
    kinds = {at.kind for at in places(w, who, one.case)}
    return one.agency is who.membership.agency and bool(kinds & {"permanent", "ad_hoc"})


def rated(w: World, who: Who, one: Given) -> bool:
    """Whether they read its rating."""
    if contributes(w, who, one):
        return True
    read = one.note is not None and tier(w, who, one.note) >= 3
    return one.opened and not one.health and read and may(w, who, "team", one.case)


def cycle_seen(w: World, who: Who, catalogue: bool) -> dict[str, set[Any]]:
    """What both walls must show of assessments. ``catalogue``: whether their partnership's instruments are shown."""
    inside = [c for c in w.cases if may(w, who, "team", c)]
    home = who.membership.agency.partnership
    rows = given(w)
    return {
        **{name: {key(c.id, name) for c in inside} for name in TOGETHER},
        "instrument": {key(f"{home}", "instrument")} if catalogue else set(),
        "contribution": {g.id for g in rows if contributes(w, who, g) or may(w, who, "team", g.case)},
        "itemrating": {g.rating for g in rows if rated(w, who, g)},
        "reviewevidence": {
            key(n.id, "reviewevidence") for n in w.notes if may(w, who, "team", n.case) and tier(w, who, n) >= 1
        },
        "evidence": {g.link for g in rows if g.proof and rated(w, who, g) and tier(w, who, g.proof) >= 1},
    }


def rates(w: World, who: Who) -> set[Any]:
    """Contributions that they may write: their agency's, still closed."""
    return {g.id for g in given(w) if contributes(w, who, g) and not g.opened}


def lay_cycle(w: World, partnership_key: Any, day: Any, now: Any, store: Any) -> None:
    """Insert every row that was made out of ``w``."""
    who, agency = w.memberships[0].id, w.agencies[0].id
    store(am.Instrument, [
        am.Instrument(id=key(f"{n}", "instrument"), partnership_id=partnership_key(n), code="srdr", number="1",
                      title="T", definition=DEFINITION, loaded_at=now) for n in (0, 1)
    ])  # fmt: skip
    used = {c: key(f"{c.partnership}", "instrument") for c in w.cases}
    store(am.Assessment, [
        am.Assessment(id=key(c.id, "assessment"), case_id=c.id, instrument_id=used[c], kind="initial", as_of=day,
                      assessor_id=who, opened_at=now) for c in w.cases
    ])  # fmt: skip
    about = {c: {"case_id": c.id, "assessment_id": key(c.id, "assessment")} for c in w.cases}

    def one(name: str, case: Case, **more: Any) -> dict[str, Any]:
        return {"id": key(case.id, name), **about[case], **more}

    rows: Sequence[tuple[Any, str, dict[str, Any]]] = (
        (am.ConsensusRating, "consensusrating", {"item": "C1", "membership_id": who}),
        (am.Dissent, "dissent", {"membership_id": who, "agency_id": agency, "view": "V", "reason": "R", "at": now}),
        (am.Formulation, "formulation", {}),
        (am.Scenario, "scenario", {"kind": "return", "responder_id": who}),
        (am.Judgement, "judgement", {"priority": "routine", "imminence": "now", "confidence": "low", "words": "W"}),
        (am.InformationGap, "informationgap", {"text": "T", "owner_id": who, "due_on": day}),
    )
    for model, name, more in rows:
        store(model, [model(**one(name, c, **more)) for c in w.cases])
    _lay_externals(w, day, now, store)
    _lay_reviews(w, day, now, store)
    store(am.Contribution, [
        am.Contribution(id=g.id, agency_id=g.agency.id, instrument_id=used[g.case], state="begun", due_on=day,
                        note_id=g.note.id if g.note else None, opened=g.opened, **about[g.case]) for g in given(w)
    ])  # fmt: skip
    store(am.ItemRating, [
        am.ItemRating(id=g.rating, case_id=g.case.id, contribution_id=g.id, item="G1" if g.health else "C1",
                      is_health=g.health, grounds="G") for g in given(w)
    ])  # fmt: skip
    store(am.Evidence, [
        am.Evidence(id=g.link, case_id=g.case.id, rating_id=g.rating, note_id=g.proof.id) for g in given(w) if g.proof
    ])  # fmt: skip


def _lay_externals(w: World, day: Any, now: Any, store: Any) -> None:
    """A reference to a licensed tool for each case."""
    said = {"tool": "T", "made_on": day, "assessor": "A", "kept_at": "K", "conclusion": "C", "recorded_at": now}
    by = {"agency_id": w.agencies[0].id, "membership_id": w.memberships[0].id}
    store(am.ExternalAssessment, [
        am.ExternalAssessment(id=key(c.id, "externalassessment"), case_id=c.id, **said, **by) for c in w.cases
    ])  # fmt: skip


def _lay_reviews(w: World, day: Any, now: Any, store: Any) -> None:
    """A review of each case's plan, what it says of an objective, each note behind it, and feedback."""
    who, agency = w.memberships[0].id, w.agencies[0].id
    store(am.Review, [
        am.Review(id=key(c.id, "review"), case_id=c.id, plan_id=key(c.id, "planversion"), period_from=day,
                  period_to=day, membership_id=who, opened_at=now, next_review_on=day) for c in w.cases
    ])  # fmt: skip
    about = {c: {"case_id": c.id, "review_id": key(c.id, "review")} for c in w.cases}
    store(am.ReviewedObjective, [
        am.ReviewedObjective(id=key(c.id, "reviewedobjective"), objective_id=key(c.id, "objective 4"), **about[c])
        for c in w.cases
    ])  # fmt: skip
    store(am.ReviewEvidence, [
        am.ReviewEvidence(id=key(n.id, "reviewevidence"), case_id=n.case.id, note_id=n.id,
                          reviewed_id=key(n.case.id, "reviewedobjective")) for n in w.notes
    ])  # fmt: skip
    store(am.Feedback, [
        am.Feedback(id=key(c.id, "feedback"), speaker="member", words="W", agency_id=agency, membership_id=who, at=now,
                    **about[c]) for c in w.cases
    ])  # fmt: skip
