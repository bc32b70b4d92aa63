-- The second wall of contested facts. That a note is contested is known to whoever reads any words of it; what the person
-- says, and why its agency answered so, to whoever reads the contested version in full. The first wall is in the models.
GRANT UPDATE (newest_id, outcome, version) ON sharing_contestedfact TO throughcare_policy;
GRANT INSERT ON sharing_correctionnotice TO throughcare_policy;
SET ROLE throughcare_policy;

-- May this note be named: on a request to put something right that waits, by who manages the case and reads words of it
-- (a trigger holds that both are of one case).
CREATE FUNCTION sharing_may_contest(p_request uuid, p_note uuid, p_newest uuid, p_originator uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT r.kind = 'rectification' AND r.state = 'received' AND n.id = p_newest AND n.originator_id = p_originator
           AND n.status = 'current' AND casework_manages(n.case_id) AND casework_tier_of(n.id) >= 2
      FROM sharing_rightsrequest r, casework_note n
     WHERE r.id = p_request AND n.id = p_note), false);
$$;
-- May this person answer: for the agency that wrote the note, as they would correct it.
CREATE FUNCTION sharing_answers_contested(p_newest uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT n.originator_id = access_actor_agency() AND casework_tier_of(n.id) >= 4
           AND ((n.author_id = access_actor_user() AND casework_writes(n.case_id)) OR casework_edits(n.case_id))
      FROM casework_note n WHERE n.id = p_newest), false);
$$;
-- It was put right where a newer version took the place of the contested one, or it was withdrawn.
CREATE FUNCTION sharing_was_put_right(p_note uuid, p_newest uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 50 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_note <> p_newest OR EXISTS (SELECT 1 FROM casework_note n WHERE n.id = p_newest AND n.status = 'withdrawn');
$$;
-- How many notes a request names, and how many of them their agency has not answered: whoever manages the case decides
-- by it, also about a note that was withdrawn meanwhile and that they see no more.
CREATE FUNCTION sharing_named_on(p_request uuid) RETURNS TABLE (named integer, waiting integer)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*)::integer, (count(*) FILTER (WHERE f.outcome = ''))::integer
    FROM sharing_contestedfact f WHERE f.request_id = p_request AND casework_manages(f.case_id);
$$;
-- Words are said by whoever did what they are about: named the note, or answered so.
CREATE FUNCTION sharing_said_of_contested(p_fact uuid, p_kind text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT CASE p_kind WHEN 'person' THEN f.membership_id = access_actor_membership()
                       ELSE f.outcome = p_kind AND f.answered_by_id = access_actor_membership() END
      FROM sharing_contestedfact f WHERE f.id = p_fact), false);
$$;

-- Somebody is told of an answer that was given.
CREATE FUNCTION sharing_answered_so(p_fact uuid, p_outcome text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 50 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM sharing_contestedfact f
                  WHERE f.id = p_fact AND f.outcome = p_outcome AND f.answered_at IS NOT NULL);
$$;

-- Who has the answer due: whoever wrote the note if they are still on the team, else another of that agency, else the
-- agency. A note that not everybody on the team may know of makes nothing due on the case, where others would see it.
CREATE FUNCTION sharing_ask_of_contested() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO casework_deadline (id, version, kind, case_id, due_on, responsible_id, agency_id, state, subject_kind,
                                 subject_id)
  SELECT gen_random_uuid(), 1, 'contested_fact',
         CASE WHEN n.released_tier > 0 AND n.handling IN ('team', 'core') THEN n.case_id END, NEW.due_on,
         (SELECT t.membership_id FROM casework_caseteammember t
           WHERE t.content_object_id = n.case_id AND t.agency_id = n.originator_id
             AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp()
           ORDER BY t.membership_id = n.membership_id DESC, t.kind = 'permanent' DESC, t.valid_from, t.id LIMIT 1),
         n.originator_id, 'open', 'contested', NEW.id
    FROM casework_note n WHERE n.id = NEW.note_id;
  RETURN NULL;
