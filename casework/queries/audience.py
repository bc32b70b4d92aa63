"""Who would see a note, person by person and agency by agency, and who would not and why."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from access import policy
from access.actor import Actor
from access.choices import Place, Tier
from agencies.models import AgencyMembership
from agencies.queries.people import unmet_conditions
from casework.choices import CATEGORY_OF_KIND
from casework.models import CaseTeamMember, Note
from casework.queries.case_file import CaseFile
from casework.writing import NewNote, writable_tiers

TIER_WORDS = {0: "none", 1: "existence", 2: "gist", 3: "summary", 4: "full"}


@dataclass(frozen=True, slots=True)
class Listener:
    """One person on the case. ``name`` is empty where the asker's place shows posts only."""

    membership_id: uuid.UUID
    user_id: uuid.UUID
    name: str
    position: str
    place: Place | None
    tier: Tier
    why: str
    is_asker: bool


@dataclass(frozen=True, slots=True)
class AgencyAudience:
    """The people of one agency; ``tier`` is the fullest any of them reads."""

    id: uuid.UUID
    name: str
    code: str
    tier: Tier
    people: tuple[Listener, ...]

    @property
    def word(self) -> str:
        """Name of the tier as the templates spell it."""
        return TIER_WORDS[self.tier]

    @property
    def count(self) -> int:
        """How many people of the agency learn anything."""
        return sum(1 for person in self.people if person.tier)


@dataclass(frozen=True, slots=True)
class Audience:
    """Everybody on a case with what they would read."""

    agencies: tuple[AgencyAudience, ...]

    @property
    def people(self) -> int:
        """How many people learn anything."""
        return sum(agency.count for agency in self.agencies)

    @property
    def reached(self) -> int:
        """How many agencies learn anything."""
        return sum(1 for agency in self.agencies if agency.tier)

    def entries(self) -> list[dict[str, str | int]]:
        """Return what is stored with a note: membership, agency code, place and tier."""
        return [
            {"membership": str(p.membership_id), "agency": a.code, "place": p.place or "", "tier": int(p.tier)}
            for a in self.agencies
            for p in a.people
        ]


def labels_of(note: NewNote, case_id: uuid.UUID, actor: Actor) -> policy.Labels:
    """Return the labels under which the policy judges a note that is being written."""
    written = writable_tiers(note)
    return policy.Labels(
        case_id=case_id, originator_id=actor.agency_id, author_id=actor.user_id, handling=note.handling,
        data_category=CATEGORY_OF_KIND.get(note.kind, "supervision"), released_tier=note.released_tier,
        told_to_companions=note.told_to_companions, status="current", has_summary=Tier.SUMMARY in written,
        has_gist=Tier.GIST in written, listed=note.named,
    )  # fmt: skip


def labels_of_note(note: Note, listed: Iterable[uuid.UUID]) -> policy.Labels:
    """Return the labels of a stored note."""
    return policy.Labels(
        case_id=note.case_id, originator_id=note.originator_id, author_id=note.author_id, handling=note.handling,
        data_category=note.data_category, released_tier=note.released_tier,
        told_to_companions=note.told_to_companions, status=note.status, has_summary=note.has_summary,
        has_gist=note.has_gist, listed=tuple(listed),
    )  # fmt: skip


def audience_of(actor: Actor, file: CaseFile, labels: policy.Labels) -> Audience:
    """Return who would read an item with these labels: the policy's own answer, in words."""
    readers = {reader.membership_id: reader for reader in policy.readers_of_item(labels)}
    return _gather(actor, file, readers, labels)


def audience_of_case(actor: Actor, file: CaseFile) -> Audience:
    """Return who sees the case itself, and who of its team does not and why."""
    readers = {reader.membership_id: reader for reader in policy.readers_of_case(file.id)}
    return _gather(actor, file, readers, None)


def _gather(
    actor: Actor, file: CaseFile, readers: dict[uuid.UUID, policy.Reader], labels: policy.Labels | None
) -> Audience:
    now = timezone.now()
    rows = CaseTeamMember.objects.visible_to(actor).filter(
        content_object_id=file.id, valid_from__lte=now, valid_to__gt=now, membership__isnull=False
    )
    places = {row.membership_id: Place(row.kind) for row in rows}
    named = "team" in file.may
    wanted = set(readers) | (set(places) if named else {actor.membership_id} & set(places))  # as on the team's page
    memberships = AgencyMembership.objects.filter(pk__in=wanted).select_related("agency", "position", "user")
    groups: dict[str, list[tuple[AgencyMembership, Listener]]] = {}
    for membership in memberships:
        reader = readers.get(membership.pk)
        tier = reader.tier if reader else Tier.NONE
        place = reader.kind if reader else places[membership.pk]
        why = _why(membership, place, tier, reader is not None, labels)
        mine = membership.user_id == actor.user_id
        listener = Listener(
            membership.pk, membership.user_id, membership.user.full_name if named or mine else "",
            membership.position.name, place, tier, why, mine,
        )  # fmt: skip
        groups.setdefault(membership.agency.name, []).append((membership, listener))
    found = [_agency(name, members) for name, members in groups.items()]
    return Audience(tuple(sorted(found, key=lambda a: (-a.tier, a.name))))


def _agency(name: str, members: list[tuple[AgencyMembership, Listener]]) -> AgencyAudience:
    people = sorted((listener for _m, listener in members), key=lambda p: (-p.tier, p.name, p.position))
    agency = members[0][0].agency
    return AgencyAudience(agency.pk, name, agency.code, max(p.tier for p in people), tuple(people))


def _why(
    membership: AgencyMembership, place: Place | None, tier: Tier, is_reader: bool, labels: policy.Labels | None
) -> str:
    """Say in words why somebody reads what they read."""
    if not is_reader:
        unmet = unmet_conditions(membership.user, membership)
        if unmet:
            return unmet[0].sentence
        return _("No agreement in force covers this agency and the purpose.")
    if labels is None or tier:
        return str(place.label) if place else ""
    other = membership.agency_id != labels.originator_id
    if other and place == Place.PERMANENT and labels.handling in ("team", "core"):
        return _("The agreement does not cover this kind of information.")
    if place == Place.COMPANION:
        return _("Companion: only notes that may be told to companions.")
    if place in (Place.AD_HOC, Place.OVERSIGHT) and labels.handling in ("team", "core"):
        return _("No summary or gist is written that this place may read.")
    return _("The handling level keeps it from this place.")
