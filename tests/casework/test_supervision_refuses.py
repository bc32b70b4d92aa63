"""What the services of supervision refuse although a page rarely lets it come so far: breach, court, contacts."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from access.errors import NotAllowed
from agencies.errors import Conflict
from casework.breaching import CourtOutcome, NewBreach, NewJointDecision, NewTerm, Proof, Stance, Words
from casework.contacting import NewContact, NewPlan, Touched
from casework.courtwork import CustodyDetails, NewCondition, NewProposal
from casework.eventing import NewSign, SignWords
from casework.models import (
    Breach,
    BreachProof,
    Condition,
    Contact,
    ContactCondition,
    Court,
    CustodyEpisode,
    Decision,
    Note,
    OrderType,
    ProposedTerm,
    SignEntry,
)
from casework.services import (
    breach_court,
    breach_proof,
    breaches,
    conditions,
    contacts,
    courts,
    custody,
    decisions,
    events,
    missed,
    signs,
)
from casework.writing import NewNote
from tests.casework.doors import lines
from tests.casework.planning import due, rows
from tests.casework.test_breach import lay_order
from tests.casework.test_services_refuse import refused
from tests.factories import (
    BreachFactory,
    BreachProofFactory,
    BreachStepFactory,
    ConditionFactory,
    ContactFactory,
    CourtDecisionFactory,
    CustodyFactory,
    DecisionFactory,
    NoteFactory,
    OrderFactory,
    ProposedTermFactory,
    SignEntryFactory,
)

CEDAR = "VRP-CEDAR"
GONE = uuid.uuid4()
CHANGE = "terms_changed"
WORDS = Words("They were not there.")


def on(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def order(world: Any) -> Any:
    """An order with a condition and a missed contact, one breach that runs and one that is closed."""
    s = lay_order(world)
    s.breach = BreachFactory(condition=s.condition)
    s.closed = BreachFactory(condition=s.condition, state="closed")
    return s


def test_a_breach_begins_with_a_condition_that_bound_and_with_facts(world: Any, act: Any, order: Any) -> None:
    past = ConditionFactory(
        order=order.order, source_decision=order.decision, number=2, starts_on=on(-90), ends_on=on(-30)
    )
    opinion = NoteFactory(case=world.case, by=world.supervisor, full="I think so.", nature="opinion")
    new = NewBreach(order.condition.pk, on(-3), False, Proof(contacts=(order.missed.pk,)))
    with act(world.supervisor) as actor:
        for wrong, words in (
            (replace(new, condition_id=GONE), "Choose one of the conditions of this case"),
            (replace(new, condition_id=past.pk), "did not bind on that day any more"),
            (replace(new, proof=Proof()), "Choose at least one record as proof"),
            (replace(new, proof=Proof(notes=(opinion.pk,))), "cannot be used as proof"),
        ):
            assert words in refused(breaches.start_breach, actor, CEDAR, wrong)
        made = breaches.start_breach(actor, CEDAR, replace(new, proof=Proof(), facts=WORDS))
    assert {row.pk for row in rows(Breach)} == {order.breach.pk, order.closed.pk, made.pk}
    (told,) = [note for note in rows(Note) if note.kind == "offence"]
    assert (told.nature, told.occurred_on) == ("fact", on(-3))
    assert rows(BreachProof) == []


def test_proof_is_chosen_and_added_once_while_the_breach_runs(world: Any, act: Any, order: Any) -> None:
    proof = Proof(contacts=(order.missed.pk, order.missed.pk))
    with act(world.supervisor) as actor:
        assert "no proof is added any more" in refused(breach_proof.add_proof, actor, CEDAR, order.closed.pk, proof)
        assert "Choose at least one record" in refused(breach_proof.add_proof, actor, CEDAR, order.breach.pk, Proof())
        for _time in range(2):
            breach_proof.add_proof(actor, CEDAR, order.breach.pk, proof)
    assert [row.contact_id for row in rows(BreachProof)] == [order.missed.pk]


def test_an_explanation_is_there_before_it_is_taken_over_or_accepted(world: Any, act: Any, order: Any) -> None:
    BreachProofFactory(breach=order.breach, membership=world.supervisor, contact=order.missed)
    key = order.breach.pk
    with act(world.supervisor) as actor:
        assert "No explanation stands" in refused(breaches.take_over_explanation, actor, CEDAR, key, 1, on(0))
        weigh = breaches.weigh_explanation
        assert "Record the explanation first" in refused(weigh, actor, CEDAR, key, 1, on(0), True, WORDS)
        assert "Record first what the person said" in refused(weigh, actor, CEDAR, key, 1, on(0), False, WORDS)
        warn = breaches.warn
        assert "must count for some time" in refused(warn, actor, CEDAR, key, 1, on(0), "letter", on(0), WORDS)
        assert "Nothing was saved" in refused(warn, actor, CEDAR, key, 7, on(0), "letter", on(9), WORDS, kind=Conflict)
    assert [row.state for row in rows(Breach, pk=key)] == ["suspected"]


def test_a_court_decides_something_about_a_breach(world: Any, act: Any, order: Any) -> None:
    ended = OrderFactory(case=world.case, state="completed")
    imposed = CourtDecisionFactory(order=ended, membership=world.supervisor)
    left = BreachFactory(condition=ConditionFactory(order=ended, source_decision=imposed, number=1))
    with act(world.supervisor) as actor:
        for outcome, words in (
            (CourtOutcome("nothing_at_all", on(0)), "Choose what the court decided"),
            (CourtOutcome("terms_changed", on(0)), "Enter at least one term"),
            (CourtOutcome("no_action", on(0), order_ends_on=on(90)), "change only with the outcome"),
            (CourtOutcome("other", on(0), words=" "), "Copy the court's words"),
        ):
            assert words in refused(breach_court.record_outcome, actor, CEDAR, order.breach.pk, 1, outcome)
        hearing = breach_court.set_hearing
        assert "before the failure itself" in refused(hearing, actor, CEDAR, order.breach.pk, 1, on(-60))
        end = breach_court.end_with_order
        assert "The order still runs" in refused(end, actor, CEDAR, order.breach.pk, 1)
        assert "Record first what the court decided about the order" in refused(end, actor, CEDAR, left.pk, 1)
    assert {row.version for row in rows(Breach)} == {1}


def decided(**more: Any) -> NewJointDecision:
    given = {
        "kind": "breach_proposal",
        "decided_on": on(0),
        "options": "",
        "chosen": "Terms",
        "reasons": "Care",
        **more,
    }
    return NewJointDecision(**given)


def test_what_is_proposed_to_the_court_is_chosen_and_has_words(world: Any, act: Any, order: Any) -> None:
    asked = BreachFactory(condition=order.condition, state="explanation_asked")
    BreachStepFactory(breach=asked, membership=world.supervisor, kind="explanation_given")
    term = NewTerm("curfew", "At home by ten.", "protection")
    with act(world.supervisor) as actor:
        for new, words in (
            (decided(), "Choose what is proposed"),
            (decided(proposal=CHANGE), "Write at least one term"),
            (decided(proposal=CHANGE, terms=(replace(term, text=" "),)), "Write the words to put to the court"),
            (decided(proposal=CHANGE, terms=(replace(term, replaces_id=GONE),)), "a condition of this order"),
            (decided(proposal=CHANGE, terms=(term,), decided_on=on(1)), "lies in the future"),
        ):
            assert words in refused(decisions.propose, actor, CEDAR, asked.pk, 1, new)
        propose = decisions.propose_term
        assert "no term is proposed any more" in refused(propose, actor, CEDAR, order.closed.pk, term)
    assert rows(ProposedTerm) == rows(Decision) == []


def test_a_term_is_taken_back_once_and_never_from_a_closed_breach(world: Any, act: Any, order: Any) -> None:
    term = ProposedTermFactory(breach=order.breach, membership=world.supervisor)
    kept = ProposedTermFactory(breach=order.closed, membership=world.supervisor)
    with act(world.supervisor) as actor:
        for _time in range(2):
            decisions.drop_term(actor, CEDAR, order.breach.pk, term.pk)
        assert "stay as they were proposed" in refused(decisions.drop_term, actor, CEDAR, order.closed.pk, kept.pk)
    assert {row.pk: row.is_dropped for row in rows(ProposedTerm)} == {term.pk: True, kept.pk: False}
    assert [line.subjects for line in lines("breach.term_dropped")] == [[order.breach.pk, term.pk]]


def test_a_joint_decision_is_recorded_where_it_belongs_with_reasons(world: Any, act: Any) -> None:
    with act(world.manager) as actor:
        for new, words in (
            (decided(kind="level"), "set by a panel meeting"),
            (
                decided(kind="other", positions=(Stance(world.college.pk, "agrees"),)),
                "Only agencies with a permanent member",
            ),
            (decided(kind="other", positions=(Stance(world.police.pk, "dissents"),)), "Say why the agency dissents"),
        ):
            assert words in refused(decisions.record_joint_decision, actor, CEDAR, new)
    assert rows(Decision) == []
    made = DecisionFactory(case=world.case, membership=world.manager, kind="other")
    with act(world.officer) as actor:
        decisions.take_position(actor, CEDAR, made.pk, "agrees", "")
        again = refused(decisions.take_position, actor, CEDAR, made.pk, "dissents", "Changed our mind")
    assert "has taken its position already" in again


def test_proposals_name_a_condition_that_binds(world: Any, act: Any, order: Any) -> None:
    words = NewCondition("curfew", "At home by ten.", "protection")
    with act(world.officer) as actor:
        wrong = NewProposal(order.order.pk, words, GONE)
        assert "a condition of this order that binds now" in refused(conditions.propose_condition, actor, CEDAR, wrong)
    with act(world.supervisor) as actor:
        for key, reason, sentence in (
            (order.condition.pk, " ", "Say why the proposal is set aside"),
            (order.condition.pk, "No need", "Only a proposal that waits"),
        ):
            assert sentence in refused(conditions.set_aside, actor, CEDAR, key, reason)
    assert [row.state for row in rows(Condition)] == ["in_force"]


def test_one_stay_in_custody_goes_on_at_a_time(world: Any, act: Any) -> None:
    running = CustodyFactory(case=world.case)
    over = CustodyFactory(case=world.case, began_on=on(-900), ended_on=on(-800))
    as_it_was = CustodyDetails("sentence", running.began_on)
    with act(world.supervisor) as actor:
        change = custody.change_custody
        assert change(actor, CEDAR, running.pk, as_it_was, 1).version == 1
        reopened = CustodyDetails("sentence", over.began_on)
        assert "Another stay in custody goes on" in refused(change, actor, CEDAR, over.pk, reopened, 1)
        foreign = replace(as_it_was, agency_id=world.elsewhere.pk)
        assert "Choose an agency of this partnership" in refused(change, actor, CEDAR, running.pk, foreign, 1)
        assert "Nothing was saved" in refused(change, actor, CEDAR, running.pk, as_it_was, 5, kind=Conflict)
    assert {row.version for row in rows(CustodyEpisode)} == {1}
    assert lines("custody.changed") == []


def test_courts_and_types_of_order_have_names_and_places(world: Any, act: Any) -> None:
    court = courts.CourtDetails("District Court", "Arden Reach")
    kind = courts.OrderTypeDetails("Arden Reach", "probation", "Vigilancia")
    with act(world.coordinator) as actor:
        made, named = courts.add_court(actor, court), courts.add_order_type(actor, kind)
        for service, details, words in (
            (courts.add_court, replace(court, name=" "), "Enter the name of the court"),
            (courts.add_court, replace(court, name="Other", jurisdiction=" "), "Enter the jurisdiction"),
            (courts.add_court, replace(court, name="district COURT"), "stands in the list already"),
            (courts.add_order_type, replace(kind, local_name=" "), "Enter what it is called"),
            (courts.add_order_type, replace(kind, jurisdiction=" "), "Enter the jurisdiction"),
            (courts.add_order_type, replace(kind, kind="nothing"), "Choose what kind of order"),
            (courts.add_order_type, replace(kind, local_name="VIGILANCIA"), "a type of that name already"),
        ):
            assert words in refused(service, actor, details)
        courts.change_court(actor, made.pk, court, 1)
        courts.change_order_type(actor, named.pk, kind, 1)
        with pytest.raises(Http404):
            courts.change_court(actor, GONE, court, 1)
        with pytest.raises(Http404):
            courts.change_order_type(actor, GONE, kind, 1)
    assert [row.version for row in (*rows(Court), *rows(OrderType))] == [1, 1], "nothing changed, nothing saved"
    assert lines("court.changed") == lines("order_type.changed") == []


def test_the_catalogue_of_signs_is_the_coordinators(world: Any, act: Any) -> None:
    entry = SignEntryFactory(partnership=world.partnership, code="R1")
    words = SignWords("R1", "risk_factor", "Sleeps away")
    with act(world.supervisor) as actor:
        assert "kept by the coordinators" in refused(signs.add_sign, actor, words, kind=NotAllowed)
    with act(world.coordinator) as actor:
        assert "has this code already" in refused(signs.add_sign, actor, words)
        assert "Somebody else" in refused(signs.change_sign, actor, entry.pk, words, 4, kind=Conflict)
        signs.change_sign(actor, entry.pk, words, 1)
    assert [(row.label, row.version) for row in rows(SignEntry)] == [("Sleeps away", 2)]


def seen(**more: Any) -> NewNote:
    given = {"kind": "contact", "occurred_on": on(-1), "nature": "fact", "handling": "team", "title": "Seen", **more}
    return NewNote(full="They came.", **given)


def test_a_sign_is_chosen_from_those_in_use(world: Any, act: Any) -> None:
    old = SignEntryFactory(partnership=world.partnership, is_active=False)
    with act(world.officer) as actor:
        for key in (old.pk, GONE):
            assert "Choose a sign of the catalogue" in refused(events.record_sign, actor, CEDAR, NewSign(key, seen()))
    assert rows(Note) == []


def test_a_plan_sent_twice_is_planned_once(world: Any, act: Any) -> None:
    form, plan = uuid.uuid4(), NewPlan("person", timezone.now() + dt.timedelta(days=2))
    with act(world.officer) as actor:
        keys = {contacts.plan_contact(actor, CEDAR, plan, form).pk for _time in range(2)}
    assert [row.pk for row in rows(Contact)] == list(keys)
    assert len(lines("contact.planned")) == 1


def test_what_became_of_a_contact_is_recorded_once_and_marks_are_put_right(
    world: Any, act: Any, order: Any
) -> None:  # fmt: skip
    planned = ContactFactory(case=world.case, membership=world.supervisor)
    new = NewContact("person", "yes", timezone.now(), seen(), touched=Touched(marks=((order.condition.pk, "kept"),)))
    with act(world.supervisor) as actor:
        early = refused(contacts.edit_contact, actor, planned.pk, "yes", "community", "face_to_face", Touched(), 1)
        assert "only planned" in early
        contacts.record_planned(actor, planned.pk, new)
        assert "is recorded already" in refused(contacts.record_planned, actor, planned.pk, new)
        for version, kept in ((2, "not_kept"), (3, "not_kept")):
            marks = Touched(marks=((order.condition.pk, kept),))
            contacts.edit_contact(actor, planned.pk, "yes", "community", "face_to_face", marks, version)
    assert [(row.contact_id, row.kept) for row in rows(ContactCondition)] == [(planned.pk, "not_kept")]


def test_only_a_missed_contact_is_followed_up_and_once(world: Any, act: Any, order: Any) -> None:
    note = NoteFactory(case=world.case, by=world.supervisor, full="They came.")
    came = ContactFactory(
        case=world.case, membership=world.supervisor, note=note, attended="yes", happened_at=timezone.now()
    )
    with act(world.supervisor) as actor:
        letter = missed.send_letter
        assert "nothing is to be followed up" in refused(letter, actor, came.pk, on(0), "letter")
        assert "lies in the future" in refused(letter, actor, order.missed.pk, on(1), "letter")
        missed.take_explanation(actor, order.missed.pk, Words("The bus."), on(0), accepted=False)
        again = refused(missed.take_explanation, actor, order.missed.pk, Words("Again."), on(0), accepted=False)
    assert "recorded already" in again
    assert due("contact_letter") == []
