-- Assessments that fall due: the first of a case, and the one that an event asks for. What a signed one makes due it
-- raises itself. An event asks only where everybody who works on the case may know of it: a deadline tells nobody of a
-- note that is for named people.
SET ROLE throughcare_policy;

CREATE FUNCTION assessments_events(p_case uuid) RETURNS TABLE (kind text, id uuid, day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT 'breach', b.id, b.suspected_on FROM casework_breach b WHERE b.case_id = p_case
  UNION ALL
  SELECT 'release', u.id, u.ended_on FROM casework_custodyepisode u WHERE u.case_id = p_case AND u.ended_on IS NOT NULL
  UNION ALL
  SELECT 'exposure', e.id, n.occurred_on FROM casework_exposure e JOIN casework_note n ON n.id = e.note_id
   WHERE e.case_id = p_case AND n.status = 'current' AND n.handling IN ('team', 'core') AND n.secrecy = 'none'
     AND n.released_tier >= 3 AND n.has_summary
  UNION ALL
  SELECT 'incident', i.id, n.occurred_on FROM casework_incident i JOIN casework_note n ON n.id = i.note_id
   WHERE i.case_id = p_case AND n.status = 'current' AND n.handling IN ('team', 'core') AND n.secrecy = 'none'
     AND n.released_tier >= 3 AND n.has_summary;
$$;

CREATE FUNCTION assessments_raise(p_day date) RETURNS integer
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
       WHERE e.day > v_case.judged AND e.day <= p_day ORDER BY e.day, e.id LIMIT 1;
      CONTINUE WHEN NOT FOUND;
      v_due := v_event.day + coalesce((v_case.own ->> 'assessment_trigger')::integer, 10);
      v_kind := 'trigger_' || v_event.kind; v_subject := v_event.id;
      CONTINUE WHEN EXISTS (SELECT 1 FROM casework_deadline d
                             WHERE d.case_id = v_case.id AND d.kind = 'assessment' AND d.subject_id = v_subject);
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

REVOKE ALL ON FUNCTION assessments_events(uuid) FROM PUBLIC;

RESET ROLE;
