"""What guests and readers of a gist must not learn by the way: a name, a hidden day, a look nobody recorded."""

import datetime as dt
from typing import Any

from django.utils import timezone

from casework.models import NoteResponse
from devstack.testing import backstage
from tests.casework.doors import lines, page
from tests.casework.test_write_note import TYPED
from tests.factories import DeadlineFactory, NoteFactory


def test_a_guest_learns_of_a_question_but_not_who_asked_it(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.teacher)
    with backstage():
        NoteResponse(
            note=note, agency=world.police, author=world.officer.user, membership=world.officer, kind="question",
            text="Since when?", at=timezone.now(),
        ).save()  # fmt: skip
    body = page(browse(world.teacher), "/")
    assert "Since when?" in body
    assert world.officer.user.full_name not in body


def test_the_overview_orders_gists_by_the_day_they_were_recorded(world: Any, browse: Any) -> None:
    today, now = timezone.localdate(), timezone.now()
    for n, (title, ago) in enumerate((("Recorded first", 1), ("Recorded last", 90))):
        NoteFactory(
            case=world.case, by=world.supervisor, title=title, gist="G", released_tier=2, handling="core",
            occurred_on=today - dt.timedelta(days=ago), recorded_at=now - dt.timedelta(hours=5 - n),
        )  # fmt: skip
    body = page(browse(world.officer), "/cases/VRP-CEDAR/")
    assert body.index("Recorded last") < body.index("Recorded first")


def test_a_case_named_by_what_is_due_stands_on_the_trail(world: Any, browse: Any) -> None:
    due = DeadlineFactory(case=world.case, responsible=world.officer, agency=world.police)
    page(browse(world.officer), "/")
    (line,) = [line for line in lines("work.read") if line.case_id == world.case.pk]
    assert due.pk in line.subjects


def test_a_day_on_which_a_hidden_note_wants_an_answer_is_not_told(world: Any, browse: Any) -> None:
    typed = {
        **TYPED, "handling": "named", "named": [str(world.clinician.user_id)], "summary": "", "gist": "", "action": "",
        "answer_by": (timezone.localdate() + dt.timedelta(days=3)).isoformat(),
    }  # fmt: skip
    assert browse(world.supervisor).post("/cases/VRP-CEDAR/notes/new/", typed).status_code == 303
    for who, knows in ((world.clinician, True), (world.supervisor, True), (world.officer, False)):
        client = browse(who)
        assert (
            "Answer to a note" in page(client, "/cases/VRP-CEDAR/")
            or typed["title"] in page(client, "/cases/VRP-CEDAR/")
        ) is knows
        for path in ("/api/v1/cases/VRP-CEDAR/deadlines/", "/api/v1/deadlines/"):
            kinds = [row["kind"] for row in client.get(path).json()["results"]]
            assert ("note_answer" in kinds) is knows


def test_a_guest_who_writes_learns_of_no_place_that_opens_nothing(world: Any, browse: Any) -> None:
    for who, told in ((world.supervisor, True), (world.teacher, False), (world.mentor, False)):
        client = browse(who)
        panel = client.post("/cases/VRP-CEDAR/notes/audience/", TYPED).content.decode()
        assert "Police Desk" in panel
        assert ("Port Service" in panel) is told  # on the team, but without an agreement in force
