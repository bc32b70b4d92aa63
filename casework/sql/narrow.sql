-- What the application may change of a row it may change at all: a note's labels only ever grow narrower, and whoever
-- holds emergency access can end it and nothing else. The policies say who; these say what.
CREATE FUNCTION casework_only_narrower() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_levels text[] := ARRAY['team', 'core', 'named', 'sealed'];
BEGIN
  IF NEW.author_id <> OLD.author_id OR NEW.membership_id <> OLD.membership_id
     OR NEW.data_category <> OLD.data_category OR NEW.recorded_at <> OLD.recorded_at OR NEW.edition <> OLD.edition
     OR NEW.supersedes_id IS DISTINCT FROM OLD.supersedes_id OR NEW.contests_id IS DISTINCT FROM OLD.contests_id
     OR array_position(v_levels, NEW.handling::text) < array_position(v_levels, OLD.handling::text)
     OR NEW.released_tier > OLD.released_tier OR NEW.told_to_companions > OLD.told_to_companions
     OR NEW.has_summary > OLD.has_summary OR NEW.has_gist > OLD.has_gist
     OR (OLD.status <> 'current' AND NEW.status <> OLD.status) THEN
    RAISE EXCEPTION 'a note is narrowed, never widened' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_narrower BEFORE UPDATE ON casework_note
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION casework_only_narrower();

CREATE FUNCTION casework_only_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.user_id <> OLD.user_id OR NEW.membership_id <> OLD.membership_id OR NEW.agency_id <> OLD.agency_id
     OR NEW.reason <> OLD.reason OR NEW.opened_at <> OLD.opened_at OR NEW.expires_at <> OLD.expires_at
     OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at)
     OR (OLD.reviewed_at IS NOT NULL AND NEW.reviewed_at IS DISTINCT FROM OLD.reviewed_at)
     OR (OLD.user_id = access_actor_user()
         AND (NEW.case_id <> OLD.case_id OR NEW.reviewed_at IS DISTINCT FROM OLD.reviewed_at
              OR NEW.reviewer_id IS DISTINCT FROM OLD.reviewer_id)) THEN
    RAISE EXCEPTION 'emergency access is ended or reviewed, never moved' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_ended BEFORE UPDATE ON casework_emergencyaccess
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION casework_only_ended();

-- A function that looks behind the wall must not find a temporary table of its caller's first.
SET ROLE throughcare_policy;
DO $$
DECLARE v_one regprocedure;
BEGIN
  FOR v_one IN SELECT p.oid FROM pg_proc p
                WHERE p.prosecdef AND p.proowner = 'throughcare_policy'::regrole
                  AND p.pronamespace = 'public'::regnamespace LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', v_one);
  END LOOP;
END $$;
RESET ROLE;
