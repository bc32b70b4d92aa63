-- The second wall of restricted processing. That a whole case is restricted is known to whoever sees the case, that a note
-- is to whoever reads words of it; why, to whoever reads the note in full, of a case to its record. While it lasts, the
-- database lets nothing go further, whoever asks; a duty report it never holds up. The first wall is
-- access/sight_restrictions.py and policy.is_restricted.
GRANT UPDATE (newest_id, version) ON sharing_restriction TO throughcare_policy;
SET ROLE throughcare_policy;

-- Is the case restricted, or one of these notes, or of those behind a proposal, in the version that holds now.
CREATE FUNCTION access_restricted(p_case uuid, p_notes uuid[], p_proposal uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  WITH RECURSIVE line(id) AS (
    (SELECT unnest(p_notes)
      UNION SELECT q.note_id FROM sharing_proposalrecord q WHERE q.proposal_id = p_proposal AND q.is_current)
     UNION SELECT n.id FROM casework_note n JOIN line l ON n.supersedes_id = l.id)
  SELECT EXISTS (SELECT 1 FROM sharing_restriction r
                  WHERE r.case_id = p_case AND r.lifted_on IS NULL
                    AND (r.newest_id IS NULL OR r.newest_id IN (SELECT l.id FROM line l)));
$$;
REVOKE ALL ON FUNCTION access_restricted(uuid, uuid[], uuid) FROM PUBLIC;
-- The same for whoever may know: of a case that they see, or of a text for the public about it; of notes whose words they
-- read; of what stands behind a proposal inside its case.
CREATE FUNCTION access_is_restricted(p_case uuid, p_notes uuid[], p_proposal uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 600 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (casework_sees(p_case) OR EXISTS (SELECT 1 FROM sharing_publicationrequest p
                                            WHERE p.case_id = p_case AND sharing_reads_publication(p.id)))
     AND access_restricted(p_case, ARRAY(SELECT k FROM unnest(p_notes) AS k WHERE casework_tier_of(k) >= 2),
                           CASE WHEN casework_inside(p_case) THEN p_proposal END);
$$;
-- May it be placed: on what the person asked of this case, of a current note, by who manages the case and reads words.
CREATE FUNCTION sharing_may_restrict(p_request uuid, p_case uuid, p_note uuid, p_newest uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT r.kind <> 'access' AND r.state <> 'withdrawn' AND casework_manages(p_case)
           AND (p_note IS NULL OR EXISTS (
                 SELECT 1 FROM casework_note n
                  WHERE n.id = p_note AND n.id = p_newest AND n.status = 'current' AND casework_tier_of(n.id) >= 2))
      FROM sharing_rightsrequest r WHERE r.id = p_request), false);
$$;
-- Words are said by whoever did what they are about.
CREATE FUNCTION sharing_said_of_restriction(p_restriction uuid, p_note uuid, p_kind text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT r.note_id IS NOT DISTINCT FROM p_note
           AND access_actor_membership() = CASE p_kind WHEN 'placed' THEN r.membership_id ELSE r.lifted_by_id END
      FROM sharing_restriction r WHERE r.id = p_restriction), false);
$$;

-- The review is due to the case manager; lifted, to nobody. A note that not everybody on the team may know of makes
-- nothing due on the case, where others would see it.
CREATE FUNCTION sharing_follow_restriction() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    UPDATE casework_deadline
       SET state = CASE WHEN NEW.lifted_on IS NULL THEN 'open' ELSE 'done' END, due_on = NEW.review_on,
           done_at = CASE WHEN NEW.lifted_on IS NOT NULL THEN statement_timestamp() END, version = version + 1
     WHERE kind = 'restriction_review' AND subject_id = NEW.id AND state = 'open'
       AND (NEW.lifted_on IS NOT NULL OR due_on <> NEW.review_on);
    RETURN NULL;
  END IF;
  INSERT INTO casework_deadline (id, version, kind, case_id, due_on, responsible_id, agency_id, state, subject_kind,
                                 subject_id)
  SELECT gen_random_uuid(), 1, 'restriction_review', CASE WHEN n.id IS NULL OR (n.released_tier > 0 AND n.handling IN ('team', 'core')) THEN c.id END,
         NEW.review_on, m.id, coalesce(m.agency_id, c.lead_agency_id), 'open', 'restriction', NEW.id
    FROM casework_case c
    LEFT JOIN casework_note n ON n.id = NEW.note_id
    LEFT JOIN casework_caseteammember t ON t.content_object_id = c.id AND t.is_case_manager
          AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp()
    LEFT JOIN agencies_agencymembership m ON m.id = t.membership_id
   WHERE c.id = NEW.case_id;
  RETURN NULL;
