-- The sealed context: who acts in this transaction. The application role can neither read nor write it; only the
-- function below does, and only against a proof made with a key that SQL cannot see.
CREATE TABLE access_contextkey (single boolean PRIMARY KEY DEFAULT true CHECK (single), key bytea NOT NULL);
CREATE UNLOGGED TABLE access_context (
  pid integer PRIMARY KEY, xid xid8 NOT NULL, user_id uuid NOT NULL, membership_id uuid, agency_id uuid,
  partnership_id uuid, staff_group_id integer, duties text[] NOT NULL DEFAULT '{}'
) WITH (fillfactor = 50);
REVOKE ALL ON access_contextkey, access_context FROM PUBLIC, throughcare_app, throughcare_worker, throughcare_backup;
GRANT SELECT ON access_contextkey TO throughcare_policy;
GRANT SELECT, INSERT, UPDATE, DELETE ON access_context TO throughcare_policy;

SET ROLE throughcare_policy;

CREATE FUNCTION access_open_context(p_user uuid, p_membership uuid, p_proof text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  v_key bytea;
  v_place record;
BEGIN
  SELECT key INTO v_key FROM access_contextkey;
  IF v_key IS NULL OR p_proof IS DISTINCT FROM encode(sha256(v_key || sha256(v_key || sha256(convert_to(
       p_user::text || '|' || p_membership::text || '|' || pg_backend_pid()::text, 'UTF8')))), 'hex') THEN
    RAISE EXCEPTION 'context refused' USING ERRCODE = 'TC403';
  END IF;
  SELECT m.id, m.agency_id, y.partnership_id, y.staff_group_id, m.duties::text[] AS duties INTO v_place
    FROM agencies_agencymembership m
    JOIN agencies_agency y ON y.id = m.agency_id AND y.status = 'member'
    JOIN agencies_user u ON u.id = m.user_id AND u.is_active
    JOIN LATERAL (SELECT k.id FROM agencies_codeofconduct k
                   WHERE k.partnership_id = y.partnership_id AND k.in_force_from <= statement_timestamp()
                   ORDER BY k.number DESC LIMIT 1) code ON true
    JOIN agencies_codeacceptance x ON x.code_id = code.id AND x.user_id = u.id
   WHERE m.id = p_membership AND u.id = p_user
     AND m.valid_from <= statement_timestamp() AND m.valid_to > statement_timestamp();
  INSERT INTO access_context
  VALUES (pg_backend_pid(), pg_current_xact_id(), p_user, v_place.id, v_place.agency_id, v_place.partnership_id,
          v_place.staff_group_id, coalesce(v_place.duties, '{}'))
  ON CONFLICT (pid) DO UPDATE SET xid = excluded.xid, user_id = excluded.user_id,
    membership_id = excluded.membership_id, agency_id = excluded.agency_id, partnership_id = excluded.partnership_id,
    staff_group_id = excluded.staff_group_id, duties = excluded.duties;
  RETURN v_place.id IS NOT NULL;
END $$;

CREATE FUNCTION access_close_context() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  DELETE FROM access_context WHERE pid = pg_backend_pid();
$$;

-- Each answers NULL (or false) without a context. A person who is not in good standing has a user but no membership.
CREATE FUNCTION access_actor_user() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT user_id FROM access_context WHERE pid = pg_backend_pid() AND xid = pg_current_xact_id_if_assigned();
$$;
CREATE FUNCTION access_actor_membership() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT membership_id FROM access_context WHERE pid = pg_backend_pid() AND xid = pg_current_xact_id_if_assigned();
$$;
CREATE FUNCTION access_actor_agency() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT agency_id FROM access_context WHERE pid = pg_backend_pid() AND xid = pg_current_xact_id_if_assigned();
$$;
CREATE FUNCTION access_actor_partnership() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT partnership_id FROM access_context WHERE pid = pg_backend_pid() AND xid = pg_current_xact_id_if_assigned();
$$;
CREATE FUNCTION access_actor_group() RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT staff_group_id FROM access_context WHERE pid = pg_backend_pid() AND xid = pg_current_xact_id_if_assigned();
$$;
CREATE FUNCTION access_actor_has(p_duty text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce((SELECT p_duty = ANY(duties) AND membership_id IS NOT NULL FROM access_context
                    WHERE pid = pg_backend_pid() AND xid = pg_current_xact_id_if_assigned()), false);
$$;

RESET ROLE;
