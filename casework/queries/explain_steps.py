"""The conditions of sight in words, one by one: standing, place, agreement, and the labels of a note."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from access import policy
from access.actor import Actor
from access.choices import Handling, ItemStatus, Place, Tier
from agencies.choices import DataCategory, Duty, Purpose, Secrecy
from agencies.models import FAR_FUTURE, AgencyMembership, User
from agencies.queries.agreements import AgreementLine, agreements_of_agency
from agencies.queries.people import unmet_conditions
from casework.models import Case, CaseAgencyGrant, CaseOversight, CaseTeamMember, EmergencyAccess, Note


@dataclass(frozen=True, slots=True)
class Step:
    """One condition: whether it is met, and the sentence that says so."""

    met: bool
    sentence: str


def _day(moment: dt.datetime) -> str:
    """Return the local date in words."""
    return str(date_format(timezone.localtime(moment), "j F Y, H:i"))


def _between(since: dt.datetime, until: dt.datetime) -> str:
    """Say from when to when something holds."""
    if until >= FAR_FUTURE:
        return _("since %(since)s, without an end date") % {"since": _day(since)}
    return _("since %(since)s, until %(until)s") % {"since": _day(since), "until": _day(until)}


def standing_steps(user: User, membership: AgencyMembership | None) -> list[Step]:
    """Account, membership, agency and code of conduct."""
    unmet = unmet_conditions(user, membership)
    if unmet or membership is None:
        return [Step(False, condition.sentence) for condition in unmet]
    sentence = _("The account is active, the membership of %(agency)s runs, and the code of conduct is accepted.")
    return [Step(True, sentence % {"agency": membership.agency.name})]


@dataclass(frozen=True, slots=True)
class Way:
    """A place on the case, running or not, with the agency it is held for; emergency access needs no agreement."""

    step: Step
    purpose: str
    needs_agreement: bool = True


def ways_in(actor: Actor, case: Case, user: User, membership: AgencyMembership) -> list[Way]:
    """Every place the person holds or held on the case, those that run first."""
    now = timezone.now()
    found = [*_team(actor, case, user, now), *_agency_wide(actor, case, membership, now)]
    found += [*_oversight(actor, case, membership, now), *_emergency(actor, case, user, now)]
    return sorted(found, key=lambda way: not way.step.met)


def _interval(what: str, since: dt.datetime, until: dt.datetime, now: dt.datetime) -> Step:
    if since > now:
        return Step(False, _("%(what)s: begins on %(day)s.") % {"what": what, "day": _day(since)})
    if until <= now:
        return Step(False, _("%(what)s: ended on %(day)s.") % {"what": what, "day": _day(until)})
    return Step(True, _("%(what)s, %(span)s.") % {"what": what, "span": _between(since, until)})


def _team(actor: Actor, case: Case, user: User, now: dt.datetime) -> Iterable[Way]:
    rows = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=case.pk, user=user)
    for row in rows.exclude(membership=None):
        what = str(Place(row.kind).label)
        if row.is_case_manager or row.is_order_supervisor:
            what += f" ({_('case manager') if row.is_case_manager else _('order supervisor')})"
        yield Way(_interval(what, row.valid_from, row.valid_to, now), row.purpose)


def _agency_wide(actor: Actor, case: Case, membership: AgencyMembership, now: dt.datetime) -> Iterable[Way]:
    if Duty.SUPERVISOR not in membership.duties:
        return
    rows = CaseAgencyGrant.objects.visible_to(actor).filter(content_object_id=case.pk)
    for row in rows.filter(group=membership.agency.staff_group_id):
        yield Way(_interval(_("Supervises the cases of the agency"), row.valid_from, row.valid_to, now), row.purpose)


def _oversight(actor: Actor, case: Case, membership: AgencyMembership, now: dt.datetime) -> Iterable[Way]:
    if Duty.CHAIR not in membership.duties:
        return
    rows = CaseOversight.objects.filter(membership=membership, partnership=actor.partnership_id, area=case.area)
    for row in rows:
        yield Way(_interval(str(Place.OVERSIGHT.label), row.valid_from, row.valid_to, now), row.purpose)


def _emergency(actor: Actor, case: Case, user: User, now: dt.datetime) -> Iterable[Way]:
    rows = EmergencyAccess.objects.visible_to(actor).filter(case_id=case.pk, user=user)
    for row in rows.order_by("-opened_at")[:1]:
        until = min(row.ended_at or row.expires_at, row.expires_at)
        yield Way(_interval(str(Place.EMERGENCY.label), row.opened_at, until, now), Purpose.SAFETY, False)


def agreement_step(actor: Actor, membership: AgencyMembership, other: tuple[str, object], purpose: str) -> Step:
    """Say whether an agreement in force binds the person's agency and the ``other`` (name, key) for ``purpose``."""
    name, key = other
    names = {"one": membership.agency.name, "two": name, "purpose": str(Purpose(purpose).label)}
    shared = [
        line
        for line in agreements_of_agency(actor, membership.agency_id)
        if any(party.agency_id == key for party in line.parties)
    ]
    for line in shared:
        both = line.binds(membership.agency_id) and any(p.agency_id == key for p in line.bound)
        if line.opens and both and names["purpose"] in line.purposes:
            return Step(
                True, _("The agreement “%(title)s” binds %(one)s and %(two)s.") % {"title": line.title, **names}
            )
    why = [state_words(line) for line in shared]
    return Step(
        False,
        " ".join([_("No agreement in force binds %(one)s and %(two)s for “%(purpose)s”.") % names, *why]),
    )


