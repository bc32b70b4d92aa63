"""Contacts, events and the catalogue for programs: the same queries and services as the pages."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from casework.models import Contact, Deadline, Note, SignObservation
from devstack.testing import backstage
from tests.api.caller import caller, note
from tests.factories import ContactFactory, NoteFactory, SignEntryFactory

CONTACTS = "/cases/VRP-CEDAR/contacts/"


def moment(days: int) -> str:
    return (timezone.now() + dt.timedelta(days=days)).isoformat()


def held(**more: Any) -> dict[str, Any]:
    return {"kind": "person", "attended": "yes", "happened_at": moment(-1), "note": note(), **more}


def test_a_contact_is_planned_and_recorded(world: Any) -> None:
    call = caller(world.supervisor)
    planned = call.post(CONTACTS, {"kind": "person", "planned_for": moment(2), "place": "office"})
    assert planned.status_code == 201
    key = planned.json()["id"]
    assert planned["Location"] == f"/api/v1/contacts/{key}/"
    (line,) = call.get(CONTACTS).json()["planned"]
    assert (line["id"], line["place"], line["note"]) == (key, "office", None)
    done = call.post(f"/contacts/{key}/record/", held(attended="late", help_given=["housing"], minutes=20))
    assert done.status_code == 201
    page = call.get(CONTACTS).json()
    assert page["planned"] == []
    assert page["counts"] == {"planned": 0, "attended": 1, "excused": 0, "missed": 0}
    (row,) = page["results"]
    assert (row["attended"], row["help_given"], row["note"]["text"]) == ("late", ["Housing"], "He said X.")
    assert call.post(f"/contacts/{key}/record/", held()).status_code == 409


def test_a_missed_contact_by_a_program_starts_the_clocks_too(world: Any) -> None:
    answer = caller(world.supervisor).post(f"{CONTACTS}held/", held(attended="no_good_reason"))
    assert answer.status_code == 201
    with backstage():
        kinds = set(Deadline.objects.unguarded(because="test").values_list("kind", flat=True))
    assert kinds == {"contact_letter", "explanation"}


def test_the_record_says_kind_and_day_of_its_words(world: Any) -> None:
    call = caller(world.supervisor)
    cleared = {**note(), "court_tier": "full", "kind": "offence"}
    made = call.post(f"{CONTACTS}held/", held(note=cleared))
    assert made.status_code == 201, made.content
    belief = SignEntryFactory(partnership=world.partnership, is_belief=True)
    assert call.post("/cases/VRP-CEDAR/signs/", {"entry": str(belief.pk), "note": note()}).status_code == 201
    harm = {"kind": "self_harm", "note": {**note(), "kind": "offence"}}
    assert call.post("/cases/VRP-CEDAR/incidents/", harm).status_code == 201
    with backstage():
        first, sign, hurt = Note.objects.unguarded(because="test").order_by("recorded_at")
    assert (first.kind, first.occurred_on, first.court_tier) == (
        "contact", timezone.localdate() - dt.timedelta(days=1), 4
    )  # fmt: skip
    assert sign.kind == "conviction"
    assert (hurt.kind, hurt.secrecy, hurt.released_tier) == ("health", "health", 2)


def test_a_request_sent_again_is_recorded_once(world: Any) -> None:
    call, key = caller(world.supervisor), {"Idempotency-Key": str(uuid.uuid4())}
    body = held()
    first, again = (call.post(f"{CONTACTS}held/", body, headers=key) for _n in range(2))
    assert first.json()["id"] == again.json()["id"]
    assert call.post(f"{CONTACTS}held/", body).json()["id"] != first.json()["id"]
    assert call.post(f"{CONTACTS}held/", body, headers={"Idempotency-Key": "twice"}).status_code == 422
    happened = {"kind": "online", "note": note()}
    one, two = (call.post("/cases/VRP-CEDAR/incidents/", happened, headers=key) for _n in range(2))
    assert one.json()["id"] == two.json()["id"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"happened_at": "2026-01-01T10:00:00"}, "happened_at"), ({"happened_at": 5}, "happened_at"),
        ({"kind": "party"}, "kind"), ({"attended": "pending"}, "attended"), ({"minutes": "20"}, "minutes"),
        ({"minutes": 5000}, "minutes"), ({"nonsense": 1}, "nonsense"), ({"test_result": "negative"}, "test_result"),
        ({"kind": "family"}, "asked"), ({"happened_at": moment(2)}, "at"),
    ],
)  # fmt: skip
def test_what_breaks_a_rule_is_said_by_field(world: Any, more: dict[str, Any], field: str) -> None:
    answer = caller(world.supervisor).post(f"{CONTACTS}held/", held(**more))
    assert answer.status_code == 422
    assert field in answer.json()["errors"]
    with backstage():
        assert Contact.objects.unguarded(because="test").count() == 0


def test_words_are_told_at_the_callers_tier(world: Any) -> None:
    text = NoteFactory(case=world.case, by=world.supervisor, full="All of it.", summary="Some of it.")
    contact = ContactFactory(case=world.case, membership=world.supervisor, note=text, happened_at=timezone.now(),
                             attended="yes")  # fmt: skip
    for who, words in (("officer", "All of it."), ("teacher", "Some of it.")):
        assert caller(getattr(world, who)).get(f"/contacts/{contact.pk}/").json()["note"]["text"] == words
    for who in ("mentor", "analyst", "stranger"):
        assert caller(getattr(world, who)).get(f"/contacts/{contact.pk}/").status_code == 404


def test_events_are_recorded_and_read(world: Any) -> None:
    call = caller(world.supervisor)
    for what, body in (
        ("incidents", {"kind": "threat_to", "note": note()}),
        (
            "exposures",
            {"by": "online", "offer": "status", "response": "refused", "counter_offer": "A club", "note": note()},
        ),
    ):
        made = call.post(f"/cases/VRP-CEDAR/{what}/", body)
        assert made.status_code == 201
        (row,) = call.get(f"/cases/VRP-CEDAR/{what}/").json()["results"]
        assert (row["id"], row["note"]["id"]) == (made.json()["id"], made.json()["note"])
        assert {k: v for k, v in body.items() if k != "note"}.items() <= row["values"].items()


def test_a_sign_by_a_program_stays_unassessed(world: Any) -> None:
    entry = SignEntryFactory(partnership=world.partnership, code="R1")
    call = caller(world.officer)
    (line,) = call.get("/signs/").json()["results"]
    assert line["code"] == "R1"
    body = {"entry": line["id"], "note": note()}
    assert call.post("/cases/VRP-CEDAR/signs/", {**body, "state": "confirmed"}).status_code == 422
    assert call.post("/cases/VRP-CEDAR/signs/", body).status_code == 201
    with backstage():
        row = SignObservation.objects.unguarded(because="test").get()
    assert (row.entry_id, row.state) == (entry.pk, "not_assessed")
    assert caller(world.stranger).get("/signs/").json()["results"] == []
