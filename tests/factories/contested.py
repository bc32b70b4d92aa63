"""Factories of what the person contests. Backstage."""

import datetime as dt

import factory
from django.utils import timezone

from sharing.models import ContestedFact, ContestedWord, CorrectionNotice
from tests.factories.base import BackstageFactory


class ContestedFactFactory(BackstageFactory):
    """A note named on a request: ``ContestedFactFactory(request=..., note=..., membership=...)``."""

    class Meta:
        model = ContestedFact

    request = None
    note = None
    membership = None
    case = factory.SelfAttribute("note.case")
    newest = factory.SelfAttribute("note")
    originator = factory.SelfAttribute("note.originator")
    named_at = factory.LazyFunction(timezone.now)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=10))


class ContestedWordFactory(BackstageFactory):
    class Meta:
        model = ContestedWord

    fact = None
    note = factory.SelfAttribute("fact.note")
    kind = "person"
    text = "I was at work that day."
    membership = factory.SelfAttribute("fact.membership")
    at = factory.LazyFunction(timezone.now)


class CorrectionNoticeFactory(BackstageFactory):
    """A recipient of ``disclosure`` who is to be told that ``fact`` stands contested."""

    class Meta:
        model = CorrectionNotice

    fact = None
    disclosure = None
    case = factory.SelfAttribute("fact.case")
    outcome = "stands"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=5))
    raised_at = factory.LazyFunction(timezone.now)
