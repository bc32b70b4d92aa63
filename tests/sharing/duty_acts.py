"""What the second wall of duty reports shows to whom and lets whom do."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from sharing import models as sh
from tests.doors.stage import Stage
from tests.factories.duty import DutyReportFactory
from tests.factories.reports import DisclosureFactory
from tests.oracle.attempts import inserted
from tests.sharing.report_turns import NEXT, WRITERS, Act

WORKING = WRITERS | {"manager", "officer", "clinician", "rescuer", "sergeant"}
KNOWN = WORKING | {"chair", "overseer", "legal"}
TEAM = WORKING | {"teacher", "mentor", "border"}
CIRCLE = WRITERS - {"watch"}  # the agency of the writer, where it works on the case; not by emergency access


def lay_duty_more(s: Stage) -> None:
    """Of a guest, of somebody whose agency signed nothing, one with neither words nor text yet, of a past guest."""
    for name, who in (
        ("guests", s.teacher), ("borders", s.border), ("bare", s.supervisor), ("past", s.past_guest),
    ):  # fmt: skip
        s.more[f"duty_{name}"] = DutyReportFactory(case=s.case, membership=who, to_agency=s.police)
    s.more["guests_line"] = DisclosureFactory(
        report=None, case=s.case, court=None, membership=s.teacher, to_agency=s.police, duty_report=s.duty_guests
    )


def duty_shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them."""
    yield "dutyreport", s.duty_report.pk, KNOWN
    yield "dutyreport", s.duty_guests.pk, KNOWN | {"teacher"}
    yield "dutyreport", s.duty_borders.pk, KNOWN | {"border"}
    yield "dutyreport", s.duty_past.pk, KNOWN  # not whoever made it, who left the team
    yield "disclosure", s.guests_line.pk, (KNOWN - {"legal"}) | {"teacher"}
    yield "dutyword", s.duty_report.words.pk, CIRCLE
    yield "dutypassed", s.duty_passed.pk, CIRCLE | {"duty"}
    yield "dutypassed", s.duty_released.pk, WORKING | {"duty"}


def _new(make: Callable[[Stage, Any], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(make(s, who), True).statement


def _report(**more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.DutyReport(**{
        "case": s.case, "partnership": s.partnership, "to_agency": s.police, "agency": who.agency,
        "membership": who, "user": who.user, "how_soon": "days", "rests_on": ["behaviour"],
        "made_at": timezone.now(), **{name: value(s) for name, value in more.items()},
    }))  # fmt: skip


def _word(s: Stage, _who: Any) -> Any:
    return sh.DutyWord(report=s.duty_bare, feared="F", at_risk="R", known="K", thought="")


def _passed(**more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.DutyPassed(**{
        "report": s.duty_bare, "to_agency": s.police, "text": "T", "how_soon": "days", "sent_at": timezone.now(),
        "sender": "S", "sender_agency": s.probation, **{name: value(s) for name, value in more.items()},
    }))  # fmt: skip


def _ledger(by: str = "me") -> Callable[[Stage, Any], str]:
    return _new(lambda s, who: sh.Disclosure(
        case=s.case, purpose="risk_and_crime_prevention", to_agency=s.police, duty_report=s.duty_bare, tier=4, items=1,
        made_on=timezone.localdate(), membership=who if by == "me" else s.people[by], recorded_at=timezone.now(),
    ))  # fmt: skip


def _answer(by: str = "{me}") -> Callable[[Stage, Any], str]:
    def sql(s: Stage, who: Any) -> str:
        name = by.format(me=who.pk, officer=s.officer.pk)
        return (
            f"UPDATE sharing_dutypassed SET {NEXT}, acknowledged_at = now(), acknowledged_by_id = '{name}'"
            f" WHERE id = '{s.duty_passed.pk}'"
        )

    return sql


DUTY: tuple[Act, ...] = (
    Act("make a duty report", "dutyreport", _report(), TEAM),
    Act("make one under another's place", "dutyreport", _report(membership=lambda s: s.assistant), {"assistant"}),
    Act("make one in another's name", "dutyreport", _report(user=lambda s: s.assistant.user), {"assistant"}),
    Act("make one for another agency", "dutyreport", _report(agency=lambda s: s.police),
        {"officer", "sergeant", "rescuer"}),
    Act("make one to a college", "dutyreport", _report(to_agency=lambda s: s.college), set()),
    Act("make one with health data", "dutyreport", _report(is_health=lambda _s: True), {"clinician"}),
    Act("make one that is acknowledged", "dutyreport", _report(acknowledged_at=lambda _s: timezone.now()), set()),
    Act("make one with its outcome", "dutyreport", _report(outcome=lambda _s: "acted"), set()),
    Act("put right", "dutyreport", _report(corrects=lambda s: s.duty_report), CIRCLE),
    Act("write its words", "dutyword", _new(_word), {"supervisor"}),
    Act("pass it on", "dutypassed", _passed(), {"supervisor"}),
    Act("pass it on to another", "dutypassed", _passed(to_agency=lambda s: s.port), set()),
    Act("pass it on acknowledged", "dutypassed", _passed(acknowledged_at=lambda _s: timezone.now()), set()),
    Act("answer", "dutypassed", _answer(), {"duty"}),
    Act("answer for another", "dutypassed", _answer("{officer}"), set(), {"duty"}),
    Act("put it on the ledger", "disclosure", _ledger(), {"supervisor"}),
    Act("put it there for another", "disclosure", _ledger("assistant"), set()),
)  # fmt: skip
