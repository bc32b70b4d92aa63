"""The person's network as a picture and a table, and what its forms start from."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.utils import timezone
from django.utils.translation import ngettext

from access import trail
from access.actor import Actor
from agencies.choices import AgencyGroup
from agencies.models import Agency, Partnership
from casework.choices import Influence, NetworkRole
from casework.due import day_words
from casework.models import EndingStep, NetworkLink, Relationship
from casework.planning import NewEnding, NewLink
from casework.queries.case_file import CaseFile, case_file, file_of
from casework.queries.case_overview import TONES
from casework.queries.plan_desks import Choice, Desk, agency_choices, line_choices
from ui.charts import Ring
from ui.spokes import Spoke, spokes

LONGEST_NAME = 20
USUALLY_ENOUGH = 3
"""People or organisations that said yes, from which on a network carries before a release (R43)."""


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link: its number in the picture, who, what they are, how they pull, since when."""

    id: uuid.UUID
    code: str
    label: str
    role: str
    closeness: str
    influence: str
    tone: str
    since: str
    accepted: str
    ended: str
    agency: str


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """The network as a picture in two sizes and as a table."""

    file: CaseFile
    links: tuple[LinkLine, ...]
    past: tuple[LinkLine, ...]
    wide: Ring
    narrow: Ring
    accepted: int
    against: int
    needed: int

    @property
    def enough(self) -> bool:
        """Whether as many as a release needs said yes (R43)."""
        return self.accepted >= self.needed

    @property
    def summary(self) -> str:
        """Say what the picture shows."""
        words = {"n": len(self.links), "yes": self.accepted, "against": self.against}
        return ngettext(
            "%(n)s in the network, %(yes)s said yes, %(against)s pulls back.",
            "%(n)s in the network, %(yes)s said yes, %(against)s pull back.", self.against,
        ) % words  # fmt: skip


def network_members(actor: Actor) -> int:
    """Return how many must have said yes before a release: the partnership's ``settings["network_members"]``."""
    kept = Partnership.objects.values_list("settings", flat=True).get(pk=actor.partnership_id)
    return int((kept or {}).get("network_members", USUALLY_ENOUGH))


def network_page(actor: Actor, reference: str) -> NetworkPage:
    """Return the network of a case and log the page once.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or their place does not work on it.
    """
    file = case_file(actor, reference, "work")
    rows = list(
        NetworkLink.objects.visible_to(actor).filter(case_id=file.id).select_related("relationship", "agency")
        .order_by("closeness", "label", "pk")
    )  # fmt: skip
    today = timezone.localdate()
    trail.consulted(actor, "network.read", "network_link", [row.pk for row in rows] or [file.id], file.id, file.place)
    now = [row for row in rows if row.ended_on is None or row.ended_on > today]
    lines = tuple(_line(row, str(i)) for i, row in enumerate(now, start=1))
    around = [Spoke(str(i), _short(row.label), row.closeness, _against(row)) for i, row in enumerate(now, start=1)]
    centre = file.person_name[:1], file.person_name
    return NetworkPage(
        file, lines, tuple(_line(row, "") for row in rows if row not in now), spokes(centre, around),
        spokes(centre, around, 320, 320, named=False), sum(row.accepted_on is not None for row in now),
        sum(map(_against, now)), network_members(actor),
    )  # fmt: skip


def _short(label: str) -> str:
    """Cut a name for the picture; the table has it whole."""
    return label if len(label) <= LONGEST_NAME else label[: LONGEST_NAME - 1].rstrip(" ,") + "…"


def _against(row: NetworkLink) -> bool:
    influence = row.relationship.influence if row.relationship else ""
    return row.role == NetworkRole.PULLS_BACK or influence == Influence.PULLS_BACK


