-- The second wall of what the person asks. The record of the case reads it from inside; whoever keeps the clocks of a
-- partnership (chair, coordinator, legal adviser) sees that it is asked and by when, and no word of it.
-- The first wall is access/sight_rights.py.
SET ROLE throughcare_policy;

CREATE FUNCTION sharing_keeps_rights(p_partnership uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_partnership = access_actor_partnership()
     AND (access_actor_has('chair') OR access_actor_has('coordinator') OR access_actor_has('legal'));
$$;
-- Does a row of a case and its request belong to the same partnership as the case.
CREATE FUNCTION sharing_partnership_of(p_case uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER COST 50 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.partnership_id FROM casework_case c WHERE c.id = p_case;
$$;

-- Who has it due: the case manager, and without a case the legal advisers, who see none. Extended, it moves; decided,
-- it is met.
CREATE FUNCTION sharing_follow_rights() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO casework_deadline (id, version, kind, case_id, due_on, responsible_id, agency_id, state, subject_kind,
                                   subject_id)
    SELECT gen_random_uuid(), 1, 'rights_request', c.id, NEW.due_on, m.id, coalesce(m.agency_id, c.lead_agency_id),
           'open', 'rights_request', NEW.id
      FROM casework_case c
      LEFT JOIN casework_caseteammember t ON t.content_object_id = c.id AND t.is_case_manager
            AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp()
      LEFT JOIN agencies_agencymembership m ON m.id = t.membership_id
     WHERE c.id = NEW.case_id
     UNION ALL
    SELECT gen_random_uuid(), 1, 'rights_request', NULL, NEW.due_on, m.id, m.agency_id, 'open', 'rights_request', NEW.id
      FROM agencies_agencymembership m JOIN agencies_agency y ON y.id = m.agency_id
     WHERE 'legal' = ANY (m.duties) AND y.partnership_id = NEW.partnership_id
       AND m.valid_from <= statement_timestamp() AND m.valid_to > statement_timestamp()
    ON CONFLICT DO NOTHING;
  ELSIF NEW.state <> 'received' THEN
    UPDATE casework_deadline SET state = 'done', done_at = statement_timestamp(), version = version + 1
     WHERE kind = 'rights_request' AND subject_id = NEW.id AND state = 'open';
  ELSE
    UPDATE casework_deadline SET due_on = coalesce(NEW.extended_to, NEW.due_on), version = version + 1
     WHERE kind = 'rights_request' AND subject_id = NEW.id AND state = 'open'
       AND due_on <> coalesce(NEW.extended_to, NEW.due_on);
  END IF;
  RETURN NULL;
END $$;

RESET ROLE;

ALTER TABLE sharing_rightsrequest ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_rightsrequest FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_rightsrequest FOR SELECT
  USING (casework_inside(case_id) OR sharing_keeps_rights(partnership_id));
CREATE POLICY recorded ON sharing_rightsrequest FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND state = 'received' AND extended_to IS NULL
              AND partnership_id = sharing_partnership_of(case_id) AND casework_edits(case_id));
-- What waits is moved on, by those who manage the case and in their own name; what was decided stays.
CREATE POLICY moved ON sharing_rightsrequest FOR UPDATE USING (state = 'received' AND casework_manages(case_id))
  WITH CHECK (state = 'received' OR decided_by_id = (SELECT access_actor_membership()));

ALTER TABLE sharing_rightsword ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_rightsword FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_rightsword FOR SELECT USING (casework_inside(case_id));
CREATE POLICY said ON sharing_rightsword FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership())
              AND ((kind = 'asked' AND casework_edits(case_id)) OR casework_manages(case_id)));

CREATE FUNCTION sharing_extended_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.extended_to IS NOT NULL AND (NEW.extended_to, NEW.extension_told_on)
     IS DISTINCT FROM (OLD.extended_to, OLD.extension_told_on) THEN
    PERFORM sharing_out_of_turn('a request of the person takes longer once');
  END IF;
  RETURN NEW;
END $$;

REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON sharing_rightsrequest, sharing_rightsword FROM throughcare_app;
REVOKE ALL ON sharing_rightsrequest, sharing_rightsword FROM throughcare_worker;
GRANT UPDATE (version, state, identity, identity_on, extended_to, extension_told_on, decided_on, decided_by_id,
              remedy_told_on) ON sharing_rightsrequest TO throughcare_app;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON sharing_rightsrequest
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
CREATE TRIGGER extended_once BEFORE UPDATE ON sharing_rightsrequest
  FOR EACH ROW EXECUTE FUNCTION sharing_extended_once();
CREATE TRIGGER follow AFTER INSERT OR UPDATE ON sharing_rightsrequest
  FOR EACH ROW EXECUTE FUNCTION sharing_follow_rights();
CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON sharing_rightsword
  FOR EACH ROW WHEN (current_user = 'throughcare_app')
  EXECUTE FUNCTION casework_of_one_case('request_id sharing_rightsrequest case_id');
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON sharing_rightsword
  FOR EACH ROW EXECUTE FUNCTION access_refuse_change();
