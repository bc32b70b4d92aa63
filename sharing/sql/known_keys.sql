-- Functions that said what stands in a row to whoever knows its key. Those that other functions alone ask are taken from
-- the application; that of a contested fact asks who wants to know, and the policy asks it alone.
SET ROLE throughcare_policy;
REVOKE ALL ON FUNCTION sharing_leak_verdict(uuid, text), sharing_publication_said(uuid, text, text),
  sharing_publication_over(uuid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION sharing_answered_so(p_fact uuid, p_outcome text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 150 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM sharing_contestedfact f
                  WHERE f.id = p_fact AND f.outcome = p_outcome AND f.answered_at IS NOT NULL
                    AND casework_manages(f.case_id));
$$;
RESET ROLE;

ALTER POLICY added ON sharing_correctionnotice WITH CHECK (told_on IS NULL AND sharing_answered_so(fact_id, outcome));
