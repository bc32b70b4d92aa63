"""Two requests at the same moment: the slower one is answered 409 with a sentence, and loses nothing it typed."""

from typing import Any

from django.utils import timezone

from access.models import Draft
from casework.models import (
    Breach,
    BreachProof,
    CustodyEpisode,
    Deadline,
    NoteResponse,
    PositionTaken,
    SafetyPart,
    SignEntry,
)
from devstack.testing import backstage
from tests.casework.planning import PLAN, action, day, posted, rows
from tests.factories import (
    BreachFactory,
    BreachProofFactory,
    CourtFactory,
    CustodyFactory,
    DeadlineFactory,
    DecisionFactory,
    InterventionFactory,
    NoteFactory,
    OrderTypeFactory,
    PlanVersionFactory,
    PositionTakenFactory,
    SafetyPartFactory,
    SessionFactory,
    SignEntryFactory,
)
from tests.factories.reports import supervised
from tests.meanwhile import before_it_is_stored, just_before

CASE = "/cases/VRP-CEDAR/"
SIGN = {"code": "R7", "sign_class": "risk_factor", "label": "Sleeps in a car", "is_active": "on"}


def refused(client: Any, path: str, data: dict[str, Any], *said: str) -> None:
    """The form is answered 409, with the sentence and with what was typed."""
    body = posted(client, path, data, 409).content.decode()
    for words in said:
        assert words in body, (path, words)


def test_custody_is_opened_once(world: Any, browse: Any) -> None:
    typed = {"reason": "sentence", "began_on": day(-7), "release_on": day(77)}
    with before_it_is_stored("casework_custodyepisode", lambda: CustodyFactory(case=world.case)):
        refused(
            browse(world.manager), f"{CASE}custody/new/", typed, "was recorded in this moment", f'value="{day(77)}"'
        )
    assert rows(CustodyEpisode) == []


def test_a_stay_is_not_opened_again_beside_another(world: Any, browse: Any) -> None:
    stay = CustodyFactory(case=world.case, ended_on=timezone.localdate())
    typed = {"reason": "sentence", "began_on": stay.began_on.isoformat(), "release_on": day(77), "version": "1"}
    with just_before('UPDATE "casework_custodyepisode"', lambda: CustodyFactory(case=world.case)):
        refused(browse(world.manager), f"{CASE}custody/{stay.pk}/", typed, "was recorded in this moment")
    assert [(row.pk, row.version) for row in rows(CustodyEpisode)] == [(stay.pk, 1)]


def test_first_words_of_the_safety_plan_are_written_once(world: Any, browse: Any) -> None:
    plan = PlanVersionFactory(case=world.case, membership=world.manager, state="draft")
    typed = {"victim_safety": "No identified victim", "supervision": "Twice a week"}
    with before_it_is_stored("casework_safetypart", lambda: SafetyPartFactory(plan=plan, heading="supervision")):
        refused(browse(world.manager), f"{PLAN}1/safety/", typed, "written in another window", "Twice a week")
    assert rows(SafetyPart) == []


def test_a_version_is_begun_once(world: Any, browse: Any) -> None:
    def first() -> None:
        PlanVersionFactory(case=world.case, membership=world.manager, state="draft")

    with before_it_is_stored("casework_planversion", first):
        refused(browse(world.manager), f"{PLAN}new/", {}, "A version is in the making already")


def test_a_deadline_is_raised_once(world: Any, browse: Any) -> None:
    client = browse(world.manager)
    posted(client, f"{CASE}actions/new/", action(world.officer))
    (row,) = rows(Deadline, kind="action_due")
    typed = action(world.teacher, version="1", text="Hand in both forms")

    def other() -> None:
        DeadlineFactory(
            case=world.case, kind="action_due", subject_kind="action", subject_id=row.subject_id,
            responsible=world.teacher, agency=world.teacher.agency,
        )  # fmt: skip

    with before_it_is_stored("casework_deadline", other):
        refused(client, f"/actions/{row.subject_id}/edit/", typed, "both forms")


