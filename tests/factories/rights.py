"""Factories of what the person asks about their record. Backstage."""

import datetime as dt
import json

import factory
from django.utils import timezone

from sharing.models import AccessFile, AccessOmission, RightsRequest, RightsWord
from tests.factories.base import BackstageFactory


def _day(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


class RightsRequestFactory(BackstageFactory):
    """A request that ``membership`` recorded ten days ago, and that waits."""

    class Meta:
        model = RightsRequest

    case = None
    membership = None
    partnership = factory.SelfAttribute("case.partnership")
    kind = "access"
    how = "letter"
    received_on = factory.LazyFunction(lambda: _day(-10))
    due_on = factory.LazyFunction(lambda: _day(20))
    recorded_at = factory.LazyFunction(timezone.now)


class RightsWordFactory(BackstageFactory):
    class Meta:
        model = RightsWord

    request = None
    case = factory.SelfAttribute("request.case")
    membership = factory.SelfAttribute("request.membership")
    kind = "asked"
    text = "What do you hold about me?"
    at = factory.LazyFunction(timezone.now)


class AccessFileFactory(BackstageFactory):
    """A file that ``assembled_by`` put together."""

    class Meta:
        model = AccessFile

    request = None
    assembled_by = None
    case = factory.SelfAttribute("request.case")
    partnership = factory.SelfAttribute("request.partnership")
    assembler = factory.SelfAttribute("assembled_by.user")
    assembled_at = factory.LazyFunction(timezone.now)
    given = factory.LazyAttribute(lambda row: entries(("case:lead", row.case.lead_agency.name)))
    stays_out = factory.LazyFunction(lambda: {"others": 2})


class AccessOmissionFactory(BackstageFactory):
    class Meta:
        model = AccessOmission

    file = None
    membership = None
    case = factory.SelfAttribute("file.case")
    key = "case:lead"
    ground = "others"
    reason = "It names a neighbour."
    at = factory.LazyFunction(timezone.now)


def entries(*found: tuple[str, str]) -> str:
    """Entries of a file, each by its key and its words."""
    rest = {"part": "person", "title": "What it is", "on": "", "agency": ""}
    return json.dumps([{"key": key, "text": text, **rest} for key, text in found])
