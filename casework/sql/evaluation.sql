-- Figures for chair and coordinators: how cases ended and what follow-ups found, counted, never a row. Only what is
-- settled counts: closings and follow-ups of years that are over, as recorded in the year of the closing, so that nobody
-- is found by comparing two days. A case is counted only when agreements let its lead agency and the asker's evaluate.
SET ROLE throughcare_policy;

CREATE FUNCTION casework_evaluation_agreed() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 400 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT EXISTS (
    SELECT 1 FROM (SELECT DISTINCT c.lead_agency_id FROM casework_case c
                    WHERE c.partnership_id = access_actor_partnership()
                      AND EXISTS (SELECT 1 FROM casework_followup f WHERE f.case_id = c.id)) l
     WHERE l.lead_agency_id <> access_actor_agency()
       AND NOT casework_agreed(access_actor_agency(), l.lead_agency_id, 'evaluation_anonymous', NULL));
$$;

CREATE FUNCTION casework_count_closings(p_year integer)
RETURNS TABLE (year integer, level integer, disengagement text, reintegration text, number integer)
LANGUAGE sql STABLE SECURITY DEFINER COST 1000 SET search_path = pg_catalog, public, pg_temp AS $$
  WITH closed AS (
    SELECT f.case_id, f.closing, extract(year FROM min(f.due_on - make_interval(months => f.months)))::integer AS year
      FROM casework_followup f JOIN casework_case c ON c.id = f.case_id
     WHERE c.partnership_id = access_actor_partnership()
     GROUP BY f.case_id, f.closing)
  SELECT d.year, coalesce(o.level, 0)::integer, o.disengagement::text, o.reintegration::text, count(*)::integer
    FROM closed d
    JOIN LATERAL (SELECT x.level, x.disengagement, x.reintegration FROM casework_outcome x
                   WHERE x.case_id = d.case_id AND x.closing = d.closing
                     AND extract(year FROM x.recorded_on) <= d.year
                   ORDER BY x.number DESC LIMIT 1) o ON true
   WHERE d.year < least(p_year, extract(year FROM statement_timestamp())::integer)
     AND casework_approves_lessons(access_actor_partnership()) AND casework_evaluation_agreed()
   GROUP BY 1, 2, 3, 4;
$$;

CREATE FUNCTION casework_count_follow_ups(p_year integer)
RETURNS TABLE (year integer, months integer, disengagement text, reintegration text, number integer)
LANGUAGE sql STABLE SECURITY DEFINER COST 1000 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT extract(year FROM f.held_on)::integer, f.months::integer, f.disengagement::text, f.reintegration::text,
         count(*)::integer
    FROM casework_followup f JOIN casework_case c ON c.id = f.case_id
   WHERE c.partnership_id = access_actor_partnership() AND f.held_on IS NOT NULL
     AND extract(year FROM f.held_on) < least(p_year, extract(year FROM statement_timestamp())::integer)
     AND casework_approves_lessons(access_actor_partnership()) AND casework_evaluation_agreed()
   GROUP BY 1, 2, 3, 4;
$$;
RESET ROLE;

-- The level at which a case ended is kept with its outcome; of outcomes before, it is the one of today.
ALTER TABLE casework_case NO FORCE ROW LEVEL SECURITY;
ALTER TABLE casework_outcome NO FORCE ROW LEVEL SECURITY;
UPDATE casework_outcome o SET level = c.level FROM casework_case c WHERE c.id = o.case_id;
ALTER TABLE casework_case FORCE ROW LEVEL SECURITY;
ALTER TABLE casework_outcome FORCE ROW LEVEL SECURITY;
