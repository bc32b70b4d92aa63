"""Legal holds and erasures, backstage."""

import datetime as dt

import factory
from django.utils import timezone

from sharing.models import LegalHold
from tests.factories.base import BackstageFactory


class LegalHoldFactory(BackstageFactory):
    """``LegalHoldFactory(case=..., membership=...)``: placed now, looked at again in a month."""

    class Meta:
        model = LegalHold

    case = None
    membership = None
    partnership = factory.SelfAttribute("case.partnership")
    user = factory.SelfAttribute("membership.user")
    ground = "claim"
    words = "A claim for damages is announced."
    placed_at = factory.LazyFunction(timezone.now)
    review_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=30))
