-- A planned contact falls due: the sweep reads its day and whose it is. What became of it settles that, in the same
-- transaction.
GRANT SELECT (case_id, originator_id, membership_id, planned_for, attended) ON casework_contact TO throughcare_worker;
SET ROLE throughcare_policy;
CREATE FUNCTION casework_settle_planned() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_deadline SET state = 'done', done_at = statement_timestamp(), version = version + 1
   WHERE kind = 'contact_planned' AND subject_id = NEW.id AND state = 'open';
  RETURN NULL;
END $$;
RESET ROLE;
CREATE TRIGGER settle_planned AFTER UPDATE OF attended ON casework_contact
  FOR EACH ROW WHEN (OLD.attended = 'pending' AND NEW.attended <> 'pending')
  EXECUTE FUNCTION casework_settle_planned();