def _line(row: NetworkLink, code: str) -> LinkLine:
    influence = Influence(row.relationship.influence) if row.relationship else None
    if influence is None and row.role == NetworkRole.PULLS_BACK:
        influence = Influence.PULLS_BACK
    since = row.relationship.valid_from if row.relationship else None
    return LinkLine(
        row.pk, code, row.label, row.get_role_display(), row.get_closeness_display(),
        str(influence.label) if influence else "", TONES.get(influence, "grey") if influence else "grey",
        day_words(since), day_words(row.accepted_on), day_words(row.ended_on), row.agency.name if row.agency else "",
    )  # fmt: skip


def link_desk(actor: Actor, reference: str = "", link_id: uuid.UUID | None = None) -> Desk:
    """Return what a form about a link starts from: a new one on a case, or one that stands there; a reading is logged.

    Raises:
        Http404, NotAllowed: it is not there, or the actor is no permanent member.
    """
    row: NetworkLink | None = None
    if link_id is None:
        file = case_file(actor, reference, "edit")
    else:
        rows = NetworkLink.objects.select_related("case__person", "case__lead_agency", "relationship")
        row = rows.get_for(actor, "edit", pk=link_id)
        file = file_of(actor, row.case)
        trail.consulted(actor, "network.read", "network_link", [row.pk], file.id, file.place)
    people = Relationship.objects.visible_to(actor).filter(person_id=file.person_id).order_by("name", "pk").distinct()
    choices: dict[str, Sequence[Choice]] = {
        "relationship": [(str(one.pk), str(one)) for one in people],
        "agency": agency_choices(actor),
    }
    return Desk(file, row.pk if row else file.id, _link_values(row), choices, title=row.label if row else "")


def _link_values(row: NetworkLink | None) -> dict[str, object]:
    if row is None:
        return {"version": 0, "closeness": 2}
    names = {one.name for one in fields(NewLink)} - {"relationship_id", "agency_id", "kind", "influence", "since"}
    return {name: getattr(row, name) for name in names} | {
        "relationship": str(row.relationship_id or ""), "agency": str(row.agency_id or ""), "version": row.version,
        "influence": row.relationship.influence if row.relationship else "",
    }  # fmt: skip


def ending_desk(actor: Actor, reference: str = "", step_id: uuid.UUID | None = None) -> Desk:
    """Return what a form about the ending plan starts from: a new step, or one that stands there; a reading is logged.

    Raises:
        Http404, NotAllowed: it is not there, or the actor is no permanent member.
    """
    row: EndingStep | None = None
    values: dict[str, object] = {"version": 0, "agency": str(actor.agency_id)}
    if step_id is None:
        file = case_file(actor, reference, "edit")
    else:
        row = EndingStep.objects.select_related("case__person", "case__lead_agency").get_for(actor, "edit", pk=step_id)
        file = file_of(actor, row.case)
        names = {one.name for one in fields(NewEnding)} - {"agency_id", "link_id"}
        values = {name: getattr(row, name) for name in names} | {
            "agency": str(row.agency_id), "link": str(row.link_id or ""), "version": row.version,
        }  # fmt: skip
        trail.consulted(actor, "ending.read", "ending_step", [row.pk], file.id, file.place)
    links = NetworkLink.objects.visible_to(actor).filter(case_id=file.id, ended_on__isnull=True).order_by("label")
    choices: dict[str, Sequence[Choice]] = {
        "agency": agency_choices(actor), "link": [(str(link.pk), link.label) for link in links],
    }  # fmt: skip
    return Desk(file, row.pk if row else file.id, values, choices, title=row.support if row else "")


def achievement_desk(actor: Actor, reference: str) -> Desk:
    """Return what a form about an achievement starts from.

    Raises:
        Http404, NotAllowed: the actor is no permanent member.
    """
    file = case_file(actor, reference, "edit")
    health = Agency.objects.filter(pk=actor.agency_id, group=AgencyGroup.HEALTH).exists()
    first = {"on": timezone.localdate(), "for_court": not health}
    return Desk(file, file.id, first, {"line": line_choices(actor, file)})
