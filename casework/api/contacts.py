"""Contacts, incidents, exposure, signs and their catalogue, for programs."""

import uuid
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Body
from access.api.paging import page_of, read_cursor
from access.api.schema import operation, page_answer
from casework.api.bodies import new_note
from casework.api.contact_answers import (
    CatalogueAnswer,
    ContactAnswer,
    ContactMadeAnswer,
    CountsAnswer,
    EventAnswer,
    EventMadeAnswer,
    RulesAnswer,
    TrendAnswer,
)
from casework.api.contact_bodies import (
    ContactQuery,
    EventQuery,
    ExposureBody,
    HeldBody,
    IncidentBody,
    PlanBody,
    SignBody,
    contact_of,
    plan_of,
)
from casework.api.once import ONCE, form_key
from casework.eventing import NewExposure, NewIncident, NewSign
from casework.queries.contact_editing import contact_to_edit
from casework.queries.contacts import ContactFilters, contact_detail, contact_page
from casework.queries.events import EventFilters, event_page
from casework.queries.exposure_trend import exposure_trend
from casework.queries.rules import reporting_rules
from casework.queries.signs import catalogue
from casework.queries.writers import desk
from casework.services.contacts import plan_contact, record_contact, record_planned
from casework.services.events import record_exposure, record_incident, record_sign

CONTACTS = "contacts"
ContactPageAnswer = page_answer(
    "ContactPage", ContactAnswer, planned=ContactAnswer(many=True), counts=CountsAnswer()
)  # fmt: skip
EventPageAnswer = page_answer("EventPage", EventAnswer)


class CaseContacts(Endpoint):
    """The contacts of one case, as far as the caller reads their words."""

    @operation(ContactPageAnswer, operation_id="contact_list", parameters=[ContactQuery])
    def list(self, request: Request, reference: str) -> Response:
        """One page of held contacts, the last first; planned ones stand on the first page."""
        asked = self.asked(ContactQuery)
        cursor = read_cursor(asked.pop("cursor", ""), CONTACTS)
        page = contact_page(self.actor, reference, ContactFilters(**asked), cursor.after, cursor.before)
        held, planned = (ContactAnswer(rows, many=True).data for rows in (page.held, page.planned))
        counts = CountsAnswer(page.counts).data
        return Response(page_of(CONTACTS, held, page.older, page.newer, planned=planned, counts=counts))

    @operation(ContactMadeAnswer, status=201, operation_id="contact_plan", request=PlanBody, parameters=[ONCE])
    def plan(self, request: Request, reference: str) -> Response:
        """Plan a contact."""
        contact = plan_contact(self.actor, reference, plan_of(self.sent(PlanBody)), form_key(request))
        return _made(contact)

    @operation(ContactMadeAnswer, status=201, operation_id="contact_record_new", request=HeldBody, parameters=[ONCE])
    def record(self, request: Request, reference: str) -> Response:
        """Record a contact that nobody had planned."""
        place = desk(self.actor, reference)
        sent = self.sent(HeldBody)
        new = contact_of(sent, new_note(place, sent["note"]))
        return _made(record_contact(self.actor, reference, new, form_key(request)))


def _made(contact: Any) -> Response:
    where = reverse("api_contact", kwargs={"contact": contact.pk})
    return Response(ContactMadeAnswer(contact).data, status=status.HTTP_201_CREATED, headers={"Location": where})


class Contacts(Endpoint):
    """One contact."""

    @operation(ContactAnswer, operation_id="contact_read")
    def retrieve(self, request: Request, contact: uuid.UUID) -> Response:
        """One contact with its words at the caller's tier."""
        return Response(ContactAnswer(contact_detail(self.actor, contact).entry).data)

    @operation(ContactMadeAnswer, status=201, operation_id="contact_record", request=HeldBody)
    def record(self, request: Request, contact: uuid.UUID) -> Response:
        """Record what became of a planned contact of the caller's agency."""
        place = contact_to_edit(self.actor, contact).desk.writing
        sent = self.sent(HeldBody)
        done = record_planned(self.actor, contact, contact_of(sent, new_note(place, sent["note"])))
        return _made(done)


class CaseEvents(Endpoint):
    """Incidents, exposure and signs of one case."""

    @operation(EventPageAnswer, operation_id="incident_list", parameters=[EventQuery])
    def incidents(self, request: Request, reference: str) -> Response:
        """One page of incidents, last recorded first."""
        return self._page(reference, "incident")

    @operation(EventPageAnswer, operation_id="exposure_list", parameters=[EventQuery])
    def exposures(self, request: Request, reference: str) -> Response:
        """One page of exposure, last recorded first."""
        return self._page(reference, "exposure")

    @operation(EventPageAnswer, operation_id="sign_list", parameters=[EventQuery])
    def signs(self, request: Request, reference: str) -> Response:
        """One page of observed signs, last recorded first."""
        return self._page(reference, "sign")

    @operation(TrendAnswer, operation_id="exposure_trend")
    def trend(self, request: Request, reference: str) -> Response:
        """Exposure by month over the last twelve months."""
        return Response(TrendAnswer(exposure_trend(self.actor, reference)).data)

    def _page(self, reference: str, what: str) -> Response:
        asked = self.asked(EventQuery)
        cursor = read_cursor(asked.pop("cursor", ""), f"events.{what}")
        page = event_page(self.actor, reference, EventFilters(what=what, **asked), cursor.after, cursor.before)
        entries = EventAnswer(page.entries, many=True).data
        return Response(page_of(f"events.{what}", entries, page.older, page.newer))

    @operation(EventMadeAnswer, status=201, operation_id="incident_record", request=IncidentBody, parameters=[ONCE])
    def incident(self, request: Request, reference: str) -> Response:
        """Record an incident."""
        return self._record(request, reference, IncidentBody, NewIncident, record_incident)

    @operation(EventMadeAnswer, status=201, operation_id="exposure_record", request=ExposureBody, parameters=[ONCE])
    def exposure(self, request: Request, reference: str) -> Response:
        """Record an exposure."""
        return self._record(request, reference, ExposureBody, NewExposure, record_exposure)

    @operation(EventMadeAnswer, status=201, operation_id="sign_record", request=SignBody, parameters=[ONCE])
    def sign(self, request: Request, reference: str) -> Response:
        """Record a sign; it stays unassessed until agencies look at it together."""
        return self._record(request, reference, SignBody, NewSign, record_sign)

    def _record(
        self, request: Request, reference: str, body: type[Body], new: Callable[..., Any],
        record: Callable[..., Any],
    ) -> Response:  # fmt: skip
        place = desk(self.actor, reference)
        sent = self.sent(body)
        words = new_note(place, sent.pop("note"))
        done = record(self.actor, reference, new(**sent, words=words), form_key(request))
        return Response(EventMadeAnswer(done).data, status=status.HTTP_201_CREATED)


class Signs(Endpoint):
    """The catalogue of signs."""

    @operation(CatalogueAnswer, operation_id="sign_catalogue")
    def list(self, request: Request) -> Response:
        """The signs of the partnership in their three classes, those in use and those not."""
        lines = [line for _kind, found in catalogue(self.actor) for line in found]
        return Response(CatalogueAnswer({"results": lines}).data)


class Rules(Endpoint):
    """What is to be reported, how, to whom and how soon."""

    @operation(RulesAnswer, operation_id="rule_list")
    def list(self, request: Request) -> Response:
        """The reporting rules of the partnership, the soonest first; those out of use last."""
        return Response(RulesAnswer({"results": reporting_rules(self.actor)}).data)
