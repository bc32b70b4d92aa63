-- Somebody knocked at a case, or at a note or a report of one, that they may not see or use so: the line reaches the
-- case's own log, and they learn nothing. The reference is a case's, or the key of a note or a report.
SET ROLE throughcare_policy;
CREATE OR REPLACE FUNCTION access_record_try(p_verb text, p_reference text, p_ground text, p_user uuid,
                                             p_membership uuid, p_agency uuid, p_partnership uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_case uuid;
BEGIN
  IF p_user IS DISTINCT FROM access_actor_user() THEN
    RAISE EXCEPTION 'context refused' USING ERRCODE = 'TC403';
  END IF;
  IF p_reference ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
    SELECT n.case_id INTO v_case FROM casework_note n WHERE n.id = p_reference::uuid;
    IF NOT FOUND THEN
      SELECT r.case_id INTO v_case FROM sharing_courtreport r WHERE r.id = p_reference::uuid;
    END IF;
  ELSE
    SELECT c.id INTO v_case FROM casework_case c WHERE c.reference = upper(p_reference);
  END IF;
  INSERT INTO access_event (operation, verb, kind, user_id, membership_id, agency_id, partnership_id, subjects,
                            case_id, recipients, ground, reason, detail)
  VALUES ('refuse', p_verb, 'case', p_user, p_membership, p_agency, p_partnership, '{}', v_case, '{}', p_ground, '',
          '{}');
END $$;
RESET ROLE;
