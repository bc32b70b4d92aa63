"""Texts for the public in the demonstration: one that the adviser refused, one that still waits for the adviser."""

from __future__ import annotations

from access.models import Event
from casework.models import Deadline
from devstack.testing import backstage
from sharing.choices_publishing import PublicationState
from sharing.queries.publications import publication_desk, publication_list
from tests.cast import acting
from tests.sharing.demonstration import WHY, member


def test_one_waits_for_the_second_approval_and_one_was_refused(told: None) -> None:
    with acting(member("luca.vennstrom")) as actor:
        desk = publication_desk(actor)
    assert [(line.state, line.waits_for) for line in desk.open] == [(PublicationState.WAITING, ("a legal adviser",))]
    assert [line.state for line in desk.over] == [PublicationState.REFUSED]
    with acting(member("ines.marholt")) as actor:
        page = publication_list(actor, "VRP-BIRCH")
    assert [line.mark for line in page.open] == [line.mark for line in desk.open]
    with backstage():
        due = Deadline.objects.unguarded(because=WHY).filter(kind="publication", state="open")
        assert [row.responsible_id for row in due] == [member("luca.vennstrom").pk]


def test_what_members_passed_to_the_police_stands_on_the_trail(told: None) -> None:
    with backstage():
        lines = list(
            Event.objects.unguarded(because=WHY).filter(verb__startswith="duty.").values_list("verb", "case_id")
        )
    verbs = [verb for verb, _case in lines]
    assert verbs.count("duty.filed") == 3
    assert verbs.count("duty.acknowledged") >= 1
    assert all((case is None) == (verb != "duty.filed") for verb, case in lines)
