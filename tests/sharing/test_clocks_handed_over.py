"""What is due from the case manager follows a change of case manager: rights, leaks, decisions, reviews."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from casework.models import CaseTeamMember, Deadline
from casework.services.teams import appoint
from devstack.testing import backstage
from sharing.models import LeakReport
from tests.casework.doors import page
from tests.cast import acting
from tests.factories import (
    DeadlineFactory,
    MembershipFactory,
    PlaceFactory,
    ProposalDecisionFactory,
    ProposalFactory,
    ProposalWordsFactory,
)
from tests.factories.leaks import LeakFactory
from tests.factories.rights import RightsRequestFactory

WHY = "a test looks at what was stored"
CASE = "/cases/VRP-CEDAR/"
TOMORROW = timezone.localdate() + dt.timedelta(days=1)


def holders(kind: str) -> set[uuid.UUID | None]:
    with backstage():
        rows = Deadline.objects.unguarded(because=WHY).filter(kind=kind, state="open")
        return set(rows.values_list("responsible_id", flat=True))


def hand_over(world: Any, to: Any, role: str = "case_manager") -> None:
    """The real act, by the order supervisor."""
    with backstage():
        place = CaseTeamMember.objects.unguarded(because=WHY).get(membership=to, content_object_id=world.case.pk)
    with acting(world.supervisor) as actor:
        appoint(actor, "VRP-CEDAR", place.pk, role, "Panel of May")


def leak_to_tell(world: Any, browse: Any, by: Any) -> LeakReport:
    form = {
        "what": "A letter went astray.", "noticed_on": str(timezone.localdate() - dt.timedelta(days=1)),
        "noticed_time": "09:30", "tier": "3", "kinds": ["supervision"], "reached": "A neighbour.",
    }  # fmt: skip
    assert browse(by).post(f"{CASE}leaks/new/", form).status_code == 303
    with backstage():
        row = LeakReport.objects.unguarded(because=WHY).latest("reported_at")
    tell = {"verdict": "tell", "until_on": str(TOMORROW), "words": "She must know."}
    assert browse(world.legal).post(f"/leaks/{row.pk}/steps/person/", tell).status_code == 303
    return row


def test_what_the_person_asked_goes_to_the_new_case_manager_and_stays_with_the_adviser(world: Any, browse: Any) -> None:
    RightsRequestFactory(case=world.case, membership=world.officer, due_on=TOMORROW)
    assert holders("rights_request") == {world.manager.pk, world.legal.pk}
    hand_over(world, world.officer)
    assert holders("rights_request") == {world.officer.pk, world.legal.pk}
    with backstage():
        row = Deadline.objects.unguarded(because=WHY).get(kind="rights_request", responsible_id=world.officer.pk)
    assert row.agency_id == world.officer.agency_id
    assert "Answer to what the person asks" in page(browse(world.officer), "/")
    assert "Answer to what the person asks" not in page(browse(world.manager), "/")


def test_what_is_due_about_a_leak_goes_to_the_new_case_manager_and_the_old_one_sees_it_no_more(
    world: Any, browse: Any
) -> None:
    row = leak_to_tell(world, browse, world.teacher)
    assert holders("leak_tell") == {world.manager.pk}
    assert holders("leak_notice") == {world.manager.pk, world.chair.pk}
    assert "Tell the person of a leak" in page(browse(world.manager), "/")
    hand_over(world, world.officer)
    assert holders("leak_tell") == {world.officer.pk}
    assert holders("leak_notice") == {world.officer.pk, world.chair.pk}
    assert holders("leak_decision") == {world.legal.pk}
    assert "Tell the person of a leak" in page(browse(world.officer), "/")
    assert "Tell the person of a leak" not in page(browse(world.manager), "/")
    assert browse(world.manager).get(f"/leaks/{row.pk}/").status_code == 404
    assert browse(world.officer).get(f"/leaks/{row.pk}/").status_code == 200
    with acting(world.manager) as actor:
        seen = Deadline.objects.visible_to(actor).filter(subject_kind="leak")
        assert list(seen) == []


def test_whoever_reported_the_leak_is_not_told_of_it_again(world: Any, browse: Any) -> None:
    leak_to_tell(world, browse, world.officer)
    other = LeakFactory(case=world.case, membership=world.teacher)
    DeadlineFactory(case=None, agency=world.police, responsible=world.officer, kind="leak_tell", subject_kind="leak",
                    subject_id=other.pk)  # fmt: skip
    DeadlineFactory(case=None, agency=world.probation, responsible=world.manager, kind="leak_tell", subject_kind="leak",
                    subject_id=other.pk)  # fmt: skip
    hand_over(world, world.officer)
    with backstage():
        rows = Deadline.objects.unguarded(because=WHY).filter(subject_kind="leak", responsible_id=world.manager.pk)
        assert set(rows.values_list("state", flat=True)) == {"dropped"}
    assert holders("leak_tell") == {world.officer.pk}


@pytest.mark.parametrize("kind", ["retention_review", "emergency_review", "correction_told"])
def test_other_clocks_of_the_case_manager_follow_too(world: Any, kind: str) -> None:
    DeadlineFactory(case=world.case, agency=world.probation, responsible=world.manager, kind=kind)
    hand_over(world, world.officer)
    assert holders(kind) == {world.officer.pk}


def test_who_decides_second_follows_the_roles_and_never_is_the_proposer(world: Any) -> None:
    row = ProposalFactory(case=world.case, membership=world.officer, state="checks", findable=True,
                          handed_in_at=timezone.now())  # fmt: skip
    ProposalWordsFactory(proposal=row)
    ProposalDecisionFactory(proposal=row, membership=world.chair, number=1)
    assert holders("proposal_decision") == {world.manager.pk, world.supervisor.pk}
    other = MembershipFactory(agency=world.probation)
    PlaceFactory(case=world.case, membership=other)
    hand_over(world, other)
    assert holders("proposal_decision") == {other.pk, world.supervisor.pk}
    hand_over(world, world.officer)
    assert holders("proposal_decision") == {world.supervisor.pk}, "whoever proposed it does not decide"
