-- A report that was dropped is owed again, unless a corrected version took its place: then that one stands for it. The
-- last stretch of an order is told by its completion report, not by a progress report too.
SET ROLE throughcare_policy;

-- Whether a report still counts: one that was dropped does while a corrected version has taken its place.
CREATE FUNCTION sharing_report_stands(p_id uuid, p_state text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN p_state <> 'dropped' OR EXISTS (SELECT 1 FROM sharing_courtreport x
                                          WHERE x.corrects_id = p_id AND sharing_report_stands(x.id, x.state));
END $$;

CREATE OR REPLACE FUNCTION sharing_reports_due(p_day date)
RETURNS TABLE (kind text, case_id uuid, agency_id uuid, court_id uuid, order_id uuid, breach_id uuid, custody_id uuid,
               period_from date, due_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT 'progress', o.case_id, o.supervising_agency_id, o.court_id, o.id, NULL::uuid, NULL::uuid,
         coalesce(last.day + 1, o.starts_on), coalesce(last.day, o.starts_on) + o.report_every_days::integer
    FROM casework_order o
    LEFT JOIN LATERAL (SELECT max(r.period_to) AS day FROM sharing_courtreport r
                        WHERE r.order_id = o.id AND r.kind = 'progress' AND r.is_frozen
                          AND sharing_report_stands(r.id, r.state)) last ON true
   WHERE sharing_order_runs(o.state, o.starts_on, p_day) AND o.report_every_days IS NOT NULL
     AND (o.ends_on IS NULL OR (
       coalesce(last.day, o.starts_on) + o.report_every_days::integer < o.ends_on
       AND NOT EXISTS (SELECT 1 FROM sharing_courtreport c  -- the whole order was told: nothing is owed for a part
                        WHERE c.order_id = o.id AND c.kind = 'completion' AND c.is_frozen AND c.period_to >= o.ends_on
                          AND sharing_report_stands(c.id, c.state))))
  UNION ALL
  SELECT 'completion', o.case_id, o.supervising_agency_id, o.court_id, o.id, NULL, NULL, o.starts_on, o.ends_on
    FROM casework_order o
   WHERE sharing_order_runs(o.state, o.starts_on, p_day) AND o.ends_on IS NOT NULL
  UNION ALL  -- an order that ended otherwise: the court is told within the quarter
  SELECT 'completion', o.case_id, o.supervising_agency_id, o.court_id, o.id, NULL, NULL, o.starts_on,
         greatest(o.starts_on, coalesce(o.ended_on, o.ends_on))
    FROM casework_order o
   WHERE o.state IN ('completed', 'expired', 'revoked') AND coalesce(o.ended_on, o.ends_on) > p_day - 90
  UNION ALL
  SELECT 'breach', b.case_id, o.supervising_agency_id, o.court_id, o.id, b.id, NULL, o.starts_on,
         coalesce(b.hearing_on, b.act_by_on, b.suspected_on)
    FROM casework_breach b JOIN casework_order o ON o.id = b.order_id
   WHERE b.state = 'referred_to_court'
  UNION ALL
  SELECT 'pre_release', u.case_id, o.supervising_agency_id, o.court_id, o.id, NULL, u.id, u.began_on,
         u.release_on - coalesce((p.settings -> 'cadences' ->> 'pre_release_report')::integer, 60)
    FROM casework_custodyepisode u
    JOIN casework_case c ON c.id = u.case_id
    JOIN agencies_partnership p ON p.id = c.partnership_id
    JOIN LATERAL (SELECT x.* FROM casework_order x WHERE x.case_id = u.case_id
                   ORDER BY x.made_on DESC, x.id LIMIT 1) o ON true
   WHERE u.ended_on IS NULL AND u.release_on IS NOT NULL;
$$;

REVOKE ALL ON FUNCTION sharing_report_stands(uuid, text) FROM PUBLIC;

RESET ROLE;
