-- Erasures. Proposed by the case manager, decided by a legal adviser or the chair who is somebody else, carried out by the
-- worker through one function that asks everything again. The first wall is access/sight_erasing.py.
SET ROLE throughcare_policy;

-- Until when the law's period runs that the partnership set: the last review that kept it, the agreed day, or the months
-- after closing. Nothing where nobody said.
CREATE FUNCTION sharing_kept_until(p_case uuid) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(
      (SELECT r.next_on FROM sharing_retentionreview r
        WHERE r.case_id = c.id AND r.proposal = 'keep' AND r.reviewed_on >= c.closed_on
        ORDER BY r.reviewed_on DESC, r.next_on DESC LIMIT 1),
      (SELECT o.keep_until FROM casework_outcome o WHERE o.case_id = c.id ORDER BY o.number DESC LIMIT 1),
      (c.closed_on + make_interval(months => (p.settings ->> 'erase_after_months')::integer))::date)
    FROM casework_case c JOIN agencies_partnership p ON p.id = c.partnership_id WHERE c.id = p_case;
$$;
-- A note with those that corrected it or that it corrects.
CREATE FUNCTION sharing_versions_of_a_note(p_note uuid) RETURNS uuid[]
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  WITH RECURSIVE chain AS (
    SELECT p_note AS id
     UNION
    SELECT CASE WHEN n.id = c.id THEN n.supersedes_id ELSE n.id END FROM chain c
      JOIN casework_note n ON (n.id = c.id AND n.supersedes_id IS NOT NULL) OR n.supersedes_id = c.id)
  SELECT array_agg(id) FROM chain;
$$;
-- What stands in the way of erasing, in a word; empty when nothing does.
CREATE FUNCTION sharing_stops_erasing(p_case uuid, p_note uuid, p_ground text, p_source uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER COST 500 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE
    WHEN sharing_is_held(p_case) THEN 'held'
    WHEN p_ground = 'request' AND NOT EXISTS (
           SELECT 1 FROM sharing_rightsrequest r WHERE r.id = p_source AND r.case_id = p_case AND r.kind = 'erasure'
              AND (r.state = 'granted' OR (r.state = 'partly' AND p_note IS NOT NULL))) THEN 'source'
    WHEN p_ground = 'review' AND p_source IS DISTINCT FROM (
           SELECT CASE WHEN r.proposal = 'erase' THEN r.id END FROM sharing_retentionreview r WHERE r.case_id = p_case
            ORDER BY r.reviewed_on DESC, r.next_on DESC, r.id LIMIT 1) THEN 'source'
    WHEN EXISTS (SELECT 1 FROM sharing_restriction r WHERE r.case_id = p_case AND r.lifted_on IS NULL
                    AND (p_note IS NULL OR r.newest_id IS NULL
                         OR r.newest_id = ANY (sharing_versions_of_a_note(p_note)))) THEN 'restricted'
    WHEN p_note IS NULL AND EXISTS (SELECT 1 FROM sharing_rightsrequest r
                                     WHERE r.case_id = p_case AND r.state = 'received') THEN 'waits'
    WHEN p_note IS NOT NULL THEN CASE
           WHEN EXISTS (SELECT 1 FROM casework_note n WHERE n.id = p_note AND n.case_id = p_case) THEN ''
           ELSE 'note' END
    WHEN c.status NOT IN ('closed', 'follow_up', 'archived', 'declined', 'redirected', 'transferred') THEN 'active'
    WHEN EXISTS (SELECT 1 FROM casework_order o WHERE o.case_id = p_case AND o.ended_on IS NULL
                    AND coalesce(o.ends_on, 'infinity'::date) >= current_date) THEN 'order'
    WHEN p_ground = 'review' AND sharing_kept_until(p_case) IS NULL THEN 'unset'
    WHEN p_ground = 'review' AND sharing_kept_until(p_case) > current_date THEN 'kept'
    ELSE '' END
    FROM casework_case c WHERE c.id = p_case;
$$;
-- The same for whoever proposes or decides: nobody else learns of a case or a note whether it is held or restricted.
CREATE FUNCTION sharing_prepares_erasing(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 150 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT casework_leads(c.id) OR sharing_oversees_erasing(c.partnership_id)
                     FROM casework_case c WHERE c.id = p_case), false);
