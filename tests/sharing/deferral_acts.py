"""What the second wall lets whom do with deferrals and duty reports: acts in turn, and questions that it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from sharing import models as sh
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage
from tests.factories import (
    AgencyFactory,
    CaseFactory,
    EmergencyFactory,
    MembershipFactory,
    PlaceFactory,
    give_to_agency,
)
from tests.factories.duty import DutyPassedFactory, DutyReportFactory
from tests.factories.reports import CourtReportFactory, DeferralFactory, DisclosureFactory
from tests.guards.trying import Scene
from tests.oracle.attempts import inserted
from tests.sharing.duty_acts import DUTY, TEAM, duty_shown
from tests.sharing.report_acts import APPROVE, DECIDERS, DEFERRALS, PROPOSERS, decides
from tests.sharing.report_stage import MORE as SENIORS
from tests.sharing.report_stage import everybody
from tests.sharing.report_turns import NEXT, Act

LOOSE = DECIDERS | {"legal"}
AGENCYWIDE = "granted"
NOT_ON_TEAM = (
    "next_door",
    "later",
    "ended",
    "expired",
    "unopened",
    "other_case",
    "other_place",
    "other_watch",
    "others_watch",
)
MORE = (AGENCYWIDE, *NOT_ON_TEAM, "chairing", "counsel", "harbour")


def lay(s: Stage) -> None:
    """More deferrals, duty reports and cases, and people of whom one condition each does not hold."""
    w, now = s.world, timezone.now()
    other = s.more["partnership_elsewhere"] = w.elsewhere.partnership
    s.more["force_elsewhere"] = AgencyFactory(partnership=other, group="law_enforcement")
    s.more["case_abroad"] = CaseFactory(partnership=other, lead_agency=w.elsewhere)
    s.more["case_new"] = CaseFactory(
        reference="VRP-NEW", partnership=w.partnership, lead_agency=w.probation, opened_on=_day(-33)
    )
    s.more["case_told"] = CaseFactory(partnership=w.partnership, lead_agency=w.probation, notice_given_on=_day(-9))
    for case in (s.case_abroad, s.case_new, s.case_told):
        PlaceFactory(case=case, membership=w.supervisor, is_order_supervisor=True)
    _lay_people(s, now)
    _lay_reports(s, now)
    _lay_deferrals(s)


def _day(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def _lay_people(s: Stage, now: dt.datetime) -> None:
    w, day = s.world, dt.timedelta(days=1)
    for name in MORE:
        s.more[name] = MembershipFactory(agency=AgencyFactory(partnership=w.partnership))
    for name, agency, duties in (
        (AGENCYWIDE, w.police, ["supervisor"]), ("chairing", w.college, ["chair"]),
        ("counsel", s.force_elsewhere, ["chair", "legal", "duty_desk"]), ("harbour", w.port, ["duty_desk"]),
    ):  # fmt: skip
        s.more[name] = MembershipFactory(agency=agency, duties=duties)
    for name, who in (("other_place", w.supervisor), ("other_watch", s.watch)):  # another place of the same person
        s.more[name] = MembershipFactory(user=who.user, agency=s.more[name].agency)
    give_to_agency(w.case, w.police)
    PlaceFactory(case=s.case_elsewhere, membership=s.next_door)
    PlaceFactory(case=w.case, membership=s.later, valid_from=now + day)
    for name, more in (
        ("ended", {"ended_at": now, "opened_at": now - day}), ("expired", {"expires_at": now, "opened_at": now - day}),
        ("unopened", {"opened_at": now + day, "expires_at": now + 2 * day}), ("other_case", {"case": s.case_new}),
        ("others_watch", {"user": s.spare.user}),
    ):  # fmt: skip
        EmergencyFactory(**{"membership": s.more[name], "case": w.case, **more})


def _lay_reports(s: Stage, now: dt.datetime) -> None:
    w, police = s.world, {"membership": s.supervisor, "to_agency": s.police}
    answered = {"acknowledged_at": now, "acknowledged_by": w.officer}
    for name, more in (
        ("crossed", {"case": w.case, "user": s.assistant.user}), ("soon", {"case": w.case, "how_soon": "hours"}),
        ("received", {"case": w.case, "how_soon": "unknown", "acknowledged_at": now}),
        ("of_port", {"case": s.case_elsewhere, "to_agency": w.port}), ("answered", {"case": w.case}),
        ("done", {"case": w.case}),
    ):  # fmt: skip
        s.more[f"duty_{name}"] = DutyReportFactory(**{**police, **more})
    s.more["passed_answered"] = DutyPassedFactory(report=s.duty_answered, **answered)
    s.more["passed_done"] = DutyPassedFactory(report=s.duty_done, **answered, outcome="acted", outcome_at=now)


def _lay_deferrals(s: Stage) -> None:
    w = s.world
    chaired = {"decided_by": w.chair}
    long = {**chaired, "needs_second": True, "state": "second"}
    s.more["of_long_ago"] = DisclosureFactory(
        report=CourtReportFactory(order=s.reported_order, author=w.supervisor, kind="pre_release"), made_on=_day(-50)
    )
    for name, more in (
        ("second", {"proposed_by": w.supervisor, **long}),
        ("over", {"proposed_by": w.supervisor, **chaired, "state": "ended", "reason": "Over."}),
        ("chairs", {"proposed_by": w.chair, "decided_by": s.overseer}),
        ("today", {"proposed_by": w.supervisor, **chaired, "until_on": _day(0), "made_on": _day(-5)}),
    ):  # fmt: skip
        report = CourtReportFactory(order=s.reported_order, author=w.supervisor, kind="pre_release")
        s.more[f"of_{name}"] = DisclosureFactory(report=report)
        s.more[f"deferral_{name}"] = DeferralFactory(disclosure=s.more[f"of_{name}"], **more)


def people(s: Stage) -> dict[str, Any]:
    """Everybody, and those of whom one condition does not hold."""
    return {**everybody(s), **{name: s.people.get(name, s.more.get(name)) for name in MORE}}


def _changes(row: str, change: str) -> Callable[[Stage, Any], str]:
    """A change of what law enforcement received, naming no row that must be seen first."""
    return lambda s, who: (
        f"UPDATE sharing_dutypassed SET {NEXT}, {change.format(me=who.pk)} WHERE id = '{s.more[row].pk}'"
    )


def _notice(case: str = "case_new", **more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    """That somebody proposes to put the notice off."""
    return _deferral(**{
        "disclosure": lambda _s: None, "case": lambda s: s.more.get(case, s.case), "made_on": lambda _s: _day(-33),
        "until_on": lambda _s: _day(9), **more,
    })  # fmt: skip


def _deferral(**more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(sh.Deferral(**{
        "case": s.case, "partnership": s.partnership, "disclosure": s.disclosure, "what": "A report",
        "to_whom": "A court", "made_on": s.disclosure.made_on, "ground": "others", "facts": "Facts.",
        "until_on": s.disclosure.made_on + dt.timedelta(days=30), "proposed_by": who, "proposer_id": who.user_id,
        "proposed_at": timezone.now(), **{name: value(s) for name, value in more.items()},
    }), True).statement  # fmt: skip


def _long(s: Stage) -> dt.date:
    return s.disclosure.made_on + dt.timedelta(days=91)  # type: ignore[no-any-return]  # what was made on a day


SECOND = "state = 'approved', second_by_id = '{me}', seconder_id = '{user}', second_at = now()"
OTHER, OTHERS = "'{chair}'", "'{chair_user}'"
TURNS = (
    Act("propose a long one to two others", "deferral", _deferral(until_on=_long, needs_second=lambda _s: True),
        PROPOSERS),
    Act("propose a long one to one", "deferral", _deferral(until_on=_long), set(), PROPOSERS),
    Act("propose one that is decided", "deferral",
        _deferral(decider_id=lambda s: s.chair.user_id, decided_at=lambda _s: timezone.now()), set(), PROPOSERS),
    Act("propose one that is seconded", "deferral", _deferral(seconder_id=lambda s: s.chair.user_id), set(), PROPOSERS),
    Act("propose in another's name", "deferral", _deferral(proposer_id=lambda s: s.chair.user_id), set(), PROPOSERS),
    Act("propose elsewhere", "deferral", _deferral(partnership=lambda s: s.partnership_elsewhere), set(), PROPOSERS),
    Act("propose with another day", "deferral", _deferral(made_on=lambda s: s.disclosure.made_on - dt.timedelta(1)),
        set(), PROPOSERS),
    Act("propose of what was made long ago", "deferral", _deferral(
        disclosure=lambda s: s.of_long_ago, made_on=lambda _s: _day(-50), until_on=lambda _s: _day(9)), PROPOSERS),
    Act("put the notice off", "deferral", _notice(), {"supervisor"}),
    Act("put it off from another day", "deferral", _notice(made_on=lambda _s: _day(-30)), set(), {"supervisor"}),
    Act("put off what was given", "deferral", _notice("case_told", made_on=lambda s: s.case_told.opened_on), set()),
    Act("approve as another user", "deferral", decides(APPROVE.replace("'{user}'", OTHERS)), {"chair"}, LOOSE),
    Act("approve in another place", "deferral", decides(APPROVE.replace("'{me}'", OTHER)), {"chair"}, LOOSE),
    Act("approve and second", "deferral", decides(APPROVE + ", seconder_id = '{officer_user}'"), set(), LOOSE),
    Act("decide by ending", "deferral", decides(APPROVE.replace("approved", "ended") + ", reason = 'Over.'"), set(),
        LOOSE),
    Act("approve a long one first", "deferral", decides(APPROVE.replace("approved", "second"), "deferral_long"),
        DECIDERS, LOOSE),
    Act("approve it again", "deferral", decides(SECOND, "deferral_second"), {"legal"}, LOOSE - {"chair"}),
    Act("approve it again as another user", "deferral",
        decides(SECOND.replace("'{user}'", "'{officer_user}'"), "deferral_second"), set(), LOOSE),
    Act("approve it again in another place", "deferral", decides(SECOND.replace("'{me}'", OTHER), "deferral_second"),
        set(), LOOSE - {"chair"}),
    Act("approve it again for another decider", "deferral",
        decides(SECOND + ", decider_id = '{officer_user}'", "deferral_second"), set(), LOOSE),
    Act("approve it again for another place", "deferral",
        decides(SECOND + ", decided_by_id = '{officer}'", "deferral_second"), set(), LOOSE - {"chair"}),
    Act("end it at once", "deferral",
        decides(SECOND.replace("approved", "ended") + ", reason = 'x'", "deferral_second"), set(), LOOSE - {"chair"}),
    Act("look again at what ended", "deferral", decides("reviewed_on = current_date", "deferral_over"), set(), LOOSE),
    Act("refuse what runs", "deferral", decides("state = 'refused', reason = 'x'", "deferral_runs"), set(), LOOSE),
    Act("change who decided", "deferral", decides("decided_by_id = '{officer}'", "deferral_runs"), set(), LOOSE),
    Act("change what runs", "deferral", decides("facts = 'Others.'", "deferral_runs"), set(), LOOSE),
    Act("look again at one's own", "deferral", decides("reviewed_on = current_date", "deferral_chairs"),
        LOOSE - {"chair"}, LOOSE),
    Act("end one's own", "deferral", decides("state = 'ended', reason = 'Over.'", "deferral_chairs"), LOOSE),
    Act("give an outcome", "dutypassed",
        _changes("passed_answered", "outcome = 'acted', outcome_at = now()"), {"duty"}),
    Act("receive it again", "dutypassed", _changes("passed_answered", "acknowledged_at = now()"), set(), {"duty"}),
    Act("give another outcome", "dutypassed", _changes("passed_done", "outcome = 'nothing'"), set(), {"duty"}),
    Act("change what was passed", "dutypassed", _changes("passed_answered", "text = 'x'"), set(), {"duty"}),
)  # fmt: skip


def _asks(call: str) -> Callable[[Stage, Any], str]:
    """Whether a function holds, for keys of rows on the stage by name."""
    names = "case case_new case_told case_abroad case_elsewhere duty_report duty_crossed duty_past duty_guests"
    more = "duty_soon duty_received duty_of_port police port put_off known of_second of_today partnership"
    elsewhere = "partnership_elsewhere force_elsewhere"

    def sql(s: Stage, _who: Any) -> str:
        keys = {name: f"'{getattr(s, name).pk}'::uuid" for name in f"{names} {more} {elsewhere}".split()}
        return f"SELECT 1 WHERE {call.format(**keys, until=_day(45))}"

    return sql


MANAGING = {"supervisor", "manager"}
ON_TEAM = TEAM | {"assistant", "senior", "second", "watch", "sergeant", AGENCYWIDE}


def _questions() -> Iterator[tuple[str, set[str]]]:
    every = {"supervisor", *INSIDE, *OUTSIDE, *SENIORS, *MORE}
    mine = {"supervisor"}
    yield "sharing_on_team({case})", ON_TEAM
    yield "sharing_case_on_team('vrp-cedar') = {case}", ON_TEAM
    yield "sharing_case_on_team('vrp-new') = {case_new}", {"supervisor", "other_case"}
    yield "sharing_case_of_duty({duty_report}) = {case}", every
    yield "sharing_case_of_duty({duty_of_port}) = {case_elsewhere}", every
    yield "sharing_own_duty({duty_report})", mine
    yield "sharing_own_duty({duty_crossed})", set()
    yield "sharing_own_duty({duty_past})", set()
    yield "sharing_reads_duty({duty_guests})", {"teacher"}
    yield "sharing_told_of_duty({partnership})", {"chair", "overseer", "legal", "chairing"}
    yield "sharing_decides_deferrals({partnership})", {"chair", "overseer", "legal", "chairing", "coordinator"}
    yield "sharing_receives_duty({police})", {"duty"}
    yield "sharing_may_pass({duty_report}, {police}, 'days')", mine
    yield "sharing_may_pass({duty_report}, {police}, 'hours')", set()
    yield "sharing_may_pass({duty_received}, {police}, 'unknown')", set()
    yield "sharing_may_disclose_duty({duty_report}, {case}, {police})", mine
    yield "sharing_may_disclose_duty({duty_report}, {case}, {port})", set()
    yield "sharing_may_disclose_duty({duty_report}, {case_elsewhere}, {police})", set()
    yield "sharing_may_disclose_duty({duty_report}, {case_elsewhere}, {port})", set()
    report = "sharing_may_report_duty({case}, {partnership}, {police}, false, %s)"
    yield report % "NULL", ON_TEAM
    yield report % "{duty_of_port}", set()
    abroad = "sharing_may_report_duty({case_abroad}, %s, false, NULL)"
    yield abroad % "{partnership_elsewhere}, {force_elsewhere}", set()
    yield abroad % "{partnership}, {police}", set()
    yield report.replace("{police}", "{force_elsewhere}") % "NULL", set()
    yield "sharing_may_defer({case_told}, NULL)", set()
    yield "sharing_may_defer({case_new}, NULL)", mine
    yield "sharing_deferred({put_off}, current_date)", MANAGING
    yield "sharing_deferred({put_off}, '{until}')", MANAGING
    yield "sharing_deferred({known}, current_date)", set()
    yield "sharing_deferred({of_second}, current_date)", set()
    yield "sharing_deferred({of_today}, current_date)", set()


_QUESTIONS = tuple(Act(call, "", _asks(call), able) for call, able in _questions())
_ACTS = Scene("sharing", everybody, duty_shown, (*DUTY, *DEFERRALS, *TURNS))
_ASKED = Scene("sharing", people, lambda _s: iter(()), _QUESTIONS)


def wrong(s: Stage, table: str = "", first: bool = False, loose: bool = False) -> list[str]:
    """What is shown, let through or answered otherwise than it must be; of tables so called, and questions of none."""
    found = _ACTS.wrong(s, table, first, loose)
    return found if table or (first and found) else [*found, *_ASKED.wrong(s, "", first, loose)]
