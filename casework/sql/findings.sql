-- The second wall of findings: what an objective answers is read from inside the case, whoever the objective is opened
-- to. It is written with its objective, and points to a note of the same case; the note keeps its own readers.
ALTER TABLE casework_finding ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_finding FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_finding FOR SELECT USING (casework_inside(case_id));
CREATE POLICY recorded ON casework_finding FOR INSERT
  WITH CHECK (EXISTS (SELECT 1 FROM casework_objective o WHERE o.id = objective_id
                         AND o.case_id = casework_finding.case_id
                         AND (casework_leads(o.case_id)
                              OR (o.state = 'proposed' AND o.agency_id = (SELECT access_actor_agency())
                                  AND casework_edits(o.case_id))))
              AND (note_id IS NULL OR casework_case_of_note(note_id) = case_id));
CREATE POLICY changed ON casework_finding FOR UPDATE
  USING (casework_leads(case_id))
  WITH CHECK (casework_leads(case_id)
              AND EXISTS (SELECT 1 FROM casework_objective o WHERE o.id = objective_id
                             AND o.case_id = casework_finding.case_id)
              AND (note_id IS NULL OR casework_case_of_note(note_id) = case_id));
REVOKE DELETE, TRUNCATE, REFERENCES ON casework_finding FROM throughcare_app;
REVOKE ALL ON casework_finding FROM throughcare_worker;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON casework_finding
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
