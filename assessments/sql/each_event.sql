-- An event asks for an assessment once. One that was asked for already, and was met by an assessment of an earlier day,
-- hides no later one: each event that nobody was asked about yet asks, the oldest first.
SET ROLE throughcare_policy;

CREATE OR REPLACE FUNCTION assessments_raise(p_day date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_case record; v_event record; v_member uuid; v_new integer := 0; v_due date; v_kind text; v_subject uuid;
BEGIN
  FOR v_case IN
    SELECT c.id, c.lead_agency_id, c.opened_on, p.settings -> 'cadences' AS own,
           (SELECT max(a.as_of) FROM assessments_assessment a
             WHERE a.case_id = c.id AND a.state IN ('signed', 'countersigned')) AS judged
      FROM casework_case c JOIN agencies_partnership p ON p.id = c.partnership_id
     WHERE c.status = 'active' AND NOT EXISTS (
       SELECT 1 FROM casework_deadline d
        WHERE d.case_id = c.id AND d.kind = 'assessment' AND d.state = 'open'
          AND (d.subject_kind LIKE 'trigger%' OR NOT EXISTS (
                 SELECT 1 FROM assessments_assessment a
                  WHERE a.case_id = c.id AND a.state IN ('signed', 'countersigned'))))
  LOOP
    IF v_case.judged IS NULL THEN
      v_due := v_case.opened_on + coalesce((v_case.own ->> 'first_assessment')::integer, 30);
      v_kind := 'case'; v_subject := v_case.id;
    ELSE
      SELECT e.* INTO v_event FROM assessments_events(v_case.id) e
       WHERE e.day > v_case.judged AND e.day <= p_day
         AND NOT EXISTS (SELECT 1 FROM casework_deadline d
                          WHERE d.case_id = v_case.id AND d.kind = 'assessment' AND d.subject_id = e.id)
       ORDER BY e.day, e.id LIMIT 1;
      CONTINUE WHEN NOT FOUND;
      v_due := v_event.day + coalesce((v_case.own ->> 'assessment_trigger')::integer, 10);
      v_kind := 'trigger_' || v_event.kind; v_subject := v_event.id;
    END IF;
    SELECT t.membership_id INTO v_member FROM casework_caseteammember t
     WHERE t.content_object_id = v_case.id AND t.is_case_manager
       AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp();
    INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, case_id, subject_kind,
                                   subject_id)
    VALUES (gen_random_uuid(), 1, 'assessment', v_due, v_member, v_case.lead_agency_id, 'open', v_case.id, v_kind,
            v_subject)
    ON CONFLICT DO NOTHING;
    IF FOUND THEN v_new := v_new + 1; END IF;
  END LOOP;
  RETURN v_new;
END $$;
-- Only the sweep raises what is due: a request that could would choose days, and count cases that it may not know of.
REVOKE ALL ON FUNCTION assessments_raise(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION assessments_raise(date) TO throughcare_worker;

RESET ROLE;
