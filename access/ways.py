"""The ways in, as SQL text: each lawful way from a case to a person, kept apart and joined by UNION ALL.

Wall one of two. Which agreements are in force it asks of ``agencies/sql/ties.sql``, as it asks for good standing.
Wall two (``access/sql/*.sql`` and its twin in casework) is spelled again in the database on purpose, agreements too,
and ``tests/oracle`` compares both with a third, plain Python spelling.
"""

from dataclasses import dataclass

NOW = "statement_timestamp()"

TIE = "SELECT f.agency_id, f.purpose FROM agencies_ties({reader}) f"
"""Agencies that ``{reader}``'s agency has an agreement in force with, and for which purposes."""

COVERED = "agencies_covers(s.agency_id, {n.originator}, s.purpose, {n.category})"
"""An agreement in force binds reader ``s`` and the item's originator for this purpose and data category."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Names of the tables that the floor above lays under the kit's abstract rows."""

    case: str
    team: str
    agency_grant: str
    oversight: str
    emergency: str
    listing: str


def _on_team(tables: Tables, what: str, who: str) -> str:
    return f"SELECT {what} WHERE {who} AND t.valid_from <= {NOW} AND t.valid_to > {NOW}".replace("@team", tables.team)


def team(tables: Tables, who: str, reader: str) -> str:
    """A place on the case team now, with an agreement as soon as it is another agency's case."""
    what = f"""t.content_object_id AS case_id, t.user_id, t.membership_id, t.agency_id, t.kind::text AS kind,
       t.is_case_manager AS manages, t.is_order_supervisor AS supervises, t.purpose::text AS purpose, t.valid_to
  FROM @team t JOIN {tables.case} c ON c.id = t.content_object_id"""
    return f"""{_on_team(tables, what, who)}
   AND (c.lead_agency_id = t.agency_id
        OR (c.lead_agency_id, t.purpose::text) IN ({TIE.replace("{reader}", reader.replace("@", "t"))}))"""


def _given(tables: Tables, what: str, who: str) -> str:
    return f"SELECT {what} WHERE {who} AND g.valid_from <= {NOW} AND g.valid_to > {NOW}".replace(
        "@given", tables.agency_grant
    )


def agency_wide(tables: Tables, who: str, reader: str) -> str:
    """A case given to the whole agency, for those who supervise its cases."""
    what = f"""g.content_object_id, m.user_id, m.id, m.agency_id, 'permanent'::text, FALSE, FALSE, g.purpose::text,
       g.valid_to
  FROM @given g JOIN {tables.case} c ON c.id = g.content_object_id
  JOIN agencies_agency y ON y.staff_group_id = g.group_id
  JOIN agencies_agencymembership m ON m.agency_id = y.id AND 'supervisor' = ANY(m.duties)"""
    return f"""{_given(tables, what, who)}
   AND (c.lead_agency_id = m.agency_id
        OR (c.lead_agency_id, g.purpose::text) IN ({TIE.replace("{reader}", reader.replace("@", "m"))}))"""


def lead(tables: Tables, mine: str, group: str | None) -> str:
    """Cases that may be somebody's, for an index to begin with: places and grants before any agreement is asked for.

    Never an answer by itself; whoever uses it decides with the ways in above.
    """
    parts = [_on_team(tables, "t.content_object_id FROM @team t", mine.format("t"))]
    if group is not None:
        parts.append(_given(tables, "g.content_object_id FROM @given g", group))
    parts.append(f"SELECT e.case_id FROM {tables.emergency} e WHERE {mine.format('e')}")
    return " UNION ALL ".join(parts)


def seats(tables: Tables, mine: str) -> str:
    """Cases on whose team somebody is today, or which they opened in an emergency; no agreement is asked for."""
    team = _on_team(tables, "t.content_object_id AS case_id FROM @team t", mine.format("t"))
    return f"""{team} UNION ALL SELECT e.case_id FROM {tables.emergency} e
 WHERE {mine.format("e")} AND e.opened_at <= {NOW} AND e.expires_at > {NOW} AND e.ended_at IS NULL"""


