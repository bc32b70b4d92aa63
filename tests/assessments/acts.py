"""What the second wall of assessments shows to whom and lets whom do: rows and acts, each with the people it is for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from assessments import models as am
from devstack.testing import backstage
from tests.assessments.bite_stage import MORE, everybody
from tests.assessments.review_acts import acts_of_reviews, shown_of_reviews
from tests.assessments.turns import LEAD, POLICE, TURNS, Act, changes
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage
from tests.guards.trying import Scene
from tests.oracle.attempts import inserted

TEAM = {"supervisor", "manager", "officer", "fellow", "clinician", "senior"}
INS = TEAM | {"chair", "double", "rescuer", "watch"}
ANYBODY = {*INSIDE, *OUTSIDE, *MORE}
OFFICE = {"supervisor", "senior"}
DAY = dt.date(2026, 1, 5)


def shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them."""
    yield "instrument", s.questions.pk, ANYBODY - {"stranger"}
    yield "assessment", s.judged.pk, INS
    yield "contribution", s.given.pk, INS
    yield "contribution", s.guest.pk, INS | {"teacher"}
    yield "itemrating", s.given_rating.pk, POLICE
    yield "itemrating", s.guest_rating.pk, {"teacher"}
    yield "itemrating", s.closed_rating.pk, OFFICE
    yield "itemrating", s.opened_rating.pk, INS
    yield "itemrating", s.health_rating.pk, {"clinician"}
    yield "itemrating", s.named_rating.pk, POLICE | {"supervisor"}
    yield "itemrating", s.unopened_rating.pk, POLICE
    yield "evidence", s.proof_sealed.pk, INS - {"chair", "double"}  # oversight does not know of what is sealed
    yield "evidence", s.proof_closed.pk, POLICE
    yield "evidence", s.proof_opened.pk, INS
    yield "evidence", s.proof_signed.pk, INS
    yield "dissent", _one(s, am.Dissent, s.signed), INS
    for model in (am.ConsensusRating, am.Formulation, am.Judgement):
        yield model._meta.db_table.removeprefix("assessments_"), _one(s, model, s.signed), INS
    yield "scenario", s.scenario.pk, INS
    yield "informationgap", s.gap.pk, INS
    yield "externalassessment", s.external.pk, INS
    yield from shown_of_reviews(s, INS)


def _one(s: Stage, model: Any, row: Any) -> uuid.UUID:
    kept: dict[Any, uuid.UUID] = s.more.setdefault("kept", {})
    if model not in kept:
        with backstage():
            kept[model] = model.objects.unguarded(because="test").filter(assessment=row)[0].pk
    return kept[model]


def _new(make: Callable[[Stage, Any], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(make(s, who), True).statement


def _assessment(**more: Any) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: am.Assessment(**{
        "case": s.case_empty, "instrument": s.questions, "kind": "review", "as_of": DAY, "assessor": who,
        "opened_at": timezone.now(), **{k: v(s) if callable(v) else v for k, v in more.items()},
    }))  # fmt: skip


def _asked(row: str = "judged", **more: Any) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: am.Contribution(**{
        "case_id": s.more[row].case_id, "assessment": s.more[row], "instrument": s.questions, "agency": s.social,
        "state": "asked", "due_on": DAY, **{k: v(s) if callable(v) else v for k, v in more.items()},
    }))  # fmt: skip


def _rated(given: str, item: str = "C3", answer: str = "some", health: bool = False) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: am.ItemRating(
        case_id=s.more[given].case_id, contribution=s.more[given], item=item, answer=answer, is_health=health,
    ))  # fmt: skip


def _agreed(row: str, item: str = "C3", by: str = "", answer: str = "some") -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: am.ConsensusRating(
        case_id=s.more[row].case_id, assessment=s.more[row], item=item, answer=answer, reason="x",
        membership=s.people[by] if by else who,
    ))  # fmt: skip


def _linked(note: str, **behind: str) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: am.Evidence(
        case=s.case, note=s.notes.get(note) or s.more[note], **{k: s.more[v] for k, v in behind.items()},
    ))  # fmt: skip


