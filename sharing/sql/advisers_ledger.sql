-- What left the teams of a partnership, for its legal advisers (domain section 3.6: "ledger only"): to whom, what for, how
-- full, on which basis, whether the person knows. No case is shown: its mark is the same for each of its lines, to one
-- reader in one month. It is made with a key that SQL cannot read, so that whoever knows the key of a case cannot tell
-- which mark is its own.
SET ROLE throughcare_policy;

CREATE FUNCTION sharing_mark_of_case(p_case uuid) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT 'C-' || upper(left(encode(sha256(k.key || sha256(k.key || convert_to(
           'mark of a case|' || access_actor_membership()::text || '|'
           || to_char(statement_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM') || '|' || p_case::text, 'UTF8'))), 'hex'), 8))
    FROM access_contextkey k;
$$;
REVOKE ALL ON FUNCTION sharing_mark_of_case(uuid) FROM PUBLIC;

CREATE FUNCTION sharing_advisers_ledger(p_untold boolean, p_at timestamptz, p_id uuid, p_most integer)
RETURNS TABLE (id uuid, recorded_at timestamptz, made_on date, case_mark text, giver uuid, court text, agency uuid,
               recipient text, kind text, report text, purpose text, basis text, tier integer, told_on date, later date)
LANGUAGE sql STABLE SECURITY DEFINER COST 5000 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT d.id, d.recorded_at, d.made_on, sharing_mark_of_case(d.case_id), m.agency_id, v.name::text, d.to_agency_id, d.recipient::text,
         CASE WHEN d.duty_report_id IS NOT NULL THEN 'duty' WHEN d.proposal_id IS NOT NULL THEN 'words'
              ELSE 'report' END,
         r.kind::text, d.purpose::text, p.basis::text, d.tier::integer, n.told_on, f.until_on
    FROM sharing_disclosure d
    JOIN casework_case c ON c.id = d.case_id
    JOIN agencies_agencymembership m ON m.id = d.membership_id
    LEFT JOIN casework_court v ON v.id = d.court_id
    LEFT JOIN sharing_courtreport r ON r.id = d.report_id
    LEFT JOIN sharing_disclosureproposal p ON p.id = d.proposal_id
    LEFT JOIN sharing_notification n ON n.disclosure_id = d.id
    LEFT JOIN LATERAL (SELECT max(x.until_on) AS until_on FROM sharing_deferral x
                        WHERE x.disclosure_id = d.id AND x.state = 'approved' AND x.until_on > current_date) f ON true
   WHERE c.partnership_id = access_actor_partnership() AND access_actor_has('legal')
     AND (NOT p_untold OR n.told_on IS NULL)
     AND (p_at IS NULL OR (d.recorded_at, d.id) < (p_at, p_id))
   ORDER BY d.recorded_at DESC, d.id DESC LIMIT p_most;
$$;
RESET ROLE;
