"""Incidents, exposure, signs and their catalogue, through the real doors."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from casework.models import Case, Exposure, Incident, Note, SignEntry, SignObservation
from devstack.testing import backstage
from tests.factories import IncidentFactory, NoteFactory, PlanVersionFactory, SignEntryFactory

LIST = "/cases/VRP-CEDAR/events/"
SEEN = "Two men waited at the gate and gave him an envelope."


def typed(**more: Any) -> dict[str, Any]:
    day = timezone.localdate() - dt.timedelta(days=1)
    return {"on": day.isoformat(), "setting": "community", "words": SEEN, **more}


def one(model: Any) -> Any:
    with backstage():
        return model.objects.unguarded(because="test").select_related("note").get()


def test_an_exposure_is_fields_and_a_note(world: Any, browse: Any) -> None:
    form = typed(by="former_group", offer="money_work", response="told_us", counter_offer="Paid trial week at the yard")
    assert browse(world.supervisor).post(f"{LIST}exposure/", form).status_code == 303
    row = one(Exposure)
    assert (row.by, row.offer, row.response, row.note.kind, row.note.handling) == (
        "former_group", "money_work", "told_us", "contact", "team"
    )  # fmt: skip
    for who, reads in (("officer", True), ("teacher", True), ("chair", True), ("mentor", False)):
        page = browse(getattr(world, who)).get(LIST)
        assert page.status_code == 200
        assert (SEEN in page.content.decode()) is reads, who
        assert ("Paid trial week" in page.content.decode()) is reads, who
    assert browse(world.analyst).get(LIST).status_code == 404


def test_an_offer_that_the_plan_does_not_answer_asks_for_one(world: Any, browse: Any) -> None:
    form = typed(by="former_group", offer="money_work", response="unsure", counter_offer="")
    answer = browse(world.officer).post(f"{LIST}exposure/", form)
    assert answer.status_code == 422
    assert "The plan does not say what we offer" in answer.content.decode()
    assert SEEN in answer.content.decode()
    assert browse(world.officer).post(f"{LIST}exposure/", {**form, "offer": "pressure"}).status_code == 303
    assert browse(world.teacher).post(f"{LIST}exposure/", form).status_code == 303  # reads no plan: is not asked
    PlanVersionFactory(case=world.case, membership=world.manager, counter_offer="A paid trial week")
    assert browse(world.officer).post(f"{LIST}exposure/", form).status_code == 303


def test_an_incident_is_sent_once_however_often(world: Any, browse: Any) -> None:
    client, key = browse(world.officer), str(uuid.uuid4())
    for _time in range(2):
        assert client.post(f"{LIST}incident/", typed(kind="threat_to", form_key=key)).status_code == 303
    assert one(Incident).note.kind == "offence"


def test_harm_to_self_is_handled_as_health(world: Any, browse: Any) -> None:
    assert browse(world.supervisor).post(f"{LIST}incident/", typed(kind="self_harm")).status_code == 303
    row = one(Incident)
    assert (row.note.kind, row.note.data_category, row.note.handling) == ("health", "health", "named")
    assert SEEN not in browse(world.officer).get(LIST).content.decode()
    assert SEEN in browse(world.supervisor).get(LIST).content.decode()


def test_a_sign_stays_unassessed_and_changes_no_level(world: Any, browse: Any) -> None:
    entry = SignEntryFactory(partnership=world.partnership, label="Gives away belongings")
    page = browse(world.supervisor).get(f"{LIST}sign/").content.decode()
    assert "Belief alone never triggers anything" in page
    assert browse(world.supervisor).post(f"{LIST}sign/", typed(entry=str(entry.pk))).status_code == 303
    row = one(SignObservation)
    assert (row.state, row.assessed_on) == ("not_assessed", None)
    with backstage():
        assert Case.objects.unguarded(because="test").get(reference="VRP-CEDAR").level == world.case.level
    page = browse(world.officer).get(LIST).content.decode()
    assert "Gives away belongings" in page
    assert "Not yet assessed" in page


def test_a_sign_of_belief_is_handled_as_belief(world: Any, browse: Any) -> None:
    entry = SignEntryFactory(partnership=world.partnership, is_belief=True)
    browse(world.supervisor).post(f"{LIST}sign/", typed(entry=str(entry.pk)))
    assert one(SignObservation).note.data_category == "belief"


def test_a_sign_out_of_use_is_not_offered(world: Any, browse: Any) -> None:
    entry = SignEntryFactory(partnership=world.partnership, is_active=False)
    answer = browse(world.supervisor).post(f"{LIST}sign/", typed(entry=str(entry.pk)))
    assert answer.status_code == 422
    assert SEEN in answer.content.decode()


@pytest.mark.parametrize(
    ("what", "form"),
    [("incident", {}), ("exposure", {"by": "online"}), ("sign", {}), ("incident", {"kind": "online", "words": ""})],
)
def test_what_is_missing_is_said(world: Any, browse: Any, what: str, form: dict[str, str]) -> None:
    answer = browse(world.supervisor).post(f"{LIST}{what}/", typed(**form))
    assert answer.status_code == 422
    with backstage():
        assert Note.objects.unguarded(because="test").count() == 0


def test_the_list_narrows_and_pages(world: Any, browse: Any) -> None:
    for number in range(28):
        note = NoteFactory(case=world.case, by=world.officer if number % 2 else world.supervisor, summary="S",
                           full=f"Event {number:02}.",
                           recorded_at=timezone.now() - dt.timedelta(hours=number))  # fmt: skip
        IncidentFactory(note=note)
    client = browse(world.supervisor)
    page = client.get(LIST).content.decode()
    assert "Event 00." in page
    assert "Event 24." in page
    assert "Event 25." not in page
    older = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = client.get(LIST + older).content.decode()
    assert "Event 25." in second
    assert "Event 24." not in second
    newer = second.split('rel="prev"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "Event 00." in client.get(LIST + newer).content.decode()
    police = client.get(f"{LIST}?agency=POL&what=incident").content.decode()
    assert "Event 01." in police
    assert "Event 02." not in police
    assert "Event 01." not in client.get(f"{LIST}?what=exposure").content.decode()


def test_a_draft_of_an_event_comes_back(world: Any, browse: Any) -> None:
    client = browse(world.supervisor)
    assert client.post(f"{LIST}incident/draft/", {"words": "Half a", "draft_version": "0"}).status_code == 200
    assert "Half a" in client.get(f"{LIST}incident/").content.decode()
    assert "Half a" not in client.get(f"{LIST}exposure/").content.decode()
    assert client.post(f"{LIST}nothing/draft/", {"words": "x"}).status_code == 404


def test_coordinators_keep_the_catalogue(world: Any, browse: Any) -> None:
    form = {"code": "K1", "sign_class": "criminal_behaviour", "label": "Carries a knife", "guidance": "Ask first.",
            "is_active": "on"}  # fmt: skip
    assert browse(world.officer).post("/signs/new/", form).status_code == 403
    client = browse(world.coordinator)
    assert client.post("/signs/new/", form).status_code == 303
    assert client.post("/signs/new/", form).status_code == 422
    with backstage():
        entry = SignEntry.objects.unguarded(because="test").get()
    path = f"/signs/{entry.pk}/"
    changed = {**form, "label": "Carries a blade", "is_active": "", "version": "1"}
    assert client.get(path).status_code == 200
    assert client.post(path, changed).status_code == 303
    assert client.post(path, changed).status_code == 409
    page = browse(world.mentor).get("/signs/").content.decode()
    assert "Carries a blade" in page
    assert "Not in use" in page
    assert "Carries a blade" not in browse(world.stranger).get("/signs/").content.decode()


def test_each_empty_choice_says_what_is_missing_in_the_order_of_the_page(world: Any, browse: Any) -> None:
    body = browse(world.supervisor).post("/cases/VRP-CEDAR/events/exposure/", {}).content.decode()
    summary = body.partition("govuk-error-summary__list")[2].partition("</ul>")[0]
    wanted = ("Choose who came near", "Choose what was offered", "Choose what the person did", "Enter the day",
              "Write at least one sentence")  # fmt: skip
    places = [summary.find(words) for words in wanted]
    assert -1 not in places
    assert places == sorted(places)
