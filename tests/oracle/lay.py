"""Laying a world into the database, past the second wall and in bulk."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from access.actor import Actor
from access.models import Event
from agencies import models as ag
from casework import models as cw
from devstack.testing import backstage
from tests.oracle.lay_records import lay_records
from tests.oracle.world import Agency, Note, Span, Who, World

FIRST_GROUP = 900_000
_PARTNERSHIPS = tuple(uuid.UUID(int=(0xBEE << 112) + n, version=4) for n in (1, 2))
_POSITION = uuid.UUID(int=(0xBEE << 112) + 3, version=4)


def partnership_key(number: int) -> uuid.UUID:
    """The key of one of the two partnerships."""
    return _PARTNERSHIPS[number]


def _group(w: World, agency: Agency) -> int:
    return FIRST_GROUP + w.agencies.index(agency)


def _day(offset: int) -> dt.datetime:
    return timezone.now() + dt.timedelta(days=offset)


def _span(span: Span) -> dict[str, dt.datetime]:
    now = timezone.now()  # one moment, so that an empty interval is empty
    return {"valid_from": now + dt.timedelta(days=span[0]), "valid_to": now + dt.timedelta(days=span[1])}


def _store(model: Any, rows: Sequence[Any]) -> None:
    if rows:
        model.objects.bulk_create(rows)


def lay(w: World) -> None:
    """Insert every row of ``w``. The caller rolls back."""
    with backstage():
        _lay_agencies(w)
        _lay_agreements(w)
        _lay_cases(w)
        _lay_ways(w)
        _lay_notes(w)
        lay_records(w, partnership_key)


def _lay_agencies(w: World) -> None:
    _store(ag.Partnership, [ag.Partnership(id=key, name=str(key), area="north") for key in _PARTNERSHIPS])
    _store(ag.Position, [ag.Position(id=_POSITION, name="Position of the oracle")])
    _store(Group, [Group(id=FIRST_GROUP + n, name=f"oracle {n}") for n, _a in enumerate(w.agencies)])
    _store(ag.Agency, [
        ag.Agency(
            id=a.id, partnership_id=partnership_key(a.partnership), name=f"Agency {n}", code=f"O{n}", group="health",
            controller_regime="gdpr", involvement="core", status="member" if a.member else "suspended",
            staff_group_id=FIRST_GROUP + n,
        ) for n, a in enumerate(w.agencies)
    ])  # fmt: skip
    _store(ag.User, [
        ag.User(id=p.id, email=f"oracle.{n}@example.org", full_name=f"Person {n}", password="!", is_active=p.active)
        for n, p in enumerate(w.people)
    ])  # fmt: skip
    _store(ag.AgencyMembership, [
        ag.AgencyMembership(id=m.id, user_id=m.person.id, agency_id=m.agency.id, position_id=_POSITION,
                            duties=sorted(m.duties), **_span(m.span))
        for m in w.memberships
    ])  # fmt: skip
    _store(ag.CodeOfConduct, [
        ag.CodeOfConduct(id=c.id, partnership_id=partnership_key(c.partnership), number=c.number, text="Code",
                         in_force_from=_day(c.since))
        for c in w.codes
    ])  # fmt: skip
    _store(ag.CodeAcceptance, [
        ag.CodeAcceptance(
            user_id=p.id, code_id=c.id, accepted_at=_day(-367 if p in c.lapsed else -400 if n % 2 else -3),
            renewed_at=_day(-365) if n % 2 and p not in c.lapsed else None,
        )
        for c in w.codes for n, p in enumerate(sorted(c.accepted, key=lambda p: str(p.id)))
    ])  # fmt: skip


def _lay_agreements(w: World) -> None:
    _store(ag.Agreement, [
        ag.Agreement(
            id=a.id, partnership_id=partnership_key(0), title=f"Agreement {n}", purposes=sorted(a.purposes),
            data_categories=sorted(a.categories), suspended_at=_day(-1) if a.suspended else None,
            terminated_at=_day(-1) if a.ended else None, **_span(a.span),
        ) for n, a in enumerate(w.agreements)
    ])  # fmt: skip
    _store(ag.AgreementParty, [
        ag.AgreementParty(agreement_id=a.id, agency_id=agency.id, valid_to=_day(leaves),
                          signed_on=timezone.localdate() if signed else None)
        for a in w.agreements for agency, (signed, leaves) in a.parties.items()
    ])  # fmt: skip


def _lay_cases(w: World) -> None:
    day = timezone.localdate()
    _store(cw.Person, [
        cw.Person(id=c.id, reference=f"O-{n}", given_name="A", family_name="B", born_on=dt.date(2000, 1, 1))
        for n, c in enumerate(w.cases)
    ])  # fmt: skip
    _store(cw.Case, [
        cw.Case(
            id=c.id, reference=f"ORACLE-{n}", neutral_title="T", person_id=c.id, area=c.area, lead_agency_id=c.lead.id,
            partnership_id=partnership_key(c.partnership), status="active", opened_on=day, next_review_on=day,
            last_activity_at=_day(-1),
        ) for n, c in enumerate(w.cases)
    ])  # fmt: skip
    _store(cw.ContactPoint, [
        cw.ContactPoint(id=c.id, person_id=c.id, kind="phone", value="", valid_from=_day(-1)) for c in w.cases
    ])  # fmt: skip
    _store(cw.Relationship, [cw.Relationship(id=c.id, person_id=c.id, name="N", kind="friend") for c in w.cases])
    _store(cw.Deadline, [
        cw.Deadline(id=d.id, case_id=d.case.id if d.case else None, kind="case_review", due_on=day,
                    responsible_id=d.responsible.id if d.responsible else None, agency_id=d.agency.id)
        for d in w.dues
    ])  # fmt: skip
    _lay_reminders(w)


def _lay_reminders(w: World) -> None:
    """One of each deadline to whoever answers for it, and one message of each partnership."""
    _store(cw.Reminder, [
        cw.Reminder(
            id=d.id, deadline_id=d.id, case_id=d.case.id if d.case else None, due_on=timezone.localdate(), step="due",
            meant_for_id=d.responsible.id, membership_id=d.responsible.id, user_id=d.responsible.person.id,
            partnership_id=partnership_key(d.responsible.agency.partnership), raised_at=_day(-1),
        ) for d in w.dues if d.responsible
    ])  # fmt: skip
    _store(cw.ReminderMail, [
        cw.ReminderMail(id=key, user_id=w.people[0].id, partnership_id=key, kind="now", message_id=f"<{key}@oracle>",
                        claimed_at=_day(-1))
        for key in _PARTNERSHIPS
    ])  # fmt: skip


def _lay_ways(w: World) -> None:
    permission = Permission.objects.get(codename="be_on_team").pk
    _store(cw.CaseTeamMember, [
        cw.CaseTeamMember(
            id=p.id, content_object_id=p.case.id, permission_id=permission, user_id=p.person.id,
            membership_id=p.membership.id, kind=p.kind, purpose=p.purpose, is_case_manager=p.manages,
            is_order_supervisor=p.supervises, **_span(p.span),
        ) for p in w.places
    ])  # fmt: skip
    _store(cw.CaseAgencyGrant, [
        cw.CaseAgencyGrant(id=g.id, content_object_id=g.case.id, permission_id=permission, purpose=g.purpose,
                           group_id=_group(w, g.agency), **_span(g.span))
        for g in w.grants
    ])  # fmt: skip
    _store(cw.CaseOversight, [
        cw.CaseOversight(id=o.id, membership_id=o.membership.id, user_id=o.person.id, area=o.area, purpose=o.purpose,
                         agency_id=o.membership.agency.id, partnership_id=partnership_key(o.partnership), decision="D",
                         **_span(o.span))
        for o in w.oversights
    ])  # fmt: skip
    _store(cw.EmergencyAccess, [
        cw.EmergencyAccess(
            id=e.id, membership_id=e.membership.id, user_id=e.person.id, agency_id=e.membership.agency.id,
            case_id=e.case.id, reason="Danger to life, said by telephone", opened_at=_day(e.span[0]),
            expires_at=_day(e.span[1]), ended_at=_day(-1) if e.ended else None,
        ) for e in w.emergencies
    ])  # fmt: skip


def tiers_written(note: Note) -> list[int]:
    """The tiers of which a wording is stored."""
    return [4] + [3] * note.summary + [2] * note.gist


def _lay_notes(w: World) -> None:
    _store(cw.Note, [
        cw.Note(
            id=n.id, case_id=n.case.id, membership_id=n.by.id, author_id=n.author.id, originator_id=n.agency.id,
            kind="contact", occurred_on=timezone.localdate(), recorded_at=_day(-2), nature="fact",
            handling=n.handling, data_category=n.category, released_tier=n.released, told_to_companions=n.companions,
            has_summary=n.summary, has_gist=n.gist, status="withdrawn" if n.withdrawn else "current",
        ) for n in w.notes
    ])  # fmt: skip
    _store(cw.NoteText, [cw.NoteText(note_id=n.id, tier=t, text="T") for n in w.notes for t in tiers_written(n)])
    _store(cw.NoteListing, [cw.NoteListing(note_id=n.id, user_id=p.id) for n in w.notes for p in n.listed])
    _store(cw.NoteAudience, [cw.NoteAudience(note_id=n.id, entries=[], taken_at=_day(0)) for n in w.notes])
    _store(cw.NoteResponse, [
        cw.NoteResponse(id=r.id, note_id=r.note.id, agency_id=r.agency.id, author_id=r.by.person.id,
                        membership_id=r.by.id, kind="question", text="?", at=_day(-1))
        for r in w.responses
    ])  # fmt: skip
    about = [("note_answer", "note", n.id, n) for n in w.notes]
    about += [("question", "note_response", r.id, r.note) for r in w.responses]
    _store(cw.Deadline, [
        cw.Deadline(id=key, case_id=n.case.id, kind=kind, due_on=timezone.localdate(), agency_id=n.agency.id,
                    subject_kind=subject, subject_id=key)
        for kind, subject, key, n in about
    ])  # fmt: skip
    _store(cw.NoteSeen, [
        cw.NoteSeen(note_id=r.note.id, user_id=r.by.person.id, membership_id=r.by.id, at=_day(-1)) for r in w.responses
    ])  # fmt: skip
    _store(Event, [
        Event(
            operation="consult", verb="oracle.looked", kind="note", subjects=[r.note.id], case_id=r.note.case.id,
            user_id=r.by.person.id, membership_id=r.by.id, agency_id=r.by.agency.id, ground="permanent",
            partnership_id=partnership_key(r.note.case.partnership),
        ) for r in w.responses
    ])  # fmt: skip


def actor_of(w: World, who: Who) -> Actor:
    """The product's actor for somebody of the world, whether or not they are who they claim to be."""
    m = who.membership
    return Actor(
        user_id=who.person.id, membership_id=m.id, agency_id=m.agency.id,
        partnership_id=partnership_key(m.agency.partnership), staff_group_id=_group(w, m.agency), name="Name",
        agency_name="Agency", agency_code="O", position="Position", is_companion=False,
        is_guest=False, duties=m.duties,
    )  # fmt: skip
