-- The second wall of retention reviews: read from inside the case, recorded by the case manager in their own name and
-- dated today, never changed. And what falls due: once a year while a case is open, and at the erase date of a closed one.
ALTER TABLE sharing_retentionreview ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_retentionreview FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_retentionreview FOR SELECT USING (casework_inside(case_id));
CREATE POLICY recorded ON sharing_retentionreview FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND casework_leads(case_id));
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON sharing_retentionreview FROM throughcare_app;
REVOKE ALL ON sharing_retentionreview FROM throughcare_worker;

SET ROLE throughcare_policy;

-- When a record is to be reviewed next; nothing where nobody said how long it is kept.
CREATE FUNCTION sharing_retention_due(p_case uuid) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN c.status IN ('closed', 'follow_up', 'archived') THEN coalesce(
           (SELECT r.next_on FROM sharing_retentionreview r WHERE r.case_id = c.id AND r.reviewed_on >= c.closed_on
             ORDER BY r.reviewed_on DESC, r.next_on DESC LIMIT 1),
           (SELECT o.keep_until FROM casework_outcome o WHERE o.case_id = c.id ORDER BY o.number DESC LIMIT 1),
           (c.closed_on + make_interval(months => (p.settings ->> 'erase_after_months')::integer))::date)
         WHEN c.status IN ('active', 'paused', 'ending') THEN coalesce(
           (SELECT r.next_on FROM sharing_retentionreview r WHERE r.case_id = c.id
             ORDER BY r.reviewed_on DESC, r.next_on DESC LIMIT 1),
           c.opened_on + coalesce((p.settings -> 'cadences' ->> 'retention_review')::integer, 365)) END
    FROM casework_case c JOIN agencies_partnership p ON p.id = c.partnership_id
   WHERE c.id = p_case;
$$;
CREATE FUNCTION sharing_raise_retention(p_day date, p_ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_case record; v_new integer := 0;
BEGIN
  FOR v_case IN
    SELECT c.id, c.lead_agency_id, sharing_retention_due(c.id) AS due FROM casework_case c
     WHERE NOT EXISTS (SELECT 1 FROM casework_deadline d
                        WHERE d.case_id = c.id AND d.kind = 'retention_review' AND d.state = 'open')
  LOOP
    CONTINUE WHEN v_case.due IS NULL OR v_case.due > p_day + p_ahead;
    INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, case_id, subject_kind,
                                   subject_id)
    SELECT gen_random_uuid(), 1, 'retention_review', v_case.due,
           (SELECT t.membership_id FROM casework_caseteammember t
             WHERE t.content_object_id = v_case.id AND t.is_case_manager
               AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp()),
           v_case.lead_agency_id, 'open', v_case.id, 'retention', v_case.id
    ON CONFLICT DO NOTHING;
    IF FOUND THEN v_new := v_new + 1; END IF;
  END LOOP;
  RETURN v_new;
END $$;
REVOKE ALL ON FUNCTION sharing_retention_due(uuid) FROM PUBLIC;

RESET ROLE;
