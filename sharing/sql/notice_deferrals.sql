-- The transparency notice may wait too: a deferral that names no disclosure. It takes the same two people, and the day
-- on the case is set by an approved one alone; the application cannot write it there.
GRANT UPDATE (notice_deferred_to, version) ON casework_case TO throughcare_policy;
GRANT UPDATE (state, reason, version) ON sharing_deferral TO throughcare_policy;
SET ROLE throughcare_policy;

-- May it be proposed: by whoever works on the case, while the person was not told.
CREATE OR REPLACE FUNCTION sharing_may_defer(p_case uuid, p_disclosure uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT casework_edits(p_case)
     AND CASE WHEN p_disclosure IS NULL
              THEN EXISTS (SELECT 1 FROM casework_case c WHERE c.id = p_case AND c.notice_given_on IS NULL)
              ELSE EXISTS (SELECT 1 FROM sharing_disclosure d WHERE d.id = p_disclosure AND d.case_id = p_case)
                   AND NOT EXISTS (SELECT 1 FROM sharing_notification n WHERE n.disclosure_id = p_disclosure) END;
$$;

CREATE FUNCTION sharing_follow_notice_deferral() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_until date;
BEGIN
  IF NEW.state = 'approved' THEN  -- what ran before is looked at no more
    UPDATE casework_deadline SET state = 'done', done_at = statement_timestamp(), version = version + 1
     WHERE kind = 'deferral_review' AND state = 'open' AND subject_id IN (
             SELECT f.id FROM sharing_deferral f WHERE f.case_id = NEW.case_id AND f.disclosure_id IS NULL
                AND f.id <> NEW.id AND f.state = 'approved');
    UPDATE sharing_deferral f SET state = 'ended', reason = 'The notice was given.', version = f.version + 1
      FROM casework_case c  -- it was given while the proposal waited: there is nothing left to put off
     WHERE f.id = NEW.id AND c.id = f.case_id AND c.notice_given_on IS NOT NULL;
  END IF;
  SELECT max(f.until_on) INTO v_until FROM sharing_deferral f
   WHERE f.case_id = NEW.case_id AND f.disclosure_id IS NULL AND f.state = 'approved';
  UPDATE casework_case c SET notice_deferred_to = v_until, version = c.version + 1
   WHERE c.id = NEW.case_id AND c.notice_given_on IS NULL AND c.notice_deferred_to IS DISTINCT FROM v_until;
  RETURN NULL;
END $$;

-- A notice that was given ends what put it off.
CREATE FUNCTION sharing_end_notice_deferrals() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE sharing_deferral SET state = 'ended', reason = 'The notice was given.', version = version + 1
   WHERE case_id = NEW.id AND disclosure_id IS NULL AND state = 'approved';
  RETURN NULL;
END $$;
RESET ROLE;

CREATE FUNCTION sharing_refuse_lone_deferral() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the notice is put off by two people' USING ERRCODE = '42501';
END $$;

CREATE TRIGGER follow_notice AFTER INSERT OR UPDATE ON sharing_deferral
  FOR EACH ROW WHEN (NEW.disclosure_id IS NULL) EXECUTE FUNCTION sharing_follow_notice_deferral();
CREATE TRIGGER end_notice_deferrals AFTER UPDATE OF notice_given_on ON casework_case
  FOR EACH ROW WHEN (OLD.notice_given_on IS NULL AND NEW.notice_given_on IS NOT NULL)
  EXECUTE FUNCTION sharing_end_notice_deferrals();
CREATE TRIGGER refuse_lone_deferral_at_once BEFORE INSERT ON casework_case
  FOR EACH ROW WHEN (current_user = 'throughcare_app' AND NEW.notice_deferred_to IS NOT NULL)
  EXECUTE FUNCTION sharing_refuse_lone_deferral();
CREATE TRIGGER refuse_lone_deferral BEFORE UPDATE OF notice_deferred_to ON casework_case
  FOR EACH ROW WHEN (current_user = 'throughcare_app' AND NEW.notice_deferred_to IS NOT NULL
                     AND NEW.notice_deferred_to IS DISTINCT FROM OLD.notice_deferred_to)
  EXECUTE FUNCTION sharing_refuse_lone_deferral();

-- Whose turn it is, as before; a notice is owed from the day on which the case was opened.
CREATE OR REPLACE FUNCTION sharing_defers_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_me uuid := access_actor_membership(); v_user uuid := access_actor_user(); v_made date;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.disclosure_id IS NULL THEN
      SELECT c.opened_on INTO v_made FROM casework_case c WHERE c.id = NEW.case_id;
    ELSE
      SELECT d.made_on INTO v_made FROM sharing_disclosure d WHERE d.id = NEW.disclosure_id;
    END IF;
    IF NEW.state <> 'proposed' OR NEW.proposer_id IS DISTINCT FROM v_user OR NEW.decider_id IS NOT NULL
       OR NEW.seconder_id IS NOT NULL OR NEW.partnership_id IS DISTINCT FROM access_actor_partnership()
       OR NEW.made_on IS DISTINCT FROM v_made OR (NEW.until_on > v_made + 90 AND NOT NEW.needs_second) THEN
      PERFORM sharing_out_of_turn('a deferral is proposed in one''s own name, and beyond ninety days to two others');
    END IF;
    RETURN NEW;
  END IF;
  IF (to_jsonb(NEW) - ARRAY['version', 'state', 'reason', 'reviewed_on', 'decided_by_id', 'decider_id', 'decided_at',
                            'second_by_id', 'seconder_id', 'second_at'])
     IS DISTINCT FROM
     (to_jsonb(OLD) - ARRAY['version', 'state', 'reason', 'reviewed_on', 'decided_by_id', 'decider_id', 'decided_at',
                            'second_by_id', 'seconder_id', 'second_at']) THEN
    PERFORM sharing_out_of_turn('what was proposed is not changed');
  END IF;
  IF OLD.state = 'proposed' THEN
    IF NEW.decider_id IS DISTINCT FROM v_user OR NEW.decided_by_id IS DISTINCT FROM v_me
       OR NEW.decider_id = OLD.proposer_id OR NEW.seconder_id IS NOT NULL
       OR NOT (access_actor_has('chair') OR access_actor_has('coordinator'))
       OR NEW.state <> ALL (ARRAY['refused', CASE WHEN OLD.needs_second THEN 'second' ELSE 'approved' END]) THEN
      PERFORM sharing_out_of_turn('a deferral is decided by the chair or a coordinator who did not propose it');
    END IF;
  ELSIF OLD.state = 'second' THEN
    IF NEW.seconder_id IS DISTINCT FROM v_user OR NEW.second_by_id IS DISTINCT FROM v_me
       OR NEW.seconder_id IN (OLD.proposer_id, OLD.decider_id) OR NOT access_actor_has('legal')
       OR NEW.decider_id IS DISTINCT FROM OLD.decider_id OR NEW.decided_by_id IS DISTINCT FROM OLD.decided_by_id
       OR NEW.state NOT IN ('refused', 'approved') THEN
      PERFORM sharing_out_of_turn('a long deferral is approved again by the legal adviser');
    END IF;
  ELSIF OLD.state <> 'approved' OR NEW.state NOT IN ('approved', 'ended')
     OR (NEW.decider_id, NEW.decided_by_id, NEW.seconder_id, NEW.second_by_id)
        IS DISTINCT FROM (OLD.decider_id, OLD.decided_by_id, OLD.seconder_id, OLD.second_by_id)
     OR (NEW.state = 'approved' AND OLD.proposer_id = v_user) THEN
    PERFORM sharing_out_of_turn('an approved deferral is looked at again by another than its proposer, or ended');
  END IF;
  RETURN NEW;
END $$;
