"""Fir asks for his record: his file holds everything he may have, and no word of anybody else."""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils import timezone

from agencies.models import User
from casework.models import Achievement, NoteText, Outcome, Person, Relationship
from devstack.testing import backstage
from sharing.choices_rights import HandedHow
from sharing.models import AccessFile, RightsRequest
from sharing.services import access_files as acts
from tests.cast import acting
from tests.sharing.demonstration import WHY, member

FIR = "VRP-FIR"


def handed() -> AccessFile:
    """Put together by his case manager, reviewed by the legal adviser, handed over today."""
    samir, luca = member("samir.oudelaar"), member("luca.vennstrom")
    with backstage():
        asks = RightsRequest.objects.unguarded(because=WHY).get(case__reference=FIR)
    with acting(samir) as actor:
        row = acts.put_together(actor, asks.pk)
        acts.hand_in(actor, row.pk, 1)
    with acting(luca) as actor:
        acts.review(actor, row.pk, 2)
    with acting(samir) as actor:
        acts.hand_over(actor, row.pk, 3, timezone.localdate(), HandedHow.HAND)
    with backstage():
        return AccessFile.objects.unguarded(because=WHY).get(pk=row.pk)


def texts_of(**lookup: Any) -> set[str]:
    with backstage():
        rows = NoteText.objects.unguarded(because=WHY).filter(**lookup)
        return set(rows.values_list("text", flat=True))


def test_the_file_of_fir(told: None) -> None:
    row = handed()
    shape = json.loads(row.form("json"))
    given = {one["text"] for part in shape["parts"] for one in part["entries"]}
    text = json.dumps(shape, ensure_ascii=False)
    assert row.form("pdf").startswith(b"%PDF-")
    current = {"note__case__reference": FIR, "note__status": "current", "note__secrecy": "none"}
    ours = texts_of(
        **current, note__handling="team", note__nature="fact", tier=4, note__kind__in=["contact", "progress"]
    )
    assert len(ours) > 10
    assert ours <= given
    core = {"note__handling": "core", "note__kind": "professional_conversation"}
    assert texts_of(**current, **core, tier=3) <= given
    assert not texts_of(**current, **core, tier=4) & given
    with backstage():
        outcome = Outcome.objects.unguarded(because=WHY).get(case__reference=FIR)
        achieved = set(Achievement.objects.unguarded(because=WHY).filter(
            case__reference=FIR, withdrawn_on=None).values_list("text", flat=True))  # fmt: skip
        others = list(Person.objects.unguarded(because=WHY).exclude(cases__reference=FIR))
        relatives = list(Relationship.objects.unguarded(because=WHY).values_list("name", flat=True))
    assert outcome.disengagement_text in text
    assert achieved <= given
    said = set(re.findall(r"\w+", text))
    names = {word for person in others for name in (person.given_name, person.family_name) for word in name.split()}
    with backstage():
        staff = {word for name in User.objects.values_list("full_name", flat=True) for word in name.split()}
    assert (names - staff) & said == set()  # who works with him may be called like somebody else
    assert all(name not in text for name in relatives)
    assert "Lucia" not in text


def test_it_holds_no_word_that_is_secret_or_of_police_or_of_another_case(told: None) -> None:
    text = json.dumps(json.loads(handed().form("json")), ensure_ascii=False)
    here = {"note__case__reference": FIR}
    secret = texts_of(**here, note__secrecy__in=["investigation", "health", "pastoral", "legal"])
    secret |= texts_of(**here, note__kind__in=["police_information", "family", "victim", "health", "staff_safety"])
    secret |= texts_of(**here, note__handling__in=["named", "sealed"])
    with backstage():
        foreign = set(
            NoteText.objects.unguarded(because=WHY).exclude(note__case__reference=FIR).values_list("text", flat=True)
        )
    own = texts_of(**here, note__secrecy="none")
    leaked = {one for one in (secret | foreign) - own if len(one) > 20 and one in text}
    assert leaked == set()
