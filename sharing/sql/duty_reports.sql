-- Duty reports: open to everybody who is on the team today, whatever the agreements say, the chair or a legal hold. Three
-- rows, three circles of readers (access/sight_duty.py). Law enforcement reads what passed and nothing of the case.
SET ROLE throughcare_policy;

-- A place on the team today, or emergency access, no agreement asked for; and whoever writes on it by their agency.
CREATE FUNCTION sharing_on_team(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM casework_caseteammember t
                  WHERE t.content_object_id = p_case AND t.user_id = access_actor_user()
                    AND t.membership_id = access_actor_membership()
                    AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp())
      OR EXISTS (SELECT 1 FROM casework_emergencyaccess e
                  WHERE e.case_id = p_case AND e.user_id = access_actor_user()
                    AND e.membership_id = access_actor_membership() AND e.ended_at IS NULL
                    AND e.opened_at <= statement_timestamp() AND e.expires_at > statement_timestamp())
      OR casework_writes(p_case);
$$;
-- The case called so, for whoever is on its team; nothing for everybody else, and nothing about it but its key.
CREATE FUNCTION sharing_case_on_team(p_reference text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id FROM casework_case c WHERE c.reference = upper(p_reference) AND sharing_on_team(c.id);
$$;
CREATE FUNCTION sharing_own_duty(p_report uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT r.membership_id = access_actor_membership() AND r.user_id = access_actor_user()
                          AND sharing_on_team(r.case_id)
                     FROM sharing_dutyreport r WHERE r.id = p_report), false);
