"""The timeline of a case: every kind of entry, each at the reader's tier, page by page, and nothing that is hidden."""

import datetime as dt
import re
from typing import Any

import pytest
from django.utils import timezone

from casework.queries.timeline import PAGE, timeline_page
from casework.timeline import Entry, Source, Window, add_source, sources
from tests.casework.doors import OUTSIDE, lines, must_look_absent, page, statements
from tests.factories import (
    BreachFactory,
    BreachStepFactory,
    ConditionFactory,
    ContactFactory,
    CourtDecisionFactory,
    CustodyFactory,
    DeadlineFactory,
    DecisionFactory,
    ExposureFactory,
    FollowUpFactory,
    IncidentFactory,
    NoteFactory,
    OrderFactory,
    OutcomeFactory,
    PlanVersionFactory,
    SignObservationFactory,
)

PATH = "/cases/VRP-CEDAR/timeline/"


def day(offset: int) -> dt.date:
    """A local day from today."""
    return timezone.localdate() + dt.timedelta(days=offset)


@pytest.fixture
def history(world: Any) -> Any:
    """Something of every kind."""
    w = world
    order = OrderFactory(case=w.case, number="K 3/26")
    decision = CourtDecisionFactory(order=order, membership=w.supervisor, words="Ordered in open court.")
    w.condition = ConditionFactory(order=order, source_decision=decision, exact_text="Reports on Fridays.")
    CustodyFactory(case=w.case, began_on=day(-300), ended_on=day(-101))
    w.words = NoteFactory(case=w.case, by=w.supervisor, full="He came early.", summary="He came.", title="Meeting")
    ContactFactory(
        case=w.case, membership=w.supervisor, note=w.words, attended="yes", planned_for=None,
        happened_at=timezone.now() - dt.timedelta(days=2),
    )  # fmt: skip
    IncidentFactory(note=NoteFactory(case=w.case, by=w.officer, handling="core", full="A fight.", summary="Trouble."))
    ExposureFactory(note=NoteFactory(case=w.case, by=w.officer, full="An offer.", summary="Somebody offered."))
    SignObservationFactory(note=NoteFactory(case=w.case, by=w.officer, full="A sign.", summary="Seen."))
    BreachStepFactory(breach=BreachFactory(condition=w.condition), membership=w.supervisor)
    DecisionFactory(case=w.case, membership=w.manager, chosen="Ask for evening hours")
    PlanVersionFactory(case=w.case, membership=w.manager, number=2, state="in_force", in_force_from=day(-20))
    OutcomeFactory(case=w.case, membership=w.manager, agreed="The coach keeps him.")
    FollowUpFactory(
        case=w.case, membership=w.officer, held_on=day(-1), method="phone", found="Works and laughs.",
        disengagement="achieved", reintegration="achieved",
    )  # fmt: skip
    FollowUpFactory(case=w.case, months=12, due_on=day(90))
    NoteFactory(case=w.case, by=w.manager, full="A plain note.", summary="Plain.", title="Plain note")
    DeadlineFactory(
        case=w.case, agency=w.probation, responsible=w.supervisor, kind="first_plan", state="done",
        done_at=timezone.now(),
    )  # fmt: skip
    return w


def kinds(body: str) -> set[str]:
    """Kinds of the entries on a page."""
    return set(re.findall(r'id="(\w+)-[0-9a-f-]{36}-title"', body))


ALL = {"court_decision", "order", "condition", "custody_begun", "custody_ended", "breach", "decision", "incident",
       "exposure", "sign", "contact", "plan", "outcome", "follow_up", "note", "deadline"}  # fmt: skip


def test_everything_stands_there_once_newest_first(history: Any, browse: Any, act: Any) -> None:
    body = page(browse(history.officer), PATH)
    assert kinds(body) == ALL
    for words in ("Ordered in open court.", "Reports on Fridays.", "He came early.", "A fight.", "A plain note.",
                  "Ask for evening hours", "Plan 2 in force", "Released from custody", "The coach keeps him.",
                  "Works and laughs.", "Follow-up: After 6 months"):  # fmt: skip
        assert body.count(words) == 1, words
    with act(history.officer) as actor:
        days = [line.date for line in timeline_page(actor, "VRP-CEDAR").lines]
    assert days == sorted(days, reverse=True)
    assert lines("timeline.read")[0].case_id == history.case.pk


def test_each_reads_only_theirs_in_their_words(history: Any, browse: Any) -> None:
    guest = page(browse(history.teacher), PATH)
    assert kinds(guest) == {"contact", "exposure", "sign", "note"}
    assert "He came." in guest
    assert "He came early." not in guest
    assert "Trouble." not in guest
    assert kinds(page(browse(history.mentor), PATH)) == set()
    chair = page(browse(history.chair), PATH)
    assert "Reports on Fridays." in chair
    assert "He came early." not in chair
    assert "A fight." not in chair


