"""Reports to courts for programs that write: each act of the page, through the same services."""

import uuid

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer
from access.api.schema import operation
from sharing.api import bodies as b
from sharing.api.answers import CheckAnswer, ReportLineAnswer, StatementAnswer
from sharing.api.reports import Reports
from sharing.choices import ReportKind, ReportState
from sharing.queries.report_desk import start_desk
from sharing.queries.report_page import check_desk
from sharing.queries.report_stand import report_stand
from sharing.reporting import NewReport, Sending
from sharing.services.notifying import Telling
from sharing.services.report_checks import answer_check, answer_objection, ask_checks
from sharing.services.report_giving_up import give_up_report
from sharing.services.report_sending import acknowledge_report, send_report, tell_of_report
from sharing.services.report_signing import countersign_report, return_report, sign_report
from sharing.services.reports import bring_in, correct_report, edit_part, start_report


class StandAnswer(Answer):
    """Where a report stands after the act."""

    id = s.UUIDField()
    state = s.ChoiceField(ReportState.choices)
    version = s.IntegerField(help_text=_("To be sent with a countersignature"))


class AskedAnswer(StandAnswer):
    """Where a report stands, and how many agencies were asked."""

    asked = s.IntegerField()


class BroughtAnswer(StandAnswer):
    """Where a report stands, and what came in from the record; edited text was left as it is."""

    new = s.IntegerField()
    changed = s.IntegerField()
    gone = s.IntegerField(help_text=_("Statements that lost their source"))


class CheckDeskAnswer(Answer):
    """The words of the caller's agency in a report, and what it said to them."""

    report = ReportLineAnswer(source="line")
    statements = StatementAnswer(many=True)
    check = CheckAnswer()
    open = s.BooleanField(help_text=_("Whether an answer is waited for"))
    version = s.IntegerField(help_text=_("To be sent with the answer"))


class WrittenReports(Reports):
    """Reports of a case, told and begun."""

    @operation(StandAnswer, status=201, operation_id="report_start", request=b.ReportStartBody)
    def create(self, request: Request, reference: str) -> Response:
        """Begin a report as order supervisor; it is assembled from the record at once."""
        sent, today = self.sent(b.ReportStartBody), timezone.localdate()
        usual = {(one.kind, one.about): one for one in start_desk(self.actor, reference).choices}
        one = usual.get((ReportKind(sent["kind"]), sent["about"]))
        first = sent.get("period_from") or (one.period_from if one else today)
        last = sent.get("period_to") or (one.period_to if one else today)
        new = NewReport(ReportKind(sent["kind"]), sent["about"], first, last)
        return self.stands(start_report(self.actor, reference, new).pk)

    def stands(self, report: uuid.UUID) -> Response:
        """Answer where the report stands."""
        where = reverse("api_report", kwargs={"report": report})
        body = StandAnswer(report_stand(self.actor, report)).data
        return Response(body, status=status.HTTP_201_CREATED, headers={"Location": where})


