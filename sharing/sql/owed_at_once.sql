-- A report on a breach that was referred to the court is owed from that step on, however far its day lies: by the trigger
-- and by the sweep, with no bound of days of its own. Retention reviews are dated by the day they are made; one that was
-- kept for years while the case was closed does not silence the yearly one when it is opened again; and what the case was
-- asked while it was open is asked no more once it is closed and kept.
SET ROLE throughcare_policy;

CREATE OR REPLACE FUNCTION sharing_raise_reports(p_day date, p_ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_due record; v_new integer := 0;
BEGIN
  UPDATE sharing_courtreport r SET due_on = d.due_on, version = r.version + 1
    FROM sharing_reports_due(p_day) d
   WHERE r.state = 'due' AND sharing_same_report(r, d.kind, d.order_id, d.breach_id, d.custody_id)
     AND r.due_on <> d.due_on;
  UPDATE sharing_courtreport r SET state = 'dropped', version = r.version + 1
   WHERE r.state = 'due' AND NOT EXISTS (
     SELECT 1 FROM sharing_reports_due(p_day) d
      WHERE sharing_same_report(r, d.kind, d.order_id, d.breach_id, d.custody_id));
  UPDATE casework_deadline x SET due_on = r.due_on, version = x.version + 1
    FROM sharing_courtreport r
   WHERE x.kind = 'court_report' AND x.state = 'open' AND x.subject_id = r.id AND r.state = 'due' AND x.due_on <> r.due_on;
  UPDATE casework_deadline x SET state = 'dropped', done_at = statement_timestamp(), version = x.version + 1
    FROM sharing_courtreport r
   WHERE x.kind = 'court_report' AND x.state = 'open' AND x.subject_id = r.id AND r.state = 'dropped';
  FOR v_due IN
    SELECT d.* FROM sharing_reports_due(p_day) d
     WHERE (d.kind = 'breach' OR d.due_on <= p_day + p_ahead) AND NOT EXISTS (
       SELECT 1 FROM sharing_courtreport r
        WHERE sharing_same_report(r, d.kind, d.order_id, d.breach_id, d.custody_id)
          AND (r.state IN ('due', 'assembling', 'draft', 'agency_check')
               OR (sharing_report_stands(r.id, r.state) AND (d.kind <> 'progress' OR r.period_to >= d.due_on))))
  LOOP
    CONTINUE WHEN NOT sharing_raise_report(v_due.kind, v_due.case_id, v_due.agency_id, v_due.court_id, v_due.order_id,
                                           v_due.breach_id, v_due.custody_id, v_due.period_from, v_due.due_on);
    v_new := v_new + 1;
  END LOOP;
  RETURN v_new;
END $$;

CREATE OR REPLACE FUNCTION sharing_breach_is_referred() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_order casework_order;
BEGIN
  SELECT * INTO v_order FROM casework_order o WHERE o.id = NEW.order_id;
  IF NOT EXISTS (
       SELECT 1 FROM sharing_courtreport r
        WHERE sharing_same_report(r, 'breach', NEW.order_id, NEW.id, NULL) AND sharing_report_stands(r.id, r.state)) THEN
    PERFORM sharing_raise_report('breach', NEW.case_id, v_order.supervising_agency_id, v_order.court_id, NEW.order_id,
                                 NEW.id, NULL, v_order.starts_on,
                                 coalesce(NEW.hearing_on, NEW.act_by_on, NEW.suspected_on));
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION sharing_retention_due(p_case uuid) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN c.status IN ('closed', 'follow_up', 'archived') THEN coalesce(
           (SELECT r.next_on FROM sharing_retentionreview r WHERE r.case_id = c.id AND r.reviewed_on >= c.closed_on
             ORDER BY r.reviewed_on DESC, r.next_on DESC LIMIT 1),
           (SELECT o.keep_until FROM casework_outcome o WHERE o.case_id = c.id ORDER BY o.number DESC LIMIT 1),
           (c.closed_on + make_interval(months => (p.settings ->> 'erase_after_months')::integer))::date)
         WHEN c.status IN ('active', 'paused', 'ending') THEN coalesce(
           (SELECT least(r.next_on, r.reviewed_on + every.days) FROM sharing_retentionreview r WHERE r.case_id = c.id
             ORDER BY r.reviewed_on DESC, r.next_on DESC LIMIT 1),
           c.opened_on + every.days) END
    FROM casework_case c JOIN agencies_partnership p ON p.id = c.partnership_id
   CROSS JOIN LATERAL (
     SELECT coalesce((p.settings -> 'cadences' ->> 'retention_review')::integer, 365) AS days) every
   WHERE c.id = p_case;
$$;

CREATE OR REPLACE FUNCTION sharing_raise_retention(p_day date, p_ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_case record; v_new integer := 0;
BEGIN
  UPDATE casework_deadline d SET state = 'dropped', done_at = statement_timestamp(), version = d.version + 1
    FROM casework_case c
   WHERE d.kind = 'retention_review' AND d.state = 'open' AND c.id = d.case_id
     AND c.status IN ('closed', 'follow_up', 'archived') AND sharing_retention_due(c.id) > p_day + p_ahead;
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
-- Only the sweep raises what is due: a request that could would choose days, and count cases that it may not know of.
REVOKE ALL ON FUNCTION sharing_raise_retention(date, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sharing_raise_retention(date, integer) TO throughcare_worker;

RESET ROLE;

-- A day of leeway, because the server's day is not the day of every place.
ALTER POLICY recorded ON sharing_retentionreview
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND casework_leads(case_id)
              AND reviewed_on BETWEEN current_date - 1 AND current_date + 1);
