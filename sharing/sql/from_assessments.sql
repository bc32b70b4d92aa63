-- Words of an assessment reach a report only where the court may be told of it; once a signed report tells of it, that
-- is not taken back. What a court was told once stands in a correction of that report.
SET ROLE throughcare_policy;
CREATE FUNCTION sharing_told_of(p_assessment uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 500 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM sharing_courtreport r JOIN sharing_reportstatement s ON s.report_id = r.id
     WHERE r.case_id = (SELECT a.case_id FROM assessments_assessment a WHERE a.id = p_assessment) AND r.is_frozen
       AND s.is_kept AND s.source_kind = 'assessment' AND assessments_of_source(s.source_id) = p_assessment);
$$;
RESET ROLE;

ALTER POLICY written ON sharing_reportstatement
  WITH CHECK (sharing_writes_report(report_id) AND (note_id IS NULL OR casework_tier_of(note_id) >= tier)
              AND (source_kind <> 'assessment' OR assessments_for_court(source_id)
                   OR sharing_told_of(assessments_of_source(source_id))));

CREATE FUNCTION sharing_refuse_untelling() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF sharing_told_of(OLD.id) THEN
    RAISE EXCEPTION 'a signed report tells of this assessment' USING ERRCODE = 'TC410';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuse_untelling BEFORE UPDATE ON assessments_assessment
  FOR EACH ROW WHEN (OLD.for_court_at IS NOT NULL AND NEW.for_court_at IS NULL)
  EXECUTE FUNCTION sharing_refuse_untelling();
