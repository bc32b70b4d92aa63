-- The senior who countersigns is another person than the author, not another membership of the same one.
SET ROLE throughcare_policy;
CREATE OR REPLACE FUNCTION sharing_countersigns(p_report uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT r.agency_id = access_actor_agency() AND access_actor_has('supervisor')
                          AND casework_edits(r.case_id) AND m.user_id IS DISTINCT FROM access_actor_user()
                     FROM sharing_courtreport r LEFT JOIN agencies_agencymembership m ON m.id = r.author_id
                    WHERE r.id = p_report), false);
$$;
RESET ROLE;
