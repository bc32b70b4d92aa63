-- What agreements in force bind, judged at the moment of the statement. In functions, because their plans are kept for
-- the connection: written into each list, the three tables were planned anew with every statement.
CREATE FUNCTION agencies_ties(p_agency uuid) RETURNS TABLE (agency_id uuid, purpose text)
LANGUAGE plpgsql STABLE ROWS 60 AS $$
BEGIN
  RETURN QUERY
    SELECT pb.agency_id, unnest(a.purposes)::text
      FROM agencies_agreementparty pa
      JOIN agencies_agreementparty pb ON pb.agreement_id = pa.agreement_id
      JOIN agencies_agreement a ON a.id = pa.agreement_id
     WHERE pa.agency_id = p_agency AND pb.agency_id <> p_agency
       AND pa.signed_on IS NOT NULL AND pa.valid_to > statement_timestamp()
       AND pb.signed_on IS NOT NULL AND pb.valid_to > statement_timestamp()
       AND a.valid_from <= statement_timestamp() AND a.valid_to > statement_timestamp()
       AND a.suspended_at IS NULL AND a.terminated_at IS NULL;
END $$;

CREATE FUNCTION agencies_covers(p_reader uuid, p_originator uuid, p_purpose text, p_category text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT 1
      FROM agencies_agreementparty pa
      JOIN agencies_agreementparty pb ON pb.agreement_id = pa.agreement_id
      JOIN agencies_agreement a ON a.id = pa.agreement_id
     WHERE pa.agency_id = p_reader AND pb.agency_id = p_originator
       AND pa.signed_on IS NOT NULL AND pa.valid_to > statement_timestamp()
       AND pb.signed_on IS NOT NULL AND pb.valid_to > statement_timestamp()
       AND a.valid_from <= statement_timestamp() AND a.valid_to > statement_timestamp()
       AND a.suspended_at IS NULL AND a.terminated_at IS NULL
       AND p_purpose = ANY(a.purposes) AND p_category = ANY(a.data_categories));
END $$;
