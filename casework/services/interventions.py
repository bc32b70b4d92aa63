"""Interventions of nine kinds and their sessions. Clinical words stay with the agency that provides them (R182)."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import policy, trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, NotAllowed, RuleBroken
from agencies.models import Agency, only_once, save_next
from casework.choices import CLINICAL, PROPOSALS, Attended, InterventionType
from casework.fit import must_fit
from casework.models import Case, ClinicalPart, Condition, Intervention, Objective, Session
from casework.planning import NewIntervention
from casework.queries.intervention_parts import may_record, own_intervention
from casework.queries.slots import clashes_with
from casework.services.once import insert_once, key_of, made_before

FIELDS = ("line", "setting", "is_voluntary", "condition_id", "weekday", "begins_at", "ends_at", "starts_on", "ends_on",
          "outcome", "for_companions", "for_guests")  # fmt: skip
WORDS = ("title", "goal", "frequency")


def add_intervention(
    actor: Actor, reference: str, new: NewIntervention, form: uuid.UUID | None = None
) -> Intervention:  # fmt: skip
    """Record a programme or service; doubles and clashes need a reason why they may stand (R92, R46).

    ``form`` is the key of the form: sent twice, recorded once.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
        RuleBroken: a value is missing or does not fit, clinical words are another agency's, or it doubles another.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "edit", reference=reference.upper())
        if (before := made_before(actor, Intervention, form)) is not None:
            return before
        row = Intervention(id=key_of(actor, form), case=case, type=new.type, provider_id=_provider(actor, new).pk)
        words = _fill(actor, row, new)
        if (there := insert_once(actor, row)) is not row:
            return there
        if words is not None:
            ClinicalPart(case=case, intervention=row, agency_id=actor.agency_id, **words).save(force_insert=True)
        record(actor, "intervention.added", Operation.COLLECT, row)
        return row


def edit_intervention(actor: Actor, intervention_id: uuid.UUID, new: NewIntervention, version: int) -> Intervention:
    """Change an intervention or say how it ended. Its kind and provider stay: another one is a new intervention.

    Raises:
        Http404, NotAllowed: it is not there, or neither the actor's agency's nor the actor's to manage.
        Conflict: it was changed since; nothing is saved.
        RuleBroken: a value does not fit, or it doubles another.
    """
    with transaction.atomic():
        row = own_intervention(actor, intervention_id)
        if row.version != version:
            raise Conflict(_("Somebody else changed this intervention meanwhile. Nothing was saved yet."))
        words = _fill(actor, row, new)
        names = [name.removesuffix("_id") for name in FIELDS]
        save_next(row, *names, *WORDS, "overlap_accepted")
        part = ClinicalPart.objects.visible_to(actor, "edit").filter(intervention_id=row.pk).first()
        if words is not None and part is not None:
            part.title, part.goal, part.frequency = words["title"], words["goal"], words["frequency"]
            save_next(part, *WORDS)
        elif words is not None:
            ClinicalPart(case=row.case, intervention=row, agency_id=actor.agency_id, **words).save(force_insert=True)
        record(actor, "intervention.changed", Operation.ALTER, row, outcome=row.outcome)
        return row


def record_session(actor: Actor, intervention_id: uuid.UUID, on: dt.date, attended: str) -> Session:
    """Record whether the person came on a day; the same day again corrects what one's own agency recorded.

    The same said twice changes nothing.

    Raises:
        Http404, NotAllowed: the intervention is not there, or the actor's agency neither provides nor manages it.
        RuleBroken: the day does not fit, or another agency recorded that day.
        Conflict: that day is recorded already, where the actor does not see it or in this moment.
    """
    with transaction.atomic():
        row: Intervention = Intervention.objects.select_related("case").get_for(actor, "view", pk=intervention_id)
        standing = policy.standing_on(actor, row.case_id)
        if standing is None or not may_record(actor, standing.may, row.provider_id):
            raise NotAllowed(_("Sessions are recorded by the agency that provides them, or by the case manager."))
        day = _session_day(row, on, attended)
        there = Session.objects.visible_to(actor).filter(intervention_id=row.pk, on=day).first()
        if there is not None and there.agency_id != actor.agency_id:
            raise RuleBroken(_("Another agency recorded this day already."), "on")
        if there is None:
            there = Session(
                case=row.case, intervention=row, on=day, attended=attended, membership_id=actor.membership_id,
                agency_id=actor.agency_id, for_companions=row.for_companions, for_guests=row.for_guests,
            )  # fmt: skip
            with only_once("one_session_a_day", _("This day is recorded already, by somebody else."), "on"):
                there.save(force_insert=True)
        elif there.attended == attended:
            return there
        else:
            there.attended = Attended(attended)
            save_next(there, "attended")
        record(actor, "session.recorded", Operation.COLLECT, row, attended=attended)
        return there


