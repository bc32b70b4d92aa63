-- What was approved and is not carried out yet is taken back, with a reason, by whoever proposed it and leads the case, or
-- by whoever approved it and oversees erasures still. Who decided, and why, stays beside it.
SET ROLE throughcare_policy;

CREATE FUNCTION sharing_takes_back_erasure(p_case uuid, p_partnership uuid, p_user uuid, p_decider uuid)
RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (p_user = access_actor_user() AND casework_leads(p_case))
         OR (p_decider = access_actor_user() AND sharing_oversees_erasing(p_partnership));
$$;
-- Policies of one table are joined by OR: this holds what the one for deciding would let through for what was approved.
CREATE FUNCTION sharing_taken_back_in_turn() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.state = 'approved' AND NEW.state <> 'withdrawn' THEN
    PERFORM sharing_out_of_turn('what was approved is taken back, or carried out');
  END IF;
  IF NEW.state = 'withdrawn' AND (NEW.decider_id, NEW.decided_by_id, NEW.decided_at, NEW.decision_words)
     IS DISTINCT FROM (OLD.decider_id, OLD.decided_by_id, OLD.decided_at, OLD.decision_words) THEN
    PERFORM sharing_out_of_turn('who decided, and why, stays');
  END IF;
  RETURN NEW;
END $$;
RESET ROLE;

CREATE POLICY taken_back ON sharing_erasure FOR UPDATE
  USING (state = 'approved' AND sharing_takes_back_erasure(case_id, partnership_id, user_id, decider_id))
  WITH CHECK (withdrawn_by_id = (SELECT access_actor_membership()) AND withdrawal_words <> '');  -- so withdrawn: a constraint
GRANT UPDATE (withdrawn_at, withdrawn_by_id, withdrawal_words) ON sharing_erasure TO throughcare_app;
CREATE TRIGGER taken_back_in_turn BEFORE UPDATE ON sharing_erasure
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION sharing_taken_back_in_turn();
