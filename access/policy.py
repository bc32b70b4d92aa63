"""Who may see and do what. The only place that knows; everything else asks.

Four questions, one answer each: may this actor do this (``may``), which rows (``case_condition`` and its
kin, behind ``visible_to``), what may be done with this row (``verbs_on``), and who sees this row, at which
tier (``readers_of_case``, ``readers_of_item``).
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import SmallIntegerField

from access import plans, ways
from access.actor import Actor
from access.choices import Place, Tier
from access.expressions import Sql, render
from agencies.choices import Duty

_tables: ways.Tables | None = None

CASE_VERBS: dict[str, str] = {
    "view": "TRUE",
    "write": "s.kind IN ('permanent', 'ad_hoc', 'companion')",
    "work": "s.kind IN ('permanent', 'emergency')",
    "team": "s.kind IN ('permanent', 'emergency', 'oversight')",
    "edit": "s.kind = 'permanent'",
    "manage": "(s.manages OR s.supervises)",
    "log": "(s.manages OR s.supervises)",
    "lead": "s.manages",
    "supervise": "s.supervises",
}
"""What a place on a case lets its holder do; a verb that is not here is refused."""

ITEM_VERBS: dict[str, str] = {
    "view": "{tier} >= 1",
    "read": "{tier} >= 2",
    "answer": "{tier} >= 2 AND s.kind IN ('permanent', 'ad_hoc', 'companion')",
    "change": "{tier} >= 4 AND s.kind IN ('permanent', 'ad_hoc', 'companion')"
    " AND ({n.author} = s.user_id OR (s.kind = 'permanent' AND s.agency_id = {n.originator}))",
}
"""What may be done with a handled item. Only the originator changes it (domain section 3.8, rule 6)."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One person who sees a case or an item now, from which place, and at which tier."""

    user_id: uuid.UUID
    membership_id: uuid.UUID
    agency_id: uuid.UUID
    kind: Place
    manages: bool
    supervises: bool
    tier: Tier


def install(tables: ways.Tables) -> None:
    """Tell the policy under which names the floor above laid the kit's tables."""
    global _tables  # set once while the applications load
    _tables = tables


def tables() -> ways.Tables:
    """Return the installed table names."""
    if _tables is None:
        raise RuntimeError("access.policy.install() was not called")
    return _tables


def _actor_values(actor: Actor) -> dict[str, Any]:
    return {
        "user": actor.user_id,
        "membership": actor.membership_id,
        "agency": actor.agency_id,
        "staff_group": actor.staff_group_id,
    }


_compiled: dict[tuple[bool, bool, bool], str] = {}
MINE = "{0}.user_id = :user AND {0}.membership_id = :membership"
OURS = "g.group_id = :staff_group"


def _standing(actor: Actor, at_case: bool, areas: bool = True) -> str:
    """SQL of the actor's places, all of them or those at ``{case}``; text compiled once per role and shape.

    ``areas=False`` leaves out the chair's oversight.
    """
    wide, chair = actor.has_duty(Duty.SUPERVISOR), areas and actor.has_duty(Duty.CHAIR)
    key = (at_case, wide, chair)
    if key not in _compiled:
        names = tables()

        def point(column: str) -> str:
            return f" AND {column} = {{case}}" if at_case else ""

        parts = [ways.team(names, MINE.format("t") + point("t.content_object_id"), ":agency")]
        if wide:
            who = f"{OURS} AND m.id = :membership" + point("g.content_object_id")
            parts.append(ways.agency_wide(names, who, ":agency"))
        if chair:
            parts.append(ways.oversight(names, MINE.format("o") + point("c.id"), ":agency"))
        parts.append(ways.emergency(names, MINE.format("e") + point("e.case_id")))
        places = " UNION ALL ".join(parts)
        _compiled[key] = f"SELECT p.* FROM ({places}) p WHERE (SELECT agencies_in_standing(:user, :membership))"
    return _compiled[key]