def _provider(actor: Actor, new: NewIntervention) -> Agency:
    agency = Agency.objects.filter(pk=new.provider_id, partnership_id=actor.partnership_id).first()
    if agency is None:
        raise RuleBroken(_("Choose who provides it from the directory."), "provider")
    return agency


def _fill(actor: Actor, row: Intervention, new: NewIntervention) -> dict[str, str] | None:
    """Set the fields of ``row``; return the clinical words, which are stored apart, where the actor may write them.

    Raises:
        RuleBroken: a rule is broken, with its field.
    """
    said = {name: getattr(new, name).strip() for name in WORDS}
    clinical, own = row.type in CLINICAL, row.provider_id == actor.agency_id
    _check(actor, row, new, said, own)
    for name in FIELDS:
        setattr(row, name, getattr(new, name))
    for name in WORDS:
        setattr(row, name, "" if clinical else said[name])
    found = clashes_with(actor, row)
    if found and not new.overlap_accepted.strip():
        raise RuleBroken(" ".join([*(c.sentence for c in found), _("Say why it may stand all the same.")]),
                         "overlap_accepted")  # fmt: skip
    row.overlap_accepted = new.overlap_accepted.strip() if found else ""
    must_fit(row)
    return said if clinical and own else None


def _check(actor: Actor, row: Intervention, new: NewIntervention, said: dict[str, str], own: bool) -> None:
    if row.type in CLINICAL:
        _check_treatment(new, said, own)
    for name, sentence in (("title", _("Enter what it is called.")), ("goal", _("Say what it is for."))):
        if not said[name] and (row.type not in CLINICAL or own):
            raise RuleBroken(sentence, name)
    if not new.is_voluntary and new.condition_id is None:
        words = _("Choose the condition of the order that demands it. Without one it is voluntary.")
        if row.type == InterventionType.CONVICTION:
            words = _("Talks about faith or conviction are voluntary unless a condition orders them: choose it.")
        raise RuleBroken(words, "condition")
    imposed = Condition.objects.visible_to(actor).filter(case_id=row.case_id).exclude(state__in=PROPOSALS)
    if new.condition_id and not imposed.filter(pk=new.condition_id):
        raise RuleBroken(_("Choose a condition of this case."), "condition")
    if new.line and not Objective.objects.visible_to(actor).filter(case_id=row.case_id, line=new.line):
        raise RuleBroken(_("Choose an objective of this case."), "line")
    _check_times(new)


def _check_treatment(new: NewIntervention, said: dict[str, str], own: bool) -> None:
    if any(said.values()) and not own:
        raise RuleBroken(_("Name, goal and rhythm of treatment are written by the agency that provides it."), "goal")
    for name in ("for_companions", "for_guests"):
        if getattr(new, name):
            raise RuleBroken(_("Treatment is opened to nobody beyond the agency that provides it."), name)


def _check_times(new: NewIntervention) -> None:
    if new.ends_on and new.ends_on < new.starts_on:
        raise RuleBroken(_("It cannot end before it begins."), "ends_on")
    if (new.begins_at is None) != (new.ends_at is None):
        raise RuleBroken(_("Enter both hours, or neither."), "ends_at")
    if new.begins_at and new.ends_at and new.ends_at <= new.begins_at:
        raise RuleBroken(_("It cannot end before it begins."), "ends_at")
    if new.begins_at and new.weekday is None:
        raise RuleBroken(_("Choose the day of the week for these hours."), "weekday")


def _session_day(row: Intervention, on: dt.date, attended: str) -> dt.date:
    today = timezone.localdate()
    ahead = on > today
    if ahead and attended != Attended.PENDING:
        raise RuleBroken(_("This day lies ahead: nobody knows yet."), "on")
    if not ahead and attended == Attended.PENDING:
        raise RuleBroken(_("Say whether the person came."), "attended")
    if on < row.starts_on or (row.ends_on and on > row.ends_on):
        raise RuleBroken(_("The intervention does not run on that day."), "on")
    return on


def record(actor: Actor, verb: str, operation: Operation, row: Intervention, **detail: object) -> None:
    """Append the line of an act on an intervention."""
    trail.record(
        actor, verb, operation=operation, kind="intervention", subjects=[row.pk], case_id=row.case_id, ground="place",
        detail=detail,
    )  # fmt: skip
