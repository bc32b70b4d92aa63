-- The second wall of outcomes and follow-ups. Both are read from inside the case. An outcome is recorded by the case
-- manager in their own name and never changed. A follow-up is planned by whoever closes the case; a permanent member
-- writes it once, in their own name.
ALTER TABLE casework_outcome ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_outcome FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_outcome FOR SELECT USING (casework_inside(case_id));
CREATE POLICY recorded ON casework_outcome FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND casework_leads(case_id));
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON casework_outcome FROM throughcare_app;
REVOKE ALL ON casework_outcome FROM throughcare_worker;

ALTER TABLE casework_followup ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_followup FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_followup FOR SELECT USING (casework_inside(case_id));
CREATE POLICY planned ON casework_followup FOR INSERT
  WITH CHECK (held_on IS NULL AND casework_manages(case_id));
CREATE POLICY held ON casework_followup FOR UPDATE
  USING (held_on IS NULL AND casework_edits(case_id))
  WITH CHECK (held_on IS NULL OR membership_id = (SELECT access_actor_membership()));
REVOKE DELETE, TRUNCATE, REFERENCES ON casework_followup FROM throughcare_app;
REVOKE ALL ON casework_followup FROM throughcare_worker;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON casework_followup
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
CREATE TRIGGER stays_on_its_case BEFORE UPDATE ON casework_followup
  FOR EACH ROW WHEN (current_user = 'throughcare_app' AND OLD.case_id IS DISTINCT FROM NEW.case_id)
  EXECUTE FUNCTION casework_stays_on_its_case();
