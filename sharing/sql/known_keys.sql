-- Functions that said what stands in a row to whoever knows its key. Those that other functions alone ask are taken from
-- the application; the others ask who wants to know.
SET ROLE throughcare_policy;

REVOKE ALL ON FUNCTION sharing_leak_verdict(uuid, text), sharing_publication_said(uuid, text, text),
  sharing_publication_over(uuid) FROM PUBLIC;
-- Replaces the function of contested.sql: asked by whoever tells a recipient, who manages the case.
CREATE OR REPLACE FUNCTION sharing_answered_so(p_fact uuid, p_outcome text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 150 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM sharing_contestedfact f
                  WHERE f.id = p_fact AND f.outcome = p_outcome AND f.answered_at IS NOT NULL
                    AND casework_manages(f.case_id));
$$;
-- Replaces the function of contested.sql: asked by whoever answers for the note, and reads it.
CREATE OR REPLACE FUNCTION sharing_was_put_right(p_note uuid, p_newest uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 450 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT casework_tier_of(n.id) >= 1 AND (p_note <> p_newest OR n.status = 'withdrawn')
      FROM casework_note n WHERE n.id = p_newest), false);
$$;
RESET ROLE;
