"""What the person may be given of the frame of a case: the case, what they were told, orders, the end, what they asked.

Nobody who works on the case is named: the agency and the part they take say who it is.
"""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from casework.choices import BOUND_ONCE, NoticePoint
from casework.due import day_words
from casework.models import (
    Case,
    Condition,
    CourtDecision,
    CustodyEpisode,
    FollowUp,
    Order,
    Outcome,
    ParticipationConsent,
    TransparencyNotice,
)
from sharing.choices_rights import AccessPart, RightsWordKind
from sharing.models import RightsWord
from sharing.subject_access import Entry
from sharing.telling.words import sentence

P = AccessPart


def case_entries(actor: Actor, case: Case) -> Iterator[Entry]:
    """Yield the entries of the frame of a case that ``actor`` manages."""
    yield from _case(case)
    yield from _told(actor, case)
    yield from _orders(actor, case)
    yield from _ending(actor, case)
    words = RightsWord.objects.visible_to(actor).filter(case_id=case.pk).select_related("request")
    for row in words.order_by("at", "pk"):
        kind = str(row.request.get_kind_display())
        title = kind if row.kind == RightsWordKind.ASKED else f"{kind}: {row.get_kind_display()}"
        yield Entry(f"rights:{row.pk}", P.REQUESTS, title, row.text, timezone.localdate(row.at).isoformat())


def _case(case: Case) -> Iterator[Entry]:
    facts = (
        ("reference", _("Reference of your case"), case.reference),
        ("opened", _("The work began"), day_words(case.opened_on)),
        ("status", _("Where it stands"), str(case.get_status_display())),
        ("basis", _("What it rests on"), case.basis_text),
        ("closed", _("The work ended"), day_words(case.closed_on)),
        ("lead", _("Agency that leads"), case.lead_agency.name),
    )  # fmt: skip
    yield from (Entry(f"case:{name}", P.PERSON, label, text) for name, label, text in facts if text)


def _told(actor: Actor, case: Case) -> Iterator[Entry]:
    points = dict(NoticePoint.choices)
    for row in TransparencyNotice.objects.visible_to(actor).filter(case_id=case.pk).order_by("given_on", "pk"):
        said = "; ".join(str(points[point]) for point in row.points if point in points)
        text = sentence(said, row.get_how_display(), row.get_answer_display(), row.answer_reason, row.words)
        yield Entry(f"notice:{row.pk}", P.TOLD, _("Who shares what about you"), text, row.given_on.isoformat())
    for said_row in ParticipationConsent.objects.visible_to(actor).filter(case_id=case.pk).order_by("said_on", "pk"):
        text = sentence(said_row.get_answer_display(), said_row.words)
        yield Entry(f"consent:{said_row.pk}", P.TOLD, said_row.part, text, said_row.said_on.isoformat())


def _orders(actor: Actor, case: Case) -> Iterator[Entry]:
    of_case = {"case_id": case.pk}
    orders = Order.objects.visible_to(actor).filter(**of_case).select_related("court", "type")
    for order in orders.order_by("made_on", "pk"):
        text = sentence(
            str(order.type), _("Number %(number)s") % {"number": order.number}, order.court.name,
            _("From %(day)s") % {"day": day_words(order.starts_on)},
            _("Until %(day)s") % {"day": day_words(order.ends_on)} if order.ends_on else "",
            str(order.get_state_display()),
        )  # fmt: skip
        yield Entry(f"order:{order.pk}", P.ORDER, _("Order"), text, order.made_on.isoformat())
    decisions = CourtDecision.objects.visible_to(actor).filter(**of_case).select_related("court")
    for decision in decisions.order_by("decided_on", "pk"):
        text = sentence(str(decision.get_act_display()), decision.court.name, decision.words)
        yield Entry(f"decision:{decision.pk}", P.ORDER, _("Decision of the court"), text,
                    decision.decided_on.isoformat())  # fmt: skip
    conditions = Condition.objects.visible_to(actor).filter(**of_case, state__in=BOUND_ONCE)
    for condition in conditions.order_by("number", "pk"):
        title = _("Condition %(number)s: %(what)s") % {
            "number": condition.number, "what": condition.get_category_display()
        }  # fmt: skip
        text = sentence(condition.exact_text, str(condition.get_state_display()))
        day = condition.starts_on.isoformat() if condition.starts_on else ""
        yield Entry(f"condition:{condition.pk}", P.ORDER, title, text, day)
    for stay in CustodyEpisode.objects.visible_to(actor).filter(**of_case).order_by("began_on", "pk"):
        ended = _("Released %(day)s") % {"day": day_words(stay.ended_on)} if stay.ended_on else ""
        text = sentence(str(stay.get_reason_display()), ended)
        yield Entry(f"custody:{stay.pk}", P.ORDER, _("Time in custody"), text, stay.began_on.isoformat())


def _ending(actor: Actor, case: Case) -> Iterator[Entry]:
    for row in Outcome.objects.visible_to(actor).filter(case_id=case.pk).order_by("number"):
        text = sentence(
            _("Leaving violence behind: %(how)s") % {"how": row.get_disengagement_display()}, row.disengagement_text,
            _("Finding a place: %(how)s") % {"how": row.get_reintegration_display()}, row.reintegration_text,
            row.went_on, row.for_person, row.agreed, row.call,
        )  # fmt: skip
        yield Entry(f"outcome:{row.pk}", P.ENDING, _("How the work ended"), text, row.recorded_on.isoformat())
    held = FollowUp.objects.visible_to(actor).filter(case_id=case.pk, held_on__isnull=False).order_by("held_on", "pk")
    for one in held:
        text = sentence(
            str(one.get_method_display()), one.found, str(one.get_disengagement_display()),
            str(one.get_reintegration_display()),
        )  # fmt: skip
        day = one.held_on.isoformat() if one.held_on else ""
        yield Entry(f"follow_up:{one.pk}", P.ENDING, str(one.get_months_display()), text, day)