def case_condition(actor: Actor, verb: str, path: str, rule: str = "TRUE", areas: bool = True) -> Sql | None:
    """The semi-join that clears rows whose case (column ``path``) the actor may ``verb``; None denies.

    ``rule`` narrows the places further: it is fixed text of a declared sight, over ``s``. ``areas=False`` leaves
    out what is seen by oversight alone.
    """
    if verb not in CASE_VERBS:
        return None
    template = (
        f"{{case}} IN (SELECT s.case_id FROM ({_standing(actor, at_case=False, areas=areas)}) s"
        f" WHERE {_able(verb, rule)})"
    )
    return Sql(template, _actor_values(actor), {"case": path})


def case_point(actor: Actor, verb: str, path: str, rule: str = "TRUE") -> Sql | None:
    """The same for few rows that something else names: each is judged by its key, no list of cases is made."""
    if verb not in CASE_VERBS:
        return None
    template = f"EXISTS (SELECT 1 FROM ({_standing(actor, at_case=True)}) s WHERE {_able(verb, rule)})"
    return Sql(template, _actor_values(actor), {"case": path})


def _able(verb: str, rule: str) -> str:
    """What a place ``s`` must be to ``verb``, in lists and single checks alike."""
    return f"{CASE_VERBS[verb]} AND {rule}"


