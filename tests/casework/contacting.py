"""What tests of contacts share: a contact as typed, the contact stored, what is due."""

import datetime as dt
from typing import Any

from django.utils import timezone

from casework.models import Contact, Deadline
from devstack.testing import backstage

NEW, LIST = "/cases/VRP-CEDAR/contacts/new/", "/cases/VRP-CEDAR/contacts/"
SENTENCE = "He came on his bicycle and spoke about the welding course."


def typed(**more: Any) -> dict[str, Any]:
    """Four choices and a sentence, yesterday at noon."""
    day = timezone.localdate() - dt.timedelta(days=1)
    quick = {"kind": "person", "attended": "yes", "on": day.isoformat(), "at": "12:00", "setting": "community",
             "mode": "face_to_face", "words": SENTENCE}  # fmt: skip
    return {**quick, **more}


def only_contact() -> Contact:
    with backstage():
        return Contact.objects.unguarded(because="test").select_related("note").get()


def dues() -> dict[str, Deadline]:
    with backstage():
        return {row.kind: row for row in Deadline.objects.unguarded(because="test")}
