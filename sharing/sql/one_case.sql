-- Both ends of a link of a report are of one case (casework/sql/one_case.sql): what it is about, what it corrects, each
-- statement with its section and its note, each omission.
DO $$
DECLARE v_row record;
BEGIN
  FOR v_row IN SELECT * FROM (VALUES
      ('sharing_courtreport', ARRAY['order_id casework_order case_id', 'breach_id casework_breach case_id',
                                    'custody_id casework_custodyepisode case_id',
                                    'corrects_id sharing_courtreport case_id']),
      ('sharing_reportstatement', ARRAY['section_id sharing_reportsection report_id',
                                        'report_id sharing_courtreport case_id', 'note_id casework_note case_id']),
      ('sharing_reportomission', ARRAY['report_id sharing_courtreport case_id', 'note_id casework_note case_id'])
    ) AS t(name, links) LOOP
    EXECUTE format(
      'CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON %I FOR EACH ROW WHEN (current_user = ''throughcare_app'')
       EXECUTE FUNCTION casework_of_one_case(%s)', v_row.name,
      (SELECT string_agg(quote_literal(link), ', ' ORDER BY n) FROM unnest(v_row.links) WITH ORDINALITY l(link, n)));
  END LOOP;
END $$;
CREATE TRIGGER stays_in_its_report BEFORE UPDATE ON sharing_reportsection FOR EACH ROW
  WHEN (current_user = 'throughcare_app' AND OLD.report_id IS DISTINCT FROM NEW.report_id)
  EXECUTE FUNCTION casework_stays_on_its_case();

-- A check of changed rows that only repeats what is asked of the row before is not written twice: the database asks it
-- of both. A report stays with its case and its agency anyway (refuse_thaw).
DROP POLICY changed ON sharing_courtreport;
CREATE POLICY changed ON sharing_courtreport FOR UPDATE
  USING (agency_id = (SELECT access_actor_agency())
         AND (casework_supervises(case_id) OR ((SELECT access_actor_has('supervisor')) AND casework_edits(case_id)
              AND author_id IS DISTINCT FROM (SELECT access_actor_membership()))));
DROP POLICY changed ON sharing_reportsection;
CREATE POLICY changed ON sharing_reportsection FOR UPDATE USING (sharing_writes_report(report_id));
DROP POLICY changed ON sharing_reportstatement;
CREATE POLICY changed ON sharing_reportstatement FOR UPDATE USING (sharing_writes_report(report_id));
DROP POLICY changed ON sharing_reportomission;
CREATE POLICY changed ON sharing_reportomission FOR UPDATE USING (sharing_writes_report(report_id));
DROP POLICY acknowledged ON sharing_reportdelivery;
CREATE POLICY acknowledged ON sharing_reportdelivery FOR UPDATE USING (sharing_keeps_report(report_id));
