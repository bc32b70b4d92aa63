"""Duty reports: making one, and what law enforcement answers (domain section 4.5)."""

import datetime as dt
import uuid

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation, Tier
from agencies.choices import AgencyGroup, Purpose
from agencies.errors import Conflict, RuleBroken
from agencies.models import Agency, AgencyMembership, only_once, save_next
from agencies.queries.cadences import cadence
from assessments.rules import belief_alone
from casework.due import due_in_working_days
from casework.services.once import insert_once, key_of, made_before
from sharing.choices import DutyBasis, DutyOutcome, HowSoon
from sharing.models import Disclosure, DutyPassed, DutyReport, DutyWord
from sharing.queries.duty_reports import case_on_team, receivers
from sharing.reporting_duty import NewDuty

SUBJECT = "duty_report"


def file_duty_report(
    actor: Actor, reference: str, new: NewDuty, form: uuid.UUID | None = None, corrects: uuid.UUID | None = None
) -> DutyReport:
    """Make a duty report on the case called ``reference``: it passes at once, and nobody has to agree.

    Open to everybody with a place on the team, whatever the agreements say. ``form`` is the key of the form: the same
    is made once. ``corrects`` names an earlier one that this one puts right.

    Raises:
        Http404, NotAllowed: there is no such case that the actor may know of, or they have no place on its team.
        RuleBroken: it rests on belief alone, a word is missing, what is feared now was not phoned first, health data
            come from somebody else than health, or the receiver is none.
        Conflict: the earlier one was corrected in this moment.
    """
    with transaction.atomic():
        case_id = case_on_team(actor, reference)
        if (before := made_before(actor, DutyReport, form)) is not None:
            return before
        _check(actor, new)
        if corrects is not None:
            DutyReport.objects.get_for(actor, "correct", pk=corrects, case_id=case_id)
        report = DutyReport(
            id=key_of(actor, form), case_id=case_id, partnership_id=actor.partnership_id, to_agency_id=new.to_agency,
            agency_id=actor.agency_id, membership_id=actor.membership_id, user_id=actor.user_id, how_soon=new.how_soon,
            rests_on=[one.value for one in new.rests_on], is_health=new.is_health, made_at=timezone.now(),
            corrects_id=corrects,
        )  # fmt: skip
        with only_once("sharing_dutyreport_corrects_id_key", _("It was corrected already. Look at what stands there.")):
            if (there := insert_once(actor, report)) is not report:
                return there
        _pass_on(actor, report, new)
        return report


def _pass_on(actor: Actor, report: DutyReport, new: NewDuty) -> None:
    """Keep the words, pass the least, put it on the ledger, and make due what follows for others."""
    today = timezone.localdate()
    DutyWord(
        report=report, feared=new.feared.strip(), at_risk=new.at_risk.strip(), known=new.known.strip(),
        thought=new.thought.strip(),
    ).save(force_insert=True)  # fmt: skip
    DutyPassed(
        report=report, to_agency_id=new.to_agency, text=new.passed.strip(), is_released=new.is_released,
        how_soon=new.how_soon, phoned_at=new.phoned_at, phoned_whom=new.phoned_whom.strip(), sent_at=report.made_at,
        sender=_name(actor), sender_agency_id=actor.agency_id,
    ).save(force_insert=True)  # fmt: skip
    disclosure = Disclosure(
        case_id=report.case_id, purpose=Purpose.RISK_AND_CRIME_PREVENTION, to_agency_id=new.to_agency,
        duty_report=report, tier=int(Tier.FULL), items=1, made_on=today, membership_id=actor.membership_id,
        recorded_at=timezone.now(),
    )  # fmt: skip
    disclosure.save(force_insert=True)
    answer = today if new.how_soon == HowSoon.NOW else _after(actor, "duty_receipt", today)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sharing_duty_falls_due(%s, %s, %s)", [disclosure.pk, _after(actor, "notification", today), answer]
        )
    trail.record(
        actor, "duty.filed", operation=Operation.DISCLOSE, kind=SUBJECT, subjects=[report.pk, disclosure.pk],
        case_id=report.case_id, tier=int(Tier.FULL), ground="place",
        detail={"to": str(new.to_agency), "how_soon": new.how_soon.value, "health": new.is_health},
    )  # fmt: skip


def _name(actor: Actor) -> str:
    return AgencyMembership.objects.select_related("user").get(pk=actor.membership_id).user.full_name


def _after(actor: Actor, name: str, start: dt.date) -> dt.date:
    span = cadence(actor.partnership_id, name)
    return due_in_working_days(span.days, start) if span.working else start + dt.timedelta(days=span.days)


def _check(actor: Actor, new: NewDuty) -> None:
    if not {DutyBasis.BEHAVIOUR, DutyBasis.INTENT} & set(new.rests_on):
        raise RuleBroken(belief_alone(), "rests_on")
    missing = {
        "feared": _("Write what is feared."), "at_risk": _("Write who is at risk, or that nobody can say."),
        "known": _("Write what is known, and how."), "passed": _("Write the least that must pass."),
    }  # fmt: skip
    for field, sentence in missing.items():
        if not getattr(new, field).strip():
            raise RuleBroken(sentence, field)
    if new.how_soon == HowSoon.NOW and (new.phoned_at is None or not new.phoned_whom.strip()):
        raise RuleBroken(
            _("Phone the police first. Then write here when you called and whom you spoke to."),
            "phoned_at" if new.phoned_at is None else "phoned_whom",
        )
    if new.phoned_at is not None and new.phoned_at > timezone.now():
        raise RuleBroken(_("The call cannot lie in the future."), "phoned_at")
    if new.is_health and Agency.objects.get(pk=actor.agency_id).group != AgencyGroup.HEALTH:
        raise RuleBroken(
            _("Health data are the clinician's to pass on. Ask them, and leave health out of yours."), "is_health"
        )
    if new.to_agency not in {one.id for one in receivers(actor)}:
        raise RuleBroken(_("Choose who receives it."), "to_agency")


def acknowledge_duty(actor: Actor, passed_id: uuid.UUID, version: int, outcome: DutyOutcome | None) -> DutyPassed:
    """Acknowledge what a duty report passed, and say what became of it, now or later.

    The line on the trail is the database's: it knows the case, of which the actor knows nothing.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor does not receive duty reports for the agency it went to.
        RuleBroken: it was answered already.
        Conflict: a colleague answered in this moment.
    """
    with transaction.atomic():
        row: DutyPassed = DutyPassed.objects.select_for_update(of=("self",)).get_for(actor, "answer", pk=passed_id)
        if row.version != version:
            raise Conflict(_("A colleague answered since you opened the page. Look at what stands there now."))
        if row.outcome or (row.acknowledged_at is not None and outcome is None):
            raise RuleBroken(_("It was answered already."))
        now = timezone.now()
        if row.acknowledged_at is None:
            row.acknowledged_at, row.acknowledged_by_id = now, actor.membership_id
        if outcome is not None:
            row.outcome, row.outcome_at = outcome.value, now
        save_next(row, "acknowledged_at", "acknowledged_by", "outcome", "outcome_at")
        return row
