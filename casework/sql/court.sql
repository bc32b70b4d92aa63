-- What a court decided binds the record: asked again by the database, row by row (domain section 3.8, rule 3).

-- A row of supervision stays on its case, and what it points to belongs to that case and order.
CREATE FUNCTION casework_court_rows_belong() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.case_id <> OLD.case_id THEN
    RAISE EXCEPTION 'a row of supervision stays on its case' USING ERRCODE = '42501';
  END IF;
  IF TG_TABLE_NAME IN ('casework_condition', 'casework_courtdecision') THEN
    IF NEW.order_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM casework_order o WHERE o.id = NEW.order_id AND o.case_id = NEW.case_id) THEN
      RAISE EXCEPTION 'the order belongs to another case' USING ERRCODE = '42501';
    END IF;
  ELSIF TG_TABLE_NAME = 'casework_custodyepisode' THEN
    IF NEW.decision_id IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM casework_courtdecision d WHERE d.id = NEW.decision_id AND d.case_id = NEW.case_id) THEN
      RAISE EXCEPTION 'the decision belongs to another case' USING ERRCODE = '42501';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER court_rows_belong BEFORE INSERT OR UPDATE ON casework_condition
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION casework_court_rows_belong();
CREATE TRIGGER court_rows_belong BEFORE INSERT OR UPDATE ON casework_courtdecision
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION casework_court_rows_belong();
CREATE TRIGGER court_rows_belong BEFORE INSERT OR UPDATE ON casework_custodyepisode
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION casework_court_rows_belong();
CREATE TRIGGER court_rows_belong BEFORE UPDATE ON casework_order
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION casework_court_rows_belong();

-- A condition begins, changes and ends by a decision in its own order; a breach only questions it.
CREATE FUNCTION casework_court_decides() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_before text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.state ELSE '' END;
  v_bound boolean := v_before IN ('in_force', 'in_question');
BEGIN
  IF TG_OP = 'INSERT' AND NEW.state NOT IN ('proposed', 'in_force') THEN
    RAISE EXCEPTION 'a condition begins as a proposal or by a decision' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.state <> v_before AND NOT (
       (v_before = 'proposed' AND NEW.state IN ('taken_up', 'not_taken_up'))
       OR (v_bound AND NEW.state IN ('in_force', 'in_question'))
       OR (v_bound AND NEW.state IN ('varied', 'met', 'ended') AND NEW.ending_decision_id IS NOT NULL)) THEN
    RAISE EXCEPTION 'a condition changes only with a court decision' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'UPDATE' AND v_before <> 'proposed' AND (
       NEW.function <> OLD.function OR NEW.measure <> OLD.measure OR NEW.starts_on IS DISTINCT FROM OLD.starts_on
       OR (NEW.ends_on IS DISTINCT FROM OLD.ends_on AND NEW.state = v_before)
       OR (OLD.ending_decision_id IS NOT NULL AND NEW.ending_decision_id IS DISTINCT FROM OLD.ending_decision_id)) THEN
    RAISE EXCEPTION 'a condition changes only with a court decision' USING ERRCODE = '42501';
  END IF;
  IF EXISTS (SELECT 1 FROM unnest(ARRAY[NEW.source_decision_id, NEW.ending_decision_id]) AS named
              WHERE named IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM casework_courtdecision d WHERE d.id = named AND d.order_id = NEW.order_id)) THEN
    RAISE EXCEPTION 'the decision belongs to another order' USING ERRCODE = '42501';
  END IF;
  IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM casework_condition c WHERE c.id = NEW.replaces_id AND c.order_id = NEW.order_id
          AND c.number = NEW.number AND c.edition = NEW.edition - 1 AND c.state = 'varied') THEN
    RAISE EXCEPTION 'a new edition takes the place of the one before' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER court_decides BEFORE INSERT OR UPDATE ON casework_condition
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION casework_court_decides();
