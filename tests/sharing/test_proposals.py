"""Proposed disclosures: drafted, doubted, held, decided by somebody else, made once, told; frozen on the way."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.errors import NotAllowed
from agencies.models import AgencyMembership
from casework.models import Deadline
from devstack.testing import backstage
from sharing.models import Disclosure, DisclosureProposal, ProposalDecision, ProposalRecord
from sharing.proposing import stands_in
from sharing.services.proposal_steps import decide_proposal
from tests.api.caller import caller
from tests.casework.doors import lines, page
from tests.factories import (
    MembershipFactory,
    NoteFactory,
    OversightFactory,
    PlaceFactory,
    ProposalDecisionFactory,
    ProposalFactory,
    ProposalWordsFactory,
)

WHY = "a test looks at what was stored"
CASE = "/cases/VRP-CEDAR/"
NEW = f"{CASE}disclosures/new/"
TODAY = str(timezone.localdate())


def typed(**more: Any) -> dict[str, Any]:
    return {
        "recipient": "Harbour Works", "purpose": "reintegration", "basis": "public_task",
        "categories": ["education_work"], "text": "He finished the welding course.", "lawful": "Section 12.",
        "necessary": "The firm asks.", "proportionate": "One sentence.", "least": "Less says nothing.",
        "telling": "By the mentor, the day before.",
    } | more  # fmt: skip


def stored(**lookup: Any) -> DisclosureProposal:
    with backstage():
        return DisclosureProposal.objects.unguarded(because=WHY).get(**lookup)


def drafted(browse: Any, who: AgencyMembership, **more: Any) -> DisclosureProposal:
    answer = browse(who).post(NEW, typed(**more))
    assert answer.status_code == 303, answer.content.decode()[:3000]
    return stored(pk=answer["Location"].split("/")[-2])


def step(browse: Any, who: AgencyMembership, row: DisclosureProposal, name: str, **form: Any) -> int:
    at = f"/proposals/{row.pk}/{name}/"
    status: int = browse(who).post(at, {"version": stored(pk=row.pk).version, **form}).status_code
    return status


APPROVE = {"decision": "approve", "reason": "It helps him."}
REFUSE = {"decision": "refuse", "reason": "The firm has no need of it."}
MADE = {"made_on": TODAY, "how": "phone", "contact": "The foreman"}


def test_drafted_doubted_held_advised_and_refused(world: Any, browse: Any) -> None:
    row = drafted(browse, world.supervisor)
    assert (row.state, row.held, row.membership_id) == ("draft", False, world.supervisor.pk)
    asked = browse(world.supervisor).post(f"/proposals/{row.pk}/not-sure/", {"question": "May the firm know?"})
    assert asked["Location"] == f"/proposals/{row.pk}/"
    assert stored(pk=row.pk).held
    assert "On hold" in page(browse(world.supervisor), f"/proposals/{row.pk}/")
    assert step(browse, world.supervisor, row, "hand-in") == 422
    at = f"/advice/{lines('advice.asked')[0].subjects[0]}/"
    said = {"conclusion": "may_not", "words": "No need of it.", "reasoning": "Article 8."}
    assert browse(world.legal).post(f"{at}answer/", said).status_code == 303
    assert not stored(pk=row.pk).held
    assert step(browse, world.supervisor, row, "hand-in") == 303
    shown = page(browse(world.chair), f"/proposals/{row.pk}/")
    assert all(words in shown for words in ("He finished the welding course.", "No need of it.", "Section 12."))
    assert "Article 8." not in shown
    assert "May the firm know?" not in shown
    assert "Harbour Works" in page(browse(world.chair), "/disclosures/")
    assert step(browse, world.chair, row, "decide", decision="refuse") == 422
    assert step(browse, world.chair, row, "decide", **REFUSE) == 303
    assert stored(pk=row.pk).state == "refused"
    assert step(browse, world.supervisor, row, "made", **MADE) == 422
    told = page(browse(world.manager), f"/proposals/{row.pk}/")
    assert all(words in told for words in ("Refused", "The firm has no need of it."))
    assert "Harbour Works" not in page(browse(world.chair), "/disclosures/")


def test_approved_and_made_once_stands_in_the_ledger_and_the_person_is_to_be_told(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, full="F", summary="S", gist="G")
    row = drafted(browse, world.supervisor, records=[f"{note.pk}:3"])
    assert (row.tier, row.findable) == (3, False)
    assert step(browse, world.supervisor, row, "hand-in") == 303
    assert step(browse, world.chair, row, "decide", **APPROVE) == 303
    assert stored(pk=row.pk).state == "approved"
    assert step(browse, world.supervisor, row, "made", **MADE | {"contact": ""}) == 422
    assert step(browse, world.supervisor, row, "made", **MADE) == 303
    assert step(browse, world.supervisor, row, "made", **MADE) == 422
    with backstage():
        (made,) = Disclosure.objects.unguarded(because=WHY)
        (due,) = Deadline.objects.unguarded(because=WHY).filter(kind="notification")
    assert (made.recipient, made.purpose, made.tier, made.items) == ("Harbour Works", "reintegration", 3, 1)
    assert (due.subject_id, due.responsible_id, due.state) == (made.pk, world.manager.pk, "open")
    assert "Harbour Works" in page(browse(world.chair), f"{CASE}ledger/")
    assert browse(world.supervisor).get(f"/disclosures/{made.pk}/").status_code == 200
    assert step(browse, world.supervisor, row, "received", acknowledged_on=TODAY) == 303
    assert step(browse, world.manager, row, "close") == 303
    assert stored(pk=row.pk).state == "closed"
    (line,) = lines("proposal.made")
    assert (line.operation, line.tier, line.subjects) == ("disclose", 3, [row.pk, note.pk])


def test_nobody_decides_on_their_own(world: Any, browse: Any, act: Any) -> None:
    PlaceFactory(case=world.case, membership=world.chair)
    row = drafted(browse, world.chair)
    assert step(browse, world.chair, row, "hand-in") == 303
    assert step(browse, world.chair, row, "decide", **APPROVE) == 403
    with act(world.chair) as actor, pytest.raises(NotAllowed):
        decide_proposal(actor, row.pk, approved=True, reason="Mine", version=stored(pk=row.pk).version)
    with pytest.raises(IntegrityError, match="nobody_decides_their_own_proposal"), transaction.atomic():
        ProposalDecisionFactory(proposal=row, case=world.case, membership=world.chair)
    assert step(browse, world.manager, row, "decide", **APPROVE) == 403
    assert stored(pk=row.pk).state == "checks"


def test_what_lets_somebody_be_found_is_approved_by_two(world: Any, browse: Any) -> None:
    from casework.models import ContactPoint

    with backstage():
        ContactPoint(
            person=world.person, kind="address", value="Saltmarket Row 14, second floor", valid_from=timezone.now()
        ).save(force_insert=True)
    row = drafted(browse, world.supervisor, text="He lives at saltmarket  row 14.")
    assert step(browse, world.supervisor, row, "hand-in") == 303
    assert stored(pk=row.pk).findable
    assert step(browse, world.manager, row, "decide", **APPROVE) == 403
    assert step(browse, world.chair, row, "decide", **APPROVE) == 303
    assert stored(pk=row.pk).state == "checks"
    assert step(browse, world.chair, row, "decide", **APPROVE) == 403
    assert step(browse, world.officer, row, "decide", **APPROVE) == 403
    assert step(browse, world.manager, row, "decide", **APPROVE) == 303
    assert stored(pk=row.pk).state == "approved"
    with backstage():
        given = list(
            ProposalDecision.objects.unguarded(because=WHY).order_by("number").values_list("user_id", flat=True)
        )
    assert given == [world.chair.user_id, world.manager.user_id]


def test_a_second_chair_approves_or_refuses_for_both(world: Any, browse: Any) -> None:
    second = MembershipFactory(agency=world.social, duties=["chair"])
    OversightFactory(membership=second)
    row = drafted(browse, world.supervisor, findable="on")
    step(browse, world.supervisor, row, "hand-in")
    step(browse, world.chair, row, "decide", **APPROVE)
    assert "Harbour Works" not in page(browse(world.chair), "/disclosures/")
    assert "Harbour Works" in page(browse(second), "/disclosures/")
    assert step(browse, second, row, "decide", **REFUSE) == 303
    assert stored(pk=row.pk).state == "refused"


def test_records_stand_behind_it_no_fuller_than_they_may(world: Any, browse: Any) -> None:
    theirs = NoteFactory(case=world.case, by=world.officer, full="F", summary="S", gist="G", released_tier=3)
    secret = NoteFactory(case=world.case, by=world.supervisor, full="F", secrecy="investigation")
    health = NoteFactory(case=world.case, by=world.clinician, full="F", summary="S", secrecy="health")
    for note, tier in ((theirs, 4), (secret, 4), (health, 3)):
        refusal = browse(world.supervisor).post(NEW, typed(records=[f"{note.pk}:{tier}"]))
        assert refusal.status_code == 422
        assert "He finished the welding course." in refusal.content.decode()
    row = drafted(browse, world.supervisor, records=[f"{theirs.pk}:3"])
    with backstage():
        link = ProposalRecord.objects.unguarded(because=WHY).get(proposal=row)
    assert (link.note_id, link.tier, row.tier) == (theirs.pk, 3, 3)
    own = drafted(browse, world.clinician, records=[f"{health.pk}:4"], categories=["health"])
    assert (own.categories, own.tier) == (["health"], 4), "health passes on its own"
    with backstage():
        type(theirs).objects.unguarded(because=WHY).filter(pk=theirs.pk).update(status="withdrawn")
    assert step(browse, world.supervisor, row, "hand-in") == 422


def test_one_recipient_and_none_of_the_team(world: Any, browse: Any) -> None:
    for more, words in (
        ({"recipient": ""}, "Name one recipient"),
        ({"to_agency": world.port.pk}, "Choose from the list"),
        ({"to_agency": world.social.pk}, "Name one recipient"),
        ({"categories": ["health"]}, "Only a health agency"),
        ({"categories": []}, "Choose what kinds of data"),
    ):
        answer = browse(world.supervisor).post(NEW, typed(**more))
        assert (answer.status_code, words in answer.content.decode()) == (422, True), more
    row = drafted(browse, world.supervisor, recipient="", to_agency=world.social.pk)
    assert row.to_whom == world.social.name


def test_a_draft_is_its_proposers_and_frozen_once_handed_in(world: Any, browse: Any) -> None:
    row = drafted(browse, world.supervisor)
    at = f"/proposals/{row.pk}/edit/"
    assert browse(world.manager).get(at).status_code == 403
    assert browse(world.supervisor).post(at, typed(text="", version=row.version)).status_code == 303
    assert browse(world.supervisor).post(at, typed(version=row.version)).status_code == 409
    assert step(browse, world.supervisor, row, "hand-in") == 422
    assert browse(world.supervisor).post(at, typed(version=stored(pk=row.pk).version)).status_code == 303
    assert "He finished the welding course." not in page(browse(world.chair), f"/proposals/{row.pk}/")
    assert step(browse, world.supervisor, row, "hand-in") == 303
    assert browse(world.supervisor).get(at).status_code == 403
    assert step(browse, world.supervisor, row, "withdraw", why="") == 422
    assert step(browse, world.supervisor, row, "withdraw", why="He tells them himself") == 303
    assert stored(pk=row.pk).state == "withdrawn"
    assert step(browse, world.chair, row, "decide", **APPROVE) == 422


def test_words_that_rest_on_what_one_does_not_read_are_not_shown(world: Any, browse: Any) -> None:
    sealed = NoteFactory(case=world.case, by=world.supervisor, handling="sealed", full="F", summary="S", gist="G")
    row = drafted(browse, world.supervisor, records=[f"{sealed.pk}:4"])
    step(browse, world.supervisor, row, "hand-in")
    for who in (world.manager, world.officer):
        shown = page(browse(who), f"/proposals/{row.pk}/")
        assert "Harbour Works" in shown
        assert "He finished the welding course." not in shown
    assert "He finished the welding course." in page(browse(world.chair), f"/proposals/{row.pk}/")


def test_sent_twice_it_is_proposed_once(world: Any, browse: Any) -> None:
    form = typed(form_key=str(uuid.uuid4()))
    first, again = (browse(world.supervisor).post(NEW, form)["Location"] for _n in range(2))
    assert first == again


def test_programs_propose_decide_and_record_by_the_same_rules(world: Any) -> None:
    client = caller(world.supervisor)
    told = client.post("/cases/VRP-CEDAR/disclosures/", typed(findable=False))
    assert told.status_code == 201, told.content
    at, version = f"/proposals/{told.json()['proposal']['id']}/", told.json()["version"]
    assert client.post(f"{at}hand-in/", {"version": version + 7}).status_code == 409
    version = client.post(f"{at}hand-in/", {"version": version}).json()["version"]
    body = {"approve": True, "reason": "It helps.", "version": version}
    assert client.post(f"{at}decide/", body).status_code == 403
    assert caller(world.officer).post(f"{at}decide/", body).status_code == 403
    assert caller(world.chair).post(f"{at}decide/", body).status_code == 201
    assert client.post(f"{at}made/", MADE).status_code == 201
    assert client.get(at).json()["proposal"]["state"] == "made"
    assert client.get("/cases/VRP-CEDAR/disclosures/").json()["proposals"][0]["recipient"] == "Harbour Works"


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("He lives at SALTMARKET Row 14.", "Saltmarket Row 14, second floor", True),
        ("Call 0005550143", "+000 555 0143", True),
        ("He is at the Harbourlight Metalworks", "Harbourlight Metalworks, Dock 6", True),
        ("He works at a dock.", "Harbourlight Metalworks, Dock 6", False),
        ("He has a room.", "Saltmarket Row 14", False),
    ],
)
def test_places_are_found_however_they_are_written(text: str, place: str, found: bool) -> None:
    assert stands_in(text, [place]) is found


def test_a_question_names_a_proposal_that_is_still_open(world: Any, browse: Any) -> None:
    row = ProposalFactory(case=world.case, membership=world.supervisor, state="made")
    ProposalWordsFactory(proposal=row)
    answer = browse(world.supervisor).post(f"/proposals/{row.pk}/not-sure/", {"question": "May I?"})
    assert answer.status_code == 422


def deciding() -> dict[uuid.UUID, str]:
    with backstage():
        rows = Deadline.objects.unguarded(because=WHY).filter(kind="proposal_decision")
        return dict(rows.order_by("state").values_list("responsible_id", "state"))


def test_whoever_must_decide_has_it_due_and_is_met_by_deciding(world: Any, browse: Any) -> None:
    row = drafted(browse, world.supervisor)
    assert deciding() == {}
    assert step(browse, world.supervisor, row, "hand-in") == 303
    assert deciding() == {world.chair.pk: "open"}
    assert "A proposed disclosure to decide" in page(browse(world.chair), "/")
    assert step(browse, world.officer, row, "not-sure", question="May a firm know?") == 303
    assert deciding() == {world.chair.pk: "dropped"}, "nobody can decide while the advisers are asked"
    with backstage():
        asked = Deadline.objects.unguarded(because=WHY).get(kind="legal_advice").subject_id
    answer = browse(world.legal).post(f"/advice/{asked}/answer/", {"conclusion": "may", "words": "It may."})
    assert answer.status_code == 303
    with backstage():
        assert Deadline.objects.unguarded(because=WHY).filter(kind="proposal_decision", state="open").count() == 1
    assert step(browse, world.chair, row, "decide", **REFUSE) == 303
    with backstage():
        states = Deadline.objects.unguarded(because=WHY).filter(kind="proposal_decision").order_by("state")
        assert list(states.values_list("state", flat=True)) == ["done", "dropped"]


def test_what_is_withdrawn_is_decided_by_nobody(world: Any, browse: Any) -> None:
    row = drafted(browse, world.supervisor)
    assert step(browse, world.supervisor, row, "hand-in") == 303
    assert step(browse, world.supervisor, row, "withdraw", why="The firm said no.") == 303
    assert deciding() == {world.chair.pk: "dropped"}
