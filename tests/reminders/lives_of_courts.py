"""The lives of what courts, the police and other agencies wait for: orders, breaches, reports, duties, requests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone

from casework.models import Breach, CustodyEpisode
from casework.services.orders import record_order
from sharing.models import CourtReport, Deferral, Disclosure, DutyPassed, SharingRequest
from tests.casework.test_breach import act, lay_order
from tests.casework.test_breach_court import asked
from tests.casework.test_court_decisions import new_order
from tests.cast import acting
from tests.factories import MembershipFactory
from tests.reminders.kit import change
from tests.reminders.life import CASE, K, Life, day, only, sent, sweep, tick
from tests.sharing import reporting
from tests.sharing.test_duty_reports import filed
from tests.sharing.test_proposals import REFUSE, drafted
from tests.sharing.test_proposals import step as of_proposal
from tests.sharing.test_request_pages import ASKED, WORDS


def _order(world: Any, browse: Any) -> None:
    with acting(world.supervisor) as actor:
        record_order(actor, "VRP-CEDAR", new_order(world))


def _custody(world: Any, browse: Any) -> None:
    sent(browse, world.officer, f"{CASE}custody/new/", **_stay(world))


def _stay(world: Any, **more: Any) -> dict[str, Any]:
    first = {"reason": "sentence", "began_on": day(-30), "release_on": day(200), "agency": world.probation.pk}
    return {**first, **more}


def _released(world: Any, browse: Any) -> None:
    stay = only(CustodyEpisode)
    form = _stay(world, release_on=day(-1), ended_on=day(0), version=stay.version)
    sent(browse, world.officer, f"{CASE}custody/{stay.pk}/", **form)


def _failed_seriously(world: Any, browse: Any) -> None:
    asked(world, browse, lay_order(world))


def _step(world: Any, browse: Any, name: str, **typed: Any) -> None:
    answer = act(browse(world.supervisor), only(Breach), name, **typed)
    assert answer.status_code == 303, answer.content.decode()[-4000:]


def _referred(world: Any, browse: Any) -> None:
    _step(world, browse, "refer")


def _hearing(world: Any, browse: Any) -> None:
    _failed_seriously(world, browse)
    _referred(world, browse)
    _step(world, browse, "hearing", hearing_on=str(day(0)))


def _heard(world: Any, browse: Any) -> None:
    _step(world, browse, "heard", words="The defence asks for evenings.", court_tier="4")


def _report_owed(world: Any, browse: Any) -> None:
    reporting.with_record(world)
    sweep()


def _report_sent(world: Any, browse: Any) -> None:
    reporting.sent(world)


def _check_asked(world: Any, browse: Any) -> None:
    report = reporting.begin(reporting.with_record(world))
    assert reporting.word(world, report, "persons_view", body="I want to finish the course.").status_code == 303
    assert reporting.word(world, report, "recommendation", body="Continue as it is.").status_code == 303
    assert reporting.post(world.supervisor, report, "ask").status_code == 303


def _checked(world: Any, browse: Any) -> None:
    assert reporting.post(world.officer, only(CourtReport), "check", state="agreed").status_code == 303


def _report_signed(world: Any, browse: Any) -> None:
    reporting.signed(reporting.with_record(world))


def _countersigned(world: Any, browse: Any) -> None:
    assert reporting.post(world.senior, only(CourtReport), "countersign").status_code == 303


def _disclosed(world: Any, browse: Any) -> None:
    reporting.sent(reporting.with_record(world))


def _told(world: Any, browse: Any) -> None:
    form = {"told_on": str(day(0)), "words": "What the judge will read.", "reaction": "Fine."}
    assert reporting.post(world.manager, only(CourtReport), "told", **form).status_code == 303


def _request(world: Any, browse: Any) -> None:
    sent(browse, world.supervisor, f"{CASE}requests/new/", asked=str(world.police.pk), **ASKED)


def _answered(world: Any, browse: Any) -> None:
    sent(browse, world.officer, f"/requests/{only(SharingRequest).pk}/answer/", code="summary", **WORDS)


def _agreement_ends(world: Any, browse: Any) -> None:
    change(world.agreement, valid_to=timezone.now() + dt.timedelta(days=20))
    sweep()


def _renewed(world: Any, browse: Any) -> None:
    change(world.agreement, valid_to=timezone.now() + dt.timedelta(days=600))
    sweep()


def _duty(world: Any, browse: Any) -> None:
    world.desk = MembershipFactory(agency=world.police, duties=["duty_desk"])
    filed(world)


def _police_answer(world: Any, browse: Any) -> None:
    key = only(DutyPassed).pk
    sent(browse, world.desk, reverse("duty_received", args=[key]), version="1", outcome="noted")


def _put_off(world: Any, browse: Any) -> None:
    _duty(world, browse)
    form = {"ground": "others", "facts": "A neighbour.", "until_on": str(day(30))}
    sent(browse, world.supervisor, reverse("deferral_new", args=[only(Disclosure).pk]), **form)


def _refused(world: Any, browse: Any) -> None:
    form = {"version": "1", "approves": "no", "reason": "It harms nobody."}
    sent(browse, world.chair, reverse("deferral_decide", args=[only(Deferral).pk]), **form)


def _handed_in(world: Any, browse: Any) -> None:
    world.proposed = drafted(browse, world.supervisor)
    assert of_proposal(browse, world.supervisor, world.proposed, "hand-in") == 303


def _not_passed(world: Any, browse: Any) -> None:
    assert of_proposal(browse, world.chair, world.proposed, "decide", **REFUSE) == 303


LIVES = (
    Life(K.PROPOSAL, _handed_in, _not_passed),
    Life(K.DUTY_RECEIPT, _duty, _police_answer),
    Life(K.DUTY_NOTICE, _duty, tick(K.DUTY_NOTICE)),
    Life(K.DEFERRAL_REVIEW, _put_off, _refused),
    Life(K.ORDER_ENDS, _order, tick(K.ORDER_ENDS)),
    Life(K.SIGN_CONDITIONS, _order, tick(K.SIGN_CONDITIONS)),
    Life(K.RELEASE, _custody, _released),
    Life(K.NETWORK, _custody, tick(K.NETWORK)),
    Life(K.BREACH_ACTION, _failed_seriously, _referred),
    Life(K.HEARING, _hearing, _heard),
    Life(K.COURT_REPORT, _report_owed, _report_sent),
    Life(K.REPORT_CHECK, _check_asked, _checked),
    Life(K.COUNTERSIGN, _report_signed, _countersigned),
    Life(K.NOTIFICATION, _disclosed, _told),
    Life(K.REQUEST_ANSWER, _request, _answered),
    Life(K.AGREEMENT_ENDS, _agreement_ends, _renewed),
)
