"""Instruments are data: SRDR comes along, another is loaded from its file, a broken one is refused with its line."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from assessments.definition import read
from assessments.loading import Refused, parse
from assessments.models import Instrument
from assessments.services.instruments import SHIPPED
from devstack.testing import backstage
from tests.assessments.scene import opened
from tests.cast import acting
from tests.factories.assessments import SRDR

AT = "/instruments/"


def sent(found: Any) -> dict[str, Any]:
    """A file as a browser sends it."""
    raw = found if isinstance(found, bytes) else json.dumps(found, indent=1).encode()
    return {"file": SimpleUploadedFile("instrument.json", raw, "application/json")}


def altered(change: Callable[[dict[str, Any]], object]) -> bytes:
    """SRDR with one thing changed."""
    found = copy.deepcopy(SRDR)
    change(found)
    return json.dumps(found, indent=1).encode()


def test_srdr_has_its_76_items_strengths_first_and_no_number(db: None) -> None:
    definition = read(parse(SHIPPED.read_bytes()))
    assert (definition.code, definition.version) == ("srdr", "1.0")
    assert len(definition.items) == 76
    assert sum(item.scale.text for item in definition.items) == 8
    assert definition.sections[0].code == "J"
    assert {item.code for item in definition.items if item.health} == {f"G{n}" for n in range(1, 7)}
    assert all(item.guidance for item in definition.items)
    assert "gives no score" in definition.status
    codes = {item.code: [one.code for one in item.scale.answers] for item in definition.items}
    assert codes["B6"] == ["closer", "same", "away", "not_known"]
    assert codes["I6"] == ["now", "weeks", "months", "none_seen"]
    assert codes["J1"] == ["not_there_yet", "emerging", "established", "not_known"]


def test_a_coordinator_loads_what_comes_along_and_another_one(world: Any, browse: Any) -> None:
    client = browse(world.coordinator)
    assert "No instrument is loaded" in client.get(AT).content.decode()
    assert client.post(f"{AT}shipped/").status_code == 303
    again = client.post(f"{AT}shipped/", follow=True).content.decode()
    assert "is loaded already" in again
    other = altered(lambda found: found.update(code="mini", version="2", title="A short one"))
    assert client.post(AT, sent(other)).status_code == 303
    with backstage():
        assert set(Instrument.objects.unguarded(because="test").values_list("code", "number")) == {
            ("srdr", "1.0"), ("mini", "2"),
        }  # fmt: skip
    twice = client.post(AT, sent(other))
    assert twice.status_code == 422
    assert "is loaded already" in twice.content.decode()
    assert browse(world.supervisor).post(AT, sent(other)).status_code == 403
    assert "A short one" in browse(world.officer).get(AT).content.decode()
    assert "A short one" not in browse(world.stranger).get(AT).content.decode()


def test_out_of_use_opens_nothing_new_and_changes_nothing_old(world: Any, browse: Any) -> None:
    row = opened(world, browse)
    used = row.instrument_id
    assert browse(world.supervisor).post(f"{AT}{used}/use/", {"version": 1}).status_code == 403
    assert browse(world.coordinator).post(f"{AT}{used}/use/", {"version": 1, "in_use": "no"}).status_code == 303
    assert browse(world.coordinator).post(f"{AT}{used}/use/", {"version": 1, "in_use": "no"}).status_code == 409
    assert browse(world.manager).get(f"/assessments/{row.pk}/").status_code == 200
    page = browse(world.manager).get("/cases/VRP-CEDAR/assessments/new/").content.decode()
    assert "No instrument is in use" in page


def test_a_loaded_instrument_is_never_rewritten(world: Any, browse: Any) -> None:
    opened(world, browse)
    with acting(world.coordinator), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_instrument SET title = 'x', version = version + 1")


BROKEN: list[tuple[str, Callable[[dict[str, Any]], object], str]] = [
    ("a score", lambda f: f["sections"][1]["items"][0].update(score="high"), "no score, no total and no level"),
    ("a number", lambda f: f["scales"]["concern"]["answers"][0].update(label=3), "A number stands here"),
    ("a weight", lambda f: f.update(weights=["a"]), "no score"),
    ("an unknown word", lambda f: f["sections"][0].update(colour="red"), "“colour” is not known here"),
    ("no guidance", lambda f: f["sections"][0]["items"][2].pop("guidance"), "“guidance” is missing"),
    ("an empty label", lambda f: f["sections"][0]["items"][2].update(label=" "), "must be a text that is not empty"),
    ("a long label", lambda f: f["sections"][0]["items"][2].update(label="x" * 81), "longer than 80 signs"),
    ("a code twice", lambda f: f["sections"][0]["items"][1].update(code="J1"), "is given twice"),
    ("a wrong code", lambda f: f["sections"][0]["items"][1].update(code="J 1"), "cannot be a code"),
    ("a wrong kind", lambda f: f["sections"][0].update(kind="danger"), "must be one of"),
    ("a missing scale", lambda f: f["sections"][0]["items"][1].update(scale="ten"), "There is no scale called"),
    ("words and choices", lambda f: f["sections"][0]["items"][1].update(scale="descriptive"), "answered in words"),
    ("one answer", lambda f: f["scales"]["protective"].update(answers=[{"code": "a", "label": "A"}]), "two answers"),
    ("an answer twice", lambda f: f["scales"]["protective"]["answers"].append({"code": "emerging", "label": "E"}),
     "is given twice"),
    ("a wrong flag", lambda f: f["sections"][0].update(health="yes"), "must be true or false"),
    ("no sections", lambda f: f.update(sections=[]), "must be a list with at least one entry"),
    ("no scales", lambda f: f.pop("scales"), "“scales” must be an object"),
    ("no strengths", lambda f: f.update(sections=f["sections"][1:]), "An instrument begins with them"),
    ("belief alone", lambda f: [i.update(belief=True) for s in f["sections"] if s["kind"] == "concern"
                                for i in s["items"]], "is about belief alone"),
    ("a half translation", lambda f: f.update(translations={"de": {"items": {}}}), "says every item and no other"),
    ("a wrong version", lambda f: f.update(version="1 0"), "A version is digits"),
    ("a list of words", lambda f: f["scales"]["descriptive"].update(answers=[{"code": "a", "label": "A"}]),
     "has an empty list of answers"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), [(c, s) for _n, c, s in BROKEN], ids=[n for n, _c, _s in BROKEN])
def test_a_broken_file_is_refused_with_its_line_and_the_reason(
    world: Any, browse: Any, change: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    raw = altered(change)
    answer = browse(world.coordinator).post(AT, sent(raw))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in body
    assert "Line " in body
    with backstage():
        assert not Instrument.objects.unguarded(because="test").exists()


def test_the_line_is_the_line(db: None) -> None:
    raw = altered(lambda found: found["sections"][2]["items"][3].update(guidance=""))
    with pytest.raises(Refused) as refused:
        parse(raw)
    lines = raw.decode().splitlines()
    assert '"guidance": ""' in lines[refused.value.line - 1]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"{\n\"code\": }", "Line 2"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"[]", "An instrument is an object"),
        (b"[" * 100_000, "too deep"),
        (b" " * 1_000_001, "larger than one megabyte"),
    ],
)  # fmt: skip
def test_what_is_no_instrument_at_all(raw: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        parse(raw)


def test_a_translation_is_read_where_it_is_whole(db: None) -> None:
    found = copy.deepcopy(SRDR)
    items = {i["code"]: {"label": f"de {i['code']}", "guidance": "de"} for s in found["sections"] for i in s["items"]}
    found["translations"] = {
        "de": {"items": items, "sections": {"J": {"title": "Stärken"}}, "answers": {"some": "Etwas"}}
    }
    kept = parse(json.dumps(found).encode())
    german = read(kept, "de")
    assert german.sections[0].title == "Stärken"
    item = german.item("C1")
    assert item is not None
    assert item.label == "de C1"
    assert item.scale.answers[1].label == "Etwas"
    english = read(kept, "fr").item("C1")
    assert english is not None
    assert english.label == "Current ties"
