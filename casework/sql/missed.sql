-- A missed contact is followed up by its own agency, or by the case manager or order supervisor who reads it: they note
-- the letter and the explanation, and accept a reason. They change nothing else of another agency's contact.
DROP POLICY changed ON casework_contact;
CREATE POLICY changed ON casework_contact FOR UPDATE
  USING (casework_makes(case_id, originator_id, membership_id) OR casework_manages(case_id))
  WITH CHECK ((casework_makes(case_id, originator_id, membership_id) OR casework_manages(case_id))
              AND (note_id IS NULL OR casework_case_of_note(note_id) = case_id)
              AND (explanation_id IS NULL OR casework_case_of_note(explanation_id) = case_id));

CREATE FUNCTION casework_only_followed_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_open text[] := ARRAY['version', 'letter_on', 'letter_by', 'explained_on', 'explanation_id', 'attended'];
BEGIN
  IF casework_makes(OLD.case_id, OLD.originator_id, OLD.membership_id) THEN
    IF NEW.case_id <> OLD.case_id OR NEW.originator_id <> OLD.originator_id THEN
      RAISE EXCEPTION 'a contact stays with its case and its agency' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - v_open <> to_jsonb(OLD) - v_open
     OR (NEW.attended <> OLD.attended AND NOT (OLD.attended = 'no_good_reason' AND NEW.attended = 'no_excused')) THEN
    RAISE EXCEPTION 'a contact of another agency is only followed up' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_followed_up BEFORE UPDATE ON casework_contact
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION casework_only_followed_up();
