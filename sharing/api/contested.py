"""Facts that the person contests for programs: by the same rules as on the pages."""

import uuid

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Day, OneOf, Text
from access.api.schema import operation
from casework.api.answers import DisputeAnswer, NoteAnswer
from casework.api.once import ONCE, form_key
from sharing.choices import PassedHow
from sharing.choices_contested import ANSWERS, ContestedOutcome
from sharing.queries.contested import contested_page, notice_page
from sharing.rectifying import ContestAnswer, NewContest, ToldRecipient
from sharing.services import rectifying as acts

LONG = 4000
READ = _("The one that was read")


class ContestedLineAnswer(Answer):
    """One contested fact; the title is empty where none is read."""

    id = s.UUIDField()
    title = s.CharField()
    agency = s.CharField(help_text=_("The agency that is asked"))
    state = s.CharField(help_text=_("In words"))
    waits = s.BooleanField(help_text=_("Its agency has not answered"))
    stands = s.BooleanField(help_text=_("It is contested now"))


class CorrectionAnswer(Answer):
    """A recipient of a disclosure who is told of it."""

    id = s.UUIDField()
    to = s.CharField()
    what = s.CharField()
    why = s.CharField()
    due = s.CharField(help_text=_("The day, in words"))
    told = s.CharField(help_text=_("The day, in words; empty: not yet"))
    version = s.IntegerField()


class ContestedAnswer(Answer):
    """One contested fact: what is written and what the person says."""

    contested = ContestedLineAnswer(source="line")
    case = s.CharField(source="file.reference")
    note = NoteAnswer(source="newest")
    earlier = NoteAnswer(allow_null=True, help_text=_("The version that the person speaks of, where it is another"))
    said = DisputeAnswer(source="dispute")
    recipients = CorrectionAnswer(many=True, source="notices")
    version = s.IntegerField()


class CorrectionPageAnswer(Answer):
    """A recipient who is told, or was."""

    case = s.CharField(source="file.reference")
    recipient = CorrectionAnswer(source="line")


class ContestBody(Body):
    """The note that is contested, and what the person says."""

    note = s.UUIDField()
    words = Text(max_length=LONG)


class ContestAnswerBody(Body):
    """What the agency whose note it is answers."""

    outcome = OneOf([(one.value, one.label) for one in ANSWERS])
    reason = Text(max_length=LONG)
    version = s.IntegerField(min_value=1, max_value=1_000_000, help_text=READ)


class RecipientBody(Body):
    """A disclosure of the case whose recipient is to be told."""

    disclosure = s.UUIDField()


class ToldRecipientBody(Body):
    """That a recipient was told."""

    told_on = Day()
    how = OneOf(PassedHow.choices)
    version = s.IntegerField(min_value=1, max_value=1_000_000, help_text=READ)


class Contested(Endpoint):
    """Facts that the person contests."""

    @operation(ContestedAnswer, status=201, operation_id="rights_contest", request=ContestBody, parameters=[ONCE])
    def name_note(self, request: Request, rights: uuid.UUID) -> Response:
        """Name a note that the person contests; its agency has the answer due."""
        sent = self.sent(ContestBody)
        row = acts.contest_fact(self.actor, rights, NewContest(sent["note"], sent["words"]), form_key(request))
        return self._answer(row.pk, 201)

    @operation(ContestedAnswer, operation_id="contested_fact")
    def retrieve(self, request: Request, contested: uuid.UUID) -> Response:
        """One contested fact."""
        return self._answer(contested)

    @operation(ContestedAnswer, status=201, operation_id="contested_answer", request=ContestAnswerBody)
    def answer(self, request: Request, contested: uuid.UUID) -> Response:
        """Answer for the agency that wrote the note."""
        sent = self.sent(ContestAnswerBody)
        new = ContestAnswer(ContestedOutcome(sent["outcome"]), sent["reason"])
        acts.answer_contested(self.actor, contested, sent["version"], new)
        return self._answer(contested, 201)

    @operation(ContestedAnswer, status=201, operation_id="contested_recipient", request=RecipientBody)
    def recipient(self, request: Request, contested: uuid.UUID) -> Response:
        """Have somebody told of whom the record does not say by itself that they got the note."""
        acts.add_recipient(self.actor, contested, self.sent(RecipientBody)["disclosure"])
        return self._answer(contested, 201)

    @operation(CorrectionPageAnswer, operation_id="correction")
    def notice(self, request: Request, correction: uuid.UUID) -> Response:
        """A recipient who is told that something is contested, or was put right."""
        return Response(CorrectionPageAnswer(notice_page(self.actor, correction)).data)

    @operation(CorrectionPageAnswer, status=201, operation_id="correction_told", request=ToldRecipientBody)
    def told(self, request: Request, correction: uuid.UUID) -> Response:
        """Record that the recipient was told."""
        sent = self.sent(ToldRecipientBody)
        new = ToldRecipient(sent["told_on"], PassedHow(sent["how"]))
        acts.tell_recipient(self.actor, correction, sent["version"], new)
        return Response(CorrectionPageAnswer(notice_page(self.actor, correction)).data, status=201)

    def _answer(self, contested: uuid.UUID, status: int = 200) -> Response:
        return Response(ContestedAnswer(contested_page(self.actor, contested)).data, status=status)