@dataclass(frozen=True, slots=True)
class Overseen:
    """An area the actor oversees now, and the lead agencies whose cases of it an agreement opens."""

    partnership_id: uuid.UUID
    area: str
    leads: tuple[uuid.UUID, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """What somebody with oversight sees, in parts that each have an index: cases of their own, and areas."""

    own: tuple[uuid.UUID, ...]
    areas: tuple[Overseen, ...]


def apart(actor: Actor) -> Apart | None:
    """Return the parts in one statement, so that a list walks an area's own index (never area OR ids).

    None for an actor who oversees nothing by duty: their cases are one part.
    """
    if not actor.has_duty(Duty.CHAIR):
        return None
    own = _standing(actor, at_case=False, areas=False)
    sql = f"{ways.overseen(tables())} UNION ALL SELECT NULL, NULL, array_agg(s.case_id::text) FROM ({own}) s"
    text, bound = render(sql, _actor_values(actor), {})
    with plans.kept(connection.alias), connection.cursor() as cursor:
        cursor.execute(text, bound)
        rows = cursor.fetchall()
    keys = [tuple(uuid.UUID(key) for key in row[2] or ()) for row in rows]
    areas = [Overseen(row[0], row[1], leads) for row, leads in zip(rows, keys, strict=True) if row[0]]
    mine = next(found for row, found in zip(rows, keys, strict=True) if row[0] is None)
    return Apart(mine, tuple(sorted(areas, key=lambda seen: seen.area)))


def overseen(actor: Actor) -> list[Overseen]:
    """Return the areas the actor oversees now."""
    parts = apart(actor)
    return list(parts.areas) if parts else []


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor's places on one case taken together: the best kind, when it ends, and what may be done."""

    kind: Place
    until: dt.datetime
    may: frozenset[str]
    manages: bool = False
    supervises: bool = False


_BEST = ("permanent", "emergency", "oversight", "ad_hoc", "companion")


def standings_on(actor: Actor, case_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Standing]:
    """Return the actor's standing on each of the cases; a case without a way in is left out."""
    verbs = list(CASE_VERBS)
    tests = ", ".join(f"bool_or({CASE_VERBS[verb]})" for verb in verbs)
    sql = (
        f"SELECT s.case_id, array_agg(s.kind), max(s.valid_to), bool_or(s.manages), bool_or(s.supervises), {tests} "
        f"FROM ({_standing(actor, at_case=False)}) s WHERE s.case_id = ANY(:cases::uuid[]) GROUP BY s.case_id"
    )
    text, bound = render(sql, {**_actor_values(actor), "cases": list(case_ids)}, {})
    with plans.kept(connection.alias), connection.cursor() as cursor:
        cursor.execute(text, bound)
        rows = cursor.fetchall()
    return {row[0]: _standing_of(row, verbs) for row in rows}


def _standing_of(row: Sequence[Any], verbs: Sequence[str]) -> Standing:
    _case, kinds, until, manages, supervises, *holds = row
    best = next(Place(kind) for kind in _BEST if kind in kinds)
    may = frozenset(verb for verb, able in zip(verbs, holds, strict=True) if able)
    return Standing(best, until, may, manages, supervises)


def standing_on(actor: Actor, case_id: uuid.UUID) -> Standing | None:
    """Return the actor's standing on the case, or None when there is no way in."""
    return standings_on(actor, [case_id]).get(case_id)


def item_columns(prefix: str) -> dict[str, str]:
    """Map the kit's label names to fields, below ``prefix`` (``""`` or ``"note__"``)."""
    return {
        "case": f"{prefix}case_id",
        "n.originator": f"{prefix}originator_id",
        "n.author": f"{prefix}author_id",
        "n.handling": f"{prefix}handling",
        "n.category": f"{prefix}data_category",
        "n.released": f"{prefix}released_tier",
        "n.companions": f"{prefix}told_to_companions",
        "n.status": f"{prefix}status",
        "n.summary": f"{prefix}has_summary",
        "n.gist": f"{prefix}has_gist",
        "n.id": f"{prefix}pk",
    }


def _listed(reader: str) -> str:
    return f"EXISTS (SELECT 1 FROM {tables().listing} l WHERE l.note_id = {{n.id}} AND l.user_id = {reader})"


def _tier(listed: str) -> str:
    return ways.TIER.replace("{n.listed}", listed)


def tier_expression(actor: Actor, prefix: str = "") -> Sql:
    """The tier (0 to 4) at which the actor reads each handled item; several places give the best of them."""
    standing = _standing(actor, at_case=True)
    template = f"SELECT COALESCE(MAX({_tier(_listed(':user'))}), 0) FROM ({standing}) s"
    return Sql(template, _actor_values(actor), item_columns(prefix), SmallIntegerField())


def item_lead(actor: Actor, prefix: str = "") -> Sql | None:
    """The semi-join that leads an index to the items of the actor's cases, beside ``item_condition`` which decides.

    None for a chair: an area is so large a part of all items that checking one by one is the shorter way.
    """
    if actor.has_duty(Duty.CHAIR):
        return None
    cases = ways.lead(tables(), MINE, OURS if actor.has_duty(Duty.SUPERVISOR) else None)
    return Sql(f"{{case}} IN ({cases})", _actor_values(actor), {"case": f"{prefix}case_id"})


def team_condition(actor: Actor, path: str) -> Sql:
    """The semi-join to cases where the actor has a place today, or emergency access, whatever the agreements say.

    For what no agreement may keep from anybody: their own duty reports (domain section 4.5).
    """
    seats = ways.seats(tables(), MINE)
    cases = f"SELECT y.case_id FROM ({seats}) y WHERE (SELECT agencies_in_standing(:user, :membership))"
    return Sql(f"{{case}} IN ({cases})", _actor_values(actor), {"case": path})


def item_condition(actor: Actor, verb: str, prefix: str = "", rule: str = "TRUE") -> Sql | None:
    """The condition that clears handled items (or rows hanging on one below ``prefix``); None denies.

    ``rule`` is fixed text of a declared sight, over ``s`` and ``{tier}``.
    """
    if verb not in ITEM_VERBS:
        return None
    tier = _tier(_listed(":user"))
    test = f"({ITEM_VERBS[verb]}) AND ({rule})".replace("{tier}", tier)
    template = f"EXISTS (SELECT 1 FROM ({_standing(actor, at_case=True)}) s WHERE {test})"
    return Sql(template, _actor_values(actor), item_columns(prefix))


def place_condition(actor: Actor, rule: str, columns: Mapping[str, str]) -> Sql:
    """The condition that a place ``s`` of the actor on the row's case fits ``rule``.

    ``rule`` is fixed text of a declared sight over ``s`` and the ``{names}`` of ``columns``, of which one is ``case``.
    """
    standing = _standing(actor, at_case=True)
    return Sql(f"EXISTS (SELECT 1 FROM ({standing}) s WHERE {rule})", _actor_values(actor), columns)


def nothing_beyond(actor: Actor, path: str, items: str) -> Sql:
    """The condition that a row (key ``path``) tells of no item more than the actor reads of it.

    ``items`` is fixed text of a declared sight: tables with the item ``n`` of the row ``{row}`` and, as ``q.tier``, how
    far it is told there.
    """
    tier = f"SELECT COALESCE(MAX({_tier(_listed(':user'))}), 0) FROM ({_standing(actor, at_case=True)}) s"
    for name, column in item_columns("").items():
        tier = tier.replace("{" + name + "}", "n.id" if column == "pk" else f"n.{column}")
    return Sql(f"NOT EXISTS (SELECT 1 FROM {items} AND ({tier}) < q.tier)", _actor_values(actor), {"row": path})


def _everybody(at: str) -> str:
    """SQL of every place on the case ``at``, with its holder's standing judged row by row."""
    names = tables()
    fit = "agencies_in_standing({0}, {1})"
    return " UNION ALL ".join(
        [
            ways.team(
                names, f"t.content_object_id = {at} AND {fit.format('t.user_id', 't.membership_id')}", "@.agency_id"
            ),
            ways.agency_wide(names, f"g.content_object_id = {at} AND {fit.format('m.user_id', 'm.id')}", "@.agency_id"),
            ways.oversight(names, f"c.id = {at} AND {fit.format('o.user_id', 'o.membership_id')}", "@.agency_id"),
            ways.emergency(names, f"e.case_id = {at} AND {fit.format('e.user_id', 'e.membership_id')}"),
        ]
    )


def _readers(sql: str, values: Mapping[str, Any], columns: Mapping[str, str]) -> list[Reader]:
    text, bound = render(sql, values, columns)
    with connection.cursor() as cursor:
        cursor.execute(text, bound)
        return [
            Reader(row[0], row[1], row[2], Place(row[3]), row[4], row[5], Tier(row[6])) for row in cursor.fetchall()
        ]


_ONCE = """SELECT DISTINCT ON (s.user_id, s.membership_id) s.user_id, s.membership_id, s.agency_id, s.kind,
 s.manages, s.supervises, {what} AS tier FROM ({everybody}) s{more}
 ORDER BY s.user_id, s.membership_id, tier DESC, s.kind DESC"""


def readers_of_case(case_id: uuid.UUID) -> list[Reader]:
    """Everybody who sees the case now. ``tier`` is full: a case itself has no tiers."""
    sql = _ONCE.replace("{what}", "4").replace("{everybody}", _everybody(":case")).replace("{more}", "")
    return _readers(sql, {"case": case_id}, {})


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of an item that may not be written yet: what the policy needs to say who would see it."""

    case_id: uuid.UUID
    originator_id: uuid.UUID
    author_id: uuid.UUID
    handling: str
    data_category: str
    released_tier: int
    told_to_companions: bool
    status: str
    has_summary: bool
    has_gist: bool
    listed: Sequence[uuid.UUID]


def readers_of_item(labels: Labels) -> list[Reader]:
    """Everybody on the case with the tier at which they would read an item so labelled (0: not at all).

    The same text judges stored items and items being written, so preview and reality cannot disagree.
    """
    columns = {
        "n.originator": ":originator::uuid", "n.author": ":author::uuid", "n.handling": ":handling::text",
        "n.category": ":category::text", "n.released": ":released::int", "n.companions": ":companions::bool",
        "n.status": ":status::text", "n.summary": ":summary::bool", "n.gist": ":gist::bool",
        "n.listed": "s.user_id = ANY(:listed::uuid[])",
    }  # fmt: skip
    tier = ways.TIER
    for name, sql in columns.items():
        tier = tier.replace("{" + name + "}", sql)
    values = {
        "case": labels.case_id, "originator": labels.originator_id, "author": labels.author_id,
        "handling": labels.handling, "category": labels.data_category, "released": labels.released_tier,
        "companions": labels.told_to_companions, "status": labels.status, "summary": labels.has_summary,
        "gist": labels.has_gist, "listed": list(labels.listed),
    }  # fmt: skip
    sql = _ONCE.replace("{what}", tier).replace("{everybody}", _everybody(":case")).replace("{more}", "")
    return _readers(sql, values, {})


def is_restricted(case_id: uuid.UUID, notes: Sequence[uuid.UUID] = (), proposal: uuid.UUID | None = None) -> bool:
    """Whether a case, or one of these notes or of those behind a proposal, goes no further now. Not asked of duties.

    It answers as far as the actor of the context may know; what nobody asked about, the database refuses by itself.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_is_restricted(%s, %s::uuid[], %s)", [case_id, list(notes), proposal])
        (found,) = cursor.fetchone()
    return bool(found)
