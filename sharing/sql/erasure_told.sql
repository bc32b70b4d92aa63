-- Whoever received what is erased is told of it, so that they erase it too (GDPR art. 19, LED art. 16(6)). Who that is is
-- found before anything is removed, and falls due to whoever approved the erasure. The rows outlive what was erased: an
-- agency or a court by its key, others by their number, never a name of the person and no word. The first wall is
-- access/sight_erasing.py.
GRANT INSERT ON sharing_erasurenotice TO throughcare_policy;
SET ROLE throughcare_policy;

-- Whom it reached. Of one note: who wrote it, was shown or opened any version of it, got it as an answer, in a report or
-- in words that were approved; and the case manager, for their agency. Of a record: its team at any time, who opened it in
-- an emergency, and every recipient, without the agency that leads it.
CREATE FUNCTION sharing_reached(p_case uuid, p_note uuid)
RETURNS TABLE (kind text, agency_id uuid, court_id uuid, others integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  WITH note AS (SELECT unnest(sharing_versions_of_a_note(p_note)) AS id),
  went AS (
    SELECT d.to_agency_id, d.court_id, d.recipient FROM sharing_disclosure d
     WHERE d.case_id = p_case
       AND (p_note IS NULL
            OR EXISTS (SELECT 1 FROM sharing_proposalrecord q JOIN note v ON v.id = q.note_id
                        WHERE q.proposal_id = d.proposal_id AND q.is_current)
            OR EXISTS (SELECT 1 FROM sharing_reportstatement q JOIN note v ON v.id = q.note_id
                        WHERE q.report_id = d.report_id AND q.is_kept))),
  line AS (
    SELECT e.agency_id, e.operation, e.recipients FROM access_event e
     WHERE p_note IS NOT NULL AND e.case_id = p_case AND e.kind = 'note'
       AND e.subjects && ARRAY (SELECT v.id FROM note v)),
  had AS (
    SELECT n.originator_id AS id FROM casework_note n JOIN note v ON v.id = n.id
     UNION SELECT l.agency_id FROM line l WHERE l.operation = 'consult'
     UNION SELECT m.agency_id FROM line l JOIN agencies_agencymembership m ON m.id = ANY (l.recipients)
     UNION SELECT r.agency_id FROM sharing_sharinganswer a JOIN note v ON v.id = a.note_id
             JOIN sharing_sharingrequest r ON r.id = a.request_id
     UNION SELECT t.agency_id FROM casework_caseteammember t WHERE p_note IS NULL AND t.content_object_id = p_case
     UNION SELECT x.agency_id FROM casework_emergencyaccess x WHERE p_note IS NULL AND x.case_id = p_case
     UNION SELECT w.to_agency_id FROM went w),
  home AS (
    SELECT CASE WHEN p_note IS NULL THEN c.lead_agency_id ELSE coalesce(t.agency_id, c.lead_agency_id) END AS id
      FROM casework_case c
      LEFT JOIN casework_caseteammember t ON t.content_object_id = c.id AND t.is_case_manager
            AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp()
     WHERE c.id = p_case)
  SELECT 'manager', h.id, NULL::uuid, 0 FROM home h WHERE p_note IS NOT NULL
   UNION ALL
  SELECT 'agency', y.id, NULL, 0 FROM had y WHERE y.id IS NOT NULL AND y.id NOT IN (SELECT h.id FROM home h)
   UNION ALL
  SELECT DISTINCT 'court', NULL::uuid, w.court_id, 0 FROM went w WHERE w.court_id IS NOT NULL
   UNION ALL
  SELECT 'others', NULL, NULL, count(*)::integer FROM went w WHERE w.recipient <> '' HAVING count(*) > 0;
$$;
-- The agencies and courts among them, by name, and how many others.
CREATE FUNCTION sharing_names_of_reached(p_case uuid, p_note uuid) RETURNS TABLE (agencies jsonb, others integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(DISTINCT coalesce(y.name, k.name)) FILTER (WHERE r.kind IN ('agency', 'court')), '[]'),
         coalesce(sum(r.others), 0)::integer
    FROM sharing_reached(p_case, p_note) r
    LEFT JOIN agencies_agency y ON y.id = r.agency_id LEFT JOIN casework_court k ON k.id = r.court_id;
$$;
CREATE OR REPLACE FUNCTION sharing_recipients_of_erasure(p_erasure uuid) RETURNS TABLE (agencies jsonb, others integer)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT r.agencies, r.others FROM sharing_erasure e, LATERAL sharing_names_of_reached(e.case_id, e.note_id) r
   WHERE e.id = p_erasure AND (casework_leads(e.case_id) OR sharing_oversees_erasing(e.partnership_id));
$$;
DROP FUNCTION sharing_recipients_of_a_case(uuid);

-- Whoever may know of the erasure.
CREATE FUNCTION sharing_knows_erasure(p_erasure uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 150 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT casework_leads(e.case_id) OR sharing_oversees_erasing(e.partnership_id)
                     FROM sharing_erasure e WHERE e.id = p_erasure), false);
$$;

