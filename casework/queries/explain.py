"""Why a person can or cannot see a case or a note, at which tier, since when, and whom to ask.

The verdict is the policy's own answer (who sees it). What the asker may not know of gets one answer, which depends
on nothing but the asker, as if it had never existed.
"""

import uuid
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from access import policy, trail
from access.actor import Actor
from access.choices import Handling, Operation, Place, Tier
from agencies.choices import Duty
from agencies.errors import NotAllowed
from agencies.models import AgencyMembership, User
from agencies.queries.agreements import agreements_of_agency
from agencies.queries.codes import coordinators
from casework.models import Case, CaseTeamMember, Note, NoteListing
from casework.queries.audience import labels_of_note
from casework.queries.explain_steps import (
    Probe,
    Step,
    Way,
    agreement_step,
    note_steps,
    standing_steps,
    state_words,
    ways_in,
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer. When ``known`` is false, everything in it is about the asker alone."""

    known: bool
    sees: bool
    tier: Tier
    verdict: str
    steps: tuple[Step, ...]
    ask: tuple[str, ...]
    about: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: a case that the asker sees, and perhaps a note on it."""

    case: Case
    note: Note | None
    standing: policy.Standing
    tier: Tier

    @property
    def title(self) -> str:
        """The subject as the page calls it; it names no person."""
        if self.note is None:
            return str(self.case.reference)
        return _("a note on %(reference)s") % {"reference": self.case.reference}


def explain(actor: Actor, email: str, about: str) -> Explanation:
    """Explain to ``actor`` what the person with this address sees of ``about`` (a reference or a note's number).

    Every explanation is logged.

    Raises:
        NotAllowed: the asker sees the subject, but may ask about nobody but themselves.
    """
    subject = subject_of(actor, about)
    if subject is None:
        trail.tried(actor, about, "access.explained", "unseen")
        return nothing_there(actor)
    user = User.objects.filter(email=email.strip().lower()).first()
    itself = user is not None and user.pk == actor.user_id
    if not itself:
        _may_ask_about_others(subject)
    person = str(user.pk) if user else ""
    trail.record(
        actor, "access.explained", operation=Operation.CONSULT, kind="note" if subject.note else "case",
        subjects=[subject.note.pk if subject.note else subject.case.pk], case_id=subject.case.pk,
        ground=subject.standing.kind, detail={"person": person},
    )  # fmt: skip
    return answer(actor, subject, user, named="team" in subject.standing.may)


def subject_of(actor: Actor, about: str) -> Subject | None:
    """Find the case or the note, or nothing when the actor may not know of it."""
    try:
        try:
            key = uuid.UUID(about.strip())
        except ValueError:
            case, note, tier = Case.objects.get_for(actor, reference=about.strip().upper()), None, Tier.FULL
        else:
            rows = Note.objects.visible_to(actor).annotate(tier_read=policy.tier_expression(actor))
            note = rows.select_related("originator", "case__lead_agency").get_for(actor, pk=key)
            case, tier = note.case, Tier(note.tier_read)  # type: ignore[attr-defined]
    except Http404:
        return None
    standing = policy.standing_on(actor, case.pk)
    return Subject(case, note, standing, tier) if standing else None


def _may_ask_about_others(subject: Subject) -> None:
    if subject.standing.kind != Place.PERMANENT:
        raise NotAllowed(_("From your place you may ask only why you yourself see something. Ask the case manager."))
    note = subject.note
    if note is None or note.handling not in (Handling.NAMED, Handling.SEALED):
        return
    if subject.tier < Tier.FULL and not subject.standing.manages:
        raise NotAllowed(_("Who is named on this note is known to those it names and to the case manager. Ask them."))


def nothing_there(actor: Actor) -> Explanation:
    """The answer about anything that the asker may not know of: it tells of the asker's own conditions alone."""
    membership = _membership(actor.membership_id)
    steps = standing_steps(membership.user, membership)
    if not actor.is_companion:
        for line in agreements_of_agency(actor, actor.agency_id):
            steps.append(Step(line.opens and line.binds(actor.agency_id), state_words(line)))
    verdict = _("There is nothing under this reference that you may see. Perhaps there never was.")
    ask = [_("The case manager, when you should have a place on a case."), *coordinators(actor)]
    return Explanation(False, False, Tier.NONE, verdict, tuple(steps), tuple(ask))


def _membership(key: uuid.UUID) -> AgencyMembership:
    return AgencyMembership.objects.select_related("agency", "user", "position").get(pk=key)


def answer(actor: Actor, subject: Subject, user: User | None, *, named: bool, own_name: bool = True) -> Explanation:
    """The explanation of a subject that the actor sees; ``named``, ``own_name``: may names of people stand in it?"""
    memberships = _memberships_of(actor, subject, user)
    if user is None or not memberships:
        verdict = _("Nobody with this address acts for an agency of this partnership.")
        ask = tuple(coordinators(actor))
        return Explanation(True, False, Tier.NONE, verdict, (), ask, about=subject.title)
    name = user.full_name if named or (own_name and user.pk == actor.user_id) else _("This person")
    found = [_for_membership(actor, subject, membership, name, named=named) for membership in memberships]
    return max(found, key=lambda one: (one.sees, one.tier))


def _memberships_of(actor: Actor, subject: Subject, user: User | None) -> list[AgencyMembership]:
    """The person's memberships in the partnership, those with a place on the case first; the others only without.

    A companion is known on cases where they have or had a place, and to the coordinators who look after accounts: that
    an address belongs to one is told to nobody else, as the directory names none.
    """
    rows = AgencyMembership.objects.select_related("agency", "user", "position").filter(
        user=user, agency__partnership=actor.partnership_id
    )
    placed = set(
        CaseTeamMember.objects.visible_to(actor)
        .filter(content_object_id=subject.case.pk, user=user)
        .values_list("membership_id", flat=True)
    )
    mine = user is not None and user.pk == actor.user_id
    every = [
        row
        for row in rows.order_by("-valid_to", "-valid_from", "pk")
        if row.pk in placed or mine or not row.position.is_companion or actor.has_duty(Duty.COORDINATOR)
    ]
    return sorted(every, key=lambda membership: membership.pk not in placed)


def _for_membership(
    actor: Actor, subject: Subject, membership: AgencyMembership, name: str, *, named: bool
) -> Explanation:
    case, note, user = subject.case, subject.note, membership.user
    readers = [reader for reader in policy.readers_of_case(case.pk) if reader.membership_id == membership.pk]
    steps = standing_steps(user, membership)
    ways = ways_in(actor, case, user, membership)
    steps += [way.step for way in ways] or [Step(False, _("There is no place on this case for this person."))]
    running = [way for way in ways if way.step.met]
    lead = case.lead_agency
    if running and running[0].needs_agreement and lead.pk != membership.agency_id:
        steps.append(agreement_step(actor, membership, (lead.name, lead.pk), running[0].purpose))
    tier = Tier.FULL if readers else Tier.NONE
    if readers and note is not None:
        listed = NoteListing.objects.visible_where(actor, note_id=note.pk).values_list("user_id", flat=True)
        probe = Probe(labels_of_note(note, listed), membership)
        tier = probe.ask(probe.actual)
        purpose = running[0].purpose if running else "reintegration"
        steps += note_steps(actor, note, probe, readers[0].kind, purpose)
    return Explanation(
        True, bool(readers) if note is None else tier >= Tier.EXISTENCE, tier,
        _verdict(name, subject, readers, tier), tuple(steps),
        _whom(actor, subject, membership, tier, ways, named=named), about=subject.title, person=name,
    )  # fmt: skip


def _verdict(name: str, subject: Subject, readers: list[policy.Reader], tier: Tier) -> str:
    words = {"name": name, "about": subject.title}
    if not readers:
        return _("%(name)s cannot see %(about)s.") % words
    words["place"] = str(readers[0].kind.label)
    if subject.note is None:
        return _("%(name)s sees %(about)s. Place: %(place)s.") % words
    if tier == Tier.NONE:
        return _("%(name)s sees the case, but cannot see %(about)s. Place: %(place)s.") % words
    if tier == Tier.EXISTENCE:
        return _("%(name)s knows that there is %(about)s, and reads none of it. Place: %(place)s.") % words
    words["tier"] = str(tier.label)
    return _("%(name)s reads %(about)s at this tier: %(tier)s. Place: %(place)s.") % words


def _whom(
    actor: Actor, subject: Subject, membership: AgencyMembership, tier: Tier, ways: list[Way], *, named: bool
) -> tuple[str, ...]:
    """Whom to ask for more, the nearest first; nobody when everything is seen already."""
    if tier == Tier.FULL:
        return ()
    ask = []
    if subject.note is not None and any(way.step.met for way in ways):
        speaker = subject.note.originator.focal_point
        ask.append(_post(_("Focal point"), speaker, named=named) if speaker else subject.note.originator.name)
    manager = (
        CaseTeamMember.objects.visible_to(actor)
        .filter(content_object_id=subject.case.pk, is_case_manager=True)
        .select_related("membership__user", "membership__agency", "membership__position")
        .first()
    )
    if manager is not None and manager.membership is not None:
        ask.append(_post(_("Case manager"), manager.membership, named=named))
    speaker = membership.agency.focal_point
    if speaker is not None and not ways:
        ask.append(_post(_("Focal point"), speaker, named=named))
    coordination = [_("Coordinator: %(who)s") % {"who": who} for who in coordinators(actor)]
    return tuple(dict.fromkeys([*ask, *coordination]))


def _post(role: str, membership: AgencyMembership, *, named: bool) -> str:
    who = f"{membership.position.name}, {membership.agency.name}"
    return f"{role}: {membership.user.full_name}, {who}" if named else f"{role}: {who}"
