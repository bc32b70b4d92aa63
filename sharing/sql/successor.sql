-- The order changed hands after a report was sent: whoever supervises it now puts right what the court was told, by a
-- report of their own that names the one it corrects. The files of the first stay as they are.
SET ROLE throughcare_policy;

-- May a correction of this report be begun: by the agency that keeps it once it is countersigned, and by another one
-- once it is with the court, as far as it reads the whole of it.
CREATE FUNCTION sharing_may_correct(p_report uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 500 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT r.countersigned_at IS NOT NULL
                          AND (r.agency_id = access_actor_agency()
                               OR (r.state IN ('sent', 'acknowledged') AND sharing_reads_report(r.id)))
                     FROM sharing_courtreport r WHERE r.id = p_report), false);
$$;

RESET ROLE;

ALTER POLICY begun ON sharing_courtreport
  WITH CHECK (agency_id = (SELECT access_actor_agency()) AND casework_supervises(case_id) AND NOT is_frozen
              AND (corrects_id IS NULL OR sharing_may_correct(corrects_id)));
