-- The order changed hands: whoever supervises it now owes the report. One that is due and not begun passes to their
-- agency; one that the agency before began is dropped, since a report stays with the agency that wrote it.
GRANT UPDATE (agency_id) ON sharing_courtreport TO throughcare_policy;
GRANT UPDATE (responsible_id, agency_id) ON casework_deadline TO throughcare_policy;

CREATE OR REPLACE FUNCTION sharing_refuse_thaw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.countersigned_at IS NOT NULL AND (NOT NEW.is_frozen OR NEW.countersigned_at IS DISTINCT FROM OLD.countersigned_at
     OR NEW.signed_at IS DISTINCT FROM OLD.signed_at OR NEW.author_id IS DISTINCT FROM OLD.author_id
     OR NEW.countersigner_id IS DISTINCT FROM OLD.countersigner_id OR NEW.period_from IS DISTINCT FROM OLD.period_from
     OR NEW.period_to IS DISTINCT FROM OLD.period_to OR NEW.court_id IS DISTINCT FROM OLD.court_id) THEN
    RAISE EXCEPTION 'a countersigned report is not changed' USING ERRCODE = 'TC410';
  END IF;
  IF NEW.case_id IS DISTINCT FROM OLD.case_id
     OR (NEW.agency_id IS DISTINCT FROM OLD.agency_id
         AND NOT (OLD.state = 'due' AND OLD.author_id IS NULL AND current_user = 'throughcare_policy')) THEN
    RAISE EXCEPTION 'a report stays with its case and its agency' USING ERRCODE = 'TC410';
  END IF;
  RETURN NEW;
END $$;

SET ROLE throughcare_policy;
CREATE FUNCTION sharing_take_over(p_report uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_report sharing_courtreport; v_agency uuid := access_actor_agency(); v_me uuid := access_actor_membership();
BEGIN
  SELECT * INTO v_report FROM sharing_courtreport r WHERE r.id = p_report FOR UPDATE;
  IF NOT FOUND OR v_agency IS NULL OR v_report.agency_id = v_agency OR v_report.is_frozen
     OR v_report.state NOT IN ('due', 'assembling', 'draft', 'agency_check')
     OR NOT casework_supervises(v_report.case_id) THEN
    RETURN;
  END IF;
  IF v_report.author_id IS NULL THEN
    UPDATE sharing_courtreport SET agency_id = v_agency, version = version + 1 WHERE id = p_report;
    UPDATE casework_deadline SET agency_id = v_agency, responsible_id = v_me, version = version + 1
     WHERE kind = 'court_report' AND state = 'open' AND subject_id = p_report;
  ELSE
    UPDATE sharing_courtreport SET state = 'dropped', version = version + 1 WHERE id = p_report;
    UPDATE casework_deadline SET state = 'dropped', done_at = statement_timestamp(), version = version + 1
     WHERE kind IN ('court_report', 'report_check') AND state = 'open' AND subject_id = p_report;
  END IF;
END $$;
REVOKE ALL ON FUNCTION sharing_take_over(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sharing_take_over(uuid) TO throughcare_app;
RESET ROLE;
