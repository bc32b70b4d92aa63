"""Contacts, events and signs behind the doors, a word of its own in each text of theirs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from access.services.tokens import create_calendar_token
from casework import models as cw
from devstack.testing import backstage
from tests.cast import acting
from tests.factories import (
    ContactFactory,
    ExposureFactory,
    IncidentFactory,
    NoteFactory,
    ReportingRuleFactory,
    SignObservationFactory,
)

RULE = ("situation", "recipient", "pass_on", "basis")
"""Texts of a reporting rule: for everybody in the partnership."""


def lay_contacts(stage: Any) -> None:
    """One contact missed, one to come; an incident, an exposure and a sign."""
    w = stage.world
    moment = timezone.now() - dt.timedelta(days=2)
    text = stage.hide("contact words")
    note = NoteFactory(case=w.case, by=w.supervisor, full=text, summary=text, title="Meeting")
    with backstage():
        aunt = cw.Relationship(person=w.person, name=stage.hide("relationship aunt"), kind="family")
        aunt.save(force_insert=True)
    stage.more["missed"] = ContactFactory(
        case=w.case, membership=w.supervisor, note=note, happened_at=moment, planned_for=None,
        attended="no_good_reason", place=stage.hide("contact place"), skill_gained=stage.hide("contact skill"),
        relationship=aunt,
    )  # fmt: skip
    stage.more["planned"] = ContactFactory(
        case=w.case, membership=w.supervisor, place=stage.hide("planned place"),
        planned_for=timezone.now() - dt.timedelta(hours=1),
    )  # fmt: skip
    for kind, make, more in (
        ("incident", IncidentFactory, {}),
        ("exposure", ExposureFactory, {"counter_offer": stage.hide("exposure plan")}),
        ("sign", SignObservationFactory, {}),
    ):  # fmt: skip
        text = stage.hide(f"{kind} words")
        make(note=NoteFactory(case=w.case, by=w.officer, full=text, summary=text, title="Seen"), **more)
    with backstage():
        stage.more["entry"] = cw.SignEntry.objects.unguarded(because="test").get()
    stage.more["rule"] = ReportingRuleFactory(
        partnership=w.partnership, **{name: stage.hide(f"rule {name}") for name in RULE}
    )  # fmt: skip
    with acting(w.supervisor) as actor:
        made = create_calendar_token(actor, stage.hide("feed name"))
        stage.more["feed"], stage.more["feed_id"] = made.secret, made.id