def _said(row: str = "talk", agency: str = "", by: str = "") -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: am.Dissent(
        case_id=s.more[row].case_id, assessment=s.more[row], view="x", reason="x", at=timezone.now(),
        agency_id=s.people[agency].agency_id if agency else who.agency_id, membership=s.people[by] if by else who,
    ))  # fmt: skip


def _written(model: Any, row: str, **more: Any) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: model(
        case_id=s.more[row].case_id, assessment=s.more[row], **{k: v(s) if callable(v) else v for k, v in more.items()}
    ))  # fmt: skip


def _loaded(by: str = "", partnership: str = "partnership") -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: am.Instrument(
        partnership=s.world.elsewhere.partnership if partnership == "elsewhere" else s.partnership, code="z",
        number="9", title="Z", definition={}, loaded_at=timezone.now(), membership=s.people[by] if by else who,
    ))  # fmt: skip


def _referred(agency: str = "", by: str = "", **more: Any) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: am.ExternalAssessment(
        case=s.case, tool="x", made_on=DAY, assessor="x", kept_at="x", conclusion="x", recorded_at=timezone.now(),
        agency_id=s.people[agency].agency_id if agency else who.agency_id, membership=s.people[by] if by else who,
        **{k: v(s) if callable(v) else v for k, v in more.items()},
    ))  # fmt: skip


def _asks(function: str, row: str, more: str = "") -> Callable[[Stage, Any], str]:
    """A question that the wall answers to anybody."""
    return lambda s, _who: f"SELECT 1 WHERE assessments_{function}('{s.more[row].pk}'{more})"


def _team(table: str, name: str, model: Any, old: str, locked: str, **more: Any) -> tuple[Act, ...]:
    """What the case manager writes for the team: put down and changed while it is open, by nobody else."""
    return (
        Act(f"put {name}", table, _written(model, "talk", **more), LEAD),
        Act(f"put {name} into a signed one", table, _written(model, "countersigned", **more), set()),
        Act(f"change {name}", table, changes(table, "version = version + 1", old, "assessment_id"), LEAD),
        Act(f"change {name} of a signed one", table, changes(table, "version = version + 1", locked, "assessment_id"),
            set()),
    )  # fmt: skip


