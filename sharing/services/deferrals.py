"""Telling the person later: proposing, deciding, looking again, ending early (domain section 4.6)."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import only_once, save_next
from agencies.queries.cadences import cadence
from casework.due import day_words
from casework.models import Case
from sharing.choices import DeferralState
from sharing.deferring import NewDeferral
from sharing.models import Deferral, Disclosure, Notification, ReportDelivery

SUBJECT = "deferral"
S = DeferralState


def propose_deferral(actor: Actor, disclosure_id: uuid.UUID, new: NewDeferral) -> Deferral:
    """Propose that the person be told of a disclosure later; of one that runs already, that it be renewed.

    Raises:
        Http404, NotAllowed: the disclosure is unseen, or the actor does not work on the case.
        RuleBroken: the person knows already, the day is odd or too far away, or a word is missing.
        Conflict: a deferral of it waits for a decision.
    """
    with transaction.atomic():
        disclosure: Disclosure = Disclosure.objects.select_related(
            "court", "to_agency", "report"
        ).get_for(actor, pk=disclosure_id)  # fmt: skip
        case: Case = Case.objects.get_for(actor, "edit", pk=disclosure.case_id)
        _untold(actor, disclosure)
        row = Deferral(
            case=case, disclosure=disclosure, what=disclosure.what, to_whom=disclosure.to_whom,
            made_on=disclosure.made_on,
        )  # fmt: skip
        return _proposed(actor, row, new, "one_deferral_of_a_disclosure_to_decide")


def propose_notice_deferral(actor: Actor, reference: str, new: NewDeferral) -> Deferral:
    """Propose that the transparency notice be given later; of one that is put off already, that it be renewed.

    Raises:
        Http404, NotAllowed: the case is unseen, or the actor does not work on it.
        RuleBroken: the notice was given, the day is odd or too far away, or a word is missing.
        Conflict: a deferral of it waits for a decision.
    """
    with transaction.atomic():
        case: Case = Case.objects.get_for(actor, "edit", reference=reference.upper())
        if case.notice_given_on is not None:
            raise RuleBroken(_("The notice was given: there is nothing to put off."))
        row = Deferral(case=case, what=_("Transparency notice"), to_whom="", made_on=case.opened_on)
        return _proposed(actor, row, new, "one_deferral_of_a_notice_to_decide")


def _proposed(actor: Actor, row: Deferral, new: NewDeferral, once: str) -> Deferral:
    second_from = _days(row.case, row.made_on, new)
    if not new.facts.strip():
        raise RuleBroken(_("Write the facts that the ground stands on."), "facts")
    row.partnership_id, row.ground, row.facts = row.case.partnership_id, new.ground, new.facts.strip()
    row.until_on, row.needs_second, row.proposed_at = new.until_on, new.until_on > second_from, timezone.now()
    row.proposed_by_id, row.proposer_id = actor.membership_id, actor.user_id
    with only_once(once, _("A deferral of it waits for a decision already.")):
        row.save(force_insert=True)
    _record(actor, row, "deferral.proposed", {"ground": new.ground.value, "until": new.until_on.isoformat()})
    return row


def _untold(actor: Actor, disclosure: Disclosure) -> None:
    told = Notification.objects.visible_to(actor).filter(disclosure=disclosure).exists()
    before = ReportDelivery.objects.visible_to(actor).filter(report_id=disclosure.report_id, told_on__isnull=False)
    if told or (disclosure.report_id is not None and before.exists()):
        raise RuleBroken(_("The person was told already: there is nothing to put off."))


def _days(case: Case, made_on: dt.date, new: NewDeferral) -> dt.date:
    """Refuse a day that is odd or too far away; return the last one that one person may approve alone."""
    today = timezone.localdate()
    longest = today + dt.timedelta(days=cadence(case.partnership_id, "deferral_longest").days)
    if not today < new.until_on <= longest:
        raise RuleBroken(_("Enter a day after today and not after %(day)s.") % {"day": day_words(longest)}, "until_on")
    alone = min(cadence(case.partnership_id, "deferral_second").days, FARTHEST_ALONE)
    return made_on + dt.timedelta(days=alone)


FARTHEST_ALONE = 90
"""Days after the disclosure beyond which nobody decides alone, whatever is set (domain section 3.7)."""


def decide_deferral(actor: Actor, deferral_id: uuid.UUID, version: int, approves: bool, reason: str) -> Deferral:
    """Approve or refuse a deferral: as chair or coordinator, and a long one afterwards as legal adviser.

    Refused, the person is to be told at once. It is never decided by whoever proposed it, or twice by one person.

    Raises:
        Http404, NotAllowed: it is unseen, or not the actor's to decide.
        RuleBroken: it was decided, or a refusal gives no reason.
        Conflict: somebody decided in this moment.
    """
    with transaction.atomic():
        row = _decidable(actor, deferral_id)
        if row.version != version:
            raise Conflict(_("Somebody decided of it since you opened the page. Look at what stands there now."))
        if not approves and not reason.strip():
            raise RuleBroken(_("Write why it is refused."), "reason")
        if row.state == S.PROPOSED:
            row.decided_by_id, row.decider_id, row.decided_at = actor.membership_id, actor.user_id, timezone.now()
            approved = S.SECOND if row.needs_second else S.APPROVED
        else:
            row.second_by_id, row.seconder_id, row.second_at = actor.membership_id, actor.user_id, timezone.now()
            approved = S.APPROVED
        row.state, row.reason = (approved if approves else S.REFUSED), reason.strip()
        save_next(row, "state", "reason", "decided_by", "decider", "decided_at", "second_by", "seconder", "second_at")
        _record(actor, row, "deferral.approved" if approves else "deferral.refused")
        return row


def _decidable(actor: Actor, deferral_id: uuid.UUID) -> Deferral:
    rows = Deferral.objects.select_for_update(of=("self",))
    state = Deferral.objects.get_for(actor, pk=deferral_id).state
    if state not in (S.PROPOSED, S.SECOND):
        raise RuleBroken(_("It was decided already."))
    row: Deferral = rows.get_for(actor, "decide" if state == S.PROPOSED else "second", pk=deferral_id)
    return row


def review_deferral(actor: Actor, deferral_id: uuid.UUID) -> Deferral:
    """Record that an approved deferral was looked at again and goes on; it falls due again after the usual days.

    Raises:
        Http404, NotAllowed: it is unseen, the actor's own, or not theirs to look at.
        RuleBroken: it does not run.
    """
    with transaction.atomic():
        row = _running(actor, deferral_id, "decide")
        row.reviewed_on = timezone.localdate()
        save_next(row, "reviewed_on")
        _record(actor, row, "deferral.reviewed")
        return row


def end_deferral(actor: Actor, deferral_id: uuid.UUID, reason: str) -> Deferral:
    """End a deferral before its day: the person is to be told at once.

    Raises:
        Http404, NotAllowed: it is unseen, or not the actor's to end.
        RuleBroken: it does not run, or the reason is missing.
    """
    with transaction.atomic():
        row = _running(actor, deferral_id, "end")
        if not reason.strip():
            raise RuleBroken(_("Write why it ends."), "reason")
        row.state, row.reason = S.ENDED, reason.strip()
        save_next(row, "state", "reason")
        _record(actor, row, "deferral.ended")
        return row


def _running(actor: Actor, deferral_id: uuid.UUID, verb: str) -> Deferral:
    row: Deferral = Deferral.objects.select_for_update(of=("self",)).get_for(actor, verb, pk=deferral_id)
    if row.state != S.APPROVED or row.until_on <= timezone.localdate():
        raise RuleBroken(_("This deferral does not run."))
    return row


def _record(actor: Actor, row: Deferral, verb: str, detail: dict[str, str] | None = None) -> None:
    trail.record(
        actor, verb, operation=Operation.ALTER if verb != "deferral.proposed" else Operation.COLLECT, kind=SUBJECT,
        subjects=[key for key in (row.pk, row.disclosure_id) if key], case_id=row.case_id, ground="defer",
        detail=detail or {},
    )  # fmt: skip
