"""What programs record besides orders and contacts: custody, parts of the plan, sessions, follow-up, a breach."""

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Body, Day, Flag, Key, OneOf, Text
from access.api.schema import operation
from access.choices import Handling, Tier
from casework.api.answers import TIER_OF
from casework.api.breaches import COURT, CaseBreaches
from casework.api.once import ONCE, form_key
from casework.api.order_answers import CreatedAnswer
from casework.api.orders import CaseCustody
from casework.api.plans import CasePlan
from casework.breaching import NewBreach, Proof, Words
from casework.choices import Area, Attended, CustodyReason, Delivery, Domain, Function
from casework.courtwork import CustodyDetails
from casework.planning import NewAction, NewObjective
from casework.services.actions import add_action
from casework.services.breaches import start_breach
from casework.services.custody import record_custody
from casework.services.interventions import record_session
from casework.services.missed import send_letter, take_explanation
from casework.services.objectives import add_objective

LONGEST_WORDS = 6000
MOST_PROOF = 50


def _created(key: uuid.UUID) -> Response:
    return Response(CreatedAnswer({"id": key}).data, status=status.HTTP_201_CREATED)


class CustodyBody(Body):
    """A stay in custody."""

    reason = OneOf(CustodyReason.choices)
    began_on = Day()
    agency_id = Key(required=False, allow_null=True, help_text=_("The prison or other place, an agency"))
    release_on = Day(required=False, allow_null=True, help_text=_("Planned"))
    ended_on = Day(required=False, allow_null=True)


class ActionBody(Body):
    """A step by one person by one day."""

    text = Text(max_length=300)
    membership_id = Key(help_text=_("Whose step it is, a member of the team"))
    due_on = Day()
    line = Key(required=False, allow_null=True, help_text=_("Line of the objective it serves"))
    for_companions = Flag(required=False)
    for_guests = Flag(required=False)


class ObjectiveBody(Body):
    """A change wanted; from anybody but the case manager it is a proposal."""

    text = Text(max_length=300)
    area = OneOf(Area.choices)
    domain = OneOf(Domain.choices)
    function = OneOf(Function.choices)
    measure = Text(max_length=300)
    target_on = Day()
    finding = Text(max_length=300, required=False, allow_blank=True, default="", help_text=_("What it answers"))
    finding_note = Key(required=False, allow_null=True, help_text=_("Note that it answers"))
    person_words = Text(max_length=500, required=False, allow_blank=True)
    chosen_by_person = Flag(required=False)
    for_companions = Flag(required=False)
    for_guests = Flag(required=False)


class SessionBody(Body):
    """Whether the person came on a day."""

    on = Day()
    attended = OneOf(Attended.choices)


class LetterBody(Body):
    """That the letter about a missed contact went out."""

    sent_on = Day()
    delivery = OneOf(Delivery.choices)


class ExplanationBody(Body):
    """What the person explains about a missed contact."""

    came_on = Day()
    words = Text(max_length=LONGEST_WORDS)
    summary = Text(max_length=2000, required=False, allow_blank=True)
    court_tier = OneOf(COURT, required=False, help_text=_("Whether the words may go into the report to the court"))
    accepted = Flag(help_text=_("Whether it is a good reason"))


class BreachBody(Body):
    """A suspected failure to keep a condition, with its proof or the facts in words."""

    condition_id = Key()
    suspected_on = Day()
    is_serious = Flag(required=False)
    contacts = s.ListField(child=Key(), required=False, max_length=MOST_PROOF)
    incidents = s.ListField(child=Key(), required=False, max_length=MOST_PROOF)
    notes = s.ListField(child=Key(), required=False, max_length=MOST_PROOF)
    facts = Text(max_length=LONGEST_WORDS, required=False, allow_blank=True)
    summary = Text(max_length=2000, required=False, allow_blank=True)
    court_tier = OneOf(COURT, required=False, help_text=_("Whether the facts may go into the report to the court"))


def _words(full: str, sent: dict[str, Any]) -> Words:
    return Words(full, sent.get("summary", ""), Handling.TEAM, Tier(TIER_OF[sent.get("court_tier", "none")]))


class RecordedCustody(CaseCustody):
    """Stays in custody, told and recorded."""

    @operation(CreatedAnswer, status=201, operation_id="custody_record", request=CustodyBody, parameters=[ONCE])
    def create(self, request: Request, reference: str) -> Response:
        """Record a stay in custody."""
        details = CustodyDetails(**self.sent(CustodyBody))
        return _created(record_custody(self.actor, reference, details, form_key(request)).pk)


class WrittenPlan(CasePlan):
    """The plan, told and added to."""

    @operation(CreatedAnswer, status=201, operation_id="action_add", request=ActionBody, parameters=[ONCE])
    def new_action(self, request: Request, reference: str) -> Response:
        """Add an action of the plan."""
        return _created(add_action(self.actor, reference, NewAction(**self.sent(ActionBody)), form_key(request)).pk)

    @operation(CreatedAnswer, status=201, operation_id="objective_add", request=ObjectiveBody, parameters=[ONCE])
    def new_objective(self, request: Request, reference: str) -> Response:
        """Add an objective to the draft of the plan, or propose one."""
        new = NewObjective(**self.sent(ObjectiveBody))
        return _created(add_objective(self.actor, reference, new, form_key(request)).pk)


class StartedBreaches(CaseBreaches):
    """Breaches, told and begun."""

    @operation(CreatedAnswer, status=201, operation_id="breach_start", request=BreachBody, parameters=[ONCE])
    def create(self, request: Request, reference: str) -> Response:
        """Record a suspected breach; for the order supervisor. The time to act begins."""
        sent = self.sent(BreachBody)
        proof = Proof(*(tuple(sent.get(name, ())) for name in ("contacts", "incidents", "notes")))
        facts = sent.get("facts", "")
        new = NewBreach(
            sent["condition_id"], sent["suspected_on"], sent.get("is_serious", False), proof,
            _words(facts, sent) if facts.strip() else None,
        )  # fmt: skip
        return _created(start_breach(self.actor, reference, new, form_key(request)).pk)


class Following(Endpoint):
    """What follows a missed contact, and sessions of a programme."""

    @operation(CreatedAnswer, status=201, operation_id="contact_letter", request=LetterBody, parameters=[ONCE])
    def letter(self, request: Request, contact: uuid.UUID) -> Response:
        """Record that the letter about a missed contact was sent."""
        form_key(request)  # the same letter said again changes nothing, with a key or without
        sent = self.sent(LetterBody)
        return _created(send_letter(self.actor, contact, sent["sent_on"], sent["delivery"]).pk)

    @operation(
        CreatedAnswer, status=201, operation_id="contact_explanation", request=ExplanationBody, parameters=[ONCE]
    )
    def explanation(self, request: Request, contact: uuid.UUID) -> Response:
        """Keep what the person explains, and whether it is a good reason."""
        sent = self.sent(ExplanationBody)
        said = _words(sent["words"], sent)
        done = take_explanation(
            self.actor, contact, said, sent["came_on"], accepted=sent["accepted"], form=form_key(request)
        )
        return _created(done.pk)

    @operation(CreatedAnswer, status=201, operation_id="session_record", request=SessionBody, parameters=[ONCE])
    def session(self, request: Request, intervention: uuid.UUID) -> Response:
        """Record whether the person came to a programme on a day."""
        form_key(request)  # the same day said again changes nothing, with a key or without
        sent = self.sent(SessionBody)
        return _created(record_session(self.actor, intervention, sent["on"], sent["attended"]).pk)
