"""Acts on assessments, contributions and gaps that are told by whose turn it is, in whose name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.doors.stage import Stage

LEAD = {"manager"}
POLICE = {"officer", "fellow"}  # permanent members of the agency that is asked
NEXT = "version = version + 1"


class Act(NamedTuple):
    """A statement for whoever tries it, and for whom it goes through.

    ``loose``: for whom it goes through while the triggers that know whose turn it is are out of the way, if that
    differs: the policies are asked alone then.
    """

    name: str
    table: str
    sql: Callable[[Stage, Any], str]
    able: set[str]
    loose: set[str] | None = None


def changes(table: str, change: str, row: str, column: str = "id") -> Callable[[Stage, Any], str]:
    """What changes a row. In ``change``, ``{me}`` is whoever tries it and ``{senior}`` the senior's key, and so on."""

    def sql(s: Stage, who: Any) -> str:
        people = {name: one.pk for name, one in s.people.items()}
        told = change.format(me=who.pk, s=s, **people)
        return f"UPDATE assessments_{table} SET {told} WHERE {column} = '{s.more[row].pk}'"

    return sql


def _step(name: str, row: str, change: str, able: set[str], loose: set[str] | None = None) -> Act:
    return Act(name, "assessment", changes("assessment", f"{NEXT}, {change}", row), able, loose)


def _given(name: str, row: str, change: str, able: set[str], loose: set[str] | None = None) -> Act:
    return Act(name, "contribution", changes("contribution", f"{NEXT}, {change}", row), able, loose)


def _gap(name: str, row: str, change: str, able: set[str], loose: set[str] | None = None) -> Act:
    return Act(name, "informationgap", changes("informationgap", f"{NEXT}, {change}", row), able, loose)


SECOND = "state = 'countersigned', countersigned_at = now(), countersigner_id = '{me}'"
SECONDS = {"supervisor", "senior", "chair"}
ABLE = SECONDS | LEAD
KEEPERS = LEAD | {"supervisor"}
CLEAR = "for_court_at = now(), for_court_by_id = '{me}'"
SIGN = "state = 'signed', signed_at = now()"
MINE = "assessor_id = '{me}'"
_STEPS = (
    _step("go on with another's", "draft", "reason = 'x'", LEAD),
    _step("take it over", "draft", MINE, LEAD),
    _step("name another", "draft", "assessor_id = '{officer}'", set(), LEAD),
    _step("change the instrument", "draft", "instrument_id = '{s.other_questions.pk}'", set(), LEAD),
    _step("call it a correction", "draft", "corrects_id = '{s.draft_done.pk}'", set(), LEAD),
    _step("change when it began", "draft", "opened_at = now()", set(), LEAD),
    _step("move it to another case", "draft", "case_id = '{s.case_empty.pk}'", set(), LEAD),
    _step("take contributions", "draft", "state = 'contributions_open'", LEAD),
    _step("skip contributions", "draft", "state = 'consensus'", set(), LEAD),
    _step("go back", "talk", "state = 'contributions_open'", set(), LEAD),
    _step("countersign a draft", "draft", "countersigned_at = now()", set(), LEAD),
    _step("name who countersigns", "draft", "countersigner_id = '{senior}'", set(), LEAD),
    _step("keep a signature", "draft", "signed_at = now()", set(), LEAD),
    _step("sign", "talk", SIGN, LEAD),
    _step("sign without a moment", "talk", "state = 'signed'", set()),
    _step("sign for another", "right", SIGN, set(), LEAD),
    _step("sign and take over", "right", f"{SIGN}, {MINE}", LEAD),
    _step("countersign", "signed", SECOND, SECONDS, ABLE),
    _step("countersign what a senior signed", "by_senior", SECOND, {"supervisor", "chair", "double"},
          {"supervisor", "chair", "double", "manager"}),
    _step("countersign and change", "signed", f"{SECOND}, as_of = as_of - 1", set(), ABLE),
    _step("countersign for the senior", "signed", SECOND.replace("{me}", "{senior}"), {"senior"}, ABLE),
    _step("countersign without a moment", "signed", SECOND.replace("now()", "NULL"), set(), ABLE),
    _step("countersign into nowhere", "signed", SECOND.replace("'countersigned'", "'superseded'"), set(), ABLE),
    _step("countersign twice", "odd", SECOND, set(), ABLE),
    _step("countersign what is past", "superseded", SECOND, set(), LEAD),
    _step("change what is signed", "signed", "reason = 'x'", set(), ABLE),
    _step("change what is countersigned", "countersigned", "reason = 'x'", set(), KEEPERS),
    _step("clear for the court", "countersigned", CLEAR, KEEPERS),
    _step("clear for another", "countersigned", CLEAR.replace("{me}", "{senior}"), set(), KEEPERS),
    _step("clear and change", "countersigned", f"{CLEAR}, reason = 'x'", set(), KEEPERS),
    _step("clear what is signed once", "signed", CLEAR, set()),
    _step("clear what is past", "superseded", CLEAR, set(), LEAD),
    _step("take it back from the court", "told", "for_court_at = NULL, for_court_by_id = NULL", KEEPERS),
)  # fmt: skip
_GIVEN = (
    _given("begin", "guest", "state = 'begun', membership_id = '{me}'", {"teacher"}),
    _given("begin what is opened", "closed", "state = 'begun'", set()),
    _given("begin after consensus", "unasked", "state = 'begun'", set()),
    _given("say more", "given", "nothing_reason = 'x'", POLICE),
    _given("take over from a colleague", "given", "membership_id = '{me}'", POLICE),
    _given("name a colleague", "given", "membership_id = '{analyst}'", set(), POLICE),
    _given("shut it again", "closed", "opened = false", set()),
    _given("open it oneself", "given", "opened = true", set()),
    _given("move the day", "given", "due_on = due_on + 1", set(), POLICE),
    _given("hand in one's own words", "given", "note_id = '{s.officers_words.pk}'", {"officer"}),
    _given("hand in twice", "handed", "nothing_reason = 'x'", set(), LEAD),
    _given("take back what was handed in", "handed", "state = 'begun'", set(), LEAD),
)
_GAPS = (
    _gap("close", "gap", "answer = 'x', closed_on = now()", {"manager", "officer"}),
    _gap("close a guest's", "guests_gap", "answer = 'x', closed_on = now()", LEAD),
    _gap("close after it is signed", "open_gap", "answer = 'x', closed_on = now()", {"manager", "officer"}),
    _gap("ask otherwise", "gap", "text = 'x'", LEAD, {"manager", "officer"}),
    _gap("ask otherwise after it is signed", "open_gap", "text = 'x'", set(), {"manager", "officer"}),
    Act("answer wherever one may", "informationgap",
        lambda s, _w: "UPDATE assessments_informationgap SET answer = 'x', version = 2",  # reads nothing
        {"officer"}, {"manager", "officer"}),
    _gap("close again", "shut_gap", "answer = 'y'", set(), LEAD),
)  # fmt: skip
TURNS = (*_STEPS, *_GIVEN, *_GAPS)
