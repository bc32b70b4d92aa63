"""Restriction of processing: placed, marked, looked at again, lifted; only a duty report goes further meanwhile."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.utils import timezone

from access import policy
from access.choices import Tier
from agencies.errors import Conflict, NotAllowed, RuleBroken
from casework.models import Deadline, Note, NoteRelease, NoteResponse
from casework.queries.notes import note_detail
from casework.releasing import Release
from casework.restricting import restrictions_of
from casework.services.minutes import clear_for_minutes
from casework.services.notes import correct_note
from casework.services.releases import release_note
from casework.services.responses import respond
from casework.writing import NewNote
from devstack.testing import backstage
from sharing.asking import NewAnswer
from sharing.assembly import Scope
from sharing.choices import PassedHow
from sharing.choices_restricting import RestrictionGround
from sharing.choices_rights import RightsState
from sharing.models import Disclosure, Restriction, RightsRequest
from sharing.proposing import Passed
from sharing.queries.report_sources.items import read_items
from sharing.restricting import Lifting, NewRestriction
from sharing.rights import RightsDecision
from sharing.services.proposal_steps import decide_proposal, make_disclosure
from sharing.services.request_answers import answer
from sharing.services.restricting import go_on_restricting, lift_restriction, restrict
from sharing.services.rights import decide_request
from tests.cast import acting
from tests.factories import MembershipFactory, NoteFactory
from tests.factories.proposals import ProposalFactory, ProposalRecordFactory, ProposalWordsFactory
from tests.factories.requests import SharingRequestFactory
from tests.factories.rights import RightsRequestFactory
from tests.sharing.test_duty_reports import filed

REFUSED = "It is restricted"


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def asked(world: Any) -> RightsRequest:
    """A request that something is not used, of somebody who is known."""
    return RightsRequestFactory(
        case=world.case, membership=world.officer, kind="restriction", identity="known", identity_on=today()
    )


@pytest.fixture
def about(world: Any) -> Note:
    """A note of the police, that every permanent member reads."""
    return NoteFactory(case=world.case, by=world.officer, full="F.", summary="S.", gist="G.", released_tier=3)


def new(note: Note | None = None, **more: Any) -> NewRestriction:
    facts = {"ground": RestrictionGround.CONTESTED, "reason": "It is looked into.", "review_on": today(60)}
    return NewRestriction(**{**facts, "note": note.pk if note else None, **more})


def placed(world: Any, asked: RightsRequest, note: Note | None = None) -> Restriction:
    with acting(world.manager) as actor:
        return restrict(actor, asked.pk, new(note))


def fresh(row: Restriction) -> Restriction:
    with backstage():
        return Restriction.objects.unguarded(because="test").get(pk=row.pk)


def due() -> list[Deadline]:
    with backstage():
        return list(Deadline.objects.unguarded(because="test").filter(kind="restriction_review"))


def lifted(world: Any, row: Restriction) -> Restriction:
    with acting(world.manager) as actor:
        return lift_restriction(actor, row.pk, fresh(row).version, Lifting("It was found right.", today()))


def marked(world: Any, who: str, note: Note) -> bool:
    with acting(getattr(world, who)) as actor:
        return bool(restrictions_of(actor, [note.case_id], [note.pk]))


def test_it_is_placed_on_a_note_with_its_review_due(world: Any, asked: RightsRequest, about: Note) -> None:
    row = placed(world, asked, about)
    (line,) = due()
    assert (line.responsible_id, line.case_id, line.due_on) == (world.manager.pk, world.case.pk, today(60))
    assert (row.newest_id, row.placed_on) == (about.pk, today())
    for who in ("manager", "supervisor", "clinician", "teacher", "chair"):
        assert marked(world, who, about)
    for who in ("mentor", "stranger", "colleague"):
        assert not marked(world, who, about)
    with acting(world.clinician) as actor:
        mark = note_detail(actor, about.pk).entry.restriction
    assert mark is not None
    assert (mark.id, mark.whole) == (row.pk, False)


def test_a_whole_case_is_marked_for_whoever_sees_it(world: Any, asked: RightsRequest, about: Note) -> None:
    row = placed(world, asked)
    assert (row.note_id, row.newest_id) == (None, None)
    for who in ("manager", "teacher", "mentor", "chair"):
        with acting(getattr(world, who)) as actor:
            assert restrictions_of(actor, [world.case.pk])[world.case.pk].whole
    assert not marked(world, "stranger", about)


def test_it_follows_a_correction(world: Any, asked: RightsRequest, about: Note) -> None:
    row = placed(world, asked, about)
    same = NewNote(
        kind="contact", occurred_on=about.occurred_on, nature="fact", handling="team", title="T", full="Other.",
        summary="S.", gist="", released_tier=3,
    )  # fmt: skip
    with acting(world.officer) as actor:
        newest = correct_note(actor, about.pk, same)
    assert fresh(row).newest_id == newest.pk
    assert marked(world, "supervisor", newest)
    with acting(world.supervisor):
        assert policy.is_restricted(world.case.pk, [about.pk])
        assert policy.is_restricted(world.case.pk, [newest.pk])


def test_a_correction_goes_no_further(world: Any, asked: RightsRequest, about: Note) -> None:
    placed(world, asked, about)
    wider = NewNote(
        kind="contact", occurred_on=about.occurred_on, nature="fact", handling="team", title="T", full="Other.",
        summary="S.", gist="", released_tier=4,
    )  # fmt: skip
    with acting(world.officer) as actor, pytest.raises(RuleBroken, match=REFUSED):
        correct_note(actor, about.pk, wider)


@pytest.mark.parametrize("whole", [False, True])
def test_nothing_goes_further_while_it_lasts(world: Any, asked: RightsRequest, about: Note, whole: bool) -> None:
    ready = _proposal(world, about, "approved")
    waits = _proposal(world, about, "checks")
    request = SharingRequestFactory(case=world.case, membership=world.supervisor, asked=world.police, tier=3)
    row = placed(world, asked, None if whole else about)

    def refused(who: str, act: Any) -> None:
        with acting(getattr(world, who)) as actor, pytest.raises(RuleBroken, match=REFUSED):
            act(actor)

    def go(who: str, act: Any) -> None:
        with acting(getattr(world, who)) as actor, transaction.atomic():
            act(actor)

    passed = Passed(made_on=today(), how=PassedHow.MAIL, contact="Somebody")
    acts = [
        ("officer", lambda a: answer(a, request.pk, NewAnswer(code="summary", note=about.pk))),
        ("chair", lambda a: decide_proposal(a, waits.pk, approved=True, reason="Yes.", version=1)),
        ("manager", lambda a: make_disclosure(a, ready.pk, passed)),
        ("officer", lambda a: release_note(a, about.pk, Release(Tier.FULL, companions=False), "Wider.")),
        ("supervisor", lambda a: respond(a, about.pk, "propose", "They should know.")),
        ("supervisor", lambda a: respond(a, about.pk, "minutes", "It belongs there.")),
        ("officer", lambda a: clear_for_minutes(a, about.pk, Tier.SUMMARY, "It belongs there.")),
    ]  # fmt: skip
    for who, act in acts:
        refused(who, act)
    with acting(world.supervisor) as actor:
        assert about.pk not in read_items(actor, _scope(world)).cleared
    lifted(world, row)
    for who, act in acts:
        go(who, act)


def test_less_far_is_always_possible_and_so_is_a_refusal(world: Any, asked: RightsRequest, about: Note) -> None:
    waits = _proposal(world, about, "checks")
    placed(world, asked)
    with acting(world.officer) as actor:
        release_note(actor, about.pk, Release(Tier.GIST, companions=False), "Less far.")
    with acting(world.chair) as actor:
        decide_proposal(actor, waits.pk, approved=False, reason="No.", version=1)


def test_the_database_refuses_by_itself(world: Any, asked: RightsRequest, about: Note) -> None:
    placed(world, asked, about)
    now = timezone.now()
    facts = {"case_id": world.case.pk, "note": about, "agency": world.police, "membership": world.officer}
    rows = (
        (world.officer, NoteRelease(
            **facts, tier_before=3, tier=4, companions_before=False, companions=False, reason="R", made_at=now)),
        (world.supervisor, NoteResponse(
            note=about, agency=world.probation, author=world.supervisor.user, membership=world.supervisor,
            kind="propose", text="T", at=now)),
    )  # fmt: skip
    for who, row in rows:
        with acting(who), pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)
    ready = _proposal(world, about, "approved")
    with acting(world.manager), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sharing_disclosure (id, case_id, purpose, recipient, proposal_id, tier, items, made_on,"
            " membership_id, recorded_at) SELECT gen_random_uuid(), case_id, purpose, recipient, id, tier, 1,"
            " current_date, %s, now() FROM sharing_disclosureproposal WHERE id = %s", [world.manager.pk, ready.pk],
        )  # fmt: skip


def test_a_duty_report_is_never_held_up(world: Any, asked: RightsRequest) -> None:
    world.desk = MembershipFactory(agency=world.police, duties=["duty_desk"])
    placed(world, asked)
    report = filed(world)
    with backstage():
        assert Disclosure.objects.unguarded(because="test").get(duty_report=report).case_id == world.case.pk


@pytest.mark.parametrize("kind", ["access", "restriction"])
def test_it_is_placed_on_what_the_person_asked(world: Any, about: Note, kind: str) -> None:
    over = {"state": "withdrawn", "decided_on": today(), "decided_by": world.manager} if kind == "restriction" else {}
    row = RightsRequestFactory(case=world.case, membership=world.officer, kind=kind, **over)
    with acting(world.manager) as actor, pytest.raises(RuleBroken):
        restrict(actor, row.pk, new(about))


def test_what_is_asked_of_it(world: Any, asked: RightsRequest, about: Note) -> None:
    with acting(world.officer) as actor, pytest.raises(NotAllowed):
        restrict(actor, asked.pk, new(about))
    with acting(world.stranger) as actor, pytest.raises(Http404):
        restrict(actor, asked.pk, new(about))
    hidden = NoteFactory(case=world.case, by=world.officer, handling="sealed", listed=(world.officer.user,))
    with acting(world.manager) as actor:
        for wrong, field in (
            (new(hidden), "note"), (new(about, reason=" "), "reason"), (new(about, review_on=today()), "review_on"),
            (new(about, review_on=today(200)), "review_on"),
        ):  # fmt: skip
            with pytest.raises(RuleBroken) as broken:
                restrict(actor, asked.pk, wrong)
            assert broken.value.field == field
        restrict(actor, asked.pk, new(about))
        with pytest.raises(Conflict):
            restrict(actor, asked.pk, new(about))


def test_it_is_granted_when_something_is_restricted(world: Any, asked: RightsRequest, about: Note) -> None:
    decision = RightsDecision(RightsState.GRANTED, "It is not used.")
    with acting(world.manager) as actor:
        with pytest.raises(RuleBroken):
            decide_request(actor, asked.pk, 1, decision)
        restrict(actor, asked.pk, new(about))
        assert decide_request(actor, asked.pk, 1, decision).state == "granted"


def test_it_is_looked_at_again_and_lifted_after_the_person_was_told(
    world: Any, asked: RightsRequest, about: Note
) -> None:  # fmt: skip
    row = placed(world, asked, about)
    with acting(world.clinician) as actor, pytest.raises(NotAllowed):
        go_on_restricting(actor, row.pk, 1, today(90))
    with acting(world.manager) as actor:
        with pytest.raises(Conflict):
            go_on_restricting(actor, row.pk, 5, today(90))
        go_on_restricting(actor, row.pk, 1, today(90))
        assert [line.due_on for line in due()] == [today(90)]
        for told in (today(1), today(-1)):
            with pytest.raises(RuleBroken) as broken:
                lift_restriction(actor, row.pk, 2, Lifting("Because.", told))
            assert broken.value.field == "told_on"
        lift_restriction(actor, row.pk, 2, Lifting("Because.", today()))
        with pytest.raises(RuleBroken):
            lift_restriction(actor, row.pk, 3, Lifting("Because.", today()))
    assert [line.state for line in due()] == ["done"]
    assert not marked(world, "supervisor", about)


def test_the_pages_place_and_lift_it(world: Any, browse: Any, asked: RightsRequest, about: Note) -> None:
    manager = browse(world.manager)
    form = {
        "note": str(about.pk),
        "ground": "evidence",
        "reason": "It is evidence.",
        "review_on": today(30).isoformat(),
    }
    assert manager.post(f"/rights/{asked.pk}/restrict/", {**form, "reason": ""}).status_code == 422
    answer_ = manager.post(f"/rights/{asked.pk}/restrict/", form)
    assert answer_.status_code == 303
    page = answer_["Location"]
    assert "It is evidence." in browse(world.officer).get(page).content.decode()
    assert "It is evidence." not in browse(world.teacher).get(page).content.decode()  # reads a summary
    assert "Restricted" in browse(world.teacher).get(f"/notes/{about.pk}/").content.decode()
    assert manager.post(f"{page}lift/", {"version": 1, "told_on": "", "reason": "R"}).status_code == 422
    lift = {"version": 1, "told_on": today().isoformat(), "reason": "It was found right."}
    assert manager.post(f"{page}lift/", lift).status_code == 303
    assert "It was found right." in browse(world.officer).get(page).content.decode()


def _proposal(world: Any, note: Note, state: str) -> Any:
    row = ProposalFactory(
        case=world.case, membership=world.manager, state=state, handed_in_at=timezone.now(), tier=3
    )  # fmt: skip
    ProposalWordsFactory(proposal=row)
    ProposalRecordFactory(proposal=row, note=note, tier=3)
    return row


def _scope(world: Any) -> Any:
    return Scope("progress", world.case.pk, world.person.pk, world.probation.pk, None, None, None, today(-30), today())
