"""Erasures for programs: proposed, decided and taken back by the same rules as on the pages."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Day, Key, OneOf, Text
from access.api.schema import operation
from casework.api.once import ONCE, form_key
from sharing.choices import PassedHow
from sharing.choices_erasing import ErasureGround, ErasureState, LegalGround, NotTold, RecipientNotTold
from sharing.erasing import ErasureDecision, NewErasure, ToldOfErasure
from sharing.queries.erasures import erasure_desk, erasure_page
from sharing.services.erasure_notices import tell_of_erasure
from sharing.services.erasures import decide_erasure, propose_erasure, withdraw_erasure


class ErasureAnswer(Answer):
    """An erasure. It names no case."""

    id = s.UUIDField()
    mark = s.CharField(help_text=_("A neutral name to speak of it"))
    is_note = s.BooleanField(help_text=_("One note alone"))
    ground = s.CharField(help_text=_("In words"))
    legal_ground = s.CharField(help_text=_("In words"))
    words = s.CharField(help_text=_("Empty once it is erased"))
    told = s.CharField(help_text=_("The day, in words"))
    not_told = s.CharField()
    proposed = s.CharField(help_text=_("The moment, in words"))
    by = s.CharField()
    agency = s.CharField()
    state = s.ChoiceField(ErasureState.choices)
    decided = s.CharField()
    decided_by = s.CharField()
    decision_words = s.CharField()
    withdrawn = s.CharField(help_text=_("The moment, in words; only of what was taken back after it was approved"))
    withdrawn_by = s.CharField()
    withdrawal_words = s.CharField()
    carried = s.CharField(help_text=_("The moment, in words; empty until then"))
    rows = s.IntegerField(help_text=_("How many rows were erased"))
    to_tell = s.IntegerField(help_text=_("How many recipients nobody has told yet"))
    version = s.IntegerField()


class ErasureRecipientAnswer(Answer):
    """A recipient who is told that something was erased."""

    id = s.UUIDField()
    to = s.CharField()
    due = s.CharField(help_text=_("The day, in words"))
    told = s.CharField(help_text=_("The day, in words; empty: not yet, or they cannot be told"))
    how = s.CharField(help_text=_("In words"))
    not_told = s.CharField(help_text=_("Why they cannot be told, in words"))
    by = s.CharField(help_text=_("Who recorded it"))
    version = s.IntegerField()


class ErasurePageAnswer(Answer):
    """One erasure with whom the record had reached, and whom of them somebody told."""

    erasure = ErasureAnswer(source="line")
    agencies = s.ListField(child=s.CharField(), source="reached.agencies")
    others = s.IntegerField(source="reached.others")
    recipients = ErasureRecipientAnswer(many=True, help_text=_("Empty until it is erased"))


class ErasureDeskAnswer(Answer):
    """The erasures of a partnership."""

    waiting = ErasureAnswer(many=True)
    over = ErasureAnswer(many=True)


class ErasureBody(Body):
    """What is to be erased; ``goes_back_to`` is the granted request or the retention review."""

    ground = OneOf(ErasureGround.choices)
    goes_back_to = Key()
    words = Text(max_length=1000)
    legal_ground = OneOf(LegalGround.choices, required=False)
    told_on = Day(required=False)
    not_told = OneOf(NotTold.choices, required=False)
    note = Key(required=False)


class ErasureDecisionBody(Body):
    """What somebody else decides."""

    approve = s.BooleanField()
    words = Text(max_length=1000)
    version = s.IntegerField(min_value=1, max_value=1_000_000, help_text=_("The one that was read"))


class ErasureWithdrawBody(Body):
    """That one takes it back; ``words`` say why once it is approved."""

    words = Text(max_length=1000, required=False)
    version = s.IntegerField(min_value=1, max_value=1_000_000, help_text=_("The one that was read"))


class ToldOfErasureBody(Body):
    """That a recipient was told: ``told_on`` and ``how``; or ``not_told``, why they cannot be."""

    told_on = Day(required=False)
    how = OneOf(PassedHow.choices, required=False)
    not_told = OneOf(RecipientNotTold.choices, required=False)
    version = s.IntegerField(min_value=1, max_value=1_000_000, help_text=_("The one that was read"))


class Erasures(Endpoint):
    """What is erased."""

    @operation(ErasureDeskAnswer, operation_id="erasure_desk")
    def desk(self, request: Request) -> Response:
        """The erasures of the partnership; for the chair and the legal advisers."""
        return Response(ErasureDeskAnswer(erasure_desk(self.actor)).data)

    @operation(ErasurePageAnswer, status=201, operation_id="erasure_propose", request=ErasureBody, parameters=[ONCE])
    def propose(self, request: Request, reference: str) -> Response:
        """Propose to erase the record of a case, or one note of it."""
        sent = self.sent(ErasureBody)
        legal, why = sent.get("legal_ground"), sent.get("not_told")
        new = NewErasure(
            ErasureGround(sent["ground"]), sent["goes_back_to"], sent["words"], LegalGround(legal) if legal else None,
            sent.get("told_on"), NotTold(why) if why else None, sent.get("note"),
        )  # fmt: skip
        return self._answer(propose_erasure(self.actor, reference, new, form_key(request)).pk, 201)

    @operation(ErasurePageAnswer, operation_id="erasure_read")
    def retrieve(self, request: Request, erasure: uuid.UUID) -> Response:
        """One erasure."""
        return self._answer(erasure)

    @operation(ErasurePageAnswer, status=201, operation_id="erasure_decide", request=ErasureDecisionBody)
    def decide(self, request: Request, erasure: uuid.UUID) -> Response:
        """Approve or refuse what somebody else proposed; approved, it is erased within minutes."""
        sent = self.sent(ErasureDecisionBody)
        decide_erasure(self.actor, erasure, sent["version"], ErasureDecision(sent["approve"], sent["words"]))
        return self._answer(erasure, 201)

    @operation(ErasurePageAnswer, status=201, operation_id="erasure_withdraw", request=ErasureWithdrawBody)
    def withdraw(self, request: Request, erasure: uuid.UUID) -> Response:
        """Take it back before it is decided, or with a reason before it is carried out."""
        sent = self.sent(ErasureWithdrawBody)
        withdraw_erasure(self.actor, erasure, sent["version"], sent.get("words", ""))
        return self._answer(erasure, 201)

    @operation(ErasurePageAnswer, status=201, operation_id="erasure_tell", request=ToldOfErasureBody)
    def tell(self, request: Request, notice: uuid.UUID) -> Response:
        """Record that a recipient was told of it, or why they cannot be told."""
        sent = self.sent(ToldOfErasureBody)
        how, why = sent.get("how"), sent.get("not_told")
        new = ToldOfErasure(
            sent.get("told_on"), PassedHow(how) if how else None, RecipientNotTold(why) if why else None
        )  # fmt: skip
        return self._answer(tell_of_erasure(self.actor, notice, sent["version"], new).erasure_id, 201)

    def _answer(self, erasure: uuid.UUID, status: int = 200) -> Response:
        return Response(ErasurePageAnswer(erasure_page(self.actor, erasure)).data, status=status)