def state_words(line: AgreementLine) -> str:
    """Say in which state an agreement is, and since when."""
    words = {"title": line.title, "state": line.state_label}
    since = line.suspended_on or line.ended_on
    if since and not line.opens:
        return _("“%(title)s”: %(state)s on %(day)s.") % {**words, "day": date_format(since, "j F Y")}
    return _("“%(title)s”: %(state)s.") % words


def _handling_words(note: Note, reached: Tier, listed: bool) -> Step:
    label = str(Handling(note.handling).label)
    if listed:
        return Step(True, _("Handling “%(label)s”: this person is named on the note.") % {"label": label})
    if reached >= Tier.FULL:
        return Step(True, _("Handling “%(label)s” allows the full text from this place.") % {"label": label})
    words = {"label": label, "tier": str(reached.label)}
    return Step(False, _("Handling “%(label)s” allows no more than this from this place: %(tier)s.") % words)


class Probe:
    """Asks the policy what a person would read if only one label stood in the way."""

    def __init__(self, labels: policy.Labels, membership: AgencyMembership) -> None:
        self.actual, self.membership = labels, membership
        self.opened = replace(
            labels, handling=Handling.TEAM.value, released_tier=int(Tier.FULL), told_to_companions=True,
            status=ItemStatus.CURRENT.value, has_summary=True, has_gist=True, listed=(),
        )  # fmt: skip

    def tier(self, **labels: object) -> Tier:
        """The tier with every label wide open but ``labels``."""
        return self.ask(replace(self.opened, **labels))  # type: ignore[arg-type]

    def ask(self, labels: policy.Labels) -> Tier:
        """The tier under exactly these labels."""
        readers = policy.readers_of_item(labels)
        mine = [reader.tier for reader in readers if reader.membership_id == self.membership.pk]
        return max(mine, default=Tier.NONE)


def note_steps(actor: Actor, note: Note, probe: Probe, place: Place, purpose: str) -> list[Step]:
    """Every label of the note that lets through, or holds back, judged by the policy one by one."""
    if note.author_id == probe.membership.user_id:
        return [Step(True, _("This person wrote the note."))]
    widest = probe.tier()
    if widest == Tier.NONE:
        return [_uncovered(actor, note, probe.membership, purpose)]
    steps = [] if widest == Tier.FULL else [_place_step(place, widest)]
    if place == Place.COMPANION:
        told = probe.tier(told_to_companions=note.told_to_companions, handling=note.handling)
        sentence = _("The note may be told to companions.") if told else _("The note is not one for companions.")
        steps.append(Step(bool(told), sentence))
    else:
        listed = note.handling in (Handling.NAMED, Handling.SEALED) and (
            probe.membership.user_id in set(probe.actual.listed)
        )
        steps.append(_handling_words(note, probe.tier(handling=note.handling, listed=probe.actual.listed), listed))
    steps += _released(note, probe, widest)
    steps += _written(note, probe.ask(probe.actual), widest)
    return steps


def _place_step(place: Place, widest: Tier) -> Step:
    words = {"place": str(place.label), "tier": str(widest.label)}
    return Step(False, _("%(place)s: reads no more than this of another's notes: %(tier)s.") % words)


def _uncovered(actor: Actor, note: Note, membership: AgencyMembership, purpose: str) -> Step:
    step = agreement_step(actor, membership, (note.originator.name, note.originator_id), purpose)
    if not step.met:
        return step
    names = {
        "one": membership.agency.name, "two": note.originator.name,
        "category": str(DataCategory(note.data_category).label),
    }  # fmt: skip
    sentence = _("No agreement in force between %(one)s and %(two)s covers “%(category)s” for this purpose.")
    return Step(False, sentence % names)


def _released(note: Note, probe: Probe, widest: Tier) -> list[Step]:
    steps = []
    released = probe.tier(released_tier=note.released_tier)
    if released < widest:
        words = {"agency": note.originator.name, "tier": str(Tier(note.released_tier).label)}
        sentence = _("%(agency)s released it to others no further than this: %(tier)s.") % words
        if note.secrecy != Secrecy.NONE:
            secrecy = {"label": str(Secrecy(note.secrecy).label)}
            sentence += " " + _("It is under secrecy: %(label)s.") % secrecy
        steps.append(Step(False, sentence))
    if probe.tier(status=note.status) < widest:
        steps.append(Step(False, _("The note was withdrawn; outside its agency only that it existed is known.")))
    return steps


def _written(note: Note, reached: Tier, widest: Tier) -> list[Step]:
    missing: Sequence[tuple[bool, Tier]] = ((note.has_summary, Tier.SUMMARY), (note.has_gist, Tier.GIST))
    return [
        Step(False, _("No wording was written for this tier: %(tier)s.") % {"tier": str(tier.label)})
        for written, tier in missing
        if not written and reached < tier <= widest
    ]
