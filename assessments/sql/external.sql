-- The second wall of references to licensed tools: read from inside the case, recorded by a permanent member for their
-- own agency in their own name, put right by the same agency, never changed.
SET ROLE throughcare_policy;
CREATE FUNCTION assessments_recorded_by(p_external uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT e.agency_id FROM assessments_externalassessment e WHERE e.id = p_external;
$$;
RESET ROLE;

ALTER TABLE assessments_externalassessment ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_externalassessment FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON assessments_externalassessment FOR SELECT USING (casework_inside(case_id));
CREATE POLICY recorded ON assessments_externalassessment FOR INSERT
  WITH CHECK (agency_id = (SELECT access_actor_agency()) AND membership_id = (SELECT access_actor_membership())
              AND casework_edits(case_id)
              AND (corrects_id IS NULL OR assessments_recorded_by(corrects_id) = (SELECT access_actor_agency())));
CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON assessments_externalassessment
  FOR EACH ROW WHEN (current_user = 'throughcare_app')
  EXECUTE FUNCTION casework_of_one_case('corrects_id assessments_externalassessment case_id');
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON assessments_externalassessment FROM throughcare_app;
REVOKE ALL ON assessments_externalassessment FROM throughcare_worker;
