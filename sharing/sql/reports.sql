-- The second wall of reports to a court. Spelled again on purpose; the first is access/sight_reports.py.
SET ROLE throughcare_policy;

CREATE FUNCTION sharing_case_of_report(p_report uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT r.case_id FROM sharing_courtreport r WHERE r.id = p_report;
$$;
-- Who reads the whole words: the agency that writes it, and once it is signed whoever may read each item as far.
CREATE FUNCTION sharing_reads_report(p_report uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 500 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT casework_works(r.case_id) AND (r.agency_id = access_actor_agency() OR (r.is_frozen AND NOT EXISTS (
             SELECT 1 FROM sharing_reportstatement s
              WHERE s.report_id = r.id AND s.is_kept AND s.note_id IS NOT NULL
                AND casework_tier_of(s.note_id) < s.tier)))
      FROM sharing_courtreport r WHERE r.id = p_report), false);
$$;
CREATE FUNCTION sharing_writes_report(p_report uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT NOT r.is_frozen AND r.agency_id = access_actor_agency() AND casework_supervises(r.case_id)
                     FROM sharing_courtreport r WHERE r.id = p_report), false);
$$;
CREATE FUNCTION sharing_keeps_report(p_report uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT r.agency_id = access_actor_agency() AND casework_supervises(r.case_id)
                     FROM sharing_courtreport r WHERE r.id = p_report), false);
$$;
-- The senior: whoever supervises the agency's cases and did not write the report.
CREATE FUNCTION sharing_countersigns(p_report uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT r.agency_id = access_actor_agency() AND access_actor_has('supervisor')
                          AND casework_edits(r.case_id)
                          AND r.author_id IS DISTINCT FROM access_actor_membership()
                     FROM sharing_courtreport r WHERE r.id = p_report), false);
$$;

RESET ROLE;

ALTER TABLE sharing_courtreport ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_courtreport FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_courtreport FOR SELECT USING (casework_inside(case_id));
CREATE POLICY begun ON sharing_courtreport FOR INSERT
  WITH CHECK (agency_id = (SELECT access_actor_agency()) AND casework_supervises(case_id) AND NOT is_frozen);
CREATE POLICY changed ON sharing_courtreport FOR UPDATE
  USING (agency_id = (SELECT access_actor_agency())
         AND (casework_supervises(case_id) OR ((SELECT access_actor_has('supervisor')) AND casework_edits(case_id)
              AND author_id IS DISTINCT FROM (SELECT access_actor_membership()))))
  WITH CHECK (agency_id = (SELECT access_actor_agency())
              AND (casework_supervises(case_id) OR ((SELECT access_actor_has('supervisor')) AND casework_edits(case_id))));

ALTER TABLE sharing_reportsection ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_reportsection FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_reportsection FOR SELECT USING (sharing_reads_report(report_id));
CREATE POLICY written ON sharing_reportsection FOR INSERT WITH CHECK (sharing_writes_report(report_id));
CREATE POLICY changed ON sharing_reportsection FOR UPDATE
  USING (sharing_writes_report(report_id)) WITH CHECK (sharing_writes_report(report_id));

ALTER TABLE sharing_reportstatement ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_reportstatement FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_reportstatement FOR SELECT USING (sharing_reads_report(report_id)
  OR (is_asked AND originator_id = (SELECT access_actor_agency())
      AND casework_edits(sharing_case_of_report(report_id))));
CREATE POLICY written ON sharing_reportstatement FOR INSERT
  WITH CHECK (sharing_writes_report(report_id) AND (note_id IS NULL OR casework_tier_of(note_id) >= tier));
CREATE POLICY changed ON sharing_reportstatement FOR UPDATE
  USING (sharing_writes_report(report_id)) WITH CHECK (sharing_writes_report(report_id));

ALTER TABLE sharing_reportomission ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_reportomission FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_reportomission FOR SELECT
  USING ((SELECT r.agency_id FROM sharing_courtreport r WHERE r.id = report_id) = (SELECT access_actor_agency())
         AND casework_works(sharing_case_of_report(report_id))
         AND (note_id IS NULL OR casework_tier_of(note_id) >= 1));
CREATE POLICY written ON sharing_reportomission FOR INSERT
  WITH CHECK (sharing_writes_report(report_id) AND (note_id IS NULL OR casework_tier_of(note_id) >= 1));
CREATE POLICY changed ON sharing_reportomission FOR UPDATE
  USING (sharing_writes_report(report_id)) WITH CHECK (sharing_writes_report(report_id));

ALTER TABLE sharing_reportcheck ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_reportcheck FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_reportcheck FOR SELECT USING (sharing_reads_report(report_id)
  OR (agency_id = (SELECT access_actor_agency()) AND casework_edits(sharing_case_of_report(report_id))));
