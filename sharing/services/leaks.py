"""Reporting that something reached somebody it should not, and what is done and decided about it."""

import uuid

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import NotAllowed, RuleBroken
from agencies.models import only_once
from casework.fit import must_fit
from casework.services.once import insert_once, key_of, made_before
from sharing.choices import LeakStepKind, LeakVerdict
from sharing.leaking import NewLeak, NewLeakStep
from sharing.models import LeakReport, LeakStep
from sharing.queries.duty_reports import case_on_team
from sharing.queries.leaks import possible_steps

SUBJECT = "leak"


def report_leak(actor: Actor, reference: str, new: NewLeak, form: uuid.UUID | None = None) -> LeakReport:
    """Report a leak on the case called ``reference``; case manager, chair and legal advisers are told at once.

    Open to everybody with a place on the team, whatever the agreements say. ``form`` is the key of the form: sent
    twice, reported once.

    Raises:
        Http404, NotAllowed: there is no such case that the actor may know of, or they have no place on its team.
        RuleBroken: a word is missing, a moment lies ahead, or danger that is now was not phoned first.
    """
    with transaction.atomic():
        case_id = case_on_team(actor, reference)
        if (before := made_before(actor, LeakReport, form, membership_id=actor.membership_id)) is not None:
            return before
        _check(new)
        row = LeakReport(
            id=key_of(actor, form), case_id=case_id, partnership_id=actor.partnership_id,
            membership_id=actor.membership_id, user_id=actor.user_id, noticed_at=new.noticed_at,
            reported_at=timezone.now(), what=new.what.strip(), tier=int(new.tier), kinds=list(new.kinds),
            reached=new.reached.strip(), is_danger=new.is_danger, at_risk=new.at_risk.strip(), phoned_at=new.phoned_at,
            phoned_whom=new.phoned_whom.strip(), measures=new.measures.strip(),
        )  # fmt: skip
        must_fit(row)
        if (there := insert_once(actor, row, membership_id=actor.membership_id)) is not row:
            return there
        trail.record(
            actor, "leak.reported", operation=Operation.COLLECT, kind=SUBJECT, subjects=[row.pk], case_id=case_id,
            ground="leak", detail={"danger": new.is_danger},
        )  # fmt: skip
        return row


def _check(new: NewLeak) -> None:
    now = timezone.now()
    for field, sentence in {
        "what": _("Write what happened."), "reached": _("Write who received it, or that nobody can say."),
    }.items():  # fmt: skip
        if not getattr(new, field).strip():
            raise RuleBroken(sentence, field)
    if not new.kinds:
        raise RuleBroken(_("Choose what kinds of information it was."), "kinds")
    if new.noticed_at > now:
        raise RuleBroken(_("It cannot have been noticed in the future."), "noticed_time")
    if new.is_danger and (new.phoned_at is None or not new.phoned_whom.strip()):
        raise RuleBroken(
            _("Phone the police first. Then write here when you called and whom you spoke to."),
            "phoned_at" if new.phoned_at is None else "phoned_whom",
        )
    if new.phoned_at is not None and new.phoned_at > now:
        raise RuleBroken(_("The call cannot lie in the future."), "phoned_at")


def step_after_leak(actor: Actor, report_id: uuid.UUID, new: NewLeakStep, form: uuid.UUID | None = None) -> LeakStep:
    """Put down a measure or a decision about a leak, that the person was told, or close it with what was learned.

    Raises:
        Http404: it is unseen.
        NotAllowed: this step is another's to do, or not yet to be done.
        RuleBroken: words, a verdict or a day is missing, or the day lies behind.
        Conflict: it was closed in this moment.
    """
    with transaction.atomic():
        row: LeakReport = LeakReport.objects.get_for(actor, "view", pk=report_id)
        if (before := made_before(actor, LeakStep, form, membership_id=actor.membership_id)) is not None:
            return before
        if new.kind not in possible_steps(actor, row):
            raise NotAllowed(_("This step is not yours to do, or something else comes before it."))
        _check_step(new)
        step = LeakStep(
            id=key_of(actor, form), case_id=row.case_id, report=row, kind=new.kind, verdict=new.verdict or "",
            words=new.words.strip(), until_on=new.until_on if _needs_a_day(new.verdict) else None,
            membership_id=actor.membership_id, user_id=actor.user_id, made_at=timezone.now(),
        )  # fmt: skip
        must_fit(step)
        step.made_at = Now()  # the database's own moment: what counts is the last
        with only_once("leak_is_closed_once", _("It was closed already. Look at what stands there.")):
            if (there := insert_once(actor, step, membership_id=actor.membership_id)) is not step:
                return there
        trail.record(
            actor, f"leak.{STEP_VERBS[new.kind]}", operation=Operation.ALTER, kind=SUBJECT, subjects=[row.pk],
            case_id=row.case_id, ground="leak", detail={"verdict": new.verdict or ""},
        )  # fmt: skip
        return step


STEP_VERBS = {
    LeakStepKind.MEASURE: "measured", LeakStepKind.AUTHORITY: "decided_on_authority",
    LeakStepKind.PERSON: "decided_on_person", LeakStepKind.TOLD: "told", LeakStepKind.CLOSED: "closed",
}  # fmt: skip
"""How the trail calls each step."""


def _needs_a_day(verdict: LeakVerdict | None) -> bool:
    """Say whether a day goes with what is decided."""
    return verdict in (LeakVerdict.TELL, LeakVerdict.LATER)


def _check_step(new: NewLeakStep) -> None:
    allowed = {
        LeakStepKind.AUTHORITY: (LeakVerdict.TOLD, LeakVerdict.NOT),
        LeakStepKind.PERSON: (LeakVerdict.TELL, LeakVerdict.LATER, LeakVerdict.NOT),
    }.get(new.kind, (None,))
    if (new.verdict or None) not in allowed:
        raise RuleBroken(_("Choose what you decide."), "verdict")
    if not new.words.strip():
        raise RuleBroken(_("Write it in words; a decision has its reason."), "words")
    if _needs_a_day(new.verdict) and (new.until_on is None or new.until_on < timezone.localdate()):
        raise RuleBroken(_("Enter a day, today or later."), "until_on")