def test_a_record_proves_a_breach_once(world: Any, browse: Any) -> None:
    record = supervised(world)
    breach = BreachFactory(condition=record.condition)
    contact = record.contacts[2]

    def first() -> None:
        BreachProofFactory(breach=breach, contact=contact, membership=world.officer)

    with before_it_is_stored("casework_breachproof", first):
        typed = {"contacts": [str(contact.pk)]}
        refused(browse(world.supervisor), f"{CASE}breach/{breach.pk}/proof/", typed, "was added as proof in this")
    assert rows(BreachProof) == []
    assert [row.pk for row in rows(Breach)] == [breach.pk]


def test_an_agency_has_one_voice(world: Any, browse: Any) -> None:
    decision = DecisionFactory(case=world.case, membership=world.manager, kind="other")

    def first() -> None:
        PositionTakenFactory(decision=decision, membership=world.officer, agency=world.police, view="agrees")

    with before_it_is_stored("casework_positiontaken", first):
        typed = {"view": "dissents", "reason": "Too early for us"}
        path = f"{CASE}decisions/{decision.pk}/position/"
        refused(browse(world.officer), path, typed, "has taken its position already", "Too early for us")
    assert rows(PositionTaken) == []


def test_a_day_has_one_session(world: Any, browse: Any) -> None:
    row = InterventionFactory(case=world.case, provider=world.probation)

    def first() -> None:
        SessionFactory(intervention=row, membership=world.manager, on=timezone.localdate())

    with before_it_is_stored("casework_session", first):
        typed = {"on": day(0), "attended": "yes"}
        refused(browse(world.manager), f"/interventions/{row.pk}/sessions/", typed, "already, by somebody else")


def test_a_sign_has_its_code_alone(world: Any, browse: Any) -> None:
    client = browse(world.coordinator)

    def first() -> None:
        SignEntryFactory(partnership=world.partnership, code="R7")

    with before_it_is_stored("casework_signentry", first):
        refused(client, "/signs/new/", SIGN, "Another sign has this code already", "Sleeps in a car")
    other = SignEntryFactory(partnership=world.partnership, code="R8")
    with just_before('UPDATE "casework_signentry"', lambda: SignEntryFactory(partnership=world.partnership, code="R9")):
        typed = {**SIGN, "code": "R9", "version": "1"}
        refused(client, f"/signs/{other.pk}/", typed, "Another sign has this code already", "Sleeps in a car")
    assert sorted(row.code for row in rows(SignEntry)) == ["R8"]


def test_a_court_and_a_type_of_order_have_their_names_alone(world: Any, browse: Any) -> None:
    client = browse(world.coordinator)
    court = {"name": "Court of the North", "jurisdiction": "Velmarra", "is_active": "on"}
    with before_it_is_stored(
        "casework_court", lambda: CourtFactory(partnership=world.partnership, name="Court of the North")
    ):
        refused(client, "/courts/new/", court, "A court of this name stands in the list already", "Velmarra")
    kind = {"jurisdiction": "Velmarra", "kind": "probation", "local_name": "Probation", "is_active": "on"}

    def first() -> None:
        OrderTypeFactory(partnership=world.partnership, jurisdiction="Velmarra", local_name="Probation")

    with before_it_is_stored("casework_ordertype", first):
        refused(client, "/courts/types/new/", kind, "has a type of that name already")


def test_read_is_said_once(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.officer, full="They came.", summary="They came.")

    def first() -> None:
        with backstage():
            NoteResponse(
                note=note, agency=world.charity, author=world.manager.user, membership=world.manager, kind="read",
                at=timezone.now(), tier=1,
            ).save(force_insert=True)  # fmt: skip

    with before_it_is_stored("casework_noteresponse", first):
        refused(browse(world.manager), f"/notes/{note.pk}/respond/", {"kind": "read"}, "You have said so already")


def test_a_draft_is_begun_once(world: Any, browse: Any) -> None:
    client, path = browse(world.manager), f"{CASE}actions/draft/"

    def first() -> None:
        with backstage():
            Draft(
                user_id=world.manager.user_id, membership_id=world.manager.pk, form="action", case_id=world.case.pk,
                subject_id=world.case.pk, content="{}", saved_at=timezone.now(), revision=1,
            ).save(force_insert=True)  # fmt: skip

    with before_it_is_stored("access_draft", first):
        answer = client.post(path, {"text": "Hand in the form", "draft_version": "0"})
    assert answer.status_code == 409
    assert "another window" in answer.json()["detail"]