def test_a_gist_reader_learns_no_day_of_what_happened(history: Any, act: Any) -> None:
    note = NoteFactory(
        case=history.case, by=history.officer, handling="core", full="F", gist="Watch out.", occurred_on=day(-50)
    )
    IncidentFactory(note=note)
    with act(history.teacher) as actor:
        found = [line for line in timeline_page(actor, "VRP-CEDAR").lines if line.text == "Watch out."]
    assert [(line.kind, line.date, line.tier) for line in found] == [("note", timezone.localdate(), "gist")]
    with act(history.officer) as actor:
        mine = [line for line in timeline_page(actor, "VRP-CEDAR").lines if line.text == "F"]
    assert [(line.kind, line.date) for line in mine] == [("incident", day(-50))]


def test_it_is_narrowed_by_kind(history: Any, browse: Any) -> None:
    client = browse(history.officer)
    assert kinds(page(client, f"{PATH}?kind=court&kind=note")) == {"court_decision", "order", "note"}
    assert kinds(page(client, f"{PATH}?kind=nonsense")) == ALL
    assert "Nothing of that kind" in page(browse(history.mentor), f"{PATH}?kind=plan")


def test_pages_follow_each_other_without_gap_or_repetition(history: Any, act: Any, browse: Any) -> None:
    for offset in range(2 * PAGE):
        ContactFactory(
            case=history.case, membership=history.supervisor, attended="no_excused",
            planned_for=timezone.now() - dt.timedelta(days=offset // 7),
        )  # fmt: skip
        DecisionFactory(case=history.case, membership=history.manager, decided_on=day(-(offset // 9)))
    seen, after = [], ""
    with act(history.officer) as actor:
        while True:
            got = timeline_page(actor, "VRP-CEDAR", after=after)
            seen += [(line.id, line.date) for line in got.lines]
            after = got.older
            if not after:
                break
    assert len(seen) == len(set(seen)) == len(ALL) + 4 * PAGE
    assert [on for _id, on in seen] == sorted((on for _id, on in seen), reverse=True)
    first = page(browse(history.officer), PATH)
    older = re.search(r'href="(\?after=[^"]+)"', first)
    assert older
    second = page(browse(history.officer), PATH + older[1])
    assert f'href="{PATH}"' in second
    assert kinds(second)
    key = "c0ffee00-0000-4000-8000-000000000000"
    for odd in (
        "nonsense",
        f"9999-12-31_note_{key}",
        f"0001-01-01_note_{key}",
        f"2026-01-01_nothing_{key}",
        "_",
        "%00",
    ):
        assert kinds(page(browse(history.officer), f"{PATH}?after={odd}")) == kinds(first), odd


def test_it_costs_no_more_with_more(history: Any, browse: Any) -> None:
    client = browse(history.officer)
    page(client, PATH)
    few = statements(client, PATH)
    for _n in range(10):
        NoteFactory(case=history.case, by=history.officer, summary="S")
        ConditionFactory(order=history.condition.order, source_decision=history.condition.source_decision)
    assert statements(client, PATH) <= few


@pytest.mark.parametrize("who", OUTSIDE)
def test_outsiders_get_what_never_existed_gives(history: Any, browse: Any, who: Any) -> None:
    must_look_absent(browse(getattr(history, who)), "/cases/{}/timeline/")


def test_a_floor_above_adds_a_source_once(history: Any, act: Any, monkeypatch: Any) -> None:
    kept = {source.name: source for source in sources()}
    monkeypatch.setattr("casework.timeline._sources", dict(kept))
    key = history.case.pk

    def letters(_actor: Any, window: Window) -> list[Entry]:
        return [] if window.day else [Entry(key, day(-1), "Letter sent", "To the court")]

    add_source(Source("letter", "letter", "Letter", letters))
    with pytest.raises(ValueError, match="letter"):
        add_source(Source("letter", "letter", "Letter", letters))
    with act(history.officer) as actor:
        got = timeline_page(actor, "VRP-CEDAR", kinds=["letter"])
    assert [(line.title, line.text) for line in got.lines] == [("Letter sent", "To the court")]
    assert ("letter", "Letter") in got.kinds


def test_steps_of_one_day_stand_as_they_were_taken(world: Any, browse: Any) -> None:
    order = OrderFactory(case=world.case)
    decision = CourtDecisionFactory(order=order, membership=world.supervisor)
    breach = BreachFactory(condition=ConditionFactory(order=order, source_decision=decision))
    now, taken = timezone.now(), ("suspected", "explanation_asked", "explanation_given", "not_accepted", "proposed")
    for n, kind in enumerate(taken):
        at = now - dt.timedelta(minutes=60 - n)
        BreachStepFactory(
            breach=breach, membership=world.supervisor, kind=kind, on=timezone.localdate(), recorded_at=at
        )
    text = page(browse(world.officer), f"{PATH}?kind=breach")
    words = ["Proposal to the court agreed", "Explanation not accepted", "Explanation given", "Explanation asked for"]
    places = [text.index(f"<bdi>{word}</bdi>") for word in words]
    assert places == sorted(places)
