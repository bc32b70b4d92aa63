-- The second wall of reviews: read from inside the case, written by the case manager while in draft, locked once held.
-- Permanent members say what they think of the work while it is a draft, each for their own agency.
SET ROLE throughcare_policy;

CREATE FUNCTION assessments_in_review(p_review uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT r.state = 'draft' FROM assessments_review r WHERE r.id = p_review), false);
$$;
-- May this person write on what hangs on the progress of an objective.
CREATE FUNCTION assessments_reviews(p_reviewed uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT casework_leads(o.case_id) AND assessments_in_review(o.review_id)
      FROM assessments_reviewedobjective o WHERE o.id = p_reviewed), false);
$$;

RESET ROLE;

ALTER TABLE assessments_review ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_review FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON assessments_review FOR SELECT USING (casework_inside(case_id));
CREATE POLICY opened ON assessments_review FOR INSERT
  WITH CHECK (casework_leads(case_id) AND state = 'draft' AND membership_id = (SELECT access_actor_membership()));
CREATE POLICY changed ON assessments_review FOR UPDATE
  USING (casework_leads(case_id) AND state = 'draft') WITH CHECK (casework_leads(case_id));

ALTER TABLE assessments_reviewedobjective ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_reviewedobjective FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON assessments_reviewedobjective FOR SELECT USING (casework_inside(case_id));
CREATE POLICY written ON assessments_reviewedobjective FOR INSERT
  WITH CHECK (casework_leads(case_id) AND assessments_in_review(review_id));
CREATE POLICY changed ON assessments_reviewedobjective FOR UPDATE
  USING (casework_leads(case_id) AND assessments_in_review(review_id));

ALTER TABLE assessments_reviewevidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_reviewevidence FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON assessments_reviewevidence FOR SELECT
  USING (casework_inside(case_id) AND casework_tier_of(note_id) >= 1);
CREATE POLICY linked ON assessments_reviewevidence FOR INSERT
  WITH CHECK (casework_tier_of(note_id) >= 2 AND assessments_reviews(reviewed_id));
CREATE POLICY changed ON assessments_reviewevidence FOR UPDATE USING (assessments_reviews(reviewed_id))
  WITH CHECK (casework_tier_of(note_id) >= 1 AND assessments_reviews(reviewed_id));

ALTER TABLE assessments_feedback ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_feedback FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON assessments_feedback FOR SELECT USING (casework_inside(case_id));
CREATE POLICY said ON assessments_feedback FOR INSERT
  WITH CHECK (agency_id = (SELECT access_actor_agency()) AND membership_id = (SELECT access_actor_membership())
              AND casework_edits(case_id) AND assessments_in_review(review_id));

-- A review stays on its plan; whoever holds it does so in their own name.
CREATE FUNCTION assessments_review_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_me uuid := access_actor_membership();
BEGIN
  IF NEW.case_id <> OLD.case_id OR NEW.plan_id <> OLD.plan_id OR NEW.opened_at <> OLD.opened_at THEN
    RAISE EXCEPTION 'a review stays on its case and with its plan' USING ERRCODE = '42501';
  END IF;
  IF (NEW.membership_id <> OLD.membership_id OR NEW.state = 'held') AND NEW.membership_id IS DISTINCT FROM v_me THEN
    RAISE EXCEPTION 'a review is held in one''s own name' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER in_turn BEFORE UPDATE ON assessments_review
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION assessments_review_in_turn();

-- What is said of an objective stays with it, and so does a record behind it.
CREATE FUNCTION assessments_stays_reviewed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_said text[] := ARRAY['version', 'progress', 'words', 'is_current'];
BEGIN
  IF to_jsonb(NEW) - v_said <> to_jsonb(OLD) - v_said THEN
    RAISE EXCEPTION 'what a review says stays with its objective' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stays_reviewed BEFORE UPDATE ON assessments_reviewedobjective
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION assessments_stays_reviewed();
CREATE TRIGGER stays_reviewed BEFORE UPDATE ON assessments_reviewevidence
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION assessments_stays_reviewed();

-- Both ends of a link are of one case, an objective of the reviewed version; nothing is deleted; versions move by one.
DO $$
DECLARE v_row record; v_table text;
BEGIN
  FOR v_row IN SELECT * FROM (VALUES
      ('assessments_review', ARRAY['plan_id casework_planversion case_id']),
      ('assessments_reviewedobjective', ARRAY['review_id assessments_review case_id',
                                              'review_id assessments_review plan_id',
                                              'objective_id casework_objective case_id',
                                              'objective_id casework_objective plan_id']),
      ('assessments_reviewevidence', ARRAY['reviewed_id assessments_reviewedobjective case_id',
                                           'note_id casework_note case_id']),
      ('assessments_feedback', ARRAY['review_id assessments_review case_id'])
    ) AS t(name, links) LOOP
    EXECUTE format(
      'CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON %I FOR EACH ROW WHEN (current_user = ''throughcare_app'')
       EXECUTE FUNCTION casework_of_one_case(%s)', v_row.name,
      (SELECT string_agg(quote_literal(link), ', ' ORDER BY n) FROM unnest(v_row.links) WITH ORDINALITY l(link, n)));
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['review', 'reviewedobjective'] LOOP
    EXECUTE format(
      'CREATE TRIGGER stays_on_its_case BEFORE UPDATE ON %I FOR EACH ROW
       WHEN (current_user = ''throughcare_app'' AND OLD.case_id IS DISTINCT FROM NEW.case_id)
       EXECUTE FUNCTION casework_stays_on_its_case()', 'assessments_' || v_table);
    EXECUTE format('CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON %I FOR EACH ROW
                    EXECUTE FUNCTION refuse_stale_update()', 'assessments_' || v_table);
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['review', 'reviewedobjective', 'reviewevidence', 'feedback'] LOOP
    EXECUTE format('REVOKE DELETE, TRUNCATE, REFERENCES ON %I FROM throughcare_app', 'assessments_' || v_table);
    EXECUTE format('REVOKE ALL ON %I FROM throughcare_worker', 'assessments_' || v_table);
  END LOOP;
END $$;
REVOKE UPDATE ON assessments_feedback FROM throughcare_app;
