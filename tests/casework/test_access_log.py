"""The access log of a case: read by its case manager and order supervisor, complete, in words, and as a file."""

import ast
import csv
import datetime as dt
import io
import pathlib
from typing import Any

import pytest
from django.utils import timezone
from django.utils.html import escape

from access import trail
from access.choices import Operation
from access.models import Event
from casework.exports.tables import csv_bytes, guarded_cell
from casework.queries.access_log import PAGE, LogFilters, access_log, access_log_export
from casework.trail_words import SENTENCES, ground_words, sentence
from devstack.places import REPO
from devstack.testing import backstage
from tests.casework.test_write_note import TYPED

PATH = "/cases/VRP-CEDAR/access/"
CSV = "/cases/VRP-CEDAR/access.csv"


def table(answer: Any) -> list[dict[str, str]]:
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def newest(**lookup: Any) -> Any:
    with backstage():
        return Event.objects.unguarded(because="test").filter(**lookup).order_by("-seq").first()


@pytest.mark.parametrize("who", ["manager", "supervisor"])
def test_those_who_answer_for_the_case_read_who_looked_shared_and_was_refused(
    world: Any, browse: Any, who: str
) -> None:
    browse(world.supervisor).post("/cases/VRP-CEDAR/notes/new/", TYPED)
    browse(world.officer).get("/cases/VRP-CEDAR/notes/")
    browse(world.stranger).get("/cases/VRP-CEDAR/notes/")
    page = browse(getattr(world, who)).get(PATH)
    assert page.status_code == 200
    text = page.content.decode()
    for name in (world.supervisor, world.officer, world.stranger):
        assert escape(name.user.full_name) in text
    for words in ("Read the notes", "shared", "Tried to open a page of the case", "No way in to this case"):
        assert words in text
    assert TYPED["full"] not in text


@pytest.mark.parametrize("who", ["officer", "clinician", "teacher", "mentor", "chair"])
def test_others_who_see_the_case_are_told_whom_to_ask(world: Any, browse: Any, who: str) -> None:
    client = browse(getattr(world, who))
    for path in (PATH, CSV):
        answer = client.get(path)
        assert answer.status_code == 403
        assert b"read by its case manager and its order supervisor" in answer.content
    line = newest(case_id=world.case.pk)
    assert (line.operation, line.ground, line.verb) == ("refuse", "not_allowed", "door.case_access_csv")


@pytest.mark.parametrize(
    "who", ["analyst", "past_guest", "colleague", "border", "stranger", "legal", "coordinator", "duty"]
)
def test_whoever_does_not_see_the_case_learns_nothing(world: Any, browse: Any, who: str) -> None:
    client = browse(getattr(world, who))
    for path in (PATH, CSV):
        real, never = client.get(path), client.get(path.replace("CEDAR", "NEVER"))
        assert real.status_code == never.status_code == 404
        assert real.content == never.content


def test_the_reading_itself_is_the_newest_line(world: Any, browse: Any) -> None:
    text = browse(world.manager).get(PATH).content.decode()
    assert "Read this access log" in text
    line = newest(verb="access_log.read")
    assert (line.operation, line.kind, line.ground, line.subjects) == (
        "consult", "access_log", "permanent", [world.case.pk],
    )  # fmt: skip


def test_the_file_holds_exactly_the_lines_that_the_page_counts(world: Any, browse: Any) -> None:
    for _ in range(7):
        browse(world.officer).get("/cases/VRP-CEDAR/notes/")
    client = browse(world.manager)
    for query in (
        "",
        f"?person={world.officer.user_id}",
        "?operation=consult",
        "?operation=erase",
        "?since=2001-01-01",
    ):
        page = client.get(PATH + query)
        assert len(table(client.get(CSV + query))) == page.context["page"].total, query
    export = newest(verb="access_log.exported")
    assert (export.operation, export.recipients) == ("disclose", [world.manager.pk])
    assert export.detail["rows"] >= 8


def test_filters_by_person_operation_and_day(world: Any, act: Any) -> None:
    now = timezone.now()
    with act(world.officer) as actor:
        trail.consulted(actor, "case.read", "case", [world.case.pk], world.case.pk, "permanent")
        trail.record(actor, "note.shared", operation=Operation.DISCLOSE, kind="note", case_id=world.case.pk)
    with act(world.manager) as actor:

        def verbs(**more: Any) -> list[str]:
            lines = access_log(actor, "VRP-CEDAR", LogFilters(**more)).lines
            return [line.what for line in lines if line.person == world.officer.user.full_name]

        assert len(verbs()) == 2
        assert verbs(person=world.officer.user_id, operation="disclose") == ["Shared a note"]
        assert verbs(person=world.supervisor.user_id) == []
        today = timezone.localdate(now)
        assert len(verbs(since=today, until=today)) == 2
        assert verbs(until=today - dt.timedelta(days=1)) == []
        assert verbs(since=today + dt.timedelta(days=1)) == []
        people = dict(access_log(actor, "VRP-CEDAR", LogFilters()).people)
        assert people[str(world.officer.user_id)] == world.officer.user.full_name


