-- Who works together without an agreement in force that lets them: counts of cases, for chair and coordinators. No case is
-- named; which cases they are is asked of the cases that somebody may see. Companions bind no agency.
SET ROLE throughcare_policy;

CREATE FUNCTION sharing_count_gaps()
RETURNS TABLE (reader uuid, other uuid, purpose text, category text, tied boolean, cases integer)
LANGUAGE sql STABLE SECURITY DEFINER COST 5000 SET search_path = pg_catalog, public, pg_temp AS $$
  WITH open_case AS (
    SELECT c.id, c.lead_agency_id FROM casework_case c
     WHERE c.partnership_id = access_actor_partnership()
       AND c.status IN ('referred', 'screening', 'accepted', 'active', 'paused', 'ending')
       AND (access_actor_has('chair') OR access_actor_has('coordinator'))),
  place AS (
    SELECT DISTINCT t.content_object_id AS case_id, t.agency_id, t.purpose::text AS purpose
      FROM casework_caseteammember t JOIN open_case c ON c.id = t.content_object_id
     WHERE t.kind <> 'companion' AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp()),
  pair AS (
    SELECT p.case_id, p.agency_id AS reader, o.agency_id AS other, p.purpose,
           casework_agreed(p.agency_id, o.agency_id, p.purpose, NULL) AS agreed
      FROM place p
      JOIN (SELECT q.case_id, q.agency_id FROM place q UNION SELECT c.id, c.lead_agency_id FROM open_case c) o
        ON o.case_id = p.case_id AND o.agency_id <> p.agency_id),
  written AS (
    SELECT DISTINCT n.case_id, n.originator_id, n.data_category::text AS category
      FROM casework_note n JOIN open_case c ON c.id = n.case_id
     WHERE n.status = 'current' AND n.handling IN ('team', 'core') AND n.released_tier >= 2)
  SELECT g.reader, g.other, g.purpose, g.category,
         EXISTS (SELECT 1 FROM agencies_ties(g.reader) f WHERE f.agency_id = g.other), count(*)::integer
    FROM (SELECT x.case_id, x.reader, x.other, x.purpose, NULL::text AS category FROM pair x WHERE NOT x.agreed
          UNION ALL
          SELECT x.case_id, x.reader, x.other, x.purpose, w.category
            FROM pair x JOIN written w ON w.case_id = x.case_id AND w.originator_id = x.other
           WHERE x.agreed AND NOT casework_agreed(x.reader, x.other, x.purpose, w.category)) g
   GROUP BY g.reader, g.other, g.purpose, g.category;
$$;
RESET ROLE;