$$;
CREATE FUNCTION sharing_reads_duty(p_report uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT sharing_own_duty(p_report)
      OR coalesce((SELECT r.agency_id = access_actor_agency() AND casework_edits(r.case_id)
                     FROM sharing_dutyreport r WHERE r.id = p_report), false);
$$;
CREATE FUNCTION sharing_told_of_duty(p_partnership uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 50 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_partnership = access_actor_partnership() AND (access_actor_has('chair') OR access_actor_has('legal'));
$$;
CREATE FUNCTION sharing_receives_duty(p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 50 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_agency = access_actor_agency() AND access_actor_has('duty_desk');
$$;
CREATE FUNCTION sharing_case_of_duty(p_report uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT r.case_id FROM sharing_dutyreport r WHERE r.id = p_report;
$$;
-- May it be made: in one's own name, to law enforcement of the partnership, health data by health alone; a correction
-- is of the same case and by whoever reads the first.
CREATE FUNCTION sharing_may_report_duty(p_case uuid, p_partnership uuid, p_to uuid, p_health boolean, p_corrects uuid)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT sharing_on_team(p_case) AND p_partnership = access_actor_partnership()
     AND EXISTS (SELECT 1 FROM casework_case c WHERE c.id = p_case AND c.partnership_id = p_partnership)
     AND EXISTS (SELECT 1 FROM agencies_agency y WHERE y.id = p_to AND y."group" = 'law_enforcement'
                    AND y.partnership_id = p_partnership)
     AND (NOT p_health OR EXISTS (SELECT 1 FROM agencies_agency y
                                   WHERE y.id = access_actor_agency() AND y."group" = 'health'))
     AND (p_corrects IS NULL OR (sharing_case_of_duty(p_corrects) = p_case AND sharing_reads_duty(p_corrects)));
$$;
CREATE FUNCTION sharing_may_pass(p_report uuid, p_to uuid, p_soon text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT sharing_own_duty(p_report)
     AND EXISTS (SELECT 1 FROM sharing_dutyreport r WHERE r.id = p_report AND r.to_agency_id = p_to
                    AND r.how_soon = p_soon AND r.acknowledged_at IS NULL);
$$;
-- May the ledger say that it was passed on: its own writer's act, to the agency that it went to.
CREATE FUNCTION sharing_may_disclose_duty(p_report uuid, p_case uuid, p_to uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT sharing_own_duty(p_report)
     AND EXISTS (SELECT 1 FROM sharing_dutyreport r
                  WHERE r.id = p_report AND r.case_id = p_case AND r.to_agency_id = p_to);
$$;

-- What follows for others: the receivers answer, the person is told, chair and legal adviser hear of it.
CREATE FUNCTION sharing_duty_falls_due(p_disclosure uuid, p_tell date, p_answer date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_report sharing_dutyreport; v_passed uuid; v_manager uuid; v_agency uuid;
BEGIN
  SELECT r.* INTO v_report FROM sharing_dutyreport r JOIN sharing_disclosure d ON d.duty_report_id = r.id
   WHERE d.id = p_disclosure AND r.membership_id = access_actor_membership();
  IF NOT FOUND OR EXISTS (SELECT 1 FROM casework_deadline x WHERE x.subject_id = p_disclosure) THEN RETURN; END IF;
  SELECT p.id INTO v_passed FROM sharing_dutypassed p WHERE p.report_id = v_report.id;
  SELECT t.membership_id, t.agency_id INTO v_manager, v_agency FROM casework_caseteammember t
   WHERE t.content_object_id = v_report.case_id AND t.is_case_manager
     AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp();
  INSERT INTO casework_deadline (id, version, kind, case_id, due_on, responsible_id, agency_id, state, subject_kind,
                                 subject_id)
  VALUES (gen_random_uuid(), 1, 'notification', v_report.case_id, p_tell, v_manager,
          coalesce(v_agency, (SELECT c.lead_agency_id FROM casework_case c WHERE c.id = v_report.case_id)), 'open',
          'disclosure', p_disclosure);
  INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, subject_kind, subject_id)
  SELECT gen_random_uuid(), 1, f.kind, p_answer, m.id, m.agency_id, 'open', f.about, f.subject
    FROM agencies_agencymembership m JOIN agencies_agency y ON y.id = m.agency_id,
         LATERAL (SELECT 'duty_receipt' AS kind, 'duty_passed' AS about, v_passed AS subject
                   WHERE m.agency_id = v_report.to_agency_id AND 'duty_desk' = ANY (m.duties)
                  UNION ALL
                  SELECT 'duty_notice', 'duty_report', v_report.id
                   WHERE y.partnership_id = v_report.partnership_id
                     AND ('chair' = ANY (m.duties) OR 'legal' = ANY (m.duties))) f
   WHERE m.valid_from <= statement_timestamp() AND m.valid_to > statement_timestamp()
  ON CONFLICT DO NOTHING;
END $$;
REVOKE ALL ON FUNCTION sharing_duty_falls_due(uuid, date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sharing_duty_falls_due(uuid, date, date) TO throughcare_app;

-- What the receivers answer stands on the report too, for the team; an outcome is asked for until there is one.
CREATE FUNCTION sharing_follow_duty() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE sharing_dutyreport SET acknowledged_at = NEW.acknowledged_at, outcome = NEW.outcome, outcome_at = NEW.outcome_at
   WHERE id = NEW.report_id;
  UPDATE casework_deadline SET state = 'done', done_at = statement_timestamp(), version = version + 1
   WHERE kind = 'duty_receipt' AND subject_id = NEW.id AND state = 'open';
  IF access_actor_user() IS NOT NULL THEN  -- the receivers know no case: its own log shows that they answered
    PERFORM access_append('alter', CASE WHEN NEW.outcome = '' THEN 'duty.acknowledged' ELSE 'duty.answered' END,
                          'duty_report', access_actor_user(), access_actor_membership(), access_actor_agency(),
                          access_actor_partnership(), ARRAY[NEW.report_id], sharing_case_of_duty(NEW.report_id),
                          ARRAY[]::uuid[], 'duty_report', '', jsonb_build_object('outcome', NEW.outcome));
  END IF;
  IF NEW.outcome = '' THEN
    INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, subject_kind, subject_id)
    VALUES (gen_random_uuid(), 1, 'duty_receipt', current_date + 14, NEW.acknowledged_by_id, NEW.to_agency_id, 'open',
            'duty_passed', NEW.id);
  END IF;
  RETURN NEW;
END $$;
RESET ROLE;
GRANT UPDATE (acknowledged_at, outcome, outcome_at) ON sharing_dutyreport TO throughcare_policy;

ALTER TABLE sharing_dutyreport ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_dutyreport FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_dutyreport FOR SELECT
  USING (casework_inside(case_id) OR sharing_told_of_duty(partnership_id)
         OR (membership_id = (SELECT access_actor_membership()) AND sharing_on_team(case_id)));
CREATE POLICY made ON sharing_dutyreport FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND user_id = (SELECT access_actor_user())
              AND agency_id = (SELECT access_actor_agency())
              AND sharing_may_report_duty(case_id, partnership_id, to_agency_id, is_health, corrects_id)
              AND acknowledged_at IS NULL AND outcome = '');

ALTER TABLE sharing_dutyword ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_dutyword FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_dutyword FOR SELECT USING (sharing_reads_duty(report_id));
CREATE POLICY written ON sharing_dutyword FOR INSERT WITH CHECK (sharing_own_duty(report_id));

ALTER TABLE sharing_dutypassed ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_dutypassed FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_dutypassed FOR SELECT
  USING (sharing_receives_duty(to_agency_id) OR sharing_reads_duty(report_id)
         OR (is_released AND casework_works(sharing_case_of_duty(report_id))));
CREATE POLICY passed ON sharing_dutypassed FOR INSERT
  WITH CHECK (sharing_may_pass(report_id, to_agency_id, how_soon) AND acknowledged_at IS NULL);
CREATE POLICY answered ON sharing_dutypassed FOR UPDATE USING (sharing_receives_duty(to_agency_id));

-- Beside what goes out with a report to a court (policy "made"). Its writer may know of the line that they write; the
-- pages of the ledger are for those inside the case.
ALTER POLICY seen ON sharing_disclosure USING (casework_inside(case_id) OR sharing_own_duty(duty_report_id));
CREATE POLICY made_by_duty ON sharing_disclosure FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership())
              AND sharing_may_disclose_duty(duty_report_id, case_id, to_agency_id));

-- The receivers answer and change nothing else; an answer is given once, in one's own name.
CREATE FUNCTION sharing_answers_duty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - ARRAY['version', 'acknowledged_at', 'acknowledged_by_id', 'outcome', 'outcome_at'])
     IS DISTINCT FROM
     (to_jsonb(OLD) - ARRAY['version', 'acknowledged_at', 'acknowledged_by_id', 'outcome', 'outcome_at'])
     OR (OLD.acknowledged_at IS NULL AND NEW.acknowledged_by_id IS DISTINCT FROM access_actor_membership())
     OR (OLD.acknowledged_at IS NOT NULL
         AND (NEW.acknowledged_at, NEW.acknowledged_by_id) IS DISTINCT FROM (OLD.acknowledged_at, OLD.acknowledged_by_id))
     OR OLD.outcome <> '' THEN
    PERFORM sharing_out_of_turn('a duty report is answered once, in one''s own name, and nothing of it is changed');
  END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['dutyreport', 'dutyword', 'dutypassed'] LOOP
    EXECUTE format('REVOKE DELETE, TRUNCATE, REFERENCES ON %I FROM throughcare_app', 'sharing_' || v_table);
    EXECUTE format('REVOKE ALL ON %I FROM throughcare_worker', 'sharing_' || v_table);
  END LOOP;
  REVOKE UPDATE ON sharing_dutyreport, sharing_dutyword FROM throughcare_app;
  EXECUTE 'CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON sharing_dutyword
           FOR EACH ROW EXECUTE FUNCTION access_refuse_change()';
END $$;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON sharing_dutypassed
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
CREATE TRIGGER answers BEFORE UPDATE ON sharing_dutypassed
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION sharing_answers_duty();
CREATE TRIGGER follow AFTER UPDATE ON sharing_dutypassed
  FOR EACH ROW WHEN (OLD.acknowledged_at IS DISTINCT FROM NEW.acknowledged_at OR OLD.outcome IS DISTINCT FROM NEW.outcome)
  EXECUTE FUNCTION sharing_follow_duty();