def test_odd_filters_narrow_to_nothing_or_are_left_out(world: Any, browse: Any) -> None:
    client = browse(world.manager)
    for query in ("?person=x", "?person=00000000-0000-0000-0000-000000000009", "?operation=x", "?since=x",
                  "?after=x", "?before=-1", "?after=9999999999999999999999"):  # fmt: skip
        assert client.get(PATH + query).status_code == 200, query
    assert client.get(PATH + "?person=x").context["page"].total == 0


def test_pages_follow_each_other_without_gap_or_repetition(world: Any, act: Any) -> None:
    with act(world.officer) as actor:
        for _ in range(2 * PAGE + 7):
            trail.consulted(actor, "case.read", "case", [world.case.pk], world.case.pk, "permanent")
    only = LogFilters(person=world.officer.user_id)
    with act(world.manager) as actor:
        first = access_log(actor, "VRP-CEDAR", only)
        second = access_log(actor, "VRP-CEDAR", only, after=first.older)
        third = access_log(actor, "VRP-CEDAR", only, after=second.older)
        back = access_log(actor, "VRP-CEDAR", only, before=third.newer)
        top = access_log(actor, "VRP-CEDAR", only, before=back.newer)
        whole = access_log_export(actor, "VRP-CEDAR", only)
    numbers = [line.number for page in (first, second, third) for line in page.lines]
    assert numbers == [line.number for line in whole.lines]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == first.total == 2 * PAGE + 7
    assert (first.newer, third.older, top.newer) == ("", "", "")
    assert back.lines == second.lines
    assert top.lines == first.lines


def test_names_are_looked_up_once_whatever_the_number_of_lines(
    world: Any, act: Any, django_assert_max_num_queries: Any
) -> None:
    for who in (world.officer, world.clinician, world.supervisor):
        with act(who) as actor:
            for _ in range(12):
                trail.record(
                    actor, "note.shared", operation=Operation.DISCLOSE, kind="note", case_id=world.case.pk,
                    recipients=[world.manager.pk, world.teacher.pk, world.mentor.pk],
                )  # fmt: skip
    with act(world.manager) as actor, django_assert_max_num_queries(11):
        page = access_log(actor, "VRP-CEDAR", LogFilters())
    shared = next(line for line in page.lines if line.readers)
    assert len(shared.readers) == 3
    assert any(world.teacher.user.full_name in reader for reader in shared.readers)


def test_moments_are_local(world: Any, act: Any) -> None:
    with act(world.manager) as actor:
        line = access_log(actor, "VRP-CEDAR", LogFilters()).lines[0]
    assert line.at.utcoffset() == timezone.localtime(line.at).utcoffset()
    assert abs(timezone.now() - line.at) < dt.timedelta(minutes=5)


def test_a_lapsed_place_closes_the_log_at_once(world: Any, browse: Any) -> None:
    client = browse(world.manager)
    assert client.get(PATH).status_code == 200
    with backstage():
        world.agreement.suspended_at = timezone.now()
        world.agreement.version += 1
        world.agreement.save()
    assert client.get(PATH).status_code == 404


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "  @x", "\u00a0=1", "\uff1d1", "|cmd", "%0")
PASSED_OVER = (
    "\v",
    "\f",
    "\x00",
    "\x85",
    "\u061c",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u2066",
    "\u3000",
    "\ufeff\u200b \u202e",
)
"""Signs that are not seen, or blank, before a formula."""
TWINS = ("\ufe62", "\ufe63", "\ufe66", "\ufe6b", "\u2212", "\uff05", "\uff5c")


@pytest.mark.parametrize("text", [*FORMULAS, *(f"{sign}=1" for sign in PASSED_OVER), *(f"{t}1" for t in TWINS), "\tx"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert guarded_cell(text) == f"'{text}"
    written = io.StringIO(csv_bytes(["x"], [[text]]).decode("utf-8-sig"), newline="")
    (_header, row) = csv.reader(written)
    assert row[0].lstrip()[0] == "'"
    assert written.getvalue().endswith(f'"\'{text}"\r\n')


@pytest.mark.parametrize(
    "text", ["", "plain", "3.5", "a=b", "O'Neil", "\u202ex=1", "\u05d0\u200f", " ", "2026-11-18T10:00:00+00:00"]
)
def test_plain_cells_stay_as_they_are(text: str) -> None:
    assert guarded_cell(text) == text


def test_a_reason_that_is_a_formula_reaches_the_file_guarded(world: Any, act: Any, browse: Any) -> None:
    hostile = '=HYPERLINK("http://evil.example","x")'
    with act(world.officer) as actor:
        trail.refused(actor, "door.x", ground="not_allowed", case_id=world.case.pk, reason=hostile)
    rows = table(browse(world.manager).get(CSV))
    assert [row["Reason"] for row in rows if row["Reason"]] == [f"'{hostile}"]


def written_verbs() -> set[str]:
    """Every verb of a case that the code writes into the trail, read from its source."""
    found = set()
    for floor in ("access", "casework", "sharing"):
        for file in pathlib.Path(REPO / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("record", "consulted"):
                    found |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return {verb for verb in found if "." in verb and not verb.startswith(("account.", "token."))}


def test_every_verb_has_words_of_its_own() -> None:
    assert written_verbs() - set(SENTENCES) == set()
    assert sentence("never.heard_of", "consult") == "Looked at"
    assert ground_words("something_new") == "something new"
