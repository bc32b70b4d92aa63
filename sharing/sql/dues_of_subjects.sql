-- What is due on a case about a contested or a restricted note is known to whoever reads the version that holds now: the
-- note may have been narrowed since, and not every place is covered for its kind of data. Of a whole case, to its places.
SET ROLE throughcare_policy;
CREATE OR REPLACE FUNCTION casework_knows_subject(p_kind text, p_subject uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 500 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE p_kind
    WHEN 'contact' THEN casework_reads_marks(p_subject)
    WHEN 'contested' THEN coalesce((
      SELECT casework_tier_of(f.newest_id) >= 2 FROM sharing_contestedfact f WHERE f.id = p_subject), false)
    WHEN 'restriction' THEN coalesce((
      SELECT CASE WHEN r.newest_id IS NULL THEN casework_sees(r.case_id) ELSE casework_tier_of(r.newest_id) >= 2 END
        FROM sharing_restriction r WHERE r.id = p_subject), false)
    ELSE true END;
$$;
RESET ROLE;
