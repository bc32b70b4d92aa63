-- Words that are withdrawn count as given no more. Before consensus the agency may hand in anew and is asked again;
-- afterwards its contribution stands as withdrawn. And once consensus is open it is on record who reads what was given.
GRANT UPDATE (state, handed_in_at) ON assessments_contribution TO throughcare_policy;
GRANT UPDATE (entries, taken_at) ON casework_noteaudience TO throughcare_policy;
GRANT SELECT ON casework_noteaudience, casework_notelisting TO throughcare_policy;

SET ROLE throughcare_policy;

CREATE FUNCTION assessments_take_back() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_given record;
BEGIN
  FOR v_given IN
    WITH RECURSIVE versions(id, before) AS (
      SELECT NEW.id, NEW.supersedes_id
      UNION SELECT n.id, n.supersedes_id FROM versions v JOIN casework_note n ON n.id = v.before)
    SELECT c.id, c.opened FROM assessments_contribution c
     WHERE c.note_id IN (SELECT v.id FROM versions v) AND c.agency_id = NEW.originator_id AND c.state = 'handed_in'
  LOOP
    IF v_given.opened THEN
      UPDATE assessments_contribution SET state = 'withdrawn', version = version + 1 WHERE id = v_given.id;
    ELSE
      UPDATE assessments_contribution
         SET state = 'begun', note_id = NULL, release_to = NULL, handed_in_at = NULL, version = version + 1
       WHERE id = v_given.id;
      UPDATE casework_deadline SET state = 'open', done_at = NULL, version = version + 1
       WHERE id = (SELECT d.id FROM casework_deadline d
                    WHERE d.kind = 'contribution' AND d.subject_id = v_given.id AND d.state = 'done'
                      AND NOT EXISTS (SELECT 1 FROM casework_deadline o
                                       WHERE o.kind = d.kind AND o.subject_id = d.subject_id AND o.state = 'open')
                    ORDER BY d.done_at DESC LIMIT 1);
    END IF;
  END LOOP;
  RETURN NEW;
END $$;

-- The labels of what was given, for the one who opened consensus: who reads it is reckoned from them.
CREATE FUNCTION assessments_given(p_assessment uuid) RETURNS TABLE (
  contribution uuid, note uuid, originator uuid, author uuid, handling text, category text, released integer,
  companions boolean, status text, summary boolean, gist boolean, listed uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id, n.id, n.originator_id, n.author_id, n.handling::text, n.data_category::text, n.released_tier::integer,
         n.told_to_companions, n.status::text, n.has_summary, n.has_gist,
         ARRAY(SELECT l.user_id FROM casework_notelisting l WHERE l.note_id = n.id)
    FROM assessments_contribution c JOIN casework_note n ON n.id = c.note_id
   WHERE c.assessment_id = p_assessment AND c.opened AND c.state = 'handed_in' AND n.status = 'current'
     AND assessments_state(p_assessment) = 'consensus' AND casework_leads(c.case_id);
$$;
-- Who reads it since consensus was opened, beside what its writer was shown: written once, by who opened it.
CREATE FUNCTION assessments_keep_audience(p_contribution uuid, p_entries jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_noteaudience a SET entries = p_entries, taken_at = statement_timestamp()
    FROM assessments_contribution c
   WHERE c.id = p_contribution AND a.note_id = c.note_id AND c.opened AND c.state = 'handed_in'
     AND assessments_state(c.assessment_id) = 'consensus' AND casework_leads(c.case_id)
     AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(a.entries) e JOIN agencies_agencymembership m
                        ON m.id = (e ->> 'membership')::uuid
                      WHERE (e ->> 'tier')::integer > 0 AND m.agency_id <> c.agency_id);
  RETURN FOUND;
END $$;

RESET ROLE;

CREATE TRIGGER take_back AFTER UPDATE OF status ON casework_note
  FOR EACH ROW WHEN (NEW.status = 'withdrawn' AND OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION assessments_take_back();
