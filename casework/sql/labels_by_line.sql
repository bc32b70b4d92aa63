-- How far a note goes changes by a line alone. Of the version that holds, the application changes nothing of it: a release
-- does (releases.sql), and stands on the ledger with its reason. What becomes narrower of another version is on the trail.
SET ROLE throughcare_policy;

CREATE FUNCTION casework_narrowed_by_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_fields jsonb;
BEGIN
  IF OLD.status = 'current' THEN
    RAISE EXCEPTION 'how far a note goes changes by a line of the ledger' USING ERRCODE = '42501';
  END IF;
  SELECT jsonb_agg(o.key ORDER BY o.key) INTO v_fields
    FROM jsonb_each(to_jsonb(OLD)) o
   WHERE o.key IN ('handling', 'released_tier', 'told_to_companions', 'has_summary', 'has_gist')
     AND o.value IS DISTINCT FROM to_jsonb(NEW) -> o.key;
  PERFORM access_append('alter', 'note.narrowed', 'note', access_actor_user(), access_actor_membership(),
                        access_actor_agency(), access_actor_partnership(), ARRAY[NEW.id], NEW.case_id,
                        ARRAY[]::uuid[], 'originator', '', jsonb_build_object('fields', v_fields));
  RETURN NULL;
END $$;
RESET ROLE;

CREATE TRIGGER narrowed_by_line AFTER UPDATE ON casework_note FOR EACH ROW
  WHEN (current_user = 'throughcare_app'
        AND (NEW.handling, NEW.released_tier, NEW.told_to_companions, NEW.has_summary, NEW.has_gist)
            IS DISTINCT FROM (OLD.handling, OLD.released_tier, OLD.told_to_companions, OLD.has_summary, OLD.has_gist))
  EXECUTE FUNCTION casework_narrowed_by_line();