class ReportWords(Endpoint):
    """The words of one report: its parts, what changed in the record, and the checks of quoted agencies."""

    @operation(StandAnswer, status=201, operation_id="report_part", request=b.PartBody)
    def part(self, request: Request, report: uuid.UUID, part: str) -> Response:
        """Keep the words of one part as its writer."""
        edit_part(self.actor, report, part, b.edit_of(part, self.sent(b.PartBody)))
        return self._stands(report, StandAnswer)

    @operation(BroughtAnswer, status=201, operation_id="report_refresh", request=None)
    def refresh(self, request: Request, report: uuid.UUID) -> Response:
        """Bring in what changed in the record since the last look."""
        brought = bring_in(self.actor, report)
        return self._stands(report, BroughtAnswer, new=brought.new, changed=brought.changed, gone=brought.gone)

    @operation(AskedAnswer, status=201, operation_id="report_ask", request=None)
    def ask(self, request: Request, report: uuid.UUID) -> Response:
        """Ask each quoted agency to check its words."""
        return self._stands(report, AskedAnswer, asked=ask_checks(self.actor, report))

    @operation(CheckDeskAnswer, operation_id="report_check_read")
    def check(self, request: Request, report: uuid.UUID) -> Response:
        """The words of the caller's agency in a report that asks about them."""
        return Response(CheckDeskAnswer(check_desk(self.actor, report)).data)

    @operation(StandAnswer, status=201, operation_id="report_check", request=b.CheckBody)
    def answer(self, request: Request, report: uuid.UUID) -> Response:
        """Say for the caller's agency that its words stand, or what is wrong with them."""
        sent = self.sent(b.CheckBody)
        answer_check(self.actor, report, sent["version"], sent["state"], sent.get("words", ""))
        return self._stands(report, StandAnswer)

    @operation(StandAnswer, status=201, operation_id="report_objection", request=b.ObjectionBody)
    def objection(self, request: Request, report: uuid.UUID) -> Response:
        """Answer an agency's objection as the writer: the words stay, and why."""
        sent = self.sent(b.ObjectionBody)
        answer_objection(self.actor, report, sent["agency_id"], sent["answer"])
        return self._stands(report, StandAnswer)

    def _stands(self, report: uuid.UUID, answer: type[StandAnswer], **figures: int) -> Response:
        at = report_stand(self.actor, report)
        body = answer({"id": at.id, "state": at.state, "version": at.version, **figures}).data
        return Response(body, status=status.HTTP_201_CREATED)


class ReportSteps(WrittenReports):
    """What is done with a report: signed, countersigned, sent, told of, corrected."""

    @operation(StandAnswer, status=201, operation_id="report_sign", request=None)
    def sign(self, request: Request, report: uuid.UUID) -> Response:
        """Sign as the writer: the text is fixed, and the senior is asked."""
        return self.stands(sign_report(self.actor, report).pk)

    @operation(StandAnswer, status=201, operation_id="report_countersign", request=b.CountersignBody)
    def countersign(self, request: Request, report: uuid.UUID) -> Response:
        """Countersign as the senior."""
        return self.stands(countersign_report(self.actor, report, self.sent(b.CountersignBody)["version"]).pk)

    @operation(StandAnswer, status=201, operation_id="report_return", request=b.ReasonBody)
    def send_back(self, request: Request, report: uuid.UUID) -> Response:
        """Return it to its writer as the senior."""
        return self.stands(return_report(self.actor, report, self.sent(b.ReasonBody)["why"]).pk)

    @operation(StandAnswer, status=201, operation_id="report_give_up", request=b.ReasonBody)
    def give_up(self, request: Request, report: uuid.UUID) -> Response:
        """Give up a report that was begun."""
        give_up_report(self.actor, report, self.sent(b.ReasonBody)["why"])
        return self.stands(report)

    @operation(StandAnswer, status=201, operation_id="report_send", request=b.SendBody)
    def send(self, request: Request, report: uuid.UUID) -> Response:
        """Record that it went to the court: a disclosure, of which the person must be told."""
        send_report(self.actor, report, Sending(**self.sent(b.SendBody)))
        return self.stands(report)

    @operation(StandAnswer, status=201, operation_id="report_acknowledge", request=b.AcknowledgeBody)
    def acknowledge(self, request: Request, report: uuid.UUID) -> Response:
        """Record that the court has it."""
        acknowledge_report(self.actor, report, self.sent(b.AcknowledgeBody)["acknowledged_on"])
        return self.stands(report)

    @operation(StandAnswer, status=201, operation_id="report_told", request=b.ToldBody)
    def told(self, request: Request, report: uuid.UUID) -> Response:
        """Record that the person was told of the disclosure, as case manager or order supervisor."""
        tell_of_report(self.actor, report, Telling(**self.sent(b.ToldBody)))
        return self.stands(report)

    @operation(StandAnswer, status=201, operation_id="report_correct", request=None)
    def correct(self, request: Request, report: uuid.UUID) -> Response:
        """Begin a corrected version: a copy to change, check, sign and send again."""
        return self.stands(correct_report(self.actor, report).pk)