def oversight(tables: Tables, who: str, reader: str) -> str:
    """The chair's sight of an area: summaries at the most."""
    return f"""
SELECT c.id, o.user_id, o.membership_id, o.agency_id, 'oversight'::text, FALSE, FALSE, o.purpose::text, o.valid_to
  FROM {tables.oversight} o JOIN {tables.case} c ON c.partnership_id = o.partnership_id AND c.area = o.area
  JOIN agencies_agencymembership m ON m.id = o.membership_id AND 'chair' = ANY(m.duties)
 WHERE {who} AND o.valid_from <= {NOW} AND o.valid_to > {NOW}
   AND (c.lead_agency_id = o.agency_id
        OR (c.lead_agency_id, o.purpose::text) IN ({TIE.replace("{reader}", reader.replace("@", "o"))}))"""


def overseen(tables: Tables) -> str:
    """The areas a chair oversees now, each with the lead agencies that ``oversight`` would let through."""
    return f"""
SELECT o.partnership_id, o.area, array_agg(DISTINCT x.agency_id::text)
  FROM {tables.oversight} o
 CROSS JOIN LATERAL (SELECT o.agency_id UNION ALL
                     SELECT q.agency_id FROM ({TIE.replace("{reader}", "o.agency_id")}) q
                      WHERE q.purpose = o.purpose::text) x
 WHERE o.user_id = :user AND o.membership_id = :membership
   AND (SELECT agencies_in_standing(:user, :membership)) AND o.valid_from <= {NOW} AND o.valid_to > {NOW}
 GROUP BY o.partnership_id, o.area"""


def emergency(tables: Tables, who: str) -> str:
    """Emergency access: short, reasoned and loud; it alone needs no agreement (domain section 4.4)."""
    return f"""
SELECT e.case_id, e.user_id, e.membership_id, e.agency_id, 'emergency'::text, FALSE, FALSE,
       'staff_or_person_safety'::text, e.expires_at
  FROM {tables.emergency} e
 WHERE {who} AND e.opened_at <= {NOW} AND e.expires_at > {NOW} AND e.ended_at IS NULL"""


SAME = "s.agency_id = {n.originator} AND s.kind NOT IN ('companion', 'oversight', 'emergency')"
LISTED = "{n.listed}"

CEILING = f"""CASE
 WHEN {{n.handling}} = 'team' THEN CASE WHEN s.kind IN ('permanent', 'emergency') OR s.manages OR ({SAME}) THEN 4
                                        ELSE 3 END
 WHEN {{n.handling}} = 'core' THEN CASE WHEN s.kind IN ('permanent', 'emergency') OR ({SAME}) THEN 4
                                        WHEN s.manages THEN 3 ELSE 2 END
 WHEN {LISTED} THEN 4
 WHEN s.kind IN ('permanent', 'emergency') OR s.manages OR ({SAME})
 THEN CASE {{n.handling}} WHEN 'named' THEN 2 WHEN 'sealed' THEN 1 ELSE 0 END
 ELSE 0 END"""
"""The fullest tier the handling level lets this place have (domain section 4.3)."""

FLOOR = f"CASE WHEN s.kind IN ('permanent', 'emergency') OR s.manages OR ({SAME}) THEN 1 ELSE 0 END"
"""Whether this place learns that an item exists when no text of it may be read."""

RELEASED = (
    f"CASE WHEN {SAME} THEN 4 WHEN {{n.status}} = 'withdrawn' THEN LEAST(1, {{n.released}}) ELSE {{n.released}} END"
)
"""Outside its own agency an item goes no further than its originator released it.

A withdrawn one is only known to exist, and what never left its agency is not even that.
"""

COMPANION = "CASE WHEN {n.companions} AND {n.handling} = 'team' THEN LEAST(3, {n.released}) ELSE 0 END"

ALLOWED = f"""CASE
 WHEN {{n.author}} = s.user_id THEN 4
 WHEN NOT (s.kind = 'emergency' OR s.agency_id = {{n.originator}} OR {COVERED}) THEN 0
 WHEN s.kind = 'companion' THEN {COMPANION}
 ELSE LEAST({RELEASED}, {CEILING}) END"""

TIER = f"""(SELECT CASE
   WHEN u.t >= 4 THEN 4
   WHEN u.t = 3 AND {{n.summary}} THEN 3
   WHEN u.t >= 2 AND {{n.gist}} THEN 2
   WHEN u.t >= 1 THEN {FLOOR}
   ELSE 0 END FROM (SELECT {ALLOWED} AS t OFFSET 0) u)"""
"""The tier of item ``n`` that place ``s`` reads: the fullest that is allowed and written.

``OFFSET 0`` keeps the planner from writing ``t`` out at each of its uses, which made planning the dearest part.
"""
