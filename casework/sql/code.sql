-- Whoever accepts the code of conduct, or accepts it again, has done what was due about it under each of their
-- memberships.
SET ROLE throughcare_policy;
CREATE FUNCTION casework_settle_code() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_deadline d SET state = 'done', done_at = statement_timestamp(), version = d.version + 1
    FROM agencies_agencymembership m
   WHERE d.kind = 'code_acceptance' AND d.state = 'open' AND d.subject_id = NEW.code_id
     AND m.id = d.responsible_id AND m.user_id = NEW.user_id;
  RETURN NULL;
END $$;
RESET ROLE;
CREATE TRIGGER settle_code AFTER INSERT OR UPDATE OF renewed_at ON agencies_codeacceptance
  FOR EACH ROW EXECUTE FUNCTION casework_settle_code();
