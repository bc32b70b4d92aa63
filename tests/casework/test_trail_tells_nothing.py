"""One's own lines of the trail are no way round a closed door: they answer alike for a hidden case and for none."""

import re
from typing import Any

from django.db import connection

from tests.casework.doors import lines

NEW = {
    "given_name": "Noor", "family_name": "Halden", "born_on_day": "4", "born_on_month": "5", "born_on_year": "1999",
    "neutral_title": "Willow", "purpose": "reintegration", "next_review_on": "2999-01-01",
}  # fmt: skip


def rows(client: Any) -> Any:
    """The cells of the trail's table without the moments."""
    body = client.get("/trail/").content.decode()
    found = re.findall(r"<tr>(.*?)</tr>", body.partition("<tbody>")[2], re.DOTALL)
    return [re.sub(r'<td class="num">[^<]*:[^<]*</td>', "", row) for row in found]


def test_a_knock_at_a_hidden_case_reads_like_a_knock_at_none(world: Any, browse: Any) -> None:
    client = browse(world.stranger)
    client.get("/cases/VRP-CEDAR/")
    client.get("/cases/VRP-NEVER/")
    real, never = rows(client)[1:3]
    assert real == never
    assert str(world.case.pk)[:8] not in client.get("/trail/").content.decode()


def test_somebody_who_worked_on_the_case_finds_its_mark_again(world: Any, browse: Any) -> None:
    client = browse(world.officer)
    client.get("/cases/VRP-CEDAR/notes/")
    client.get("/cases/VRP-CEDAR/access/")  # not theirs to read
    assert sum(str(world.case.pk)[:8] in row for row in rows(client)) == 2


def test_the_adviser_sees_whose_door_a_colleague_knocked_at_but_not_at_their_own(world: Any, browse: Any) -> None:
    browse(world.officer).get("/cases/VRP-CEDAR/")
    browse(world.analyst).get("/cases/VRP-CEDAR/")
    client = browse(world.legal)
    client.get("/cases/VRP-CEDAR/")
    marked = [row for row in rows(client) if str(world.case.pk)[:8] in row]
    assert len(marked) == 2
    assert not any(world.legal.user.full_name in row for row in marked)


def test_opening_a_case_does_not_tell_whether_the_number_is_known(world: Any, browse: Any, act: Any) -> None:
    known = {**NEW, "national_number": "010199-12345"}
    for who in (world.colleague, world.analyst):
        assert browse(who).post("/cases/new/", known).status_code == 303
    assert len(lines("person.number_met")) == 1  # the second opener made it
    first, second = rows(browse(world.colleague)), rows(browse(world.analyst))
    assert len(first) == len(second)
    assert not any("same national number" in row for row in second)
    with act(world.analyst), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_event WHERE verb = 'person.number_met'")
        assert cursor.fetchone() == (0,)
