-- A person is in good standing when the account is active, the membership runs, the agency takes part, and the
-- code of conduct in force is accepted. Judged at the moment of the statement.
CREATE FUNCTION agencies_in_standing(p_user uuid, p_membership uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT 1
      FROM agencies_agencymembership m
      JOIN agencies_user u ON u.id = m.user_id
      JOIN agencies_agency y ON y.id = m.agency_id
     WHERE m.id = p_membership AND m.user_id = p_user
       AND u.is_active
       AND m.valid_from <= statement_timestamp() AND m.valid_to > statement_timestamp()
       AND y.status = 'member'
       AND EXISTS (
         SELECT 1 FROM agencies_codeacceptance x
          WHERE x.user_id = p_user
            AND x.code_id = (SELECT k.id FROM agencies_codeofconduct k
                              WHERE k.partnership_id = y.partnership_id AND k.in_force_from <= statement_timestamp()
                              ORDER BY k.number DESC LIMIT 1)));
END $$;
