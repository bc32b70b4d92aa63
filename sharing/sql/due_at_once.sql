-- A report that is owed is put down in one way: by the sweep, and at once with the step that sends a breach to the court,
-- so that nobody waits for the sweep. The sweep goes on keeping the days.
SET ROLE throughcare_policy;

-- Puts down one report that is due, with its deadline for whoever supervises the order; false where it stands already.
CREATE FUNCTION sharing_raise_report(p_kind text, p_case uuid, p_agency uuid, p_court uuid, p_order uuid, p_breach uuid,
                                     p_custody uuid, p_from date, p_due date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_id uuid := gen_random_uuid(); v_member uuid;
BEGIN
  INSERT INTO sharing_courtreport (id, version, case_id, agency_id, court_id, order_id, breach_id, custody_id, kind,
    period_from, period_to, due_on, state, number, is_frozen, returned)
  VALUES (v_id, 1, p_case, p_agency, p_court, p_order, p_breach, p_custody, p_kind, p_from, greatest(p_from, p_due),
    p_due, 'due', 1, false, '')
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT t.membership_id INTO v_member FROM casework_caseteammember t
   WHERE t.content_object_id = p_case AND t.is_order_supervisor
     AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp();
  INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, case_id, subject_kind,
                                 subject_id)
  VALUES (gen_random_uuid(), 1, 'court_report', p_due, v_member, p_agency, 'open', p_case, 'court_report', v_id);
  RETURN true;
END $$;

-- Raises what is due within p_ahead days, moves what is due on another day now, drops what is due no longer. A report is
-- raised once: not beside one that is being written, nor (but for progress reports) after one that was signed.
CREATE OR REPLACE FUNCTION sharing_raise_reports(p_day date, p_ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_due record; v_new integer := 0;
BEGIN
  UPDATE sharing_courtreport r SET due_on = d.due_on, version = r.version + 1
    FROM sharing_reports_due(p_day) d
   WHERE r.state = 'due' AND sharing_same_report(r, d.kind, d.order_id, d.breach_id, d.custody_id)
     AND r.due_on <> d.due_on;
  UPDATE sharing_courtreport r SET state = 'dropped', version = r.version + 1
   WHERE r.state = 'due' AND NOT EXISTS (
     SELECT 1 FROM sharing_reports_due(p_day) d
      WHERE sharing_same_report(r, d.kind, d.order_id, d.breach_id, d.custody_id));
  UPDATE casework_deadline x SET due_on = r.due_on, version = x.version + 1
    FROM sharing_courtreport r
   WHERE x.kind = 'court_report' AND x.state = 'open' AND x.subject_id = r.id AND r.state = 'due' AND x.due_on <> r.due_on;
  UPDATE casework_deadline x SET state = 'dropped', done_at = statement_timestamp(), version = x.version + 1
    FROM sharing_courtreport r
   WHERE x.kind = 'court_report' AND x.state = 'open' AND x.subject_id = r.id AND r.state = 'dropped';
  FOR v_due IN
    SELECT d.* FROM sharing_reports_due(p_day) d
     WHERE d.due_on <= p_day + p_ahead AND NOT EXISTS (
       SELECT 1 FROM sharing_courtreport r
        WHERE sharing_same_report(r, d.kind, d.order_id, d.breach_id, d.custody_id)
          AND (r.state IN ('due', 'assembling', 'draft', 'agency_check')
               OR (sharing_report_stands(r.id, r.state) AND (d.kind <> 'progress' OR r.period_to >= d.due_on))))
  LOOP
    CONTINUE WHEN NOT sharing_raise_report(v_due.kind, v_due.case_id, v_due.agency_id, v_due.court_id, v_due.order_id,
                                           v_due.breach_id, v_due.custody_id, v_due.period_from, v_due.due_on);
    v_new := v_new + 1;
  END LOOP;
  RETURN v_new;
END $$;

CREATE FUNCTION sharing_breach_is_referred() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_order casework_order; v_due date := coalesce(NEW.hearing_on, NEW.act_by_on, NEW.suspected_on);
BEGIN
  SELECT * INTO v_order FROM casework_order o WHERE o.id = NEW.order_id;
  IF v_due <= current_date + 30 AND NOT EXISTS (
       SELECT 1 FROM sharing_courtreport r
        WHERE sharing_same_report(r, 'breach', NEW.order_id, NEW.id, NULL) AND sharing_report_stands(r.id, r.state)) THEN
    PERFORM sharing_raise_report('breach', NEW.case_id, v_order.supervising_agency_id, v_order.court_id, NEW.order_id,
                                 NEW.id, NULL, v_order.starts_on, v_due);
  END IF;
  RETURN NULL;
END $$;

RESET ROLE;

CREATE TRIGGER owes_its_report AFTER UPDATE OF state ON casework_breach FOR EACH ROW
  WHEN (NEW.state = 'referred_to_court' AND OLD.state IS DISTINCT FROM NEW.state)
  EXECUTE FUNCTION sharing_breach_is_referred();

SET ROLE throughcare_policy;
REVOKE ALL ON FUNCTION sharing_raise_report(text, uuid, uuid, uuid, uuid, uuid, uuid, date, date) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing_breach_is_referred() FROM PUBLIC;
RESET ROLE;
