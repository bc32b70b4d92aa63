-- A token opens what it was made for and nothing else: the function that finds its holder is asked for a scope.
SET ROLE throughcare_policy;

DROP FUNCTION access_token_holder(text);
CREATE FUNCTION access_token_holder(p_digest text, p_scope text)
RETURNS TABLE (token_id uuid, user_id uuid, membership_id uuid)
LANGUAGE plpgsql SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
DECLARE v_found record;
BEGIN
  SELECT t.id, t.user_id, t.membership_id INTO v_found
    FROM access_apitoken t
    JOIN agencies_agencymembership m ON m.id = t.membership_id AND m.user_id = t.user_id
    JOIN agencies_user u ON u.id = t.user_id AND u.is_active
   WHERE t.digest = p_digest AND t.scope = p_scope
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
