-- The case table's policy asks for agreements once in a statement: agencies tied to the actor's come as one set, which
-- the planner hashes, instead of one call for each row.
CREATE FUNCTION casework_partners(p_agency uuid) RETURNS TABLE (agency_id uuid, purpose text)
LANGUAGE sql STABLE ROWS 60 AS $$
  SELECT r.agency_id, unnest(a.purposes)::text FROM agencies_agreement a
    JOIN agencies_agreementparty l ON l.agreement_id = a.id AND l.agency_id = p_agency
    JOIN agencies_agreementparty r ON r.agreement_id = a.id
   WHERE statement_timestamp() >= a.valid_from AND statement_timestamp() < a.valid_to
     AND a.suspended_at IS NULL AND a.terminated_at IS NULL
     AND l.signed_on IS NOT NULL AND r.signed_on IS NOT NULL
     AND statement_timestamp() < l.valid_to AND statement_timestamp() < r.valid_to;
$$;
ALTER POLICY seen ON casework_case USING (
  EXISTS (SELECT 1 FROM casework_caseteammember t
           WHERE t.content_object_id = casework_case.id
             AND t.user_id = (SELECT access_actor_user()) AND t.membership_id = (SELECT access_actor_membership())
             AND statement_timestamp() >= t.valid_from AND statement_timestamp() < t.valid_to
             AND (casework_case.lead_agency_id = (SELECT access_actor_agency())
                  OR (casework_case.lead_agency_id, t.purpose::text) IN (
                    SELECT p.agency_id, p.purpose FROM casework_partners((SELECT access_actor_agency())) p)))
  OR ((SELECT access_actor_has('supervisor')) AND EXISTS (
        SELECT 1 FROM casework_caseagencygrant g
         WHERE g.content_object_id = casework_case.id AND g.group_id = (SELECT access_actor_group())
           AND statement_timestamp() >= g.valid_from AND statement_timestamp() < g.valid_to
           AND (casework_case.lead_agency_id = (SELECT access_actor_agency())
                OR (casework_case.lead_agency_id, g.purpose::text) IN (
                  SELECT p.agency_id, p.purpose FROM casework_partners((SELECT access_actor_agency())) p))))
  OR ((SELECT access_actor_has('chair')) AND EXISTS (
        SELECT 1 FROM casework_caseoversight o
         WHERE o.user_id = (SELECT access_actor_user()) AND o.membership_id = (SELECT access_actor_membership())
           AND o.partnership_id = casework_case.partnership_id AND o.area = casework_case.area
           AND statement_timestamp() >= o.valid_from AND statement_timestamp() < o.valid_to
           AND (casework_case.lead_agency_id = (SELECT access_actor_agency())
                OR (casework_case.lead_agency_id, o.purpose::text) IN (
                  SELECT p.agency_id, p.purpose FROM casework_partners((SELECT access_actor_agency())) p))))
  OR EXISTS (SELECT 1 FROM casework_emergencyaccess e
              WHERE e.case_id = casework_case.id AND e.user_id = (SELECT access_actor_user())
                AND e.membership_id = (SELECT access_actor_membership()) AND e.ended_at IS NULL
                AND statement_timestamp() >= e.opened_at AND statement_timestamp() < e.expires_at));
