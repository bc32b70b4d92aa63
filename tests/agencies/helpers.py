"""What the tests of this floor share: fresh rows, lines of the trail, forms filled in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client
from django.utils import timezone

from access.models import Event
from agencies.models.agreement import SECTIONS
from devstack.testing import backstage


def fresh(row: Any) -> Any:
    """The row as it stands in the database now."""
    with backstage():
        return type(row)._default_manager.get(pk=row.pk)


def change(row: Any, **values: Any) -> Any:
    """Change columns behind the scenes, as its next version, and return the row as it stands."""
    with backstage():
        if hasattr(row, "version"):
            values["version"] = fresh(row).version + 1
        type(row)._default_manager.filter(pk=row.pk).update(**values)
    return fresh(row)


def lines(verb: str) -> list[Event]:
    """Lines of the trail with this verb, oldest first."""
    with backstage():
        return list(Event.objects.unguarded(because="test").filter(verb=verb).order_by("seq"))


def day(offset: int) -> dt.date:
    """A local day, so many days from today."""
    return timezone.localdate() + dt.timedelta(days=offset)


def agency_form(**more: Any) -> dict[str, Any]:
    """An agency, typed in whole."""
    return {
        "name": "Harbour Legal Clinic",
        "code": "hlc",
        "group": "civil_society",
        "sub_type": "legal aid",
        "level": "local",
        "area": "velmarra",
        "mandate": "Advice on papers and housing.",
        "powers": "",
        "limits": "No representation in court.",
        "resources": "",
        "controller_regime": "gdpr",
        "secrecy_default": "legal",
        "involvement": "regular",
        **more,
    }


def agreement_form(*parties: Any, **more: Any) -> dict[str, Any]:
    """An agreement, typed in whole."""
    return {
        "title": "Agreement on early help",
        "parties": [str(party.pk) for party in parties],
        "purposes": ["reintegration"],
        "data_categories": ["supervision", "housing"],
        **{name: f"Words about {name}." for name in SECTIONS},
        "begins_on": day(0).isoformat(),
        "ends_on": day(365).isoformat(),
        "review_on": day(180).isoformat(),
        **more,
    }


def member_form(position: Any, **more: Any) -> dict[str, Any]:
    """A new person, typed in whole."""
    return {
        "email": "New.Person@example.org",
        "full_name": "Nela Person",
        "position": str(position.pk),
        "duties": [],
        "begins_on": day(0).isoformat(),
        "ends_on": "",
        **more,
    }


PASSWORD = "three quiet herons wade"


def signed_in(membership: Any) -> Client:
    """A client that came in through the login page, as a person does."""
    user = membership.user
    if not user.has_usable_password():
        with backstage():
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])
    client = Client()
    answer = client.post("/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content
    return client
