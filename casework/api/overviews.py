"""Whole pictures of a case for programs: its timeline, the person's network, versions of the plan; and the forecast."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Text
from access.api.paging import page_of, read_cursor
from access.api.schema import operation
from casework.api.bodies import PageQuery
from casework.queries.forecast import forecast
from casework.queries.networks import network_page
from casework.queries.plan_versions import versions_page
from casework.queries.timeline import timeline_page


class EntryAnswer(Answer):
    """Something that happened, in the words the caller may read."""

    id = s.CharField()
    kind = s.CharField()
    on = s.DateField(source="date")
    title = s.CharField()
    text = s.CharField()
    tier = s.CharField(help_text=_("How full the text is, where it is a note's"))
    agency = s.CharField(source="by")
    agency_code = s.CharField()
    tags = s.ListField(child=s.CharField())
    page = s.CharField(source="url", help_text=_("Address of its page, where it has one"))


class TimelineAnswer(Answer):
    """One page of the timeline."""

    results = EntryAnswer(many=True)
    next = s.CharField(allow_null=True)
    previous = s.CharField(allow_null=True)
    kinds = s.ListField(child=s.CharField(), help_text=_("What may be asked for by its kind"))


class TimelineQuery(PageQuery):
    """What the timeline is narrowed by."""

    kind = Text(max_length=30, required=False)


class LinkAnswer(Answer):
    """One person or organisation of the network."""

    id = s.UUIDField()
    name = s.CharField(source="label")
    role = s.CharField(help_text=_("In words"))
    closeness = s.CharField(help_text=_("In words"))
    influence = s.CharField(help_text=_("In words"))
    agency = s.CharField()


class NetworkAnswer(Answer):
    """The network of the person."""

    results = LinkAnswer(many=True, source="links")
    ended = LinkAnswer(many=True, source="past")
    accepted = s.IntegerField(help_text=_("Members that said yes"))
    pulling_back = s.IntegerField(source="against")


class VersionAnswer(Answer):
    """One version of the plan, in words."""

    number = s.IntegerField()
    state = s.CharField()
    made_by = s.CharField()
    answer = s.CharField(help_text=_("The person's answer"))
    in_force_from = s.CharField(source="since")
    superseded = s.CharField(source="until")


class VersionsAnswer(Answer):
    """The versions of the plan, the newest first."""

    results = VersionAnswer(many=True, source="versions")


class StillMissingAnswer(Answer):
    """What is still missing before the day."""

    what = s.CharField()
    on = s.CharField()
    state = s.CharField()


class ComingAnswer(Answer):
    """A release or the end of an order."""

    kind = s.CharField(help_text=_("release or end"))
    what = s.CharField()
    detail = s.CharField()
    on = s.CharField(help_text=_("The day, in words"))
    state = s.CharField()
    case = s.CharField(source="reference")
    case_title = s.CharField(source="title")
    missing = StillMissingAnswer(many=True)


class ForecastAnswer(Answer):
    """The next twelve months, the first day first."""

    results = s.SerializerMethodField()
    releases = s.IntegerField()
    ends = s.IntegerField()
    cut = s.BooleanField(help_text=_("There is more than is told"))

    def get_results(self, page: Any) -> list[Any]:
        """Put the months into one list."""
        return [dict(ComingAnswer(row).data) for month in page.months for row in month.rows]


class Overviews(Endpoint):
    """Whole pictures of one case, each as far as the caller's place shows it."""

    @operation(TimelineAnswer, operation_id="case_timeline", parameters=[TimelineQuery])
    def timeline(self, request: Request, reference: str) -> Response:
        """One page of what happened, the latest day first."""
        asked = self.asked(TimelineQuery)
        order = f"timeline.{asked.get('kind', '')}"
        cursor = read_cursor(asked.get("cursor", ""), order)
        kinds = [asked["kind"]] if asked.get("kind") else []
        page = timeline_page(self.actor, reference, kinds, cursor.after)
        names = [kind for kind, _label in page.kinds]
        return Response(page_of(order, EntryAnswer(page.lines, many=True).data, page.older, kinds=names))

    @operation(NetworkAnswer, operation_id="case_network")
    def network(self, request: Request, reference: str) -> Response:
        """The people and organisations around the person."""
        return Response(NetworkAnswer(network_page(self.actor, reference)).data)

    @operation(VersionsAnswer, operation_id="plan_versions")
    def versions(self, request: Request, reference: str) -> Response:
        """The versions of the plan, the newest first."""
        return Response(VersionsAnswer(versions_page(self.actor, reference)).data)


class Forecasts(Endpoint):
    """What is coming on the caller's cases."""

    @operation(ForecastAnswer, operation_id="forecast")
    def list(self, request: Request) -> Response:
        """Releases and ends of orders of the next twelve months."""
        return Response(ForecastAnswer(forecast(self.actor)).data)
