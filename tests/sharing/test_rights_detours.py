"""What a person contests, restricts or has erased holds against detours: lists, texts, advice, part of a request."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from access.choices import Tier
from agencies.errors import RuleBroken
from casework.anonymous import telling
from casework.models import Deadline, Note, NoteText
from casework.services.notes import clear_note, correct_note, write_note
from casework.writing import NewNote
from devstack.testing import backstage
from sharing.advising import NewQuestion, Quoted
from sharing.choices_publishing import Outlet
from sharing.models import CorrectionNotice, RightsRequest
from sharing.publishing import NewPublication
from sharing.services.advice import ask_advice
from sharing.services.publications import ask_for_publication
from tests.casework.doors import page
from tests.cast import acting
from tests.factories import NoteFactory
from tests.factories.contested import ContestedFactFactory, ContestedWordFactory
from tests.factories.minutes import ClearanceFactory
from tests.factories.proposals import ProposalFactory, ProposalRecordFactory
from tests.factories.reports import DisclosureFactory
from tests.factories.restrictions import RestrictionFactory, RestrictionWordFactory
from tests.factories.rights import RightsRequestFactory
from tests.sharing.erasing_scene import CASE, carried_out, close, decided, granted, proposed, typed

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
    with acting(world.officer) as actor:
        made = write_note(actor, "VRP-CEDAR", again(handling="named", named=(world.manager.user_id,)))
    with acting(world.manager) as actor:
        assert NoteText.objects.visible_to(actor).get(note=made).text == "Other words."


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


def test_an_earlier_version_is_no_way_round_a_restriction(world: Any, browse: Any) -> None:
    source, first = granted(world), note(world, status="corrected")
    restricted(world, note(world, supersedes=first))
    close(world)
    answer = browse(world.manager).post(f"{CASE}erasing/new/", typed(source, note=str(first.pk)))
    assert answer.status_code == 422
    assert "Lift that first" in answer.content.decode()


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


@pytest.mark.parametrize("corrected", [False, True])
def test_whoever_gets_what_was_contested_meanwhile_is_told(world: Any, corrected: bool) -> None:
    quoted = note(world, summary="S", status="corrected" if corrected else "current")
    about = note(world, summary="S", supersedes=quoted) if corrected else quoted
    proposal = ProposalFactory(case=world.case, membership=world.manager, state="made")
    ProposalRecordFactory(proposal=proposal, note=quoted, tier=3)
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


@pytest.mark.parametrize("reference", ["VRP-CEDAR", "VRP-NEVER", "vrp-cedar"])
def test_a_text_about_no_case_names_none(world: Any, reference: str) -> None:
    with acting(world.supervisor) as actor, pytest.raises(RuleBroken, match="looks like the reference of a case"):
        ask_for_publication(actor, "", about_none(f"{reference} does well."))


def test_other_abbreviations_may_stand_there(world: Any) -> None:
    with acting(world.supervisor) as actor:
        assert ask_for_publication(actor, "", about_none("After COVID-19 more came.")).case_id is None


def about_none(text: str) -> NewPublication:
    return NewPublication(
        outlet=Outlet.JOURNALIST, asked_by="A newspaper", purpose="To show that it works.", text=text,
        answer_by=timezone.localdate(), answers=dict.fromkeys(telling(text), "It may stay."),
    )  # fmt: skip
