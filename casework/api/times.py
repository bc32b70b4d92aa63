"""How long things may take and when they remind, for programs: read by staff, set by coordinators."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Whole
from access.api.schema import operation
from casework.choices import DeadlineKind
from casework.queries.timings import kind_row, span_row, times
from casework.reminding import MOST_DAYS
from casework.services.cadences import set_erase_period, set_follow_ups, set_span
from casework.services.timings import Days, set_timing

LARGE = 1_000_000


class SpanAnswer(Answer):
    """How many days one thing may take."""

    name = s.SlugField()
    label = s.CharField(source="usual.label")  # type: ignore[assignment]  # a field, not the label of this serializer
    days = s.IntegerField()
    working = s.BooleanField(source="usual.working", help_text=_("Whether only Monday to Friday count"))
    default = s.IntegerField(source="usual.days")
    least = s.IntegerField(source="usual.least")
    most = s.IntegerField(source="usual.most")
    comes_from = s.CharField(source="usual.source", help_text=_("Where the default comes from"))
    changed = s.BooleanField(help_text=_("Whether the partnership set its own figure"))


class TimingAnswer(Answer):
    """When one kind of deadline reminds, in working days."""

    kind = s.ChoiceField(DeadlineKind.choices)
    label = s.CharField()  # type: ignore[assignment]  # a field, not the label of this serializer
    ahead = s.IntegerField(source="now.ahead", help_text=_("Announced so many days before; 0: not announced"))
    overdue = s.IntegerField(source="now.overdue", help_text=_("Overdue so many days after"))
    escalate = s.IntegerField(source="now.escalate", help_text=_("Passed on so many days after; 0: never"))
    changed = s.BooleanField(help_text=_("Whether the partnership set its own figures"))


class TimesAnswer(Answer):
    """Everything of it."""

    version = s.IntegerField(help_text=_("Of the settings; whoever sets something sends the one that was read"))
    spans = SpanAnswer(many=True)
    follow_up_months = s.ListField(
        child=s.IntegerField(), source="months", help_text=_("Months after closing at which somebody looks again")
    )
    erase_after_months = s.IntegerField(
        source="erase_after", allow_null=True,
        help_text=_("Months after closing at which it is asked whether a record is erased; null: nobody said"),
    )  # fmt: skip
    kinds = TimingAnswer(many=True)
    quiet_from = s.CharField(source="rules.quiet_from", help_text=_("HH:MM:SS, local: nobody gets an e-mail from then"))
    quiet_until = s.CharField(source="rules.quiet_until", help_text=_("HH:MM:SS, local"))
    time_zone = s.CharField(source="rules.zone.key")


class VersionedBody(Body):
    """What is sent with each of them."""

    version = Whole(min_value=1, max_value=LARGE, help_text=_("The one that was read"))


class SpanBody(VersionedBody):
    """The days of one span, within its bounds."""

    days = Whole(min_value=0, max_value=LARGE)


class FollowUpsBody(VersionedBody):
    """The months after closing at which somebody usually looks again."""

    months = s.ListField(child=Whole(min_value=0, max_value=LARGE), max_length=10)


class ErasePeriodBody(VersionedBody):
    """The months after closing at which it is asked whether a record is erased."""

    months = Whole(min_value=0, max_value=LARGE)


class TimingBody(Body):
    """When one kind of deadline reminds."""

    ahead = Whole(min_value=0, max_value=MOST_DAYS)
    overdue = Whole(min_value=1, max_value=MOST_DAYS)
    escalate = Whole(min_value=0, max_value=MOST_DAYS)


class TimesOfPartnership(Endpoint):
    """Days and reminders of the partnership."""

    @operation(TimesAnswer, operation_id="times_read")
    def retrieve(self, request: Request) -> Response:
        """What holds, with the defaults and where they come from; for the agencies' staff."""
        return self._all()

    @operation(TimesAnswer, status=201, operation_id="times_span", request=SpanBody)
    def span(self, request: Request, name: str) -> Response:
        """Set how long one thing may take (coordinator). What is due already keeps its day."""
        span_row(self.actor, name)
        sent = self.sent(SpanBody)
        set_span(self.actor, name, sent["days"], sent["version"])
        return self._all(201)

    @operation(TimesAnswer, status=201, operation_id="times_follow_ups", request=FollowUpsBody)
    def follow_ups(self, request: Request) -> Response:
        """Set the follow-ups that usually come after closing (coordinator)."""
        sent = self.sent(FollowUpsBody)
        set_follow_ups(self.actor, sent["months"], sent["version"])
        return self._all(201)

    @operation(TimesAnswer, status=201, operation_id="times_erasing", request=ErasePeriodBody)
    def erasing(self, request: Request) -> Response:
        """Set how long after closing it is asked whether a record is erased (coordinator). Nothing is erased by it."""
        sent = self.sent(ErasePeriodBody)
        set_erase_period(self.actor, sent["months"], sent["version"])
        return self._all(201)

    @operation(TimesAnswer, status=201, operation_id="times_kind", request=TimingBody)
    def kind(self, request: Request, kind: str) -> Response:
        """Set when one kind of deadline reminds (coordinator)."""
        row = kind_row(self.actor, kind)
        set_timing(self.actor, DeadlineKind(row.kind), Days(**self.sent(TimingBody)))
        return self._all(201)

    def _all(self, status: int = 200) -> Response:
        return Response(TimesAnswer(times(self.actor)).data, status=status)
