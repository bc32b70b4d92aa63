"""Texts for the public for programs: asked for, decided and recorded by the same rules as on the pages."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Day, OneOf, Text
from access.api.schema import operation
from casework.api.once import ONCE, form_key
from sharing.choices_publishing import ConsentHow, Outlet, PublicationState, PublicationStepKind, SaidYesNo
from sharing.publishing import NewPublication, NewPublicationStep
from sharing.queries.publications import publication_desk, publication_list, publication_page
from sharing.services.publications import ask_for_publication, change_publication, step_of_publication

STEPS = [(kind.value, kind.label) for kind in PublicationStepKind if kind != PublicationStepKind.LAPSED]


class PublicationAnswer(Answer):
    """One text in a list."""

    id = s.UUIDField()
    mark = s.CharField(help_text=_("A neutral name"))
    case = s.CharField(help_text=_("Its reference; empty where there is none, or none that the caller sees"))
    outlet = s.CharField(help_text=_("In words"))
    asked_by = s.CharField()
    by = s.CharField()
    agency = s.CharField()
    sent = s.CharField(help_text=_("The moment, in words"))
    answer_by = s.CharField(help_text=_("The day, in words: after it silence is a no"))
    state = s.ChoiceField(PublicationState.choices)
    waits_for = s.ListField(child=s.CharField())


class PublicationStepAnswer(Answer):
    """One step, in words."""

    kind = s.ChoiceField(PublicationStepKind.choices)
    verdict = s.CharField()
    on = s.CharField()
    how = s.CharField()
    words = s.CharField()
    by = s.CharField(help_text=_("Empty where it ended by silence"))
    agency = s.CharField()
    at = s.CharField(help_text=_("The moment, in words"))


class FindingAnswer(Answer):
    """A word that looks telling, and why it may stay."""

    words = s.CharField()
    answer = s.CharField()


class PublicationPageAnswer(Answer):
    """One text with all that was said to it, the newest first."""

    publication = PublicationAnswer(source="line")
    about_case = s.BooleanField()
    purpose = s.CharField()
    text = s.CharField()
    findings = FindingAnswer(many=True)
    steps = PublicationStepAnswer(many=True)


class PublicationListAnswer(Answer):
    """Texts that the caller may know of."""

    open = PublicationAnswer(many=True)
    over = PublicationAnswer(many=True)


class FindingBody(Body):
    """A word that looks telling, and why it may stay."""

    words = Text(max_length=200)
    answer = Text(max_length=300)


class PublicationBody(Body):
    """A text for the public. Each word that looks telling is answered for, or the text is not taken."""

    outlet = OneOf(Outlet.choices)
    asked_by = Text(max_length=160)
    purpose = Text(max_length=600)
    text = Text(max_length=6000)
    answer_by = Day(help_text=_("After this day silence is a no"))
    findings = FindingBody(many=True, required=False)


class PublicationStepBody(Body):
    """A step. ``on`` and ``how`` go with what the person says, ``on`` with what was published."""

    kind = OneOf(STEPS)
    words = Text(max_length=2000)
    verdict = OneOf(SaidYesNo.choices, required=False)
    on = Day(required=False, allow_null=True, default=None)
    how = OneOf(ConsentHow.choices, required=False)


class Publications(Endpoint):
    """Texts for the public: approved by two others, or not published."""

    @operation(PublicationListAnswer, operation_id="publication_desk")
    def desk(self, request: Request) -> Response:
        """Texts of the partnership that the caller may know of."""
        return Response(PublicationListAnswer(publication_desk(self.actor)).data)

    @operation(PublicationListAnswer, operation_id="publications_of_case")
    def of_case(self, request: Request, reference: str) -> Response:
        """Texts about a case."""
        return Response(PublicationListAnswer(publication_list(self.actor, reference)).data)

    @operation(PublicationPageAnswer, status=201, operation_id="publication_ask", request=PublicationBody,
               parameters=[ONCE])  # fmt: skip
    def ask(self, request: Request) -> Response:
        """Ask for approval of a text about no case."""
        return self._asked(request, "")

    @operation(PublicationPageAnswer, status=201, operation_id="publication_propose", request=PublicationBody,
               parameters=[ONCE])  # fmt: skip
    def propose(self, request: Request, reference: str) -> Response:
        """Ask for approval of a text about a case."""
        return self._asked(request, reference)

    @operation(PublicationPageAnswer, operation_id="publication_read")
    def retrieve(self, request: Request, publication: uuid.UUID) -> Response:
        """One text with all that was said to it."""
        return self._answer(publication)

    @operation(PublicationPageAnswer, status=201, operation_id="publication_change", request=PublicationBody,
               parameters=[ONCE])  # fmt: skip
    def change(self, request: Request, publication: uuid.UUID) -> Response:
        """Send other words in its place: consent and approvals begin anew."""
        made = change_publication(self.actor, publication, self._new(), form_key(request))
        return self._answer(made.pk, 201)

    @operation(PublicationPageAnswer, status=201, operation_id="publication_step", request=PublicationStepBody,
               parameters=[ONCE])  # fmt: skip
    def step(self, request: Request, publication: uuid.UUID) -> Response:
        """Record what the person says, decide, record that it was published, or withdraw it."""
        sent = self.sent(PublicationStepBody)
        verdict, how = sent.get("verdict"), sent.get("how")
        new = NewPublicationStep(
            PublicationStepKind(sent["kind"]), sent["words"], SaidYesNo(verdict) if verdict else None, sent["on"],
            ConsentHow(how) if how else None,
        )  # fmt: skip
        step_of_publication(self.actor, publication, new, form_key(request))
        return self._answer(publication, 201)

    def _asked(self, request: Request, reference: str) -> Response:
        made = ask_for_publication(self.actor, reference, self._new(), form_key(request))
        return self._answer(made.pk, 201)

    def _new(self) -> NewPublication:
        sent = self.sent(PublicationBody)
        answers = {one["words"]: one["answer"] for one in sent.pop("findings", [])}
        return NewPublication(**{**sent, "outlet": Outlet(sent["outlet"])}, answers=answers)

    def _answer(self, publication: uuid.UUID, status: int = 200) -> Response:
        return Response(PublicationPageAnswer(publication_page(self.actor, publication)).data, status=status)
