"""Acts on reports, their checks and their deliveries that are told by whose turn it is, in whose name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.doors.stage import Stage

WRITERS = {"supervisor", "assistant", "senior", "second", "watch"}  # the probation office, where it works on the case
POLICE = {"officer", "sergeant"}  # permanent members of the agency that is asked
SENIORS = {"senior", "second"}
WRITER = {"supervisor"}
KEEPERS = WRITER | SENIORS  # whom the policy lets change a report that they did not write
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


def changes(table: str, change: str, report: str = "") -> Callable[[Stage, Any], str]:
    """What changes a report, or what belongs to it; without one all there is, so that no row need be seen first.

    In ``change``, ``{me}`` is whoever tries it and ``{senior}`` the senior's key, and so for others on the stage.
    """
    column = "id" if table == "courtreport" else "report_id"

    def sql(s: Stage, who: Any) -> str:
        people = {name: row.pk for name, row in s.people.items()}
        where = f" WHERE {column} = '{s.more[report].pk}'" if report else ""
        return f"UPDATE sharing_{table} SET {change.format(me=who.pk, s=s, **people)}{where}"

    return sql


SIGN = f"{NEXT}, is_frozen = true, state = 'signed', signed_at = now()"
RETURN = f"{NEXT}, is_frozen = false, state = 'draft', signed_at = NULL"
SECOND = f"{NEXT}, countersigner_id = '{{me}}', countersigned_at = now()"
FOR_SENIOR = f"{NEXT}, countersigner_id = '{{senior}}', countersigned_at = now()"


def _turn(name: str, report: str, change: str, able: set[str], loose: set[str] = KEEPERS) -> Act:
    change = change if change.startswith(NEXT) else f"{NEXT}, {change}"
    return Act(name, "courtreport", changes("courtreport", change, f"report_{report}"), able, loose)


def _state(name: str, report: str, state: str, able: set[str]) -> Act:
    return _turn(name, report, f"state = '{state}'", able)


_SIGNING = (
    _turn("freeze and sign", "ready", SIGN, WRITER),
    _turn("sign a draft", "draft", SIGN, set()),
    _turn("sign before they have answered", "asking", SIGN, set()),
    _turn("sign over an objection", "checking", SIGN, set()),
    _turn("sign what a colleague wrote", "theirs", SIGN, set()),
    _turn("sign in a colleague's name", "ready", f"{SIGN}, author_id = '{{assistant}}'", set()),
    _turn("freeze without signing", "ready", "is_frozen = true, signed_at = now()", set()),
    _turn("sign and countersign at once", "ready", f"{SIGN}, countersigner_id = '{{senior}}'", set()),
    _turn("return", "fresh", RETURN, SENIORS),
    _turn("return to a check", "fresh", RETURN.replace("draft", "agency_check"), set()),
    _turn("return with its signature", "fresh", f"{NEXT}, is_frozen = false, state = 'draft'", set()),
    _turn("return with a countersignature", "fresh", f"{RETURN}, countersigner_id = '{{senior}}'", set()),
    _turn("countersign a report", "fresh", SECOND, SENIORS, SENIORS),
    _turn("countersign what another wrote", "theirs_signed", SECOND, SENIORS, KEEPERS),
    _turn("countersign in the senior's name", "fresh", FOR_SENIOR, {"senior"}),
    _turn("countersign without a moment", "fresh", "countersigner_id = '{me}'", set(), SENIORS),
    _turn("countersign and send at once", "fresh", f"{SECOND}, state = 'sent'", set(), SENIORS),
    _turn("countersign what was dropped", "gone", f"{SECOND}, state = 'signed'", set(), SENIORS),
)
_STEPS = (
    _turn("go on with a colleague's", "theirs", NEXT, WRITER),
    _turn("take a colleague's over", "theirs", "author_id = '{me}'", WRITER, WRITER),
    _turn("name a colleague its writer", "draft", "author_id = '{assistant}'", set()),
    _turn("change what was signed", "fresh", "due_on = due_on + 1", set()),
    _state("ask the agencies", "draft", "agency_check", WRITER),
    _state("say that it is sent", "open", "sent", WRITER),
    _state("say that it is acknowledged", "sent", "acknowledged", WRITER),
    _state("acknowledge before it is sent", "open", "acknowledged", set()),
    _state("drop what is sent", "sent", "dropped", set()),
    _state("take up what was dropped", "dropped", "draft", set()),
    _state("call signed what is frozen", "stuck", "signed", set()),
    _state("send before it is countersigned", "named_only", "sent", set()),
    _state("send what is not signed", "stuck", "sent", set()),
)
_THAWED = tuple(
    _turn(f"countersigned: {change}", "waits", change, set(), set())
    for change in (
        RETURN.replace("signed_at = NULL", "returned = 'x'"), "countersigned_at = NULL",
        "signed_at = NULL, state = 'draft'",
        "author_id = '{assistant}'", "countersigner_id = '{second}'", "period_from = period_from - 1",
        "period_to = period_to + 1", "case_id = '{s.case_elsewhere.pk}'", "court_id = '{s.court_elsewhere.pk}'",
    )
)  # fmt: skip
ANSWERED = f"{NEXT}, state = 'agreed', membership_id = '{{me}}', at = now()"
BOTH = WRITER | POLICE
BLIND = "version = 2"  # reads nothing, so that no row need be seen first


def _check(name: str, change: str, able: set[str], loose: set[str], report: str = "checking") -> Act:
    return Act(name, "reportcheck", changes("reportcheck", change, f"report_{report}"), able, loose)


_ANSWERS = (
    _check("say that one's words stand", ANSWERED, POLICE, POLICE),
    _check("answer what one said oneself", f"{ANSWERED}, answer = 'x'", set(), POLICE),
    _check("say it in another's name", ANSWERED.replace("{me}", "{analyst}"), set(), POLICE),
    _check("take back that one was asked", ANSWERED.replace("agreed", "nobody"), set(), BOTH),
    _check("answer an objection", f"{NEXT}, answer = 'x'", WRITER, BOTH),
    _check("answer too late", f"{NEXT}, answer = 'x'", set(), set(), "open"),
    _check("ask once more", f"{NEXT}, state = 'waiting'", WRITER, BOTH),
    _check("put words into their mouth", f"{NEXT}, words = 'x'", set(), BOTH, "asking"),
    _check("hand it to another agency", f"{NEXT}, agency_id = '{{s.health.pk}}'", set(), WRITER),
    Act("take the question over", "reportcheck", lambda s, who: (
        f"UPDATE sharing_reportcheck SET agency_id = '{who.agency_id}', {NEXT}"
        f" WHERE report_id = '{s.report_checking.pk}'"), set(), BOTH),
    Act("answer wherever one may", "reportcheck", changes("reportcheck", f"answer = 'x', {BLIND}"), WRITER, BOTH),
    Act("hand every question on", "reportcheck", changes("reportcheck", f"agency_id = '{{s.health.pk}}', {BLIND}"),
        set(), set()),
)  # fmt: skip
TURNS = (
    *_SIGNING, *_STEPS, *_THAWED, *_ANSWERS,
    Act("change how it was sent", "reportdelivery", changes("reportdelivery", f"{NEXT}, how = 'mail'", "report_sent"),
        set(), WRITER),
)  # fmt: skip
