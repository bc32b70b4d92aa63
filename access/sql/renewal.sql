-- The sealed context asks whether the acceptance of the code of conduct still holds, in the words of agencies_code_holds.
-- Replaces the function of proof.sql.
SET ROLE throughcare_policy;

CREATE OR REPLACE FUNCTION access_open_context(p_user uuid, p_membership uuid, p_proof text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_key bytea;
  v_place record;
BEGIN
  SELECT key INTO v_key FROM access_contextkey;
  IF v_key IS NULL OR p_proof IS DISTINCT FROM encode(sha256(v_key || sha256(v_key || sha256(convert_to(
       p_user::text || '|' || p_membership::text || '|' || pg_backend_pid()::text || '|' || pg_current_xact_id()::text,
       'UTF8')))), 'hex') THEN
    RAISE EXCEPTION 'context refused' USING ERRCODE = 'TC403';
  END IF;
  SELECT m.id, m.agency_id, y.partnership_id, y.staff_group_id, m.duties::text[] AS duties INTO v_place
    FROM agencies_agencymembership m
    JOIN agencies_agency y ON y.id = m.agency_id AND y.status = 'member'
    JOIN agencies_user u ON u.id = m.user_id AND u.is_active
   WHERE m.id = p_membership AND u.id = p_user
     AND m.valid_from <= statement_timestamp() AND m.valid_to > statement_timestamp()
     AND agencies_code_holds(u.id, (SELECT k.id FROM agencies_codeofconduct k
                                     WHERE k.partnership_id = y.partnership_id AND k.in_force_from <= statement_timestamp()
                                     ORDER BY k.number DESC LIMIT 1));
  INSERT INTO access_context
  VALUES (pg_backend_pid(), pg_current_xact_id(), p_user, v_place.id, v_place.agency_id, v_place.partnership_id,
          v_place.staff_group_id, coalesce(v_place.duties, '{}'))
  ON CONFLICT (pid) DO UPDATE SET xid = excluded.xid, user_id = excluded.user_id,
    membership_id = excluded.membership_id, agency_id = excluded.agency_id, partnership_id = excluded.partnership_id,
    staff_group_id = excluded.staff_group_id, duties = excluded.duties;
  RETURN v_place.id IS NOT NULL;
END $$;

RESET ROLE;
