-- Deferrals: one person proposes, another decides, and beyond ninety days a third approves too. The database asks it of
-- whoever speaks SQL as the application; named constraints hold it of everybody. What a decision brings about for the
-- person is done here, so that no deferral ends in silence. The first wall is access/sight_deferrals.py.
SET ROLE throughcare_policy;

CREATE FUNCTION sharing_decides_deferrals(p_partnership uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_partnership = access_actor_partnership()
     AND (access_actor_has('chair') OR access_actor_has('coordinator') OR access_actor_has('legal'));
$$;
-- May it be proposed: by whoever works on the case, of a disclosure of it of which the person was not told.
CREATE FUNCTION sharing_may_defer(p_case uuid, p_disclosure uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT casework_edits(p_case)
     AND EXISTS (SELECT 1 FROM sharing_disclosure d WHERE d.id = p_disclosure AND d.case_id = p_case)
     AND NOT EXISTS (SELECT 1 FROM sharing_notification n WHERE n.disclosure_id = p_disclosure);
$$;
-- Whether the person is not to be told of a disclosure on that day; a local day is at most one ahead of the server's.
CREATE FUNCTION sharing_deferred(p_disclosure uuid, p_day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM sharing_deferral f
                  WHERE f.disclosure_id = p_disclosure AND f.state = 'approved'
                     AND f.until_on > least(p_day, current_date + 1) AND casework_manages(f.case_id));
$$;

-- Makes it due that somebody decides of a deferral or looks at it again; without a case for those who may see none.
CREATE FUNCTION sharing_ask_of_deferral(p_deferral uuid, p_case uuid, p_members uuid[], p_due date) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO casework_deadline (id, version, kind, case_id, due_on, responsible_id, agency_id, state, subject_kind,
                                 subject_id)
  SELECT gen_random_uuid(), 1, 'deferral_review', p_case, p_due, m.id, m.agency_id, 'open', 'deferral', p_deferral
    FROM agencies_agencymembership m WHERE m.id = ANY (p_members)
  ON CONFLICT DO NOTHING;
$$;
REVOKE ALL ON FUNCTION sharing_ask_of_deferral(uuid, uuid, uuid[], date) FROM PUBLIC;

CREATE FUNCTION sharing_follow_deferral() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_manager uuid; v_runs date; v_members uuid[]; v_review date; v_days integer;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    UPDATE casework_deadline SET state = 'done', done_at = statement_timestamp(), version = version + 1
     WHERE kind = 'deferral_review' AND subject_id = NEW.id AND state = 'open';
  END IF;
  IF NEW.state IN ('proposed', 'second') THEN
    SELECT array_agg(m.id) INTO v_members
      FROM agencies_agencymembership m JOIN agencies_agency y ON y.id = m.agency_id
     WHERE y.partnership_id = NEW.partnership_id AND m.user_id <> NEW.proposer_id
       AND m.user_id IS DISTINCT FROM NEW.decider_id
       AND m.valid_from <= statement_timestamp() AND m.valid_to > statement_timestamp()
       AND CASE WHEN NEW.state = 'second' THEN 'legal' = ANY (m.duties)
                ELSE 'chair' = ANY (m.duties) OR 'coordinator' = ANY (m.duties) END;
    PERFORM sharing_ask_of_deferral(NEW.id, NULL, v_members, current_date + 2);
    RETURN NEW;
  END IF;
  IF NEW.state = 'approved' THEN
    v_days := coalesce((SELECT (p.settings -> 'cadences' ->> 'deferral_review')::integer
                          FROM agencies_partnership p WHERE p.id = NEW.partnership_id), 30);
    v_review := least(coalesce(NEW.reviewed_on, NEW.decided_at::date) + v_days, NEW.until_on);
    SELECT t.membership_id INTO v_manager FROM casework_caseteammember t
     WHERE t.content_object_id = NEW.case_id AND t.is_case_manager
       AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp();
    PERFORM sharing_ask_of_deferral(NEW.id, NEW.case_id, ARRAY[v_manager], v_review);
    PERFORM sharing_ask_of_deferral(NEW.id, NULL, ARRAY[NEW.decided_by_id], v_review);
    UPDATE casework_deadline SET state = 'done', done_at = statement_timestamp(), version = version + 1
     WHERE kind = 'deferral_review' AND state = 'open' AND subject_id IN (
             SELECT f.id FROM sharing_deferral f WHERE f.disclosure_id = NEW.disclosure_id AND f.id <> NEW.id
                AND f.state = 'approved');
  END IF;
  SELECT max(f.until_on) INTO v_runs FROM sharing_deferral f
   WHERE f.disclosure_id = NEW.disclosure_id AND f.state = 'approved' AND f.until_on > current_date;
  UPDATE casework_deadline x SET due_on = coalesce(v_runs, least(x.due_on, current_date)), version = x.version + 1
   WHERE x.kind = 'notification' AND x.state = 'open' AND x.subject_id = NEW.disclosure_id
     AND x.due_on <> coalesce(v_runs, least(x.due_on, current_date));
  RETURN NEW;
END $$;
RESET ROLE;

ALTER TABLE sharing_deferral ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_deferral FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_deferral FOR SELECT
  USING (casework_inside(case_id) OR sharing_decides_deferrals(partnership_id));
CREATE POLICY proposed ON sharing_deferral FOR INSERT
  WITH CHECK (proposed_by_id = (SELECT access_actor_membership()) AND sharing_may_defer(case_id, disclosure_id));
CREATE POLICY decided ON sharing_deferral FOR UPDATE USING (sharing_decides_deferrals(partnership_id));

CREATE FUNCTION sharing_defers_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_me uuid := access_actor_membership(); v_user uuid := access_actor_user(); v_made date;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT d.made_on INTO v_made FROM sharing_disclosure d WHERE d.id = NEW.disclosure_id;
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

REVOKE DELETE, TRUNCATE, REFERENCES ON sharing_deferral FROM throughcare_app;
REVOKE ALL ON sharing_deferral FROM throughcare_worker;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON sharing_deferral
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
CREATE TRIGGER in_turn BEFORE INSERT OR UPDATE ON sharing_deferral
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION sharing_defers_in_turn();
CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON sharing_deferral
  FOR EACH ROW WHEN (current_user = 'throughcare_app')
  EXECUTE FUNCTION casework_of_one_case('disclosure_id sharing_disclosure case_id');
CREATE TRIGGER follow AFTER INSERT OR UPDATE ON sharing_deferral
  FOR EACH ROW EXECUTE FUNCTION sharing_follow_deferral();

-- Nobody tells the person while a deferral runs: they end it first, with a reason.
ALTER POLICY told ON sharing_notification
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND casework_wrote(note_id)
              AND NOT sharing_deferred(disclosure_id, told_on)
              AND casework_manages((SELECT d.case_id FROM sharing_disclosure d WHERE d.id = disclosure_id))
              AND casework_case_of_note(note_id) = (SELECT d.case_id FROM sharing_disclosure d WHERE d.id = disclosure_id));
