-- The tier of a note is asked for each note and each wording that a page shows, so who asks is read once, here, and not
-- through a function for each part of it. Replaces the function of withdrawn.sql; what it answers is the same.
SET ROLE throughcare_policy;

CREATE OR REPLACE FUNCTION casework_tier(
  p_note uuid, p_case uuid, p_originator uuid, p_author uuid, p_handling text, p_category text, p_released integer,
  p_companions boolean, p_status text, p_summary boolean, p_gist boolean) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_user uuid; v_agency uuid;
  v_place record; v_best integer := 0; v_tier integer; v_inside boolean; v_listed boolean; v_knows boolean;
BEGIN
  SELECT x.user_id, x.agency_id INTO v_user, v_agency
    FROM access_context x WHERE x.pid = pg_backend_pid() AND x.xid = pg_current_xact_id_if_assigned();
  FOR v_place IN SELECT * FROM casework_places(p_case) LOOP
    v_inside := v_agency = p_originator AND v_place.kind IN ('permanent', 'ad_hoc');
    v_knows := v_inside OR v_place.manages OR v_place.kind IN ('permanent', 'emergency');
    IF p_author = v_user THEN
      v_tier := 4;
    ELSIF v_place.kind <> 'emergency' AND v_agency <> p_originator
          AND NOT casework_agreed(v_agency, p_originator, v_place.purpose, p_category) THEN
      v_tier := 0;
    ELSIF v_place.kind = 'companion' THEN
      v_tier := CASE WHEN p_companions AND p_handling = 'team' THEN least(3, p_released) ELSE 0 END;
    ELSE
      v_listed := p_handling IN ('named', 'sealed') AND EXISTS (
        SELECT 1 FROM casework_notelisting l WHERE l.note_id = p_note AND l.user_id = v_user);
      v_tier := CASE
        WHEN v_listed THEN 4
        WHEN p_handling = 'sealed' THEN CASE WHEN v_knows THEN 1 ELSE 0 END
        WHEN p_handling = 'named' THEN CASE WHEN v_knows THEN 2 ELSE 0 END
        WHEN v_inside OR v_place.kind IN ('permanent', 'emergency') THEN 4
        WHEN p_handling = 'team' THEN CASE WHEN v_place.manages THEN 4 ELSE 3 END
        WHEN p_handling = 'core' THEN CASE WHEN v_place.manages THEN 3 ELSE 2 END
        ELSE 0 END;
      IF NOT v_inside THEN
        v_tier := least(v_tier, p_released, CASE WHEN p_status = 'withdrawn' THEN 1 ELSE 4 END);
      END IF;
    END IF;
    IF v_tier = 3 AND NOT p_summary THEN v_tier := 2; END IF;
    IF v_tier = 2 AND NOT p_gist THEN v_tier := 1; END IF;
    IF v_tier = 1 AND NOT v_knows THEN v_tier := 0; END IF;
    v_best := greatest(v_best, v_tier);
  END LOOP;
  RETURN v_best;
END $$;

RESET ROLE;
