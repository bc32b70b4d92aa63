"""Laying the rows of supervision and plan into the database, in bulk and past the second wall."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from casework import models as cw
from tests.oracle.advice import lay_advice
from tests.oracle.asking import lay_asking
from tests.oracle.contested import lay_contested
from tests.oracle.cycle import lay_cycle
from tests.oracle.duties import lay_duties
from tests.oracle.erasing import lay_erasing
from tests.oracle.lay_telling import consent_row, notice_row
from tests.oracle.leaks import lay_leaks
from tests.oracle.lessons import lay_lessons
from tests.oracle.proposals import lay_proposals
from tests.oracle.publications import lay_publications
from tests.oracle.records import PROPOSED, Contact, Part, Records, key, records
from tests.oracle.restrictions import lay_restrictions
from tests.oracle.rights import lay_rights
from tests.oracle.world import Case, World

DAY = dt.date(2026, 1, 1)


def _store(model: Any, rows: Sequence[Any]) -> None:
    if rows:
        model.objects.bulk_create(rows)


def lay_records(w: World, partnership_key: Any) -> None:
    """Insert every row that was made out of ``w``."""
    made = records(w)
    _lay_kept(partnership_key)
    _lay_court(w, partnership_key)
    _lay_breach(w)
    _lay_plan(w, made)
    _lay_contacts(made, partnership_key)
    lay_cycle(w, partnership_key, DAY, timezone.now(), _store)
    lay_advice(w, partnership_key, DAY, timezone.now(), _store)
    lay_proposals(w, timezone.now(), _store)
    lay_rights(w, partnership_key, DAY, timezone.now(), _store)
    lay_contested(w, DAY, timezone.now(), _store)
    lay_restrictions(w, DAY, DAY + dt.timedelta(days=30), timezone.now(), _store)
    lay_duties(w, partnership_key, timezone.now(), _store)
    lay_leaks(w, partnership_key, timezone.now(), _store)
    lay_publications(w, partnership_key, DAY, timezone.now(), _store)
    _store(cw.NoteRelease, [
        cw.NoteRelease(
            id=key(n.id, "release"), case_id=n.case.id, note_id=n.id, agency_id=n.agency.id, membership_id=somebody(w),
            tier_before=(n.released + 1) % 5, tier=n.released, companions_before=n.companions, companions=n.companions,
            reason="R", made_at=timezone.now(),
        ) for n in w.notes
    ])  # fmt: skip
    _store(cw.MinutesClearance, [
        cw.MinutesClearance(
            id=key(n.id, "minutes"), case_id=n.case.id, note_id=n.id, agency_id=n.agency.id, membership_id=somebody(w),
            tier=2, reason="R", made_at=timezone.now(),
        ) for n in w.notes
    ])  # fmt: skip
    lay_erasing(w, partnership_key, DAY, timezone.now(), _store)
    lay_asking(w, DAY, timezone.now(), _store)
    lay_lessons(w, partnership_key, DAY, _store)
    _forget_what_is_due()


def _forget_what_is_due() -> None:
    """What a question, request, leak, hold or text for the public makes due by itself is no row of the world."""
    of = [
        "legal_advice", "rights_request", "leak", "hold", "erasure", "erasure_notice", "contested", "correction",
        "restriction", "publication", "disclosure_proposal",
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM casework_deadline WHERE subject_kind = ANY(%s)", [of])


def _lay_kept(partnership_key: Any) -> None:
    for number in (0, 1):
        at = {"partnership_id": partnership_key(number)}
        _store(cw.Court, [cw.Court(id=key(f"{number}", "court"), name="C", jurisdiction="J", **at)])
        _store(cw.OrderType, [
            cw.OrderType(id=key(f"{number}", "ordertype"), jurisdiction="J", kind="probation", local_name="N", **at)
        ])  # fmt: skip
        _store(cw.SignEntry, [
            cw.SignEntry(id=key(f"{number}", "signentry"), code="R1", sign_class="risk_factor", label="L", **at)
        ])  # fmt: skip
        _store(cw.ReportingRule, [
            cw.ReportingRule(id=key(f"{number}", "reportingrule"), situation="S", channel="manager", recipient="R",
                             within="now", places=["note"], **at)
        ])  # fmt: skip


def somebody(w: World) -> Any:
    """The key of any membership: who recorded a row does not decide about it."""
    return w.memberships[0].id


def _lay_court(w: World, partnership_key: Any) -> None:
    who = somebody(w)
    _store(cw.Order, [
        cw.Order(
            id=key(c.id, "order"), case_id=c.id, court_id=key(f"{c.partnership}", "court"),
            type_id=key(f"{c.partnership}", "ordertype"), number="1", made_on=DAY, starts_on=DAY,
            supervising_agency_id=c.lead.id,
        ) for c in w.cases
    ])  # fmt: skip
    _store(cw.CourtDecision, [
        cw.CourtDecision(
            id=key(c.id, "courtdecision"), case_id=c.id, order_id=key(c.id, "order"), act="imposed", decided_on=DAY,
            court_id=key(f"{c.partnership}", "court"), membership_id=who, recorded_at=timezone.now(),
        ) for c in w.cases
    ])  # fmt: skip
    _store(cw.Condition, [
        cw.Condition(
            id=key(c.id, "condition"), case_id=c.id, order_id=key(c.id, "order"), number=1, category="reporting",
            exact_text="T", function="protection", state="in_force", starts_on=DAY,
            source_decision_id=key(c.id, "courtdecision"),
        ) for c in w.cases
    ])  # fmt: skip
    _store(cw.CustodyEpisode, [
        cw.CustodyEpisode(id=key(c.id, "custodyepisode"), case_id=c.id, reason="other", began_on=DAY) for c in w.cases
    ])  # fmt: skip


def _lay_breach(w: World) -> None:
    who, now = somebody(w), timezone.now()

    def about(case: Case, name: str) -> dict[str, Any]:
        return {"id": key(case.id, name), "breach_id": key(case.id, "breach"), "membership_id": who}

    _store(cw.Breach, [
        cw.Breach(id=key(c.id, "breach"), case_id=c.id, order_id=key(c.id, "order"),
                  condition_id=key(c.id, "condition"), suspected_on=DAY)
        for c in w.cases
    ])  # fmt: skip
    _store(cw.Decision, [
        cw.Decision(id=key(c.id, "decision"), case_id=c.id, kind="other", decided_on=DAY, chosen="C", reasons="R",
                    membership_id=who, recorded_at=now)
        for c in w.cases
    ])  # fmt: skip
    _store(cw.PositionTaken, [
        cw.PositionTaken(id=key(c.id, "positiontaken"), decision_id=key(c.id, "decision"), agency_id=c.lead.id,
                         membership_id=who, view="agrees")
        for c in w.cases
    ])  # fmt: skip
    _store(cw.BreachStep, [
        cw.BreachStep(kind="suspected", on=DAY, recorded_at=now, **about(c, "breachstep")) for c in w.cases
    ])  # fmt: skip
    _store(cw.ProposedTerm, [
        cw.ProposedTerm(category="other", text="T", function="protection", **about(c, "proposedterm")) for c in w.cases
    ])  # fmt: skip


def _lay_plan(w: World, made: Records) -> None:
    who = somebody(w)
    plan = {c: {"case_id": c.id, "plan_id": key(c.id, "planversion")} for c in w.cases}
    _store(cw.PlanVersion, [
        cw.PlanVersion(id=key(c.id, "planversion"), case_id=c.id, number=1, membership_id=who) for c in w.cases
    ])  # fmt: skip
    _store(cw.SafetyPart, [
        cw.SafetyPart(id=key(c.id, "safetypart"), heading="supervision", **plan[c]) for c in w.cases
    ])  # fmt: skip
    _store(cw.NetworkLink, [
        cw.NetworkLink(id=key(c.id, "networklink"), case_id=c.id, label="L", role="home") for c in w.cases
    ])  # fmt: skip
    _store(cw.EndingStep, [
        cw.EndingStep(id=key(c.id, "endingstep"), case_id=c.id, agency_id=c.lead.id, support="S", by_on=DAY)
        for c in w.cases
    ])  # fmt: skip
    _store(cw.Achievement, [
        cw.Achievement(id=key(c.id, "achievement"), case_id=c.id, on=DAY, text="T", membership_id=who) for c in w.cases
    ])  # fmt: skip
    _lay_closings(w, who)
    _lay_telling(w, who)
    for model, name in (
        (cw.Objective, "objective"), (cw.Action, "action"), (cw.Intervention, "intervention"), (cw.Session, "session"),
    ):  # fmt: skip
        _store(model, [part_row(part, who) for part in made.parts if part.name == name])
    _store(cw.Finding, [
        cw.Finding(id=key(c.id, "finding"), case_id=c.id, objective_id=key(c.id, "objective 4"), text="T")
        for c in w.cases
    ])  # fmt: skip
    _store(cw.ClinicalPart, [
        cw.ClinicalPart(id=part.id, case_id=part.case.id, agency_id=part.agency.id, intervention_id=of.id)
        for part, of in zip(made.clinical, (p for p in made.parts if p.name == "intervention"), strict=True)
    ])  # fmt: skip


def _lay_telling(w: World, who: Any) -> None:
    for model, row, name in (
        (cw.TransparencyNotice, notice_row, "transparencynotice"),
        (cw.ParticipationConsent, consent_row, "participationconsent"),
    ):
        _store(model, [row(key(c.id, name), c.id, who) for c in w.cases])


def _lay_closings(w: World, who: Any) -> None:
    _store(cw.Outcome, [outcome_row(key(c.id, "outcome"), c.id, 1, who) for c in w.cases])
    _store(cw.FollowUp, [
        cw.FollowUp(id=key(c.id, "followup"), case_id=c.id, closing=1, months=6, due_on=DAY) for c in w.cases
    ])  # fmt: skip
    _store(cw.FollowUp, [
        cw.FollowUp(
            id=key(c.id, "held"), case_id=c.id, closing=1, months=3, due_on=DAY, held_on=DAY, membership_id=who,
            method="phone", found="T", disengagement="partial", reintegration="partial",
        ) for c in w.cases
    ])  # fmt: skip


def outcome_row(row_id: Any, case_id: Any, number: int, who: Any) -> cw.Outcome:
    """The row of an outcome, recorded by ``who``."""
    return cw.Outcome(
        id=row_id, case_id=case_id, closing=1, number=number, recorded_on=DAY, membership_id=who,
        disengagement="partial", disengagement_text="T", reintegration="partial", reintegration_text="T",
        agreed="T", call="T", feedback_offered_on=DAY, keep_until=DAY, months=[6],
    )  # fmt: skip


def part_row(part: Part, who: Any) -> Any:
    """The row of one part of the plan."""
    common = {"id": part.id, "case_id": part.case.id, "for_companions": part.for_companions,
              "for_guests": part.for_guests}  # fmt: skip
    if part.name == "objective":
        return cw.Objective(
            plan_id=key(part.case.id, "planversion"), agency_id=part.agency.id, text="T", area="treatment",
            domain="work", function="protection", measure="M", target_on=DAY, in_force=part.in_force,
            state="proposed" if part.number in PROPOSED else "active", **common,
        )  # fmt: skip
    if part.name == "action":
        return cw.Action(text="T", agency_id=part.agency.id, membership_id=part.by.id, due_on=DAY, **common)
    if part.name == "intervention":
        return cw.Intervention(type="mentoring", title="T", provider_id=part.agency.id, starts_on=DAY, **common)
    return cw.Session(
        intervention_id=key(part.case.id, "intervention " + str(part.number)), on=DAY, attended="yes",
        membership_id=who, agency_id=part.agency.id, **common,
    )  # fmt: skip


def _contact_row(contact: Contact) -> Any:
    return cw.Contact(
        id=contact.id, case_id=contact.case.id, membership_id=contact.by.id, originator_id=contact.by.agency.id,
        kind="person", planned_for=timezone.now(), note_id=contact.note.id if contact.note else None,
    )  # fmt: skip


def _lay_contacts(made: Records, partnership_key: Any) -> None:
    _store(cw.Contact, [_contact_row(contact) for contact in made.contacts])
    _store(cw.ContactCondition, [
        cw.ContactCondition(id=c.mark, contact_id=c.id, condition_id=key(c.case.id, "condition"), kept="kept")
        for c in made.contacts
    ])  # fmt: skip
    _store(cw.BreachProof, [
        cw.BreachProof(
            id=key(c.case.id, "breachproof"), breach_id=key(c.case.id, "breach"), contact_id=c.id,
            membership_id=c.by.id,
        ) for c in made.contacts if c.id == key(c.case.id, "contact 0")
    ])  # fmt: skip
    for told in made.told:
        case = told.note.case
        common = {"id": told.id, "case_id": case.id, "note_id": told.note.id}
        row: Any
        if told.table == "incident":
            row = cw.Incident(kind="online", **common)
        elif told.table == "exposure":
            row = cw.Exposure(by="online", offer="other", response="told_us", **common)
        else:
            row = cw.SignObservation(entry_id=key(f"{case.partnership}", "signentry"), **common)
        _store(type(row), [row])