END $$;
-- Whoever got any version of a contested note, with this disclosure or, without one, with whichever, is to be told.
CREATE FUNCTION sharing_raise_notices(p_fact uuid, p_disclosure uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH RECURSIVE line(id) AS (
    SELECT f.newest_id FROM sharing_contestedfact f WHERE f.id = p_fact
     UNION SELECT n.supersedes_id FROM casework_note n JOIN line l ON n.id = l.id WHERE n.supersedes_id IS NOT NULL)
  INSERT INTO sharing_correctionnotice (id, version, case_id, fact_id, disclosure_id, outcome, due_on, raised_at, how)
  SELECT gen_random_uuid(), 1, f.case_id, f.id, d.id, f.outcome,
         casework_working_day(current_date, coalesce((p.settings -> 'cadences' ->> 'correction_told')::integer, 5)),
         statement_timestamp(), ''
    FROM sharing_contestedfact f JOIN sharing_disclosure d ON d.case_id = f.case_id
    JOIN casework_case c ON c.id = f.case_id JOIN agencies_partnership p ON p.id = c.partnership_id
   WHERE f.id = p_fact AND f.outcome NOT IN ('', 'dropped') AND (p_disclosure IS NULL OR d.id = p_disclosure)
     AND (EXISTS (
           SELECT 1 FROM sharing_proposalrecord q
            WHERE q.proposal_id = d.proposal_id AND q.is_current AND q.note_id IN (SELECT l.id FROM line l))
          OR EXISTS (
           SELECT 1 FROM sharing_reportstatement q
            WHERE q.report_id = d.report_id AND q.is_kept AND q.note_id IN (SELECT l.id FROM line l)))
  ON CONFLICT DO NOTHING;
$$;
REVOKE ALL ON FUNCTION sharing_raise_notices(uuid, uuid) FROM PUBLIC;
-- Answered, nothing is due of its agency any more.
CREATE FUNCTION sharing_tell_of_contested() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_deadline SET state = 'done', done_at = statement_timestamp(), version = version + 1
   WHERE kind = 'contested_fact' AND subject_id = NEW.id AND state = 'open';
  PERFORM sharing_raise_notices(NEW.id, NULL);
  RETURN NULL;
END $$;
CREATE FUNCTION sharing_follow_correction() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    UPDATE casework_deadline SET state = 'done', done_at = statement_timestamp(), version = version + 1
     WHERE kind = 'correction_told' AND subject_id = NEW.id AND state = 'open' AND NEW.told_on IS NOT NULL;
    RETURN NULL;
  END IF;
  INSERT INTO casework_deadline (id, version, kind, case_id, due_on, responsible_id, agency_id, state, subject_kind,
                                 subject_id)
  SELECT gen_random_uuid(), 1, 'correction_told', c.id, NEW.due_on, m.id, coalesce(m.agency_id, c.lead_agency_id),
         'open', 'correction', NEW.id
    FROM casework_case c
    LEFT JOIN casework_caseteammember t ON t.content_object_id = c.id AND t.is_case_manager
          AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp()
    LEFT JOIN agencies_agencymembership m ON m.id = t.membership_id
   WHERE c.id = NEW.case_id;
  RETURN NULL;
END $$;
-- A correction takes the contest with it.
CREATE FUNCTION sharing_contest_follows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE sharing_contestedfact SET newest_id = NEW.id, version = version + 1 WHERE newest_id = NEW.supersedes_id;
  RETURN NULL;
END $$;
-- What the person takes back is contested no more.
CREATE FUNCTION sharing_contest_dropped() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE sharing_contestedfact SET outcome = 'dropped', version = version + 1
   WHERE request_id = NEW.id AND outcome = '';
  RETURN NULL;
END $$;
-- What was contested after the words were handed in, and answered before they went out, is told to whoever got them.
CREATE FUNCTION sharing_tell_of_earlier_contest() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM sharing_raise_notices(f.id, NEW.id)
     FROM sharing_disclosureproposal d JOIN sharing_contestedfact f ON f.case_id = d.case_id
    WHERE d.id = NEW.proposal_id AND f.named_at > d.handed_in_at;
  RETURN NULL;
END $$;
RESET ROLE;

CREATE TRIGGER tell_of_earlier_contest AFTER INSERT ON sharing_disclosure
  FOR EACH ROW WHEN (NEW.proposal_id IS NOT NULL) EXECUTE FUNCTION sharing_tell_of_earlier_contest();

ALTER TABLE sharing_contestedfact ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_contestedfact FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_contestedfact FOR SELECT USING (casework_tier_of(newest_id) >= 2);
CREATE POLICY named ON sharing_contestedfact FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND outcome = ''
              AND sharing_may_contest(request_id, note_id, newest_id, originator_id));
