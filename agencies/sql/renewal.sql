-- An acceptance of the code of conduct holds until it is to be renewed: a day after the day that the partnership's cadence
-- says, at the hour at which it was given (an hour later, so that no change of the clocks shortens the last day). One rule
-- for the standing of people and for the sealed context.
CREATE FUNCTION agencies_code_holds(p_user uuid, p_code uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM agencies_codeacceptance x
      JOIN agencies_codeofconduct k ON k.id = x.code_id
      JOIN agencies_partnership p ON p.id = k.partnership_id
     WHERE x.user_id = p_user AND x.code_id = p_code
       AND coalesce(x.renewed_at, x.accepted_at) > statement_timestamp() - make_interval(
         days => 1 + coalesce((p.settings -> 'cadences' ->> 'code_renewal')::integer, 365), hours => 1));
$$;

CREATE OR REPLACE FUNCTION agencies_in_standing(p_user uuid, p_membership uuid) RETURNS boolean
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
       AND agencies_code_holds(p_user, (SELECT k.id FROM agencies_codeofconduct k
                                         WHERE k.partnership_id = y.partnership_id
                                           AND k.in_force_from <= statement_timestamp()
                                         ORDER BY k.number DESC LIMIT 1)));
END $$;
