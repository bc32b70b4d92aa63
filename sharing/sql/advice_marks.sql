-- The case of a question to the legal advisers, by a mark that is the same for each question about it, to one reader in
-- one month. It is made with a key that SQL cannot read, as the marks of the advisers' ledger are, and apart from them: a
-- question joins no line of the ledger, and whoever knows the key of a case cannot tell which mark is its own.
SET ROLE throughcare_policy;

CREATE FUNCTION sharing_advice_marks(p_requests uuid[]) RETURNS TABLE (id uuid, case_mark text)
LANGUAGE sql STABLE SECURITY DEFINER COST 1000 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT r.id, 'C-' || upper(left(encode(sha256(k.key || sha256(k.key || convert_to(
           'mark of a case in advice|' || access_actor_membership()::text || '|'
           || to_char(statement_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM') || '|' || r.case_id::text, 'UTF8'))), 'hex'), 8))
    FROM access_contextkey k, sharing_legaladvicerequest r
   WHERE r.id = ANY (p_requests) AND sharing_asked(r.id);
$$;

RESET ROLE;
