-- Whether an agreement in force binds two agencies is asked for each place and each note that is judged, so a connection
-- keeps its plan. Replaces the function of places.sql; what it answers is the same.
CREATE OR REPLACE FUNCTION casework_agreed(p_left uuid, p_right uuid, p_purpose text, p_category text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT 1 FROM agencies_agreement a
      JOIN agencies_agreementparty l ON l.agreement_id = a.id AND l.agency_id = p_left
      JOIN agencies_agreementparty r ON r.agreement_id = a.id AND r.agency_id = p_right
     WHERE statement_timestamp() >= a.valid_from AND statement_timestamp() < a.valid_to
       AND a.suspended_at IS NULL AND a.terminated_at IS NULL
       AND l.signed_on IS NOT NULL AND r.signed_on IS NOT NULL
       AND statement_timestamp() < l.valid_to AND statement_timestamp() < r.valid_to
       AND a.purposes @> ARRAY[p_purpose]::varchar[]
       AND (p_category IS NULL OR a.data_categories @> ARRAY[p_category]::varchar[]));
END $$;
