-- What a signed report shows to other agencies is what the court was told: not what was left out, not the files that
-- were signed once and returned, not what another agency objected to. The first wall is access/sight_reports.py.
SET ROLE throughcare_policy;
CREATE FUNCTION sharing_owns_report(p_report uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT r.agency_id = access_actor_agency() AND casework_works(r.case_id)
                     FROM sharing_courtreport r WHERE r.id = p_report), false);
$$;
RESET ROLE;

ALTER POLICY seen ON sharing_reportstatement USING (
  (sharing_reads_report(report_id) AND (is_kept OR sharing_owns_report(report_id)))
  OR (is_asked AND originator_id = (SELECT access_actor_agency())
      AND casework_edits(sharing_case_of_report(report_id))));
ALTER POLICY seen ON sharing_reportcheck USING (
  sharing_owns_report(report_id)
  OR (agency_id = (SELECT access_actor_agency()) AND casework_edits(sharing_case_of_report(report_id))));
ALTER POLICY seen ON sharing_reportversion USING (
  sharing_reads_report(report_id)
  AND (sharing_owns_report(report_id)
       OR made_at >= (SELECT r.signed_at FROM sharing_courtreport r WHERE r.id = report_id)));
