-- The second wall of findings: what an objective answers is read from inside the case, whoever the objective is opened
-- to. It is written with its objective, and points to a note of the same case; the note keeps its own readers.
ALTER TABLE casework_finding ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_finding FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_finding FOR SELECT USING (casework_inside(case_id));
CREATE POLICY recorded ON casework_finding FOR INSERT
  WITH CHECK (EXISTS (SELECT 1 FROM casework_objective o WHERE o.id = objective_id
                         AND (casework_leads(o.case_id)
                              OR (o.state = 'proposed' AND o.agency_id = (SELECT access_actor_agency())
                                  AND casework_edits(o.case_id)))));
CREATE POLICY changed ON casework_finding FOR UPDATE USING (casework_leads(case_id));
REVOKE DELETE, TRUNCATE, REFERENCES ON casework_finding FROM throughcare_app;
REVOKE ALL ON casework_finding FROM throughcare_worker;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON casework_finding
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
-- Both ends of a link are of one case (one_case.sql); an objective names no note any more.
CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON casework_finding
  FOR EACH ROW WHEN (current_user = 'throughcare_app')
  EXECUTE FUNCTION casework_of_one_case('objective_id casework_objective case_id', 'note_id casework_note case_id');
DROP TRIGGER of_one_case ON casework_objective;
CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON casework_objective
  FOR EACH ROW WHEN (current_user = 'throughcare_app')
  EXECUTE FUNCTION casework_of_one_case('plan_id casework_planversion case_id');
