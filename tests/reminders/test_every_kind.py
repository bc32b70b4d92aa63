"""Each kind of deadline, by doing the thing: raised, told once, passed on once, closed by the act, gone with access."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.models import AgencyMembership, Agreement, CodeAcceptance
from casework.choices import DeadlineKind
from casework.models import Case, Deadline, EmergencyAccess, FollowUp, NoteResponse
from casework.reminding import rules_of
from casework.services.sweeps import raise_deadlines
from devstack.testing import as_worker, backstage
from sharing.models import Deferral, Disclosure, DutyPassed, LegalAdviceRequest
from sharing.services.sweeps import raise_retention
from tests.assessments.scene import ask, hand_in, of_agency, opened, rate, signed, step
from tests.factories import MembershipFactory, NoteFactory, OutcomeFactory
from tests.reminders.kit import at, change, reminders, swept
from tests.sharing.test_duty_reports import filed

K = DeadlineKind
ROOT = Path(__file__).parents[2]
CASE = "/cases/VRP-CEDAR/"


def day(offset: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=offset)


def put(world: Any, **values: Any) -> None:
    change(_case(world), **values)


def _case(world: Any) -> Case:
    with backstage():
        case: Case = Case.objects.unguarded(because="test").get(pk=world.case.pk)
    return case


def _sweep() -> None:
    with as_worker():
        raise_deadlines(None)
        raise_retention(None)


def _note(world: Any) -> Any:
    return NoteFactory(case=world.case, by=world.officer, full="Seen.", summary="Seen.")


def _ask_question(world: Any, browse: Any) -> None:
    at_ = f"/notes/{_note(world).pk}/respond/"
    assert browse(world.supervisor).post(at_, {"kind": "question", "text": "Where?"}).status_code == 303


def _answer_question(world: Any, browse: Any) -> None:
    with backstage():
        asked = NoteResponse.objects.unguarded(because="test").get(kind="question")
    form = {"kind": "answer", "text": "At the gym.", "answers": str(asked.pk)}
    assert browse(world.officer).post(f"/notes/{asked.note_id}/respond/", form).status_code == 303


def _open_emergency(world: Any, browse: Any) -> None:
    form = {"reference": "VRP-CEDAR", "reason": "The mother telephoned: he is on the bridge.", "hours": "2"}
    assert browse(world.duty).post("/emergency/", form).status_code == 303


def _review_emergency(world: Any, browse: Any) -> None:
    with backstage():
        key = EmergencyAccess.objects.unguarded(because="test").latest("opened_at").pk
    form = {"finding": "Right and short."}
    assert browse(world.manager).post(reverse("emergency_review", args=[key]), form).status_code == 303


def _ask_advisers(world: Any, browse: Any) -> None:
    assert browse(world.officer).post(f"{CASE}advice/new/", {"question": "May I tell the school?"}).status_code == 303


def _advise(world: Any, browse: Any) -> None:
    with backstage():
        key = LegalAdviceRequest.objects.unguarded(because="test").get().pk
    form = {"conclusion": "may", "words": "It may."}
    assert browse(world.legal).post(reverse("advice_answer", args=[key]), form).status_code == 303


def _ask_agency(world: Any, browse: Any) -> None:
    ask(world, browse, opened(world, browse), world.officer)


def _hand_in(world: Any, browse: Any) -> None:
    with backstage():
        row = world.case.assessments.model.objects.unguarded(because="test").latest("opened_at")
    given = of_agency(row, world.officer)
    assert rate(browse, world.officer, given, "C", answer_C1="some", grounds_C1="Seen").status_code == 303
    assert hand_in(browse, world.officer, given).status_code == 303


def _sign(world: Any, browse: Any) -> None:
    signed(world, browse)


def _countersign(world: Any, browse: Any) -> None:
    with backstage():
        row = world.case.assessments.model.objects.unguarded(because="test").latest("opened_at")
    assert step(world, browse, row, "countersign", world.supervisor).status_code == 303


def _retention(world: Any, browse: Any) -> None:
    put(world, opened_on=day(-340))
    _sweep()


def _review_retention(world: Any, browse: Any) -> None:
    form = {"proposal": "keep", "reason": "The order runs."}
    assert browse(world.manager).post(f"{CASE}retention/new/", form).status_code == 303


def _code(world: Any, browse: Any) -> None:
    with backstage():
        CodeAcceptance.objects.filter(user=world.officer.user).update(accepted_at=at(day(-340)))
    _sweep()


def _accept(world: Any, browse: Any) -> None:
    assert browse(world.officer).post("/code/", {"code": str(world.code.pk)}).status_code == 303


def _close(world: Any, browse: Any) -> None:
    put(world, status="ending")
    OutcomeFactory(case=world.case, membership=world.manager, months=(6,))
    form = {"status": "closed", "reason": "As the panel agreed", "version": _case(world).version}
    assert browse(world.manager).post(f"{CASE}move/", form).status_code == 303


def _hold(world: Any, browse: Any) -> None:
    with backstage():
        key = FollowUp.objects.unguarded(because="test").get().pk
    form = {
        "held_on": str(day(0)), "method": "phone", "found": "Works.", "disengagement": "achieved",
        "reintegration": "achieved",
    }  # fmt: skip
    assert browse(world.manager).post(reverse("follow_up", args=[key]), form).status_code == 303


def _agreement_review(world: Any, browse: Any) -> None:
    with backstage():
        for row in Agreement.objects.filter(partnership=world.partnership):
            row.review_on, row.version = day(10), row.version + 1
            row.save()
    _sweep()


def _renewed(world: Any, browse: Any) -> None:
    with backstage():
        for row in Agreement.objects.filter(partnership=world.partnership):
            row.review_on, row.version = day(400), row.version + 1
            row.save()
    _sweep()


def _guest(world: Any, browse: Any) -> None:
    form = {
        "membership": str(world.colleague.pk), "kind": "ad_hoc", "purpose": "reintegration", "until": str(day(40)),
        "decision": "Panel",
    }  # fmt: skip
    assert browse(world.manager).post(f"{CASE}team/new/", form).status_code == 303


def _duty(world: Any, browse: Any) -> None:
    world.desk = MembershipFactory(agency=world.police, duties=["duty_desk"])
    filed(world)


def _police_answer(world: Any, browse: Any) -> None:
    with backstage():
        key = DutyPassed.objects.unguarded(because="test").get().pk
    form = {"version": "1", "outcome": "noted"}
    assert browse(world.desk).post(reverse("duty_received", args=[key]), form).status_code == 303


def _put_off(world: Any, browse: Any) -> None:
    _duty(world, browse)
    with backstage():
        key = Disclosure.objects.unguarded(because="test").get().pk
    form = {"ground": "others", "facts": "A neighbour.", "until_on": str(day(30))}
    assert browse(world.supervisor).post(reverse("deferral_new", args=[key]), form).status_code == 303


def _refuse(world: Any, browse: Any) -> None:
    with backstage():
        key = Deferral.objects.unguarded(because="test").get().pk
    form = {"version": "1", "approves": "no", "reason": "It harms nobody."}
    assert browse(world.chair).post(reverse("deferral_decide", args=[key]), form).status_code == 303


def _tick(kind: DeadlineKind) -> Callable[[Any, Any], None]:
    """Done from the list of reminders, by whoever answers for it."""

    def done(world: Any, browse: Any) -> None:
        keys = {row.pk for row in new(kind)}
        rows = [row for row in reminders(state="open") if row.deadline_id in keys and row.step != "escalation"]
        with backstage():
            member = AgencyMembership.objects.select_related("user", "agency", "position").get(
                pk=rows[-1].membership_id
            )
        assert browse(member).post(reverse("reminder_done", args=[rows[-1].pk])).status_code == 303

    return done


@dataclass(frozen=True, slots=True)
class Life:
    """How one kind comes, and goes."""

    kind: DeadlineKind
    begin: Callable[[Any, Any], None]
    done: Callable[[Any, Any], None]


LIVES = (
    Life(K.QUESTION, _ask_question, _answer_question),
    Life(K.EMERGENCY_REVIEW, _open_emergency, _review_emergency),
    Life(K.LEGAL_ADVICE, _ask_advisers, _advise),
    Life(K.CONTRIBUTION, _ask_agency, _hand_in),
    Life(K.ASSESSMENT_SIGN, _sign, _countersign),
    Life(K.RETENTION, _retention, _review_retention),
    Life(K.CODE, _code, _accept),
    Life(K.FOLLOW_UP, _close, _hold),
    Life(K.AGREEMENT_REVIEW, _agreement_review, _renewed),
    Life(K.DUTY_RECEIPT, _duty, _police_answer),
    Life(K.DUTY_NOTICE, _duty, _tick(K.DUTY_NOTICE)),
    Life(K.DEFERRAL_REVIEW, _put_off, _refuse),
    Life(K.PLACE_ENDS, _guest, _tick(K.PLACE_ENDS)),
)


def of(kind: DeadlineKind) -> list[Deadline]:
    with backstage():
        rows = Deadline.objects.unguarded(because="test").select_related("responsible")
        return list(rows.filter(kind=kind, responsible__isnull=False).order_by("due_on"))


def tells(rows: list[Deadline]) -> Counter[tuple[Any, str, Any]]:
    """What each of ``rows`` was told to whom, and how often."""
    keys = {row.pk for row in rows}
    return Counter((one.deadline_id, one.step, one.user_id) for one in reminders() if one.deadline_id in keys)


@pytest.fixture
def quiet(world: Any) -> Any:
    """What the cast has open already is out of the way."""
    with backstage():
        for row in Deadline.objects.unguarded(because="test").filter(state="open"):
            row.state, row.done_at, row.version = "dropped", timezone.now(), row.version + 1
            row.save()
    return world


def new(kind: DeadlineKind) -> list[Deadline]:
    return [row for row in of(kind) if row.state == "open"]


@pytest.mark.parametrize("life", LIVES, ids=lambda one: one.kind.value)
def test_it_is_raised_told_once_passed_on_once_and_closed_by_the_act(quiet: Any, browse: Any, life: Life) -> None:
    life.begin(quiet, browse)
    rows = new(life.kind)
    assert rows, "nothing fell due"
    timing, last = rules_of({}).of(life.kind), max(row.due_on for row in rows)
    for days in (0, 1, 3, 7, 30, 31):
        swept(at(last + dt.timedelta(days=days)))
    counted = tells(rows)
    assert set(counted.values()) == {1}, "somebody was told twice"
    steps = Counter(told_step for _row, told_step, _who in counted)
    assert steps["overdue"] >= len(rows)
    escalated = {row for row, told_step, _who in counted if told_step == "escalation"}
    assert len(escalated) == (len(rows) if timing.escalate else 0)
    life.done(quiet, browse)
    settled = {row.pk: row.state for row in of(life.kind)}
    assert "done" in {settled[row.pk] for row in rows}
    closed = [row.pk for row in rows if settled[row.pk] != "open"]
    assert not [one for one in reminders(state="open") if one.deadline_id in closed and one.step != "escalation"]
    before = len(reminders())
    swept(at(last + dt.timedelta(days=60)))
    assert not [one for one in reminders()[before:] if one.deadline_id in closed]


@pytest.mark.parametrize("life", LIVES, ids=lambda one: one.kind.value)
def test_nobody_whose_access_ended_is_told(quiet: Any, browse: Any, life: Life) -> None:
    life.begin(quiet, browse)
    rows = new(life.kind)
    gone = {row.responsible_id: row.responsible for row in rows}
    for member in gone.values():
        assert member is not None
        change(member, valid_to=timezone.now())
    swept(at(max(row.due_on for row in rows) + dt.timedelta(days=30)))
    assert not [one for one in reminders() if one.membership_id in gone]


@pytest.mark.parametrize("kind", sorted(K))
def test_something_raises_every_kind(kind: DeadlineKind) -> None:
    python, sql = f"DeadlineKind.{kind.name}", f"'{kind.value}'"
    found = [
        path
        for floor in ("casework", "assessments", "sharing")
        for room in ("services", "sql")
        for path in (ROOT / floor / room).glob("*.*")
        if path.suffix in (".py", ".sql") and (python if path.suffix == ".py" else sql) in path.read_text()
    ]
    assert found, "a kind that nothing raises"
