-- Reports that something reached somebody it should not. Everybody on the team may make one, whatever the agreements
-- say. Read by its writer, the case manager, the chair and the legal advisers; nobody else learns of it. The first wall
-- is access/sight_leaks.py.
SET ROLE throughcare_policy;

-- May it be reported: by whoever is on the team, in their own partnership, which is the case's.
CREATE FUNCTION sharing_may_report_leak(p_case uuid, p_partnership uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT sharing_on_team(p_case) AND p_partnership = access_actor_partnership();
$$;
CREATE FUNCTION sharing_reads_leak(p_report uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT (r.membership_id = access_actor_membership() AND sharing_on_team(r.case_id))
           OR casework_leads(r.case_id)
           OR (r.partnership_id = access_actor_partnership()
               AND (access_actor_has('chair') OR access_actor_has('legal')))
      FROM sharing_leakreport r WHERE r.id = p_report), false);
$$;
-- What stands of a leak now: the last decision of a kind, nothing where there is none.
CREATE FUNCTION sharing_leak_verdict(p_report uuid, p_kind text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.verdict FROM sharing_leakstep s WHERE s.report_id = p_report AND s.kind = p_kind
   ORDER BY s.made_at DESC, s.id DESC LIMIT 1;
$$;
-- May this person do this step: a measure whoever reads it; decisions the legal advisers; the person is told by the
-- case manager or an adviser, once that is decided; closed by chair or adviser when nothing of it is open.
CREATE FUNCTION sharing_may_step(p_report uuid, p_kind text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT sharing_reads_leak(p_report)
     AND NOT EXISTS (SELECT 1 FROM sharing_leakstep s WHERE s.report_id = p_report AND s.kind = 'closed')
     AND CASE p_kind
           WHEN 'measure' THEN true
           WHEN 'authority' THEN access_actor_has('legal')
           WHEN 'person' THEN access_actor_has('legal')
           WHEN 'told' THEN sharing_leak_verdict(p_report, 'person') = 'tell'
             AND (access_actor_has('legal') OR casework_leads((SELECT r.case_id FROM sharing_leakreport r
                                                                WHERE r.id = p_report)))
           WHEN 'closed' THEN (access_actor_has('chair') OR access_actor_has('legal'))
             AND sharing_leak_verdict(p_report, 'authority') IS NOT NULL
             AND (sharing_leak_verdict(p_report, 'person') = 'not'
                  OR (sharing_leak_verdict(p_report, 'person') = 'tell'
                      AND EXISTS (SELECT 1 FROM sharing_leakstep s WHERE s.report_id = p_report AND s.kind = 'told')))
         END;
$$;

-- Told at once: the advisers have it to decide by the day on which the 72 hours end, chair and case manager to know.
-- What is due names no case: those of its team who do not read the report would learn of it.
CREATE FUNCTION sharing_leak_falls_due() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, subject_kind, subject_id)
  SELECT gen_random_uuid(), 1, f.kind, f.due, m.id, m.agency_id, 'open', 'leak', NEW.id
    FROM agencies_agencymembership m JOIN agencies_agency y ON y.id = m.agency_id,
         LATERAL (SELECT 'leak_decision' AS kind, greatest((NEW.noticed_at + interval '72 hours')::date, current_date) AS due
                   WHERE 'legal' = ANY (m.duties)
                  UNION ALL
                  SELECT 'leak_notice', current_date WHERE 'chair' = ANY (m.duties) AND m.id <> NEW.membership_id) f
   WHERE y.partnership_id = NEW.partnership_id
     AND m.valid_from <= statement_timestamp() AND m.valid_to > statement_timestamp();
  INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, subject_kind, subject_id)
  SELECT gen_random_uuid(), 1, 'leak_notice', current_date, t.membership_id, t.agency_id, 'open', 'leak', NEW.id
    FROM casework_caseteammember t
   WHERE t.content_object_id = NEW.case_id AND t.is_case_manager AND t.membership_id <> NEW.membership_id
     AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp()
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
-- A decision meets what was due, and makes due what follows from it; what is closed has nothing due any more.
CREATE FUNCTION sharing_follow_leak() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_deadline SET state = 'done', done_at = statement_timestamp(), version = version + 1
   WHERE subject_kind = 'leak' AND subject_id = NEW.report_id AND state = 'open'
     AND (NEW.kind = 'closed'
          OR (kind = 'leak_tell' AND NEW.kind IN ('told', 'person'))
          OR (kind = 'leak_decision' AND NEW.kind IN ('authority', 'person')
              AND sharing_leak_verdict(NEW.report_id, 'authority') IS NOT NULL
              AND sharing_leak_verdict(NEW.report_id, 'person') IS NOT NULL));
  IF NEW.verdict = 'later' THEN
    INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, subject_kind, subject_id)
    SELECT gen_random_uuid(), 1, 'leak_decision', NEW.until_on, m.id, m.agency_id, 'open', 'leak', NEW.report_id
      FROM agencies_agencymembership m JOIN agencies_agency y ON y.id = m.agency_id
      JOIN sharing_leakreport r ON r.id = NEW.report_id AND r.partnership_id = y.partnership_id
     WHERE 'legal' = ANY (m.duties) AND m.valid_from <= statement_timestamp() AND m.valid_to > statement_timestamp()
    ON CONFLICT DO NOTHING;
  ELSIF NEW.verdict = 'tell' THEN
    INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, subject_kind, subject_id)
    SELECT gen_random_uuid(), 1, 'leak_tell', NEW.until_on, t.membership_id, t.agency_id, 'open', 'leak', NEW.report_id
      FROM casework_caseteammember t
     WHERE t.content_object_id = NEW.case_id AND t.is_case_manager
       AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp()
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
RESET ROLE;

ALTER TABLE sharing_leakreport ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_leakreport FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_leakreport FOR SELECT USING (
  (membership_id = (SELECT access_actor_membership()) AND sharing_on_team(case_id))
  OR casework_leads(case_id)
  OR (partnership_id = (SELECT access_actor_partnership())
      AND ((SELECT access_actor_has('chair')) OR (SELECT access_actor_has('legal')))));
CREATE POLICY reported ON sharing_leakreport FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND user_id = (SELECT access_actor_user())
              AND sharing_may_report_leak(case_id, partnership_id));

ALTER TABLE sharing_leakstep ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_leakstep FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_leakstep FOR SELECT USING (sharing_reads_leak(report_id));
CREATE POLICY done ON sharing_leakstep FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND user_id = (SELECT access_actor_user())
              AND made_at >= transaction_timestamp()
              AND made_at <= statement_timestamp() AND sharing_may_step(report_id, kind));

CREATE TRIGGER falls_due AFTER INSERT ON sharing_leakreport
  FOR EACH ROW EXECUTE FUNCTION sharing_leak_falls_due();
CREATE TRIGGER follow AFTER INSERT ON sharing_leakstep FOR EACH ROW EXECUTE FUNCTION sharing_follow_leak();
CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON sharing_leakstep
  FOR EACH ROW WHEN (current_user = 'throughcare_app')
  EXECUTE FUNCTION casework_of_one_case('report_id sharing_leakreport case_id');

DO $$
DECLARE v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['sharing_leakreport', 'sharing_leakstep'] LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON %I FROM throughcare_app', v_table);
    EXECUTE format('REVOKE ALL ON %I FROM throughcare_worker', v_table);
    EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON %I
                    FOR EACH ROW EXECUTE FUNCTION access_refuse_change()', v_table);
  END LOOP;
END $$;