CREATE POLICY asked ON sharing_reportcheck FOR INSERT WITH CHECK (sharing_writes_report(report_id));
CREATE POLICY answered ON sharing_reportcheck FOR UPDATE
  USING (sharing_writes_report(report_id)
         OR (agency_id = (SELECT access_actor_agency()) AND casework_edits(sharing_case_of_report(report_id))
             AND NOT (SELECT r.is_frozen FROM sharing_courtreport r WHERE r.id = report_id)))
  WITH CHECK (sharing_writes_report(report_id) OR agency_id = (SELECT access_actor_agency()));

ALTER TABLE sharing_reportversion ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_reportversion FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_reportversion FOR SELECT USING (sharing_reads_report(report_id));
CREATE POLICY made ON sharing_reportversion FOR INSERT
  WITH CHECK ((signed_by_id = (SELECT access_actor_membership()) AND countersigned_by_id IS NULL
               AND sharing_keeps_report(report_id))
              OR (countersigned_by_id = (SELECT access_actor_membership()) AND sharing_countersigns(report_id)));

ALTER TABLE sharing_reportdelivery ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_reportdelivery FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_reportdelivery FOR SELECT USING (casework_inside(sharing_case_of_report(report_id)));
CREATE POLICY sent ON sharing_reportdelivery FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND sharing_keeps_report(report_id));
CREATE POLICY acknowledged ON sharing_reportdelivery FOR UPDATE
  USING (sharing_keeps_report(report_id)) WITH CHECK (sharing_keeps_report(report_id));

ALTER TABLE sharing_disclosure ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_disclosure FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_disclosure FOR SELECT USING (casework_inside(case_id));
CREATE POLICY made ON sharing_disclosure FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND casework_supervises(case_id)
              AND sharing_case_of_report(report_id) = case_id);

ALTER TABLE sharing_notification ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_notification FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_notification FOR SELECT
  USING (casework_inside((SELECT d.case_id FROM sharing_disclosure d WHERE d.id = disclosure_id)));
CREATE POLICY told ON sharing_notification FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND casework_wrote(note_id)
              AND casework_manages((SELECT d.case_id FROM sharing_disclosure d WHERE d.id = disclosure_id))
              AND casework_case_of_note(note_id) = (SELECT d.case_id FROM sharing_disclosure d WHERE d.id = disclosure_id));

-- What was countersigned is never thawed, and no agency answers for another.
CREATE FUNCTION sharing_refuse_thaw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.countersigned_at IS NOT NULL AND (NOT NEW.is_frozen OR NEW.countersigned_at IS DISTINCT FROM OLD.countersigned_at
     OR NEW.signed_at IS DISTINCT FROM OLD.signed_at OR NEW.author_id IS DISTINCT FROM OLD.author_id
     OR NEW.countersigner_id IS DISTINCT FROM OLD.countersigner_id OR NEW.period_from IS DISTINCT FROM OLD.period_from
     OR NEW.period_to IS DISTINCT FROM OLD.period_to OR NEW.court_id IS DISTINCT FROM OLD.court_id) THEN
    RAISE EXCEPTION 'a countersigned report is not changed' USING ERRCODE = 'TC410';
  END IF;
  IF NEW.case_id IS DISTINCT FROM OLD.case_id OR NEW.agency_id IS DISTINCT FROM OLD.agency_id THEN
    RAISE EXCEPTION 'a report stays with its case and its agency' USING ERRCODE = 'TC410';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuse_thaw BEFORE UPDATE ON sharing_courtreport FOR EACH ROW EXECUTE FUNCTION sharing_refuse_thaw();

CREATE FUNCTION sharing_refuse_foreign_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IN ('agreed', 'objects') AND NEW.agency_id IS DISTINCT FROM access_actor_agency()
     AND (NEW.state, NEW.words) IS DISTINCT FROM (OLD.state, OLD.words) THEN
    RAISE EXCEPTION 'an agency answers for itself' USING ERRCODE = 'TC403';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuse_foreign_answer BEFORE UPDATE ON sharing_reportcheck
  FOR EACH ROW EXECUTE FUNCTION sharing_refuse_foreign_answer();

DO $$
DECLARE v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['courtreport', 'reportsection', 'reportstatement', 'reportomission', 'reportcheck',
      'reportversion', 'reportdelivery', 'disclosure', 'notification'] LOOP
    EXECUTE format('REVOKE DELETE, TRUNCATE, REFERENCES ON %I FROM throughcare_app', 'sharing_' || v_table);
    EXECUTE format('REVOKE ALL ON %I FROM throughcare_worker', 'sharing_' || v_table);
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['courtreport', 'reportsection', 'reportcheck', 'reportdelivery'] LOOP
    EXECUTE format('CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON %I
                    FOR EACH ROW EXECUTE FUNCTION refuse_stale_update()', 'sharing_' || v_table);
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['reportversion', 'disclosure', 'notification'] LOOP
    EXECUTE format('REVOKE UPDATE ON %I FROM throughcare_app', 'sharing_' || v_table);
    EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON %I
                    FOR EACH ROW EXECUTE FUNCTION access_refuse_change()', 'sharing_' || v_table);
  END LOOP;
END $$;
