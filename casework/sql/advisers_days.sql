-- Legal advisers review an emergency access within the working days that the partnership set, as the case manager does:
-- one setting, whoever reads it. Replaces the function of worker.sql, which knew one day of any kind.
SET ROLE throughcare_policy;

CREATE FUNCTION casework_working_day(p_from date, p_days integer) RETURNS date
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(max(w.day), p_from)
    FROM (SELECT d::date AS day FROM generate_series(p_from + 1, p_from + 7 + 2 * p_days, interval '1 day') d
           WHERE extract(isodow FROM d) < 6 ORDER BY d LIMIT p_days) w;
$$;

CREATE OR REPLACE FUNCTION casework_tell_advisers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, subject_kind, subject_id)
  SELECT gen_random_uuid(), 1, 'emergency_review',
         casework_working_day(NEW.opened_at::date,
                              coalesce((p.settings -> 'cadences' ->> 'emergency_review')::integer, 1)),
         m.id, m.agency_id, 'open', 'emergency', NEW.id
    FROM agencies_agencymembership m JOIN agencies_agency y ON y.id = m.agency_id
    JOIN agencies_partnership p ON p.id = y.partnership_id
   WHERE 'legal' = ANY (m.duties) AND m.valid_from <= statement_timestamp() AND m.valid_to > statement_timestamp()
     AND y.partnership_id = (SELECT c.partnership_id FROM casework_case c WHERE c.id = NEW.case_id);
  RETURN NEW;
END $$;

RESET ROLE;
