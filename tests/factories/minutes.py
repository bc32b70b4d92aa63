"""Clearances for summary minutes, backstage."""

import factory
from django.utils import timezone

from casework.models import MinutesClearance
from tests.factories.base import BackstageFactory


class ClearanceFactory(BackstageFactory):
    """``ClearanceFactory(note=..., tier=2)``: put down by whoever wrote the note."""

    class Meta:
        model = MinutesClearance

    note = None
    case = factory.SelfAttribute("note.case")
    agency = factory.SelfAttribute("note.originator")
    membership = factory.SelfAttribute("note.membership")
    tier = 2
    reason = "It helps whoever plans."
    made_at = factory.LazyFunction(timezone.now)
