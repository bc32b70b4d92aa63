-- Background work reads keys and dates of every case to see what falls due, and no word about anybody: the columns
-- are granted one by one, and the tables that hold words are closed to it.
REVOKE SELECT, INSERT, UPDATE, DELETE ON casework_person, casework_contactpoint, casework_relationship, casework_note,
  casework_notetext, casework_notelisting, casework_noteaudience, casework_noteresponse, casework_noteseen,
  casework_case, casework_caseteammember, casework_caseagencygrant, casework_caseoversight, casework_emergencyaccess
  FROM throughcare_worker;
REVOKE SELECT, INSERT, UPDATE, DELETE ON access_draft FROM throughcare_worker;
GRANT SELECT (id, partnership_id, lead_agency_id, status, next_review_on) ON casework_case TO throughcare_worker;
GRANT SELECT (id, content_object_id, membership_id, agency_id, kind, valid_from, valid_to, is_case_manager)
  ON casework_caseteammember TO throughcare_worker;
CREATE POLICY worker_reads_dates ON casework_case FOR SELECT TO throughcare_worker USING (true);
CREATE POLICY worker_reads_dates ON casework_caseteammember FOR SELECT TO throughcare_worker USING (true);
CREATE POLICY worker_raises ON casework_deadline FOR INSERT TO throughcare_worker WITH CHECK (true);
CREATE POLICY worker_moves ON casework_deadline FOR UPDATE TO throughcare_worker USING (true) WITH CHECK (true);

-- Emergency access tells the legal advisers of the partnership at once: a deadline without a case, because they see none.
GRANT INSERT, UPDATE (state, done_at, version) ON casework_deadline TO throughcare_policy;
SET ROLE throughcare_policy;
CREATE FUNCTION casework_tell_advisers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, subject_kind, subject_id)
  SELECT gen_random_uuid(), 1, 'emergency_review', (statement_timestamp() + interval '1 day')::date, m.id, m.agency_id,
         'open', 'emergency', NEW.id
    FROM agencies_agencymembership m JOIN agencies_agency y ON y.id = m.agency_id
   WHERE 'legal' = ANY (m.duties) AND m.valid_from <= statement_timestamp() AND m.valid_to > statement_timestamp()
     AND y.partnership_id = (SELECT c.partnership_id FROM casework_case c WHERE c.id = NEW.case_id);
  RETURN NEW;
END $$;
CREATE FUNCTION casework_settle_emergency() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE casework_deadline SET state = 'done', done_at = NEW.reviewed_at, version = version + 1
   WHERE kind = 'emergency_review' AND subject_id = NEW.id AND state = 'open';
  RETURN NEW;
END $$;
RESET ROLE;
CREATE TRIGGER settle_emergency AFTER UPDATE OF reviewed_at ON casework_emergencyaccess
  FOR EACH ROW WHEN (OLD.reviewed_at IS NULL AND NEW.reviewed_at IS NOT NULL)
  EXECUTE FUNCTION casework_settle_emergency();
CREATE TRIGGER tell_advisers AFTER INSERT ON casework_emergencyaccess
  FOR EACH ROW EXECUTE FUNCTION casework_tell_advisers();
