"""What the person may be given of the work: contacts, the plan and what was achieved, what the team judged."""

import uuid
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from assessments.changing import label_of
from assessments.models import Assessment, ConsensusRating, Evidence, Formulation, Judgement
from casework.choices import WITH_PERSON, Domain
from casework.models import Achievement, Action, Case, Contact, Intervention, Objective, PlanVersion
from sharing.choices_rights import AccessPart
from sharing.subject_access import Entry
from sharing.telling.words import day_of, sentence

P = AccessPart
FORMULATED = {
    "why_then": _("Why then"), "how": _("How it happened"), "inside": _("Inside you"), "around": _("Around you"),
    "keeps_going": _("What keeps it going"), "pulls_away": _("What pulls away"),
    "strengths": _("Strengths to build on"), "unknown": _("What we do not know"),
}  # fmt: skip
"""The parts of a formulation, in the words in which the person reads them."""


def work_entries(
    actor: Actor, case: Case, told: frozenset[uuid.UUID], desks: frozenset[uuid.UUID]
) -> Iterator[Entry]:  # fmt: skip
    """Yield the entries of the work. ``told``: the notes that the person is given; ``desks``: agencies of police.

    What rests on a note that stays out is given without its words, or not at all.
    """
    yield from _contacts(actor, case, told, desks)
    yield from _plan(actor, case, desks)
    yield from _assessments(actor, case, told)


def _contacts(
    actor: Actor, case: Case, told: frozenset[uuid.UUID], desks: frozenset[uuid.UUID]
) -> Iterator[Entry]:  # fmt: skip
    rows = Contact.objects.visible_to(actor).filter(case_id=case.pk, kind__in=WITH_PERSON).select_related("originator")
    for row in rows.order_by("happened_at", "planned_for", "pk"):
        if row.originator_id in desks or (row.note_id is not None and row.note_id not in told):
            continue
        day = day_of(row)
        text = sentence(str(row.get_mode_display()), row.place, str(row.get_attended_display()), row.skill_gained)
        yield Entry(
            f"contact:{row.pk}", P.CONTACTS, str(row.get_kind_display()), text, day.isoformat() if day else "",
            row.originator.name,
        )  # fmt: skip


def _plan(actor: Actor, case: Case, desks: frozenset[uuid.UUID]) -> Iterator[Entry]:
    of_case = {"case_id": case.pk}
    shown = PlanVersion.objects.visible_to(actor).filter(**of_case, shown_on__isnull=False).order_by("number")
    plans = list(shown)
    for plan in plans:
        text = sentence(
            plan.risk_text, plan.treatment_text, plan.reintegration_text,
            _t("You said: %(words)s") % {"words": plan.person_words} if plan.person_words else "",
        )  # fmt: skip
        day = plan.shown_on.isoformat() if plan.shown_on else ""
        yield Entry(f"plan:{plan.pk}", P.PLAN, _t("Plan, version %(n)s") % {"n": plan.number}, text, day)
    last = [plan.pk for plan in plans[-1:]]
    objectives = Objective.objects.visible_to(actor).filter(plan_id__in=last).exclude(domain=Domain.HEALTH)
    for one in objectives.order_by("target_on", "pk"):
        text = sentence(one.text, one.person_words, one.measure, str(one.get_state_display()))
        yield Entry(f"objective:{one.pk}", P.PLAN, _t("Objective"), text, one.target_on.isoformat())
    steps = Action.objects.visible_to(actor).filter(**of_case).exclude(agency_id__in=desks).select_related("agency")
    for step in steps.order_by("due_on", "pk"):
        text = sentence(step.text, str(step.get_state_display()))
        yield Entry(f"action:{step.pk}", P.PLAN, _t("Step"), text, step.due_on.isoformat(), step.agency.name)
    offers = Intervention.objects.visible_to(actor).filter(**of_case).exclude(provider_id__in=desks)
    offers = offers.select_related("provider")
    for offer in offers.order_by("starts_on", "pk"):
        if not offer.is_clinical:  # what health staff keep is asked of them
            text = sentence(offer.title, offer.goal, str(offer.get_outcome_display()))
            yield Entry(f"intervention:{offer.pk}", P.PLAN, str(offer.get_type_display()), text,
                        offer.starts_on.isoformat(), offer.provider.name)  # fmt: skip
    for good in Achievement.objects.visible_to(actor).standing().filter(**of_case).order_by("on", "pk"):
        yield Entry(f"achievement:{good.pk}", P.PLAN, _t("Achieved"), good.text, good.on.isoformat())


def _assessments(actor: Actor, case: Case, told: frozenset[uuid.UUID]) -> Iterator[Entry]:
    """Signed assessments: each answer, and its words where all that is behind it is given; health keeps its own."""
    rows = Assessment.objects.visible_to(actor).filter(case_id=case.pk).standing().select_related("instrument")
    signed = {row.pk: row for row in rows.order_by("as_of", "pk")}
    definitions = {row.pk: row.instrument.read() for row in signed.values()}
    place = {(pk, item.code): n for pk, one in definitions.items() for n, item in enumerate(one.items)}
    found = ConsensusRating.objects.visible_to(actor).filter(assessment_id__in=signed).exclude(answer="")
    agreed = sorted(found, key=lambda one: (one.assessment_id, place.get((one.assessment_id, one.item), 0)))
    closed = _resting_on_more(actor, agreed, told)
    hidden: dict[uuid.UUID, set[str]] = defaultdict(set)
    for one in agreed:
        item = definitions[one.assessment_id].item(one.item)
        if item is None or item.health or item.scale.text:
            continue
        kept = one.pk in closed
        if kept:
            hidden[one.assessment_id].add(one.item)
        text = sentence(label_of(item, one.answer), "" if kept or item.belief else one.reason)
        yield _judged(signed[one.assessment_id], f"rating:{one.pk}", item.label, text)
    for said in Judgement.objects.visible_to(actor).filter(assessment_id__in=signed).order_by("pk"):
        if not hidden[said.assessment_id].intersection(said.rests_on):
            yield _judged(signed[said.assessment_id], f"judgement:{said.pk}", _t("Taken together"), said.words)
    for form in Formulation.objects.visible_to(actor).filter(assessment_id__in=signed).order_by("pk"):
        for name, title in FORMULATED.items() if not hidden[form.assessment_id] else ():
            if words := getattr(form, name):
                yield _judged(signed[form.assessment_id], f"{name}:{form.pk}", str(title), words)


def _resting_on_more(actor: Actor, agreed: list[ConsensusRating], told: frozenset[uuid.UUID]) -> set[uuid.UUID | None]:
    """The answers behind which there is a note that the person is not given."""
    rows = Evidence.objects.visible_to(actor).filter(consensus_id__in=[one.pk for one in agreed], is_current=True)
    return {consensus for consensus, note in rows.values_list("consensus_id", "note_id") if note not in told}


def _judged(row: Assessment, key: str, title: str, text: str) -> Entry:
    return Entry(key, P.ASSESSMENT, title, text, row.as_of.isoformat())