$$;
CREATE FUNCTION sharing_why_not_erased(p_case uuid, p_note uuid, p_ground text, p_source uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER COST 700 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN sharing_prepares_erasing(p_case) THEN sharing_stops_erasing(p_case, p_note, p_ground, p_source) END;
$$;
CREATE FUNCTION sharing_told_kept_until(p_case uuid) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN sharing_prepares_erasing(p_case) THEN sharing_kept_until(p_case) END;
$$;
REVOKE ALL ON FUNCTION sharing_kept_until(uuid), sharing_stops_erasing(uuid, uuid, text, uuid) FROM PUBLIC;

CREATE FUNCTION sharing_erases_in_turn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_why text;
BEGIN
  IF NEW.state IN ('proposed', 'approved') AND (TG_OP = 'INSERT' OR (NEW.state <> OLD.state AND OLD.state <> 'approved'))
  THEN
    v_why := sharing_stops_erasing(NEW.case_id, NEW.note_id, NEW.ground, NEW.source_id);
    IF v_why IS DISTINCT FROM '' THEN
      PERFORM sharing_out_of_turn('nothing is erased: ' || coalesce(v_why, 'no case'));
    END IF;
  END IF;
  RETURN NEW;
END $$;
-- Who is to decide has it due, but for whoever proposed it. What is due names no case.
CREATE FUNCTION sharing_follow_erasure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' OR (NEW.state = 'proposed' AND OLD.state = 'approved') THEN
    INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, subject_kind, subject_id)
    SELECT gen_random_uuid(), 1, 'erasure_decision', current_date + 14, m.id, m.agency_id, 'open', 'erasure', NEW.id
      FROM agencies_agencymembership m JOIN agencies_agency y ON y.id = m.agency_id
     WHERE 'legal' = ANY (m.duties) AND y.partnership_id = NEW.partnership_id AND m.user_id <> NEW.user_id
       AND m.valid_from <= statement_timestamp() AND m.valid_to > statement_timestamp();
  ELSIF NEW.state <> 'proposed' THEN
    UPDATE casework_deadline SET state = 'done', done_at = statement_timestamp(), version = version + 1
     WHERE kind = 'erasure_decision' AND subject_id = NEW.id AND state = 'open';
  END IF;
  RETURN NULL;
END $$;

-- A hold that is placed after an erasure was approved puts it back: lifted, it does not run by itself.
CREATE FUNCTION sharing_put_erasures_back() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE sharing_erasure SET state = 'proposed', decider_id = NULL, decided_by_id = NULL, decided_at = NULL,
         decision_words = '', version = version + 1
   WHERE case_id = NEW.case_id AND state = 'approved';
  RETURN NULL;
END $$;

-- Every table whose rows belong to a case, and the column that says so: those that point to it, and a level below those
-- that point to them alone. A table made later is found by itself.
CREATE FUNCTION sharing_tables_of_a_case() RETURNS TABLE (level integer, name text, link text, parent text)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  WITH links AS (
    SELECT c.conrelid::regclass::text AS name, a.attname::text AS link, c.confrelid::regclass::text AS parent
      FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.conrelid <> c.confrelid),
  first AS (SELECT l.name, l.link FROM links l WHERE l.parent = 'casework_case'
             UNION ALL SELECT 'access_draft', 'case_id')
  SELECT 1, f.name, f.link, 'casework_case' FROM first f
   UNION ALL
  SELECT 2, l.name, l.link, l.parent FROM links l JOIN first f ON f.name = l.parent
   WHERE NOT EXISTS (SELECT 1 FROM first o WHERE o.name = l.name);
$$;

RESET ROLE;

ALTER TABLE sharing_erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_erasure FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_erasure FOR SELECT
  USING (casework_leads(case_id) OR sharing_oversees_erasing(partnership_id));
CREATE POLICY proposed ON sharing_erasure FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND user_id = (SELECT access_actor_user())
              AND state = 'proposed' AND partnership_id = sharing_partnership_of(case_id) AND casework_leads(case_id)
              AND (note_id IS NULL OR casework_tier_of(note_id) >= 1));
-- What waits is decided by whoever oversees it, or taken back by whoever proposed it; a constraint holds that they differ.
CREATE POLICY moved ON sharing_erasure FOR UPDATE USING (state = 'proposed')
  WITH CHECK ((state <> 'withdrawn' AND decided_by_id = (SELECT access_actor_membership())
               AND decider_id = (SELECT access_actor_user()) AND sharing_oversees_erasing(partnership_id))
              OR (state = 'withdrawn' AND decider_id IS NULL AND user_id = (SELECT access_actor_user())));

REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON sharing_erasure FROM throughcare_app;
REVOKE ALL ON sharing_erasure FROM throughcare_worker;
GRANT UPDATE (version, state, decided_at, decided_by_id, decider_id, decision_words) ON sharing_erasure
  TO throughcare_app;
GRANT UPDATE ON sharing_erasure TO throughcare_policy;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON sharing_erasure
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
CREATE TRIGGER in_turn BEFORE INSERT OR UPDATE ON sharing_erasure
  FOR EACH ROW EXECUTE FUNCTION sharing_erases_in_turn();
CREATE TRIGGER put_erasures_back AFTER INSERT ON sharing_legalhold
  FOR EACH ROW EXECUTE FUNCTION sharing_put_erasures_back();
CREATE TRIGGER follow AFTER INSERT OR UPDATE ON sharing_erasure
  FOR EACH ROW EXECUTE FUNCTION sharing_follow_erasure();
