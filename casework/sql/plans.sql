-- The second wall of clinical words, and what follows in the database from an act of somebody who may not see it all.
ALTER TABLE casework_clinicalpart ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_clinicalpart FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_clinicalpart FOR SELECT
  USING (agency_id = (SELECT access_actor_agency()) AND (casework_edits(case_id) OR casework_guests(case_id)));
CREATE POLICY recorded ON casework_clinicalpart FOR INSERT
  WITH CHECK (agency_id = (SELECT access_actor_agency()) AND casework_edits(case_id)
              AND EXISTS (SELECT 1 FROM casework_intervention i WHERE i.id = intervention_id
                             AND i.case_id = casework_clinicalpart.case_id
                             AND i.provider_id = casework_clinicalpart.agency_id));
CREATE POLICY changed ON casework_clinicalpart FOR UPDATE
  USING (agency_id = (SELECT access_actor_agency()) AND casework_edits(case_id))
  WITH CHECK (agency_id = (SELECT access_actor_agency()) AND casework_edits(case_id));
REVOKE DELETE, TRUNCATE, REFERENCES ON casework_clinicalpart FROM throughcare_app;
REVOKE ALL ON casework_clinicalpart FROM throughcare_worker;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON casework_clinicalpart
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();

GRANT UPDATE (shared, version) ON casework_session TO throughcare_policy;
SET ROLE throughcare_policy;

-- An action that is done, not needed or no longer blocked settles what is due about it: a guest who does their part
-- sees neither a colleague's deadline nor that of whoever had to unblock it.
CREATE FUNCTION casework_settle_action() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_deadline
     SET state = CASE WHEN NEW.state = 'not_needed' THEN 'dropped' ELSE 'done' END,
         done_at = statement_timestamp(), version = version + 1
   WHERE subject_id = NEW.id AND case_id = NEW.case_id AND state = 'open'
     AND (kind = 'unblock' OR (kind = 'action_due' AND NEW.state IN ('done', 'not_needed')));
  RETURN NEW;
END $$;

-- A session is shared as its intervention is, whichever agency recorded it.
CREATE FUNCTION casework_share_sessions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_session SET shared = NEW.shared, version = version + 1
   WHERE intervention_id = NEW.id AND shared <> NEW.shared;
  RETURN NEW;
END $$;
RESET ROLE;

CREATE TRIGGER settle_action AFTER UPDATE OF state ON casework_action
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION casework_settle_action();
CREATE TRIGGER share_sessions AFTER UPDATE OF shared ON casework_intervention
  FOR EACH ROW WHEN (OLD.shared IS DISTINCT FROM NEW.shared) EXECUTE FUNCTION casework_share_sessions();