_FUTURE = {
    "kind": "return", "who": "x", "what": "x", "how_soon": "x", "first_signs": "x", "first_response": "x",
    "responder": lambda s: s.officer,
}  # fmt: skip
_JUDGED = {"priority": "routine", "imminence": "months", "confidence": "low", "words": "x"}
_GAP = {"text": "x", "owner": lambda s: s.officer, "due_on": DAY}
QUESTIONS = (
    Act("state", "", lambda s, _w: f"SELECT 1 WHERE assessments_state('{s.draft.pk}') = 'draft'", ANYBODY),
    Act("rates", "", _asks("rates", "given"), POLICE),
    Act("rates what is opened", "", _asks("rates", "closed"), set()),
    Act("rates what is handed in", "", _asks("rates", "handed"), set()),
    Act("rates after consensus", "", _asks("rates", "unasked"), set()),
    Act("reads", "", _asks("reads", "opened", ", false"), INS),
    Act("reads health", "", _asks("reads", "of_health", ", true"), {"clinician"}),
    Act("reads what is closed", "", _asks("reads", "unopened", ", false"), POLICE),
    Act("countersigns", "", _asks("countersigns", "signed"), {"supervisor", "senior", "chair"}),
    Act("countersigns a senior's", "", _asks("countersigns", "by_senior"), {"supervisor", "chair", "double"}),
    Act("countersigns twice", "", _asks("countersigns", "countersigned"), set()),
)
ACTS = (
    Act("load", "instrument", _loaded(), {"coordinator"}),
    Act("load for others", "instrument", _loaded(partnership="elsewhere"), set()),
    Act("load in another's name", "instrument", _loaded("supervisor"), set()),
    Act("take out of use", "instrument",
        lambda s, _w: "UPDATE assessments_instrument SET is_active = false, version = 2", {"coordinator"}),
    Act("rewrite", "instrument", changes("instrument", "title = 'x', version = version + 1", "questions"), set()),
    Act("open", "assessment", _assessment(), LEAD),
    Act("open in another's name", "assessment", _assessment(assessor=lambda s: s.senior), set()),
    Act("open a signed one", "assessment", _assessment(state="signed", signed_at=timezone.now()), set(), LEAD),
    Act("open a draft with a signature", "assessment", _assessment(signed_at=timezone.now()), set(), LEAD),
    Act("open a draft countersigned", "assessment", _assessment(countersigned_at=timezone.now()), set(), LEAD),
    Act("open a draft with a senior", "assessment", _assessment(countersigner=lambda s: s.senior), set(), LEAD),
    Act("open where contributions are", "assessment", _assessment(state="contributions_open"), set(), LEAD),
    Act("open where consensus is", "assessment", _assessment(state="consensus"), set(), LEAD),
    Act("correct", "assessment", _assessment(state="consensus", corrects=lambda s: s.empty_signed), LEAD),
    Act("correct again", "assessment", _assessment(state="consensus", corrects=lambda s: s.empty_superseded), set(),
        LEAD),
    Act("a draft that corrects", "assessment", _assessment(corrects=lambda s: s.empty_signed), set(), LEAD),
    Act("a correction that asks", "assessment",
        _assessment(state="contributions_open", corrects=lambda s: s.empty_signed), set(), LEAD),
    Act("ask", "contribution", _asked(), LEAD),
    Act("ask and open", "contribution", _asked(opened=True), set()),
    Act("ask and begin", "contribution", _asked(state="begun"), set()),
    Act("ask with words", "contribution", _asked(note=lambda s: s.officers_words), set()),
    Act("ask in their name", "contribution", _asked(membership=lambda s: s.double), set()),
    Act("ask and release", "contribution", _asked(release_to=4), set()),
    Act("ask and say nothing", "contribution", _asked(nothing_reason="x"), set()),
    Act("ask and hand in", "contribution", _asked(handed_in_at=timezone.now()), set()),
    Act("ask after consensus", "contribution", _asked("talk"), set()),
    Act("rate", "itemrating", _rated("given"), POLICE),
    Act("rate as a guest", "itemrating", _rated("guest"), {"teacher"}),
    Act("rate without an answer", "itemrating", _rated("given", answer=""), POLICE),
    Act("rate with an answer of one's own", "itemrating", _rated("given", answer="zz"), set()),
    Act("rate what is not asked", "itemrating", _rated("given", "zz", ""), set()),
    Act("rate what others are asked", "itemrating", _rated("given", "ZZ1", ""), set()),
    Act("rate by another instrument", "itemrating", _rated("asked_else", "ZZ1", ""), POLICE),
    Act("rate health", "itemrating", _rated("given", "G2", "", True), POLICE),
    Act("rate health unmarked", "itemrating", _rated("given", "G2", ""), set()),
    Act("rate what is opened", "itemrating", _rated("closed"), set()),
    Act("rate after consensus", "itemrating", _rated("unasked"), set()),
    Act("rate what is handed in", "itemrating", _rated("handed"), set()),
    Act("rate anew", "itemrating", changes("itemrating", "version = version + 1", "given_rating"), POLICE),
    Act("rate anew what is opened", "itemrating", changes("itemrating", "version = version + 1", "closed_rating"),
        set()),
    Act("link", "evidence", _linked("officers_words", rating="given_rating"), POLICE),
    Act("link behind a guest's", "evidence", _linked("own_words", rating="guest_rating"), {"teacher"}),
    Act("link what one does not read", "evidence", _linked("talk_sealed", consensus="talk_agreed"), set()),
    Act("link behind what is opened", "evidence", _linked("officers_words", rating="opened_rating"), set()),
    Act("link behind what is signed", "evidence", _linked("officers_words", consensus="signed_agreed"), set()),
    Act("link behind a consensus", "evidence", lambda s, who: _linked("talk_note", consensus="talk_agreed")(s, who)
        .replace(str(s.case.pk), str(s.case_talked.pk)), LEAD),
    Act("take a link back", "evidence", changes("evidence", "is_current = false", "proof_closed"), POLICE),
    Act("take back an opened one", "evidence", changes("evidence", "is_current = false", "proof_opened"), set()),
    Act("take back a signed one", "evidence", changes("evidence", "is_current = false", "proof_signed"), set()),
    Act("take back one of consensus", "evidence", changes("evidence", "is_current = false", "proof_talked"), LEAD),
    Act("point a link elsewhere", "evidence",
        lambda s, _w: f"UPDATE assessments_evidence SET note_id = '{s.notes['sealed'].pk}'", set()),
    Act("dissent", "dissent", _said(), TEAM),
    Act("dissent for the police", "dissent", _said(agency="officer"), POLICE),
    Act("dissent for a colleague", "dissent", _said(by="officer"), {"officer"}),
    Act("dissent too late", "dissent", _said("signed"), set()),
    Act("agree", "consensusrating", _agreed("talk"), LEAD),
    Act("agree in another's name", "consensusrating", _agreed("talk", by="senior"), set()),
    Act("agree too late", "consensusrating", _agreed("signed"), set()),
    Act("agree on what is not asked", "consensusrating", _agreed("talk", "zz", answer=""), set()),
    Act("agree by another instrument", "consensusrating", _agreed("again", "ZZ1", answer=""), LEAD),
    Act("agree on health", "consensusrating", _agreed("talk", "G1", answer=""), set()),
    Act("agree anew", "consensusrating", changes("consensusrating", "version = version + 1", "talk_agreed"), LEAD),
    Act("agree anew after another", "consensusrating",
        changes("consensusrating", "version = version + 1, membership_id = '{me}'", "right_agreed"), LEAD),
    Act("agree anew for another", "consensusrating",
        changes("consensusrating", "version = version + 1", "right_agreed"), set()),
    Act("agree anew on what is signed", "consensusrating",
        changes("consensusrating", "version = version + 1, membership_id = '{me}'", "signed_agreed"), set()),
    Act("agree back in time", "consensusrating", changes(
        "consensusrating", "version = version + 1, membership_id = '{me}', assessment_id = '{s.wrong.pk}'",
        "right_agreed"), set()),
    Act("take it out of what is signed", "consensusrating", changes(
        "consensusrating", "version = version + 1, membership_id = '{me}', assessment_id = '{s.right.pk}'",
        "wrong_agreed"), set()),
    *_team("formulation", "a formulation", am.Formulation, "judged", "signed"),
    *_team("scenario", "a scenario", am.Scenario, "right", "signed", **_FUTURE),
    *_team("judgement", "a judgement", am.Judgement, "right", "signed", **_JUDGED),
    Act("put a scenario into a draft", "scenario", _written(am.Scenario, "draft", **_FUTURE), LEAD),
    Act("judge before consensus", "judgement", _written(am.Judgement, "judged", **_JUDGED), set()),
    Act("name a gap", "informationgap", _written(am.InformationGap, "talk", **_GAP), LEAD),
    Act("name a gap too late", "informationgap", _written(am.InformationGap, "signed", **_GAP), set()),
    Act("refer to a tool", "externalassessment", _referred(), TEAM),
    Act("refer for the police", "externalassessment", _referred("officer"), POLICE),
    Act("refer for a colleague", "externalassessment", _referred(by="officer"), {"officer"}),
    Act("put a reference right", "externalassessment",
        _referred(corrects=lambda s: s.external, correction_reason="x"), POLICE),
    Act("put another one right", "externalassessment",
        _referred(corrects=lambda s: s.external_other, correction_reason="x"), OFFICE),
    Act("rewrite a reference", "externalassessment",
        lambda s, _w: f"UPDATE assessments_externalassessment SET tool = 'y' WHERE id = '{s.external.pk}'", set()),
)  # fmt: skip


wrong = Scene("assessments", everybody, shown, (*ACTS, *TURNS, *QUESTIONS, *acts_of_reviews(TEAM, ANYBODY))).wrong
"""What is shown or let through otherwise than it must be."""
