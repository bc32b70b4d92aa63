"""What a person contests, restricts or has erased holds against detours: lists, texts, advice, part of a request."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from access.choices import Tier
from agencies.errors import RuleBroken
from casework.models import Deadline, Note
from casework.services.notes import clear_note, correct_note, withdraw_note
from casework.writing import NewNote
from devstack.testing import backstage
from sharing.advising import NewQuestion, Quoted
from sharing.choices_contested import ContestedOutcome
from sharing.choices_publishing import Outlet
from sharing.choices_rights import RightsState
from sharing.models import CorrectionNotice, RightsRequest
from sharing.publishing import NewPublication
from sharing.rectifying import ContestAnswer
from sharing.rights import RightsDecision
from sharing.services.advice import ask_advice
from sharing.services.publications import ask_for_publication
from sharing.services.rectifying import answer_contested
from sharing.services.rights import decide_request
from tests.casework.doors import lines, page
from tests.cast import acting
from tests.factories import NoteFactory
from tests.factories.contested import ContestedFactFactory, ContestedWordFactory
from tests.factories.minutes import ClearanceFactory
from tests.factories.proposals import ProposalFactory, ProposalRecordFactory
from tests.factories.reports import DisclosureFactory
from tests.factories.restrictions import RestrictionFactory, RestrictionWordFactory
from tests.factories.rights import RightsRequestFactory
from tests.sharing.erasing_scene import CASE, carried_out, close, decided, granted, is_there, proposed, stored, typed

BEFORE = timezone.now() - dt.timedelta(days=1)
WHY = "a test looks at what was stored"
REFUSED = "It is restricted"


def request(world: Any, kind: str) -> RightsRequest:
    """A request of somebody who is known."""
    row: RightsRequest = RightsRequestFactory(
        case=world.case, membership=world.officer, kind=kind, identity="known", identity_on=timezone.localdate()
    )
    return row


def note(world: Any, **more: Any) -> Note:
    row: Note = NoteFactory(case=world.case, by=world.officer, **{"full": "Full words.", "recorded_at": BEFORE, **more})
    return row


def restricted(world: Any, about: Note | None = None) -> Any:
    row = RestrictionFactory(request=request(world, "restriction"), note=about, membership=world.manager)
    RestrictionWordFactory(restriction=row, text="Canary saffron.")
    return row


@pytest.mark.parametrize("handling", ["named", "sealed"])
@pytest.mark.parametrize("kind", ["contested_fact", "restriction_review"])
def test_what_is_due_of_a_hidden_note_stands_on_no_case(world: Any, browse: Any, handling: str, kind: str) -> None:
    about = note(world, handling=handling, gist="G", listed=(world.manager.user,))
    if kind == "contested_fact":
        ContestedFactFactory(request=request(world, "rectification"), note=about, membership=world.manager)
    else:
        restricted(world, about)
    with backstage():
        (line,) = Deadline.objects.unguarded(because=WHY).filter(kind=kind)
    assert line.case_id is None
    for who in ("clinician", "supervisor"):
        assert str(line.get_kind_display()) not in page(browse(getattr(world, who)), CASE)


def again(**more: Any) -> NewNote:
    first: dict[str, Any] = {
        "kind": "contact", "occurred_on": timezone.localdate(), "nature": "fact", "handling": "team", "title": "T",
        "full": "Other words.",
    }  # fmt: skip
    return NewNote(**{**first, **more})


def test_a_correction_adds_no_text_and_nobody_to_the_list(world: Any) -> None:
    plain, listed = note(world), note(world, handling="named", listed=(world.manager.user,))
    for row in (plain, listed):
        restricted(world, row)
    by_list = {"handling": "named", "named": (world.manager.user_id, world.supervisor.user_id)}
    with acting(world.officer) as actor:
        for row, more in ((plain, {"summary": "S"}), (plain, {"gist": "G", "action": "A"}), (listed, by_list)):
            with pytest.raises(RuleBroken, match=REFUSED):
                correct_note(actor, row.pk, again(**more))
        kept = correct_note(actor, listed.pk, again(handling="named", named=(world.manager.user_id,)))
        for at in (listed.pk, kept.pk):
            assert not goes(
                "INSERT INTO casework_notelisting (id, note_id, user_id) VALUES (gen_random_uuid(), %s, %s)",
                at, world.supervisor.user_id,
            )  # fmt: skip


def test_a_new_note_on_a_restricted_case_has_its_list(world: Any) -> None:
    restricted(world)
    made = note(world, handling="named", listed=(world.manager.user,))
    with acting(world.officer) as actor, transaction.atomic():
        assert Note.objects.visible_to(actor).filter(pk=made.pk).exists()


def goes(statement: str, *values: Any) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            touched: int = cursor.rowcount
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return touched > 0


def test_it_is_not_newly_cleared_for_the_court_and_not_shown_to_advisers(world: Any) -> None:
    about = note(world, summary="S", court_tier=0)
    restricted(world, about)
    with acting(world.officer) as actor:
        with pytest.raises(RuleBroken, match=REFUSED):
            clear_note(actor, about.pk, Tier.FULL)
        assert not goes("UPDATE casework_note SET court_tier = 3 WHERE id = %s", about.pk)
        with pytest.raises(RuleBroken, match=REFUSED):
            ask_advice(actor, "VRP-CEDAR", NewQuestion("May we?", quoted=(Quoted(about.pk, Tier.SUMMARY),)))
        ask_advice(actor, "VRP-CEDAR", NewQuestion("May we?"))


def test_part_of_a_request_erases_no_record_but_a_note(world: Any, browse: Any) -> None:
    source, about = granted(world, state="partly", remedy_told_on=timezone.localdate()), note(world, summary="S")
    close(world)
    whole = browse(world.manager).post(f"{CASE}erasing/new/", typed(source))
    assert whole.status_code == 422
    row = proposed(world, browse, source, note=str(about.pk))
    assert row.note_id == about.pk


@pytest.mark.parametrize(("stopped", "sentence"), [("restricted", "Lift that first"), ("waits", "Answer it first")])
def test_nothing_is_erased_while_it_is_kept_for_the_person_or_they_wait(
    world: Any, browse: Any, stopped: str, sentence: str
) -> None:
    source = granted(world)
    close(world)
    if stopped == "restricted":
        RestrictionFactory(request=source, membership=world.manager)
    else:
        request(world, "access")
    answer = browse(world.manager).post(f"{CASE}erasing/new/", typed(source))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_with_a_note_goes_what_was_said_of_it(world: Any, browse: Any) -> None:
    about = note(world, summary="S", gist="G")
    fact = ContestedFactFactory(request=request(world, "rectification"), note=about, membership=world.manager)
    ContestedWordFactory(fact=fact, text="Canary saffron.")
    ClearanceFactory(note=about, reason="Canary saffron.")
    over = {"lifted_on": timezone.localdate(), "told_on": timezone.localdate(), "lifted_by": world.manager}
    lifted = RestrictionFactory(request=request(world, "restriction"), note=about, membership=world.manager, **over)
    RestrictionWordFactory(restriction=lifted, text="Canary saffron.")
    row = proposed(world, browse, granted(world), note=str(about.pk))
    assert decided(world, browse, row) == 303
    assert carried_out() == 1
    with backstage(), connection.cursor() as cursor:
        for table in ("sharing_contestedword", "sharing_restrictionword", "casework_minutesclearance"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%Canary saffron%'")
            assert cursor.fetchone() == (0,), table
    assert browse(world.officer).get(f"/contested/{fact.pk}/").status_code == 404


def test_whoever_gets_what_was_contested_meanwhile_is_told(world: Any) -> None:
    about = note(world, summary="S")
    proposal = ProposalFactory(case=world.case, membership=world.manager, state="made")
    ProposalRecordFactory(proposal=proposal, note=about, tier=3)
    answered = {"outcome": "stands", "answered_at": timezone.now(), "answered_by": world.officer}
    ContestedFactFactory(
        request=request(world, "rectification"), note=about, membership=world.manager, **answered
    )  # fmt: skip
    given = DisclosureFactory(
        case=world.case, report=None, court=None, recipient=proposal.recipient, membership=world.manager,
        proposal=proposal,
    )  # fmt: skip
    with backstage():
        assert CorrectionNotice.objects.unguarded(because=WHY).get().disclosure_id == given.pk


@pytest.mark.parametrize("reference", ["VRP-CEDAR", "VRP-NEVER"])
def test_a_text_about_no_case_names_none(world: Any, reference: str) -> None:
    new = NewPublication(
        outlet=Outlet.JOURNALIST, asked_by="A newspaper", purpose="To show that it works.",
        text=f"{reference} does well.", answer_by=timezone.localdate(), answers={reference: "It may stay."},
    )  # fmt: skip
    with acting(world.supervisor) as actor, pytest.raises(RuleBroken, match="looks like the reference of a case"):
        ask_for_publication(actor, "", new)


def test_a_hold_puts_an_approved_erasure_back(world: Any, browse: Any) -> None:
    source = granted(world)
    close(world)
    row = proposed(world, browse, source)
    assert decided(world, browse, row) == 303
    form = {
        "reference": "VRP-CEDAR",
        "ground": "claim",
        "words": "A claim.",
        "review_on": str(timezone.localdate() + dt.timedelta(days=10)),
    }
    assert browse(world.legal).post("/holds/new/", form).status_code == 303
    assert (stored(row).state, stored(row).decider_id) == ("proposed", None)
    with backstage(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE sharing_legalhold SET lifted_at = now(), lifted_by_id = membership_id, last_words = 'Over',"
            " version = version + 1"
        )
    assert carried_out() == 0
    assert is_there(world)


def test_a_try_to_hold_what_is_not_there_is_on_the_trail(world: Any, browse: Any) -> None:
    form = {
        "reference": "VRP-NEVER",
        "ground": "claim",
        "words": "A claim.",
        "review_on": str(timezone.localdate() + dt.timedelta(days=10)),
    }
    assert browse(world.legal).post("/holds/new/", form).status_code == 422
    (line,) = lines("hold.tried")
    assert line.user_id == world.legal.user_id
    assert "NEVER" not in str(line.detail)


def test_what_is_restricted_is_not_withdrawn(world: Any) -> None:
    about = note(world)
    restricted(world, about)
    with acting(world.officer) as actor:
        with pytest.raises(RuleBroken, match="kept as it stands"):
            withdraw_note(actor, about.pk, "It was wrong.")
        assert not goes("UPDATE casework_note SET status = 'withdrawn' WHERE id = %s", about.pk)


def test_a_contested_note_that_was_withdrawn_is_answered_and_then_the_request_is_granted(
    world: Any, browse: Any
) -> None:
    asked, about = request(world, "rectification"), note(world, summary="S")
    fact = ContestedFactFactory(request=asked, note=about, membership=world.manager)
    with acting(world.officer) as actor:
        withdraw_note(actor, about.pk, "It was about somebody else.")
    grant = RightsDecision(RightsState.GRANTED, "It was put right.")
    with acting(world.manager) as actor, pytest.raises(RuleBroken, match="has not answered yet"):
        decide_request(actor, asked.pk, asked.version, grant)
    with acting(world.officer) as actor:
        answer_contested(actor, fact.pk, 1, ContestAnswer(ContestedOutcome.CORRECTED, "It was withdrawn."))
    with acting(world.manager) as actor:
        assert decide_request(actor, asked.pk, asked.version, grant).state == RightsState.GRANTED
