-- Emergency access is never silent: whoever opens it, by the page or by the function alone, leaves one line that the
-- case's own log shows. Without a sentence of a reason nothing opens. Replaces the function of places.sql.
SET ROLE throughcare_policy;

CREATE OR REPLACE FUNCTION casework_open_emergency(p_reference text, p_reason text, p_hours integer, p_id uuid)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_case uuid;
BEGIN
  IF NOT access_actor_has('emergency') OR coalesce(p_hours NOT BETWEEN 1 AND 8, true)
     OR coalesce(length(btrim(p_reason)) < 20, true) THEN
    RETURN NULL;
  END IF;
  SELECT c.id INTO v_case FROM casework_case c
   WHERE c.reference = upper(p_reference) AND c.partnership_id = access_actor_partnership();
  IF v_case IS NULL THEN RETURN NULL; END IF;
  INSERT INTO casework_emergencyaccess (id, membership_id, user_id, agency_id, case_id, reason, opened_at, expires_at,
                                        review_finding)
  VALUES (p_id, access_actor_membership(), access_actor_user(), access_actor_agency(), v_case, p_reason,
          statement_timestamp(), statement_timestamp() + make_interval(hours => p_hours), '');
  PERFORM access_append('disclose', 'emergency.opened', 'emergency', access_actor_user(), access_actor_membership(),
                        access_actor_agency(), access_actor_partnership(), ARRAY[p_id], v_case,
                        ARRAY[access_actor_membership()], 'emergency', left(btrim(p_reason), 500),
                        jsonb_build_object('hours', p_hours));
  RETURN v_case;
END $$;

RESET ROLE;
