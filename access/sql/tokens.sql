-- Bearer tokens. A token is looked up before anybody's context is open, so one function looks behind the wall: it
-- takes the hash and tells whose it is, only while the token, the membership and the account all hold.
GRANT UPDATE (last_used_at) ON access_apitoken TO throughcare_policy;

SET ROLE throughcare_policy;

CREATE FUNCTION access_token_holder(p_digest text)
RETURNS TABLE (token_id uuid, user_id uuid, membership_id uuid)
LANGUAGE plpgsql SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
DECLARE v_found record;
BEGIN
  SELECT t.id, t.user_id, t.membership_id INTO v_found
    FROM access_apitoken t
    JOIN agencies_agencymembership m ON m.id = t.membership_id AND m.user_id = t.user_id
    JOIN agencies_user u ON u.id = t.user_id AND u.is_active
   WHERE t.digest = p_digest
     AND t.revoked_at IS NULL AND t.expires_at > statement_timestamp()
     AND m.valid_from <= statement_timestamp() AND m.valid_to > statement_timestamp();
  IF NOT FOUND THEN RETURN; END IF;
  -- Once a minute is enough to know; whoever holds the row already is writing the same.
  UPDATE access_apitoken t SET last_used_at = statement_timestamp()
   WHERE t.id IN (SELECT k.id FROM access_apitoken k WHERE k.id = v_found.id
                   AND (k.last_used_at IS NULL OR k.last_used_at < statement_timestamp() - interval '1 minute')
                   FOR UPDATE SKIP LOCKED);
  RETURN QUERY SELECT v_found.id, v_found.user_id, v_found.membership_id;
END $$;

RESET ROLE;

ALTER TABLE access_apitoken ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_apitoken FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tokens ON access_apitoken FOR SELECT
  USING (user_id = (SELECT access_actor_user()) AND membership_id = (SELECT access_actor_membership()));
CREATE POLICY made_for_oneself ON access_apitoken FOR INSERT
  WITH CHECK (user_id = (SELECT access_actor_user()) AND membership_id = (SELECT access_actor_membership())
              AND revoked_at IS NULL AND last_used_at IS NULL);
CREATE POLICY own_revoked ON access_apitoken FOR UPDATE
  USING (user_id = (SELECT access_actor_user()) AND membership_id = (SELECT access_actor_membership()))
  WITH CHECK (user_id = (SELECT access_actor_user()) AND membership_id = (SELECT access_actor_membership()));

-- The application may end a token and nothing else: not lengthen it, move it, or bring it back unnoticed.
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON access_apitoken FROM throughcare_app, throughcare_worker;
GRANT UPDATE (revoked_at) ON access_apitoken TO throughcare_app;
