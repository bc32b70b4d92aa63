"""What the second wall of reviews shows to whom and lets whom do, with the rows that tell its conditions apart."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from assessments import models as am
from tests.assessments.turns import LEAD, NEXT, POLICE, Act, changes
from tests.doors.stage import Stage
from tests.factories import (
    CaseFactory,
    FeedbackFactory,
    NoteFactory,
    ObjectiveFactory,
    PlaceFactory,
    PlanVersionFactory,
    ReviewedObjectiveFactory,
    ReviewEvidenceFactory,
    ReviewFactory,
)
from tests.oracle.attempts import inserted

DAY = dt.date(2026, 1, 5)


def lay_more(s: Stage) -> None:
    """More on the two reviews behind the doors, and a plan where no review is in draft."""
    objective = ObjectiveFactory(plan=s.plan)
    s.more["objective"] = ObjectiveFactory(plan=s.plan)
    s.more["held_one"] = ReviewedObjectiveFactory(review=s.held, objective=objective, progress="some")
    team, shut = s.notes["team"], NoteFactory(case=s.case, by=s.officer, full="Words.", released_tier=0)
    s.more["proved"] = ReviewEvidenceFactory(reviewed=s.reviewed, note=team)
    s.more["proved_shut"] = ReviewEvidenceFactory(reviewed=s.reviewed, note=shut)
    s.more["proved_held"] = ReviewEvidenceFactory(reviewed=s.held_one, note=team)
    s.more["free_note"] = NoteFactory(case=s.case, by=s.officer, full="Words.", summary="Words.")
    s.more["said"] = FeedbackFactory(review=s.held, membership=s.officer)
    s.more["free_plan"] = PlanVersionFactory(case=s.case_empty, membership=s.manager)
    talked = PlanVersionFactory(case=s.case_talked, membership=s.supervisor)
    s.more["case_own"] = CaseFactory(reference="VRP-OWN", partnership=s.partnership, lead_agency=s.probation)
    PlaceFactory(case=s.case_own, membership=s.fellow, is_case_manager=True)
    s.more["theirs"] = ReviewFactory(plan=talked, membership=s.supervisor)


def shown_of_reviews(s: Stage, inside: set[str]) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them; ``inside``: who reads a case from inside."""
    yield "review", s.review.pk, inside
    yield "review", s.held.pk, inside
    yield "reviewedobjective", s.reviewed.pk, inside
    yield "reviewevidence", s.proved.pk, inside
    yield "reviewevidence", s.proved_shut.pk, POLICE
    yield "feedback", s.said.pk, inside


def _new(make: Callable[[Stage, Any], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(make(s, who), True).statement


def _review(by: str = "", **more: Any) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: am.Review(**{
        "case": s.case_empty, "plan": s.free_plan, "period_from": DAY, "period_to": DAY, "opened_at": timezone.now(),
        "membership": s.people[by] if by else who, "next_review_on": DAY, **more,
    }))  # fmt: skip


def _looked_at(review: str) -> Callable[[Stage, Any], str]:
    return _new(lambda s, _w: am.ReviewedObjective(case=s.case, review=s.more[review], objective=s.objective))


def _linked(reviewed: str, note: str = "free_note") -> Callable[[Stage, Any], str]:
    return _new(lambda s, _w: am.ReviewEvidence(
        case=s.case, reviewed=s.more[reviewed], note=s.more.get(note) or s.notes[note],
    ))  # fmt: skip


def _said(review: str = "review", agency: str = "", by: str = "") -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: am.Feedback(
        case=s.case, review=s.more[review], speaker="member", words="x", at=timezone.now(),
        agency_id=s.people[agency].agency_id if agency else who.agency_id, membership=s.people[by] if by else who,
    ))  # fmt: skip


def _asks(function: str, row: str) -> Callable[[Stage, Any], str]:
    return lambda s, _who: f"SELECT 1 WHERE assessments_{function}('{s.more[row].pk}')"


def _acts_of_proof() -> tuple[Act, ...]:
    """The records behind progress: linked and taken back while the review is in draft."""
    kept = "is_current = false"
    return (
        Act("prove progress", "reviewevidence", _linked("reviewed"), LEAD),
        Act("prove it with what one does not read", "reviewevidence", _linked("reviewed", "sealed"), set()),
        Act("prove it after it was held", "reviewevidence", _linked("held_one"), set()),
        Act("take proof back", "reviewevidence", changes("reviewevidence", kept, "proved"), LEAD),
        Act("take it back after it was held", "reviewevidence", changes("reviewevidence", kept, "proved_held"), set()),
        Act("take back whatever there is", "reviewevidence",  # reads nothing, and meets what one does not know of
            lambda _s, _w: f"UPDATE assessments_reviewevidence SET {kept}", set()),
        Act("move proof to a held review", "reviewevidence",
            changes("reviewevidence", "reviewed_id = '{s.held_one.pk}', note_id = '{s.free_note.pk}'", "proved"),
            set()),
        Act("move proof out of a held review", "reviewevidence",
            changes("reviewevidence", "reviewed_id = '{s.reviewed.pk}', note_id = '{s.free_note.pk}'", "proved_held"),
            set()),
    )  # fmt: skip


def acts_of_reviews(team: set[str], anybody: set[str]) -> tuple[Act, ...]:
    """Everything that is tried with reviews; ``team``: who works on the case from a permanent place."""
    held = "state = 'held', held_on = current_date"
    return (
        Act("open a review", "review", _review(), LEAD),
        Act("open a review in another's name", "review", _review("senior"), set()),
        Act("open a held review", "review", _review(state="held", held_on=DAY), set()),
        Act("write a review", "review", changes("review", f"{NEXT}, coherence = 'x'", "review"), LEAD),
        Act("write a held review", "review", changes("review", f"{NEXT}, coherence = 'x'", "held"), set()),
        Act("hold a review", "review", changes("review", f"{NEXT}, {held}", "review"), LEAD),
        Act("hold it for another", "review", changes("review", f"{NEXT}, {held}", "theirs"), set(), LEAD),
        Act("hold it and take over", "review",
            changes("review", f"{NEXT}, {held}, membership_id = '{{me}}'", "theirs"), LEAD),
        Act("move another's to one's own case", "review",
            changes("review", f"{NEXT}, case_id = '{{s.case_own.pk}}'", "theirs"), set()),
        Act("look at an objective", "reviewedobjective", _looked_at("review"), LEAD),
        Act("look at one in a held review", "reviewedobjective", _looked_at("held"), set()),
        Act("say how far it came", "reviewedobjective",
            changes("reviewedobjective", f"{NEXT}, progress = 'much'", "reviewed"), LEAD),
        Act("say it after it was held", "reviewedobjective",
            changes("reviewedobjective", f"{NEXT}, progress = 'much'", "held_one"), set()),
        *_acts_of_proof(),
        Act("say what one thinks", "feedback", _said(), team),
        Act("say it for the police", "feedback", _said(agency="officer"), POLICE),
        Act("say it for a colleague", "feedback", _said(by="officer"), {"officer"}),
        Act("say it too late", "feedback", _said("held"), set()),
        Act("in review", "", _asks("in_review", "review"), anybody),
        Act("in review once held", "", _asks("in_review", "held"), set()),
        Act("reviews", "", _asks("reviews", "reviewed"), LEAD),
        Act("reviews what was held", "", _asks("reviews", "held_one"), set()),
    )  # fmt: skip
