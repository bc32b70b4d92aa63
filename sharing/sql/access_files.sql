-- The second wall of files for the person: read by those who manage the case, and once handed in by the legal advisers
-- of the partnership, who review them and see nothing else of the case. One puts it together, another reviews it.
-- The first wall is access/sight_rights.py.
SET ROLE throughcare_policy;

CREATE FUNCTION sharing_advises_in(p_partnership uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_partnership = access_actor_partnership() AND access_actor_has('legal');
$$;
-- May this person read a file.
CREATE FUNCTION sharing_reads_file(p_file uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT casework_manages(f.case_id)
        OR (sharing_advises_in(f.partnership_id) AND f.state NOT IN ('assembled', 'dropped'))
      FROM sharing_accessfile f WHERE f.id = p_file), false);
$$;
-- May this person keep an entry out of it: whoever manages the case while it is put together, and who reviews it.
CREATE FUNCTION sharing_may_keep_out(p_file uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT (casework_manages(f.case_id) AND f.state IN ('assembled', 'in_review'))
        OR (sharing_advises_in(f.partnership_id) AND f.state = 'in_review')
      FROM sharing_accessfile f WHERE f.id = p_file), false);
$$;
-- Does a request for access wait. That it is of the same case is held by another trigger.
CREATE FUNCTION sharing_request_waits(p_request uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 50 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM sharing_rightsrequest r
                  WHERE r.id = p_request AND r.state = 'received' AND r.kind = 'access' AND casework_sees(r.case_id));
$$;
RESET ROLE;

ALTER TABLE sharing_accessfile ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_accessfile FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_accessfile FOR SELECT
  USING (casework_manages(case_id)
         OR (sharing_advises_in(partnership_id) AND state NOT IN ('assembled', 'dropped')));
CREATE POLICY assembled ON sharing_accessfile FOR INSERT
  WITH CHECK (assembled_by_id = (SELECT access_actor_membership()) AND assembler_id = (SELECT access_actor_user())
              AND state = 'assembled' AND partnership_id = sharing_partnership_of(case_id)
              AND sharing_request_waits(request_id) AND casework_manages(case_id));
CREATE POLICY moved ON sharing_accessfile FOR UPDATE
  USING (state IN ('assembled', 'in_review', 'reviewed')
         AND (casework_manages(case_id) OR (sharing_advises_in(partnership_id) AND state = 'in_review')))
  WITH CHECK (casework_manages(case_id) OR state = 'reviewed');

ALTER TABLE sharing_accessomission ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_accessomission FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_accessomission FOR SELECT USING (sharing_reads_file(file_id));
CREATE POLICY kept_out ON sharing_accessomission FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND sharing_may_keep_out(file_id));

-- Whose turn it is: nobody names a reviewer but themselves, and only what was reviewed is handed over, in one's own name.
CREATE FUNCTION sharing_file_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.reviewer_id IS DISTINCT FROM OLD.reviewer_id
     AND (OLD.state <> 'in_review' OR NEW.state <> 'reviewed' OR NEW.reviewer_id IS DISTINCT FROM access_actor_user()) THEN
    PERFORM sharing_out_of_turn('a file for the person is reviewed in one''s own name');
  END IF;
  IF NEW.state = 'handed'
     AND (OLD.state <> 'reviewed' OR NEW.handed_by_id IS DISTINCT FROM access_actor_membership()) THEN
    PERFORM sharing_out_of_turn('what was reviewed is handed over, in one''s own name');
  END IF;
  RETURN NEW;
END $$;

GRANT UPDATE (handed_at) ON sharing_rightsrequest TO throughcare_app;
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON sharing_accessfile, sharing_accessomission FROM throughcare_app;
REVOKE ALL ON sharing_accessfile, sharing_accessomission FROM throughcare_worker;
GRANT UPDATE (version, state, reviewer_id, reviewed_at, handed_on, handed_how, handed_by_id, pdf, data)
  ON sharing_accessfile TO throughcare_app;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON sharing_accessfile
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
CREATE TRIGGER in_turn BEFORE UPDATE ON sharing_accessfile
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION sharing_file_in_turn();
CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON sharing_accessfile
  FOR EACH ROW WHEN (current_user = 'throughcare_app')
  EXECUTE FUNCTION casework_of_one_case('request_id sharing_rightsrequest case_id');
CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON sharing_accessomission
  FOR EACH ROW WHEN (current_user = 'throughcare_app')
  EXECUTE FUNCTION casework_of_one_case('file_id sharing_accessfile case_id');
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON sharing_accessomission
  FOR EACH ROW EXECUTE FUNCTION access_refuse_change();
