-- Both ends of a link are of one case. A proof, a mark, a part or a step that pointed into another case would show there,
-- in a file or a report, what belongs here; so the database refuses it, whoever asks and whichever form was forgotten.

-- Each argument says "column table key": the row that the column points to has the same key as this row has. What this
-- row does not have itself it takes from the first row above that has it. A row that is not there is as foreign as one
-- of another case, and is answered alike. For order and custody see court.sql too.
SET ROLE throughcare_policy;
CREATE FUNCTION casework_of_one_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_row jsonb := to_jsonb(NEW); v_link text; v_words text[]; v_there text;
BEGIN
  FOREACH v_link IN ARRAY TG_ARGV LOOP
    v_words := string_to_array(v_link, ' ');
    CONTINUE WHEN v_row ->> v_words[1] IS NULL;
    EXECUTE format('SELECT x.%I::text FROM %I x WHERE x.id = $1', v_words[3], v_words[2])
       INTO v_there USING (v_row ->> v_words[1])::uuid;
    IF NOT v_row ? v_words[3] THEN
      v_row := v_row || jsonb_build_object(v_words[3], v_there);
    END IF;
    IF v_there IS NULL OR v_there IS DISTINCT FROM v_row ->> v_words[3] THEN
      RAISE EXCEPTION 'both ends of a link are of one case' USING ERRCODE = '42501';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
RESET ROLE;

-- What others point to stays on its case: otherwise a link that was right becomes wrong.
CREATE FUNCTION casework_stays_on_its_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a row stays on its case' USING ERRCODE = '42501';
END $$;

DO $$
DECLARE
  v_row record; v_table text;
BEGIN
  FOR v_row IN SELECT * FROM (VALUES
      ('casework_action', ARRAY['evidence_id casework_note case_id']),
      ('casework_breach', ARRAY['order_id casework_order case_id', 'condition_id casework_condition order_id',
                                'outcome_decision_id casework_courtdecision case_id']),
      ('casework_breachproof', ARRAY['breach_id casework_breach case_id', 'contact_id casework_contact case_id',
                                     'incident_id casework_incident case_id', 'note_id casework_note case_id']),
      ('casework_breachstep', ARRAY['breach_id casework_breach case_id', 'note_id casework_note case_id',
                                    'decision_id casework_courtdecision case_id']),
      ('casework_clinicalpart', ARRAY['intervention_id casework_intervention case_id']),
      ('casework_contact', ARRAY['case_id casework_case person_id',
                                 'relationship_id casework_relationship person_id',
                                 'note_id casework_note case_id', 'explanation_id casework_note case_id']),
      ('casework_contactcondition', ARRAY['contact_id casework_contact case_id',
                                          'condition_id casework_condition case_id']),
      ('casework_decision', ARRAY['breach_id casework_breach case_id']),
      ('casework_endingstep', ARRAY['link_id casework_networklink case_id']),
      ('casework_exposure', ARRAY['note_id casework_note case_id']),
      ('casework_incident', ARRAY['note_id casework_note case_id']),
      ('casework_intervention', ARRAY['condition_id casework_condition case_id']),
      ('casework_networklink', ARRAY['case_id casework_case person_id',
                                     'relationship_id casework_relationship person_id']),
      ('casework_note', ARRAY['supersedes_id casework_note case_id', 'contests_id casework_note case_id']),
      ('casework_noteresponse', ARRAY['answers_id casework_noteresponse note_id']),
      ('casework_objective', ARRAY['plan_id casework_planversion case_id',
                                   'finding_note_id casework_note case_id']),
      ('casework_planversion', ARRAY['court_approval_id casework_courtdecision case_id']),
      ('casework_proposedterm', ARRAY['breach_id casework_breach case_id',
                                      'replaces_id casework_condition case_id']),
      ('casework_safetypart', ARRAY['plan_id casework_planversion case_id']),
      ('casework_session', ARRAY['intervention_id casework_intervention case_id']),
      ('casework_signobservation', ARRAY['note_id casework_note case_id'])
    ) AS t(name, links) LOOP
    EXECUTE format(
      'CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON %I FOR EACH ROW WHEN (current_user = ''throughcare_app'')
       EXECUTE FUNCTION casework_of_one_case(%s)', v_row.name,
      (SELECT string_agg(quote_literal(link), ', ' ORDER BY n) FROM unnest(v_row.links) WITH ORDINALITY l(link, n)));
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['breach', 'clinicalpart', 'contact', 'deadline', 'emergencyaccess', 'intervention',
      'networklink', 'note', 'objective', 'planversion', 'safetypart', 'session', 'signobservation'] LOOP
    EXECUTE format(
      'CREATE TRIGGER stays_on_its_case BEFORE UPDATE ON %I FOR EACH ROW
       WHEN (current_user = ''throughcare_app'' AND OLD.case_id IS DISTINCT FROM NEW.case_id)
       EXECUTE FUNCTION casework_stays_on_its_case()', 'casework_' || v_table);
  END LOOP;
END $$;

-- What these rules say is not said a second time by the policies; and a contact stays with whoever made it.
ALTER POLICY changed ON casework_note WITH CHECK (originator_id = (SELECT access_actor_agency()));
ALTER POLICY changed ON casework_clinicalpart WITH CHECK (agency_id = (SELECT access_actor_agency()));
ALTER POLICY changed ON casework_session WITH CHECK (agency_id = (SELECT access_actor_agency()));
ALTER POLICY recorded ON casework_incident WITH CHECK (casework_wrote(note_id));
ALTER POLICY recorded ON casework_exposure WITH CHECK (casework_wrote(note_id));
ALTER POLICY recorded ON casework_signobservation WITH CHECK (casework_wrote(note_id));
ALTER POLICY recorded ON casework_contact
  WITH CHECK (casework_makes(case_id, originator_id, membership_id) AND (note_id IS NULL OR casework_wrote(note_id)));
ALTER POLICY recorded ON casework_clinicalpart
  WITH CHECK (agency_id = (SELECT access_actor_agency()) AND casework_edits(case_id)
              AND EXISTS (SELECT 1 FROM casework_intervention i WHERE i.id = intervention_id
                             AND i.provider_id = casework_clinicalpart.agency_id));
DROP POLICY ended ON casework_emergencyaccess;
CREATE POLICY ended ON casework_emergencyaccess FOR UPDATE
  USING (user_id = (SELECT access_actor_user()) OR casework_manages(case_id));
DROP POLICY changed ON casework_contact;
CREATE POLICY changed ON casework_contact FOR UPDATE
  USING (casework_makes(case_id, originator_id, membership_id) OR casework_manages(case_id));
CREATE OR REPLACE FUNCTION casework_only_followed_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_open text[] := ARRAY['version', 'letter_on', 'letter_by', 'explained_on', 'explanation_id', 'attended'];
BEGIN
  IF NEW.originator_id <> OLD.originator_id OR NEW.membership_id <> OLD.membership_id THEN
    RAISE EXCEPTION 'a contact stays with its agency and with whoever made it' USING ERRCODE = '42501';
  END IF;
  IF casework_makes(OLD.case_id, OLD.originator_id, OLD.membership_id) THEN
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - v_open <> to_jsonb(OLD) - v_open
     OR (NEW.attended <> OLD.attended AND NOT (OLD.attended = 'no_good_reason' AND NEW.attended = 'no_excused')) THEN
    RAISE EXCEPTION 'a contact of another agency is only followed up' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