END $$;
CREATE FUNCTION sharing_restriction_follows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE sharing_restriction SET newest_id = NEW.id, version = version + 1
   WHERE newest_id = NEW.supersedes_id AND lifted_on IS NULL;
  RETURN NULL;
END $$;
-- Nothing goes further while it lasts.
CREATE FUNCTION sharing_refuse_restricted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_row jsonb := to_jsonb(NEW); v_case uuid := v_row ->> 'case_id'; v_note uuid := v_row ->> 'note_id';
BEGIN
  IF v_case IS NULL THEN
    SELECT n.case_id INTO v_case FROM casework_note n WHERE n.id = v_note;
  END IF;
  IF access_restricted(v_case, ARRAY[v_note], (v_row ->> 'proposal_id')::uuid) THEN
    RAISE EXCEPTION 'what is restricted goes no further' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION sharing_refuse_restricted_note() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF access_restricted(NEW.case_id, ARRAY[NEW.id], NULL) THEN
    RAISE EXCEPTION 'what is restricted goes no further' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
-- A correction of what is restricted goes no further than what it corrects.
CREATE FUNCTION sharing_refuse_wider() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_levels text[] := ARRAY['team', 'core', 'named', 'sealed'];
BEGIN
  IF access_restricted(NEW.case_id, ARRAY[NEW.supersedes_id], NULL) AND EXISTS (
       SELECT 1 FROM casework_note o WHERE o.id = NEW.supersedes_id AND (
         array_position(v_levels, NEW.handling::text) < array_position(v_levels, o.handling::text)
         OR NEW.released_tier > o.released_tier OR NEW.told_to_companions > o.told_to_companions
         OR NEW.court_tier > o.court_tier OR NEW.has_summary > o.has_summary OR NEW.has_gist > o.has_gist)) THEN
    RAISE EXCEPTION 'what is restricted goes no further' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
-- Nor is somebody newly put on its list; a new note on a restricted case has the list that it was written with.
CREATE FUNCTION sharing_refuse_newly_listed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM casework_note n WHERE n.id = NEW.note_id AND access_restricted(n.case_id, ARRAY[n.id], NULL)
                AND (n.supersedes_id IS NOT NULL OR n.recorded_at < transaction_timestamp()))
     AND NOT EXISTS (SELECT 1 FROM casework_note n JOIN casework_notelisting o ON o.note_id = n.supersedes_id
                      WHERE n.id = NEW.note_id AND o.user_id = NEW.user_id) THEN
    RAISE EXCEPTION 'what is restricted goes no further' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
-- Nor is it withdrawn: what is kept for the person stays as it is until that is over.
CREATE FUNCTION sharing_refuse_withdrawal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM sharing_restriction r WHERE r.newest_id = NEW.id AND r.lifted_on IS NULL) THEN
    RAISE EXCEPTION 'what is restricted is not withdrawn' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
RESET ROLE;

ALTER TABLE sharing_restriction ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_restriction FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_restriction FOR SELECT
  USING (CASE WHEN newest_id IS NULL THEN casework_sees(case_id) ELSE casework_tier_of(newest_id) >= 2 END);
CREATE POLICY placed ON sharing_restriction FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND lifted_on IS NULL
              AND sharing_may_restrict(request_id, case_id, note_id, newest_id));
CREATE POLICY moved ON sharing_restriction FOR UPDATE USING (lifted_on IS NULL AND casework_manages(case_id))
  WITH CHECK (lifted_on IS NULL OR lifted_by_id = (SELECT access_actor_membership()));

ALTER TABLE sharing_restrictionword ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_restrictionword FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_restrictionword FOR SELECT
  USING (CASE WHEN note_id IS NULL THEN casework_inside(case_id) ELSE casework_tier_of(note_id) >= 4 END);
CREATE POLICY said ON sharing_restrictionword FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership())
              AND sharing_said_of_restriction(restriction_id, note_id, kind));

REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON sharing_restriction, sharing_restrictionword FROM throughcare_app;
REVOKE ALL ON sharing_restriction, sharing_restrictionword FROM throughcare_worker;
GRANT UPDATE (version, review_on, lifted_on, lifted_by_id, told_on) ON sharing_restriction TO throughcare_app;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON sharing_restriction
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON sharing_restrictionword
  FOR EACH ROW EXECUTE FUNCTION access_refuse_change();
CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON sharing_restriction
  FOR EACH ROW WHEN (current_user = 'throughcare_app')
  EXECUTE FUNCTION casework_of_one_case('request_id sharing_rightsrequest case_id', 'note_id casework_note case_id',
                                        'newest_id casework_note case_id');
CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON sharing_restrictionword
  FOR EACH ROW WHEN (current_user = 'throughcare_app')
  EXECUTE FUNCTION casework_of_one_case('restriction_id sharing_restriction case_id', 'note_id casework_note case_id');
CREATE TRIGGER follow AFTER INSERT OR UPDATE ON sharing_restriction
  FOR EACH ROW EXECUTE FUNCTION sharing_follow_restriction();
CREATE TRIGGER restriction_follows AFTER INSERT ON casework_note
  FOR EACH ROW WHEN (NEW.supersedes_id IS NOT NULL) EXECUTE FUNCTION sharing_restriction_follows();

CREATE TRIGGER refuse_restricted BEFORE INSERT ON sharing_proposaldecision
  FOR EACH ROW WHEN (current_user = 'throughcare_app' AND NEW.approved) EXECUTE FUNCTION sharing_refuse_restricted();
CREATE TRIGGER refuse_restricted BEFORE INSERT ON sharing_disclosure
  FOR EACH ROW WHEN (current_user = 'throughcare_app' AND NEW.proposal_id IS NOT NULL)
  EXECUTE FUNCTION sharing_refuse_restricted();
CREATE TRIGGER refuse_restricted BEFORE INSERT ON sharing_publicationstep
  FOR EACH ROW WHEN (current_user = 'throughcare_app' AND NEW.case_id IS NOT NULL
                     AND (NEW.kind = 'published' OR (NEW.kind IN ('chair', 'legal') AND NEW.verdict = 'yes')))
  EXECUTE FUNCTION sharing_refuse_restricted();
CREATE TRIGGER refuse_restricted BEFORE INSERT ON sharing_sharinganswer
  FOR EACH ROW WHEN (current_user = 'throughcare_app' AND NEW.note_id IS NOT NULL)
  EXECUTE FUNCTION sharing_refuse_restricted();
CREATE TRIGGER refuse_restricted BEFORE INSERT ON sharing_reportstatement
  FOR EACH ROW WHEN (current_user = 'throughcare_app' AND NEW.note_id IS NOT NULL AND NEW.is_kept)
  EXECUTE FUNCTION sharing_refuse_restricted();
CREATE TRIGGER refuse_restricted_again BEFORE UPDATE ON sharing_reportstatement
  FOR EACH ROW WHEN (current_user = 'throughcare_app' AND NEW.note_id IS NOT NULL AND NEW.is_kept
                     AND (NOT OLD.is_kept OR NEW.note_id IS DISTINCT FROM OLD.note_id))
  EXECUTE FUNCTION sharing_refuse_restricted();
CREATE TRIGGER refuse_restricted BEFORE INSERT ON casework_minutesclearance
  FOR EACH ROW WHEN (current_user = 'throughcare_app' AND NEW.tier > 0)
  EXECUTE FUNCTION sharing_refuse_restricted();
CREATE TRIGGER refuse_restricted BEFORE INSERT ON casework_noterelease
  FOR EACH ROW WHEN (current_user = 'throughcare_app'
                     AND (NEW.tier > NEW.tier_before OR NEW.companions > NEW.companions_before))
  EXECUTE FUNCTION sharing_refuse_restricted();
CREATE TRIGGER refuse_restricted BEFORE INSERT ON casework_noteresponse
  FOR EACH ROW WHEN (current_user = 'throughcare_app' AND NEW.kind IN ('propose', 'minutes'))
  EXECUTE FUNCTION sharing_refuse_restricted();
CREATE TRIGGER refuse_wider BEFORE INSERT ON casework_note
  FOR EACH ROW WHEN (current_user = 'throughcare_app' AND NEW.supersedes_id IS NOT NULL)
  EXECUTE FUNCTION sharing_refuse_wider();
CREATE TRIGGER refuse_newly_listed BEFORE INSERT ON casework_notelisting
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION sharing_refuse_newly_listed();
CREATE TRIGGER refuse_restricted BEFORE INSERT ON sharing_advicecontext
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION sharing_refuse_restricted();
CREATE TRIGGER refuse_restricted_again BEFORE UPDATE OF court_tier ON casework_note
  FOR EACH ROW WHEN (current_user = 'throughcare_app' AND NEW.court_tier > OLD.court_tier)
  EXECUTE FUNCTION sharing_refuse_restricted_note();
CREATE TRIGGER refuse_withdrawal BEFORE UPDATE OF status ON casework_note
  FOR EACH ROW WHEN (current_user = 'throughcare_app' AND NEW.status = 'withdrawn' AND OLD.status <> 'withdrawn')
  EXECUTE FUNCTION sharing_refuse_withdrawal();
