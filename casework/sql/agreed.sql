-- A version of the plan moves on in its turn and in one's own name: asked by the database too. The first wall is
-- casework/services/plans.py and plan_steps.py.
SET ROLE throughcare_policy;
CREATE FUNCTION casework_is_supervised(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM casework_caseteammember t WHERE t.content_object_id = p_case AND t.is_order_supervisor AND casework_sees(p_case)
                    AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp());
$$;
RESET ROLE;

CREATE FUNCTION casework_plan_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_leads boolean := casework_leads(OLD.case_id);
  v_agreed boolean := (NEW.supervisor_id, NEW.supervisor_agreed_on)
                      IS DISTINCT FROM (OLD.supervisor_id, OLD.supervisor_agreed_on);
  v_steps text[] := ARRAY['version', 'state', 'shown_on', 'answered_on', 'answer', 'person_words', 'supervisor_id',
    'supervisor_agreed_on', 'sent_on', 'court_approval_id', 'in_force_from', 'superseded_on', 'next_review_on'];
  v_others text[] := ARRAY['version', 'state', 'supervisor_id', 'supervisor_agreed_on', 'court_approval_id'];
BEGIN
  IF (NEW.case_id, NEW.number, NEW.membership_id) IS DISTINCT FROM (OLD.case_id, OLD.number, OLD.membership_id) THEN
    RAISE EXCEPTION 'a version stays what it is' USING ERRCODE = '42501';
  END IF;
  IF to_jsonb(NEW) - v_steps <> to_jsonb(OLD) - v_steps AND NOT (v_leads AND OLD.state = 'draft') THEN
    RAISE EXCEPTION 'only a draft is written' USING ERRCODE = '42501';
  END IF;
  IF NOT v_leads AND (to_jsonb(NEW) - v_others <> to_jsonb(OLD) - v_others
                      OR (NEW.state <> OLD.state AND NEW.state <> 'approved')) THEN
    RAISE EXCEPTION 'the case manager submits a version' USING ERRCODE = '42501';
  END IF;
  IF v_agreed AND NOT (NEW.supervisor_id IS NULL AND NEW.supervisor_agreed_on IS NULL AND NEW.state = 'draft')
     AND (NEW.supervisor_id IS DISTINCT FROM access_actor_membership() OR NEW.supervisor_agreed_on IS NULL
          OR NOT casework_supervises(OLD.case_id) OR OLD.supervisor_id IS NOT NULL) THEN
    RAISE EXCEPTION 'the order supervisor agrees in their own name' USING ERRCODE = '42501';
  END IF;
  IF NEW.court_approval_id IS DISTINCT FROM OLD.court_approval_id AND NOT EXISTS (
       SELECT 1 FROM casework_courtdecision d
        WHERE d.id = NEW.court_approval_id AND d.case_id = OLD.case_id AND d.act = 'plan_approved') THEN
    RAISE EXCEPTION 'the court approves by a decision of its own' USING ERRCODE = '42501';
  END IF;
  IF (NEW.state = 'approved' AND NEW.state <> OLD.state AND NEW.court_approval_id IS NULL)
     OR (NEW.state = 'in_force' AND NEW.state <> OLD.state AND NEW.supervisor_agreed_on IS NULL
         AND casework_is_supervised(OLD.case_id)) THEN
    RAISE EXCEPTION 'a version takes force when all have spoken' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER plan_in_turn BEFORE UPDATE ON casework_planversion
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION casework_plan_in_turn();
