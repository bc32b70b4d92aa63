"""Texts for the public and what is said to them, backstage."""

import datetime as dt

import factory
from django.utils import timezone

from sharing.models import PublicationRequest, PublicationStep
from tests.factories.base import BackstageFactory


class PublicationFactory(BackstageFactory):
    """``PublicationFactory(case=..., membership=...)``: sent now, to be answered within ten days."""

    class Meta:
        model = PublicationRequest

    case = None
    membership = None
    partnership = factory.SelfAttribute("membership.agency.partnership")
    agency = factory.SelfAttribute("membership.agency")
    user = factory.SelfAttribute("membership.user")
    outlet = "journalist"
    asked_by = "A newspaper."
    purpose = "To show that it works."
    text = "He came every week, and it helped."
    sent_at = factory.LazyFunction(timezone.now)
    answer_by = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=10))


class PublicationStepFactory(BackstageFactory):
    """``PublicationStepFactory(publication=..., membership=..., kind="chair", verdict="yes")``."""

    class Meta:
        model = PublicationStep

    publication = None
    membership = None
    case = factory.SelfAttribute("publication.case")
    proposer = factory.SelfAttribute("publication.user")
    user = factory.LazyAttribute(lambda row: row.membership and row.membership.user)
    kind = "consent"
    verdict = ""
    how = factory.LazyAttribute(lambda row: "written" if row.kind == "consent" else "")
    on = factory.LazyAttribute(lambda row: timezone.localdate() if row.kind in ("consent", "published") else None)
    words = "They read it, and said so."
    made_at = factory.LazyFunction(timezone.now)
