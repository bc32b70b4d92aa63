"""What the second wall lets somebody write of supervision and plan, and whether the rule of the database allows it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from casework import models as cw
from tests.oracle.attempts import SPARE, Attempt, blind, inserted, updated
from tests.oracle.expect_records import (
    follows_contact,
    guests,
    makes_contact,
    reads_contact,
    sees_clinical,
    sees_part,
)
from tests.oracle.records import KEPT, Contact, Part, Told, key, records
from tests.oracle.rule import may, standing, tier
from tests.oracle.world import Agency, Case, Note, Who, World
from tests.oracle.writes_closings import attempts_on_closings
from tests.oracle.writes_findings import attempts_on_findings
from tests.oracle.writes_lessons import attempts_on_lessons
from tests.oracle.writes_telling import attempts_on_telling

MOVED = ("endingstep", "achievement")
"""What nothing points to: it may be carried to a case on which the same person does as much."""
DAY = dt.date(2026, 1, 1)
NOBODY = Agency(SPARE, 0, True)
NOW = timezone.now()


def attempts_on_records(w: World, who: Who, partnership_key: Any) -> Iterator[Attempt]:
    """Every attempt of ``who`` on the tables of supervision and plan."""
    made = records(w)
    yield from _on_what_is_kept(w, who, partnership_key)
    yield from attempts_on_lessons(w, who, partnership_key)
    for n, case in enumerate(w.cases):
        others = [w.cases[n - 1], *(c for c in w.cases if may(w, who, "team", c))][:3]
        yield from _on_the_order(w, who, case)
        yield from _on_the_breach(w, who, case, others)
        yield from _on_a_decision(w, who, case)
        yield from _on_the_plan(w, who, case, others)
        yield from attempts_on_findings(w, who, case, others)
        yield from attempts_on_closings(w, who, case, others)
        yield from attempts_on_telling(w, who, case)
    for part in made.parts:
        yield from _on_a_part(w, who, part)
    for part in made.clinical:
        yield from _on_clinical_words(w, who, part)
    yield from _on_all_clinical_words(w, who)
    for contact in made.contacts[:: max(1, len(made.contacts) // 48)]:
        yield from _on_a_contact(w, who, contact)
    for note in w.notes[:: max(1, len(w.notes) // 24)]:
        yield from _on_words_of_something(w, who, note)
    for told in made.told:
        if told.table == "signobservation":
            yield from _on_a_sign(w, who, told)


def _on_what_is_kept(w: World, who: Who, partnership_key: Any) -> Iterator[Attempt]:
    keeps, home = standing(w, who) and "coordinator" in who.membership.duties, who.membership.agency.partnership
    for number in (0, 1):
        at = {"id": SPARE, "partnership_id": partnership_key(number)}
        rows = (
            cw.Court(name="New", jurisdiction="J", **at),
            cw.OrderType(jurisdiction="J", kind="probation", local_name="New", **at),
            cw.SignEntry(code="R9", sign_class="risk_factor", label="L", **at),
            cw.ReportingRule(situation="New", channel="manager", recipient="R", within="now", places=["note"], **at),
        )
        for name, row in zip(KEPT, rows, strict=True):
            yield inserted(row, keeps and number == home)
            found = standing(w, who) and number == home and keeps
            there = key(f"{number}", name)
            yield updated(f"casework_{name}", there, "version = version + 1", found, found)
            other = partnership_key(1 - number)
            change = f"version = version + 1, partnership_id = '{other}'"
            yield updated(f"casework_{name}", there, change, False, found)
    for name in KEPT:
        yield blind(f"casework_{name}", "version = 2", [True] * keeps)
        yield blind(f"casework_{name}", f"version = 2, partnership_id = '{partnership_key(1 - home)}'", [False] * keeps)


def _on_the_order(w: World, who: Who, case: Case) -> Iterator[Attempt]:
    edit, supervise = may(w, who, "edit", case), may(w, who, "supervise", case)
    order, decision, me = key(case.id, "order"), key(case.id, "courtdecision"), who.membership.id
    at = {"id": SPARE, "case_id": case.id}
    yield inserted(cw.Order(
        court_id=SPARE, type_id=SPARE, number="9", made_on=DAY, starts_on=DAY, supervising_agency_id=SPARE, **at
    ), supervise)  # fmt: skip
    for maker in (me, SPARE):
        yield inserted(cw.CourtDecision(
            order_id=order, court_id=SPARE, act="nothing", decided_on=DAY, recorded_at=NOW, membership_id=maker, **at
        ), supervise and maker == me)  # fmt: skip
    words = {"order_id": order, "number": 9, "category": "other", "exact_text": "T", "function": "protection"}
    yield inserted(cw.Condition(state="proposed", proposed_by_id=me, **words, **at), supervise or edit)
    binding = {"state": "in_force", "source_decision_id": decision, "starts_on": DAY}
    yield inserted(cw.Condition(**binding, **words, **at), supervise)
    yield inserted(cw.CustodyEpisode(reason="other", began_on=DAY, ended_on=DAY, **at), edit)
    for name, allowed in (("order", supervise), ("condition", supervise), ("custodyepisode", edit)):
        yield updated(f"casework_{name}", key(case.id, name), "version = version + 1", allowed, allowed)


def _on_the_breach(w: World, who: Who, case: Case, others: list[Case]) -> Iterator[Attempt]:
    edit, supervise = may(w, who, "edit", case), may(w, who, "supervise", case)
    breach, me = key(case.id, "breach"), who.membership.id
    yield inserted(cw.Breach(
        id=SPARE, case_id=case.id, order_id=key(case.id, "order"), condition_id=key(case.id, "condition"),
        suspected_on=DAY,
    ), supervise)  # fmt: skip
    yield updated("casework_breach", breach, "version = version + 1", supervise, supervise)
    for maker in (me, SPARE):
        at, mine = {"id": SPARE, "breach_id": breach, "membership_id": maker}, maker == me
        yield inserted(cw.BreachStep(kind="heard", on=DAY, recorded_at=NOW, **at), supervise and mine)
        yield inserted(cw.BreachProof(contact_id=key(case.id, "contact 0"), **at), edit and mine)
        yield inserted(cw.ProposedTerm(category="other", text="T", function="protection", **at), edit and mine)
    term = key(case.id, "proposedterm")
    yield updated("casework_proposedterm", term, "is_dropped = true", supervise, supervise)
    for other in others:
        if other is not case:
            there = may(w, who, "supervise", other)
            moved = f"version = version + 1, case_id = '{other.id}'"
            yield updated("casework_breach", breach, moved, False, supervise)
            moved = f"breach_id = '{key(other.id, 'breach')}'"
            yield updated("casework_proposedterm", term, moved, supervise and there, supervise)


def _on_a_decision(w: World, who: Who, case: Case) -> Iterator[Attempt]:
    edit, manage, me = may(w, who, "edit", case), may(w, who, "manage", case), who.membership
    for maker in (me.id, SPARE):
        yield inserted(cw.Decision(
            id=SPARE, case_id=case.id, kind="other", decided_on=DAY, chosen="C", reasons="R", recorded_at=NOW,
            membership_id=maker,
        ), manage and maker == me.id)  # fmt: skip
    for maker in (me.id, SPARE):
        for agency in (me.agency.id, SPARE):
            yield inserted(cw.PositionTaken(
                id=SPARE, decision_id=key(case.id, "decision"), agency_id=agency, membership_id=maker, view="agrees",
            ), edit and maker == me.id and (manage or agency == me.agency.id))  # fmt: skip


def _on_the_plan(w: World, who: Who, case: Case, others: list[Case]) -> Iterator[Attempt]:
    edit, lead = may(w, who, "edit", case), may(w, who, "lead", case)
    at, me = {"id": SPARE, "case_id": case.id}, who.membership
    for maker in (me.id, SPARE):
        mine = maker == me.id
        yield inserted(cw.PlanVersion(number=9, state="superseded", membership_id=maker, **at), lead and mine)
        yield inserted(cw.Achievement(on=DAY, text="T", membership_id=maker, **at), edit and mine)
    yield inserted(cw.SafetyPart(plan_id=key(case.id, "planversion"), heading="supervision", **at), lead)
    yield inserted(cw.NetworkLink(label="L", role="home", **at), edit)
    yield inserted(cw.EndingStep(agency_id=SPARE, support="S", by_on=DAY, **at), edit)
    goal = {"plan_id": key(case.id, "planversion"), "text": "T", "area": "treatment", "domain": "work",
            "function": "protection", "measure": "M", "target_on": DAY}  # fmt: skip
    for agency in (me.agency.id, SPARE):
        ours = agency == me.agency.id
        yield inserted(cw.Objective(state="proposed", agency_id=agency, **goal, **at), lead or (edit and ours))
        yield inserted(cw.Objective(state="active", agency_id=agency, **goal, **at), lead)
        yield inserted(cw.Session(
            intervention_id=key(case.id, "intervention 0"), on=DAY, attended="yes", membership_id=me.id,
            agency_id=agency, **at,
        ), ours and (edit or guests(w, who, case)))  # fmt: skip
    yield inserted(cw.Action(text="T", agency_id=SPARE, membership_id=SPARE, due_on=DAY, **at), edit)
    yield inserted(cw.Intervention(type="mentoring", provider_id=SPARE, starts_on=DAY, **at), edit)
    rights = {"planversion": "manage", "safetypart": "lead", "networklink": "edit", "endingstep": "edit",
              "achievement": "edit"}  # fmt: skip
    sights = {"safetypart": "work", "networklink": "work"}
    for name, verb in rights.items():
        table, there, sight = f"casework_{name}", key(case.id, name), sights.get(name, "team")
        change = "text = 'T'" if name == "achievement" else "version = version + 1"
        found = may(w, who, verb, case) and may(w, who, sight, case)
        yield updated(table, there, change, found, found)
        for other in others:
            if other is not case and name != "safetypart":
                able = name in MOVED and may(w, who, verb, other) and may(w, who, sight, other)
                yield updated(table, there, f"{change}, case_id = '{other.id}'", found and able, found)
    for other in others:
        if other is not case:
            moved = f"version = version + 1, case_id = '{other.id}'"
            able = lead and may(w, who, "work", case)
            yield updated("casework_safetypart", key(case.id, "safetypart"), moved, False, able)


def _on_a_part(w: World, who: Who, part: Part) -> Iterator[Attempt]:
    seen, edit = sees_part(w, who, part), may(w, who, "edit", part.case)
    ours, guest = part.agency is who.membership.agency, guests(w, who, part.case)
    able = {
        "objective": may(w, who, "manage", part.case),
        "action": edit or (ours and guest),
        "intervention": edit,
        "session": ours and (edit or guest),
    }[part.name]
    table, found = f"casework_{part.name}", seen and able
    yield updated(table, part.id, "version = version + 1", found, found)
    if not found:
        return
    owner = "provider_id" if part.name == "intervention" else "agency_id"
    given = f"version = version + 1, {owner} = '{SPARE}'"
    stays = sees_part(w, who, dataclasses.replace(part, agency=NOBODY))
    allowed = stays and {"objective": True, "action": edit, "intervention": True, "session": False}[part.name]
    yield updated(table, part.id, given, allowed, found)
    for other in w.cases:
        if other is part.case or not (may(w, who, "view", other)):
            continue
        there = part.name == "action" and _may_hold(w, who, part, other)
        yield updated(table, part.id, f"version = version + 1, case_id = '{other.id}'", there, found)


def _may_hold(w: World, who: Who, part: Part, case: Case) -> bool:
    """Whether the part could stand on that case as well: seen there and theirs to change there."""
    moved = dataclasses.replace(part, case=case)
    edit, ours, guest = may(w, who, "edit", case), part.agency is who.membership.agency, guests(w, who, case)
    able = {
        "objective": may(w, who, "manage", case),
        "action": edit or (ours and guest),
        "intervention": edit,
        "session": ours and (edit or guest),
    }[part.name]
    return able and sees_part(w, who, moved)


def _on_clinical_words(w: World, who: Who, part: Part) -> Iterator[Attempt]:
    edit, ours = may(w, who, "edit", part.case), part.agency is who.membership.agency
    found = sees_clinical(w, who, part) and edit
    yield updated("casework_clinicalpart", part.id, "version = version + 1", found, found)
    yield updated("casework_clinicalpart", part.id, f"version = version + 1, agency_id = '{SPARE}'", False, found)
    of = key(part.case.id, f"intervention {part.number}")
    mine = who.membership.agency.id
    for agency, intervention in ((part.agency.id, of), (SPARE, of), (mine, SPARE), (mine, of)):
        right = ours and edit and intervention == of and agency == part.agency.id
        yield inserted(cw.ClinicalPart(
            id=SPARE, case_id=part.case.id, agency_id=agency, intervention_id=intervention
        ), right)  # fmt: skip
    for other in w.cases:
        if other is not part.case and may(w, who, "edit", other):
            yield inserted(cw.ClinicalPart(
                id=SPARE, case_id=other.id, agency_id=part.agency.id, intervention_id=of
            ), False)  # fmt: skip
            if found:
                moved = f"version = version + 1, case_id = '{other.id}'"
                yield updated("casework_clinicalpart", part.id, moved, False, True)


def _on_all_clinical_words(w: World, who: Who) -> Iterator[Attempt]:
    mine = [p for p in records(w).clinical if p.agency is who.membership.agency and may(w, who, "edit", p.case)]
    yield blind("casework_clinicalpart", "version = 2", (True for _part in mine))
    yield blind("casework_clinicalpart", f"version = 2, agency_id = '{SPARE}'", (False for _part in mine))


def _on_a_contact(w: World, who: Who, contact: Contact) -> Iterator[Attempt]:
    table, me, case = "casework_contact", who.membership, contact.case
    seen, makes = reads_contact(w, who, contact), makes_contact(w, who, contact)
    follows = follows_contact(w, who, contact)
    found = seen and (makes or follows)
    yield updated(table, contact.id, "version = version + 1", found, found)
    yield updated(table, contact.id, "version = version + 1, place = 'x'", seen and makes, found)
    if found:
        for note in _two_notes(w, who, case):
            here = note.case is case
            named = f"version = version + 1, explanation_id = '{note.id}'"
            yield updated(table, contact.id, named, here, True)
            same = makes or note is contact.note
            yield updated(table, contact.id, f"version = version + 1, note_id = '{note.id}'", here and same, True)
        yield updated(table, contact.id, f"version = version + 1, membership_id = '{SPARE}'", False, True)
    yield inserted(cw.ContactCondition(
        id=SPARE, contact_id=contact.id, condition_id=key(case.id, "condition"), kept="kept"
    ), makes)  # fmt: skip
    yield updated("casework_contactcondition", contact.mark, "kept = 'not_kept'", seen and makes, seen and makes)
    for other in records(w).contacts:
        if other is not contact and seen and makes and other.note is None:
            moved = f"contact_id = '{other.id}'"
            there = other.case is case and makes_contact(w, who, other) and reads_contact(w, who, other)
            yield updated("casework_contactcondition", contact.mark, moved, there, True)
    fields: dict[str, Any] = {"id": SPARE, "case_id": case.id, "kind": "person", "planned_for": NOW}
    for maker, agency in ((me.id, me.agency.id), (SPARE, me.agency.id), (me.id, SPARE)):
        permanent = may(w, who, "edit", case)
        allowed = agency == me.agency.id and (permanent or (maker == me.id and may(w, who, "write", case)))
        yield inserted(cw.Contact(membership_id=maker, originator_id=agency, **fields), allowed)


def _two_notes(w: World, who: Who, case: Case) -> Iterator[Note]:
    """A note of the case and one of another, that they read both as far as a contact asks for."""
    read = [n for n in w.notes if tier(w, who, n) >= 3]
    for here in (True, False):
        yield from [n for n in read if (n.case is case) is here][:1]


def _on_words_of_something(w: World, who: Who, note: Note) -> Iterator[Attempt]:
    wrote = note.author is who.person and may(w, who, "write", note.case)
    elsewhere = next((c for c in w.cases if c is not note.case), None)
    me = who.membership
    for case in (note.case, elsewhere):
        if case is None:
            continue
        here, at = wrote and case is note.case, {"id": SPARE, "case_id": case.id, "note_id": note.id}
        yield inserted(cw.Incident(kind="online", **at), here)
        yield inserted(cw.Exposure(by="online", offer="other", response="told_us", **at), here)
        yield inserted(cw.SignObservation(entry_id=SPARE, **at), here)
        yield inserted(
            cw.Contact(kind="person", happened_at=NOW, membership_id=me.id, originator_id=me.agency.id, **at),
            here and may(w, who, "write", case),
        )


def _on_a_sign(w: World, who: Who, told: Told) -> Iterator[Attempt]:
    found = tier(w, who, told.note) >= 3 and may(w, who, "lead", told.note.case)
    yield updated("casework_signobservation", told.id, "version = version + 1", found, found)
    for other in w.cases:
        if other is not told.note.case and found:
            moved = f"version = version + 1, case_id = '{other.id}'"
            yield updated("casework_signobservation", told.id, moved, False, True)