-- Each falls due to whoever approved it. What is due names no case.
CREATE FUNCTION sharing_follow_erasure_notice() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, subject_kind, subject_id)
    SELECT gen_random_uuid(), 1, 'erasure_told', NEW.due_on, m.id, m.agency_id, 'open', 'erasure_notice', NEW.id
      FROM sharing_erasure e JOIN agencies_agencymembership m ON m.id = e.decided_by_id WHERE e.id = NEW.erasure_id;
  ELSIF NEW.settled_at IS NOT NULL THEN
    UPDATE casework_deadline SET state = 'done', done_at = statement_timestamp(), version = version + 1
     WHERE kind = 'erasure_told' AND subject_id = NEW.id AND state = 'open';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION sharing_raise_erasure_notices(p_erasure uuid) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_new integer;
BEGIN
  INSERT INTO sharing_erasurenotice (id, version, erasure_id, kind, agency_id, court_id, others, due_on, raised_at, how,
                                     not_told)
  SELECT gen_random_uuid(), 1, e.id, r.kind, r.agency_id, r.court_id, r.others,
         casework_working_day(current_date, coalesce((p.settings -> 'cadences' ->> 'erasure_told')::integer, 5)),
         statement_timestamp(), '', ''
    FROM sharing_erasure e JOIN agencies_partnership p ON p.id = e.partnership_id,
         LATERAL sharing_reached(e.case_id, e.note_id) r
   WHERE e.id = p_erasure;
  GET DIAGNOSTICS v_new = ROW_COUNT;
  RETURN v_new;
END $$;

-- Replaces the one of carrying_out.sql: whom it reached falls due first, while it can still be found.
CREATE OR REPLACE FUNCTION sharing_carry_out_erasure(p_erasure uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_one sharing_erasure; v_counts jsonb; v_agencies jsonb; v_others integer; v_told integer;
BEGIN
  SELECT * INTO v_one FROM sharing_erasure WHERE id = p_erasure AND state = 'approved' FOR UPDATE;
  IF NOT FOUND OR v_one.decider_id IS NULL OR v_one.decider_id = v_one.user_id THEN RETURN NULL; END IF;
  IF sharing_stops_erasing(v_one.case_id, v_one.note_id, v_one.ground, v_one.source_id) IS DISTINCT FROM '' THEN
    PERFORM sharing_put_erasure_back(v_one.id);
    RETURN NULL;
  END IF;
  SELECT r.agencies, r.others INTO v_agencies, v_others FROM sharing_names_of_reached(v_one.case_id, v_one.note_id) r;
  v_told := sharing_raise_erasure_notices(v_one.id);
  IF v_one.note_id IS NULL THEN
    v_counts := sharing_remove_case(v_one.case_id);
    UPDATE sharing_erasure SET version = version + 1,  -- with it goes what else waited
           words = '', decision_words = '', withdrawal_words = '',
           carried_at = CASE WHEN state = 'approved' THEN statement_timestamp() ELSE carried_at END,
           state = CASE state WHEN 'approved' THEN 'done' WHEN 'proposed' THEN 'withdrawn' ELSE state END
     WHERE case_id = v_one.case_id AND id <> v_one.id;
  ELSE
    v_counts := sharing_remove_note(v_one.note_id);
  END IF;
  UPDATE sharing_erasure SET state = 'done', carried_at = statement_timestamp(), counts = v_counts,
         agencies = v_agencies, others = v_others, words = '', decision_words = '', version = version + 1
   WHERE id = v_one.id;
  SET CONSTRAINTS ALL IMMEDIATE;  -- what still points to a row that is gone says so here
  SET CONSTRAINTS ALL DEFERRED;
  PERFORM access_append('erase', 'erasure.carried_out', 'erasure', NULL, NULL, NULL, v_one.partnership_id,
                        ARRAY[v_one.id], v_one.case_id, '{}', v_one.ground, '',
                        jsonb_build_object('rows', (SELECT sum(value::integer) FROM jsonb_each_text(v_counts)),
                                           'to_tell', v_told));
  RETURN v_one.case_id;
END $$;
REVOKE ALL ON FUNCTION sharing_reached(uuid, uuid), sharing_names_of_reached(uuid, uuid),
  sharing_raise_erasure_notices(uuid) FROM PUBLIC;
RESET ROLE;

ALTER TABLE sharing_erasurenotice ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_erasurenotice FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_erasurenotice FOR SELECT USING (sharing_knows_erasure(erasure_id));
CREATE POLICY raised ON sharing_erasurenotice FOR INSERT WITH CHECK (false);  -- by the carrying out alone
CREATE POLICY told ON sharing_erasurenotice FOR UPDATE USING (settled_at IS NULL)
  WITH CHECK (membership_id = (SELECT access_actor_membership()));

REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON sharing_erasurenotice FROM throughcare_app;
REVOKE ALL ON sharing_erasurenotice FROM throughcare_worker;
GRANT UPDATE (version, told_on, how, not_told, settled_at, membership_id) ON sharing_erasurenotice TO throughcare_app;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON sharing_erasurenotice
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
CREATE TRIGGER follow AFTER INSERT OR UPDATE ON sharing_erasurenotice
  FOR EACH ROW EXECUTE FUNCTION sharing_follow_erasure_notice();
