"""Factories of restrictions of processing. Backstage."""

import datetime as dt

import factory
from django.utils import timezone

from devstack.testing import backstage
from sharing.models import Restriction, RestrictionWord
from tests.factories.base import BackstageFactory


class RestrictionFactory(BackstageFactory):
    """``RestrictionFactory(request=..., membership=...)``: of the whole case, or of ``note``."""

    class Meta:
        model = Restriction

    request = None
    membership = None
    case = factory.SelfAttribute("request.case")
    note = None
    newest = factory.SelfAttribute("note")
    ground = "contested"
    placed_on = factory.LazyFunction(timezone.localdate)
    review_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=60))


class RestrictionWordFactory(BackstageFactory):
    class Meta:
        model = RestrictionWord

    restriction = None
    case = factory.SelfAttribute("restriction.case")
    note = factory.SelfAttribute("restriction.note")
    kind = "placed"
    text = "It is looked into."
    membership = factory.SelfAttribute("restriction.membership")
    at = factory.LazyFunction(timezone.now)


def lift(row: Restriction) -> None:
    """Let a restriction be over, so that everything else goes on."""
    row.lifted_on = row.told_on = row.placed_on
    row.lifted_by, row.version = row.membership, row.version + 1
    with backstage():
        row.save(update_fields=["lifted_on", "told_on", "lifted_by", "version"])
