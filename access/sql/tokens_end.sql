-- Tokens end with what they stood on: another password, an account switched off, another role, a membership that ended,
-- signing out everywhere. For good: an account that is switched on again has none.
GRANT UPDATE (revoked_at) ON access_apitoken TO throughcare_policy;

SET ROLE throughcare_policy;

-- A line of the trail by the database's own acts. What could not be recorded must not happen, and TC503 says why.
CREATE FUNCTION access_append(p_operation text, p_verb text, p_kind text, p_user uuid, p_membership uuid, p_agency uuid,
                              p_partnership uuid, p_subjects uuid[], p_case uuid, p_recipients uuid[], p_ground text,
                              p_reason text, p_detail jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO access_event (operation, verb, kind, user_id, membership_id, agency_id, partnership_id, subjects,
                            case_id, recipients, ground, reason, detail)
  VALUES (p_operation, p_verb, p_kind, p_user, p_membership, p_agency, p_partnership, p_subjects, p_case, p_recipients,
          p_ground, p_reason, p_detail);
EXCEPTION WHEN OTHERS THEN
  RAISE EXCEPTION 'the trail could not be written: %', SQLERRM USING ERRCODE = 'TC503';
END $$;

-- Ends the working tokens of a person, or of one membership alone, and answers how many: one line for each partnership.
CREATE FUNCTION access_end_tokens(p_user uuid, p_membership uuid, p_ground text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_of record;
  v_many integer := 0;
BEGIN
  FOR v_of IN
    WITH ended AS (
      UPDATE access_apitoken t SET revoked_at = statement_timestamp()
       WHERE t.user_id = p_user AND (p_membership IS NULL OR t.membership_id = p_membership)
         AND t.revoked_at IS NULL AND t.expires_at > statement_timestamp()
      RETURNING t.id, t.membership_id)
    SELECT y.partnership_id, array_agg(e.id ORDER BY e.id) AS tokens
      FROM ended e JOIN agencies_agencymembership m ON m.id = e.membership_id
      JOIN agencies_agency y ON y.id = m.agency_id GROUP BY y.partnership_id
  LOOP
    PERFORM access_append('administer', 'token.ended', 'token', NULL, NULL, NULL, v_of.partnership_id, v_of.tokens, NULL,
                          '{}', p_ground, '', jsonb_build_object('tokens', cardinality(v_of.tokens)));
    v_many := v_many + cardinality(v_of.tokens);
  END LOOP;
  RETURN v_many;
END $$;

CREATE FUNCTION access_account_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM access_end_tokens(NEW.id, NULL, CASE WHEN NEW.is_active THEN 'new_password' ELSE 'switched_off' END);
  RETURN NULL;
END $$;

CREATE FUNCTION access_role_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM access_end_tokens(OLD.user_id, OLD.id, 'new_role');
  RETURN NULL;
END $$;

RESET ROLE;

CREATE FUNCTION access_stays_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a token that has ended stays so' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER stays_ended BEFORE UPDATE ON access_apitoken FOR EACH ROW
  WHEN (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at)
  EXECUTE FUNCTION access_stays_ended();

CREATE TRIGGER end_tokens AFTER UPDATE ON agencies_user FOR EACH ROW
  WHEN (NEW.password IS DISTINCT FROM OLD.password OR (OLD.is_active AND NOT NEW.is_active))
  EXECUTE FUNCTION access_account_changed();
-- A last day that comes nearer needs nothing: it is judged whenever a token is used.
CREATE TRIGGER end_tokens AFTER UPDATE ON agencies_agencymembership FOR EACH ROW
  WHEN (NEW.position_id <> OLD.position_id OR NEW.duties <> OLD.duties OR NEW.agency_id <> OLD.agency_id
        OR NEW.user_id <> OLD.user_id OR NEW.valid_to <= statement_timestamp())
  EXECUTE FUNCTION access_role_changed();
