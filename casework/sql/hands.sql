-- Two acts that no row policy alone can let through.
GRANT UPDATE (is_case_manager, is_order_supervisor, decision, version) ON casework_caseteammember
  TO throughcare_policy;
GRANT INSERT ON casework_deadline TO throughcare_policy;

SET ROLE throughcare_policy;

-- A role changes hands in one act: a case manager who names a successor stops managing before the successor begins,
-- so that row by row the second half would be refused. Answers whether it was done.
CREATE FUNCTION casework_hand_over(p_place uuid, p_role text, p_decision text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE v_case uuid;
BEGIN
  SELECT t.content_object_id INTO v_case FROM casework_caseteammember t
   WHERE t.id = p_place AND t.kind = 'permanent'
     AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp();
  IF v_case IS NULL OR NOT casework_manages(v_case) THEN RETURN false; END IF;
  IF p_role = 'case_manager' THEN
    UPDATE casework_caseteammember SET is_case_manager = false, version = version + 1
     WHERE content_object_id = v_case AND is_case_manager AND id <> p_place;
    UPDATE casework_caseteammember SET is_case_manager = true, decision = p_decision, version = version + 1
     WHERE id = p_place;
  ELSIF p_role = 'order_supervisor' THEN
    UPDATE casework_caseteammember SET is_order_supervisor = false, version = version + 1
     WHERE content_object_id = v_case AND is_order_supervisor AND id <> p_place;
    UPDATE casework_caseteammember SET is_order_supervisor = true, decision = p_decision, version = version + 1
     WHERE id = p_place;
  ELSE
    RETURN false;
  END IF;
  RETURN true;
END $$;

-- A case was opened with a national number. Whoever manages another case with the same number is told, with a line
-- in that case's own log; whoever opened the case learns nothing either way.
CREATE FUNCTION casework_tell_of_number(p_index text, p_case uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE v_met record;
BEGIN
  IF coalesce(p_index, '') = '' OR access_actor_membership() IS NULL THEN RETURN; END IF;
  FOR v_met IN
    SELECT c.id, c.lead_agency_id,
           (SELECT t.membership_id FROM casework_caseteammember t
             WHERE t.content_object_id = c.id AND (t.is_case_manager OR t.is_order_supervisor)
               AND t.valid_to > statement_timestamp() ORDER BY t.is_case_manager DESC LIMIT 1) AS responsible
      FROM casework_person p JOIN casework_case c ON c.person_id = p.id
     WHERE p.national_number_index = p_index AND c.id <> p_case
       AND c.partnership_id = access_actor_partnership() AND c.status <> 'archived'
  LOOP
    INSERT INTO access_event (operation, verb, kind, user_id, membership_id, agency_id, partnership_id, subjects,
                              case_id, recipients, ground, reason, detail)
    VALUES ('combine', 'person.number_met', 'case', access_actor_user(), access_actor_membership(),
            access_actor_agency(), access_actor_partnership(), '{}', v_met.id, '{}', 'national_number', '', '{}');
    IF NOT EXISTS (SELECT 1 FROM casework_deadline d WHERE d.case_id = v_met.id AND d.kind = 'same_person'
                      AND d.state = 'open') THEN
      INSERT INTO casework_deadline (id, version, case_id, kind, due_on, responsible_id, agency_id, state,
                                     subject_kind, subject_id)
      VALUES (gen_random_uuid(), 1, v_met.id, 'same_person', current_date + 5, v_met.responsible,
              v_met.lead_agency_id, 'open', 'case', NULL);
    END IF;
  END LOOP;
END $$;

RESET ROLE;