CREATE POLICY answered ON sharing_contestedfact FOR UPDATE
  USING (outcome <> 'corrected' AND sharing_answers_contested(newest_id))
  WITH CHECK (answered_by_id = (SELECT access_actor_membership())
              AND (outcome IN ('stands', 'unclear')
                   OR (outcome = 'corrected' AND sharing_was_put_right(note_id, newest_id))));

ALTER TABLE sharing_contestedword ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_contestedword FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_contestedword FOR SELECT USING (casework_tier_of(note_id) >= 4);
CREATE POLICY said ON sharing_contestedword FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND sharing_said_of_contested(fact_id, kind));

ALTER TABLE sharing_correctionnotice ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_correctionnotice FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_correctionnotice FOR SELECT USING (casework_inside(case_id));
CREATE POLICY added ON sharing_correctionnotice FOR INSERT
  WITH CHECK (told_on IS NULL AND casework_manages(case_id) AND sharing_answered_so(fact_id, outcome));
CREATE POLICY told ON sharing_correctionnotice FOR UPDATE
  USING (told_on IS NULL AND casework_manages(case_id))
  WITH CHECK (membership_id = (SELECT access_actor_membership()));

REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON sharing_contestedfact, sharing_contestedword, sharing_correctionnotice
  FROM throughcare_app;
REVOKE ALL ON sharing_contestedfact, sharing_contestedword, sharing_correctionnotice FROM throughcare_worker;
GRANT UPDATE (version, outcome, answered_at, answered_by_id) ON sharing_contestedfact TO throughcare_app;
GRANT UPDATE (version, told_on, how, membership_id) ON sharing_correctionnotice TO throughcare_app;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON sharing_contestedfact
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON sharing_correctionnotice
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON sharing_contestedword
  FOR EACH ROW EXECUTE FUNCTION access_refuse_change();
CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON sharing_contestedfact
  FOR EACH ROW WHEN (current_user = 'throughcare_app')
  EXECUTE FUNCTION casework_of_one_case('request_id sharing_rightsrequest case_id', 'note_id casework_note case_id',
                                        'newest_id casework_note case_id');
CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON sharing_contestedword
  FOR EACH ROW WHEN (current_user = 'throughcare_app')
  EXECUTE FUNCTION casework_of_one_case('fact_id sharing_contestedfact note_id');
CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON sharing_correctionnotice
  FOR EACH ROW WHEN (current_user = 'throughcare_app')
  EXECUTE FUNCTION casework_of_one_case('fact_id sharing_contestedfact case_id',
                                        'disclosure_id sharing_disclosure case_id');
CREATE TRIGGER ask AFTER INSERT ON sharing_contestedfact FOR EACH ROW EXECUTE FUNCTION sharing_ask_of_contested();
CREATE TRIGGER tell AFTER UPDATE ON sharing_contestedfact
  FOR EACH ROW WHEN (NEW.outcome <> OLD.outcome) EXECUTE FUNCTION sharing_tell_of_contested();
CREATE TRIGGER follow AFTER INSERT OR UPDATE ON sharing_correctionnotice
  FOR EACH ROW EXECUTE FUNCTION sharing_follow_correction();
CREATE TRIGGER contest_follows AFTER INSERT ON casework_note
  FOR EACH ROW WHEN (NEW.supersedes_id IS NOT NULL) EXECUTE FUNCTION sharing_contest_follows();
CREATE TRIGGER contest_dropped AFTER UPDATE ON sharing_rightsrequest
  FOR EACH ROW WHEN (NEW.state = 'withdrawn' AND OLD.state <> 'withdrawn') EXECUTE FUNCTION sharing_contest_dropped();
