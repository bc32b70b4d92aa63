-- The second wall of lessons. On its way a lesson is read inside its case, and by chair and coordinators, of whom one who
-- did not write it decides; its words never change. What stands for all is a row of its own: made from words that
-- waited, it knows no case, and only ever is withdrawn.
SET ROLE throughcare_policy;

CREATE FUNCTION casework_shares_lessons(p_partnership uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_partnership = access_actor_partnership() AND EXISTS (
    SELECT 1 FROM agencies_agencymembership m
      JOIN agencies_position p ON p.id = m.position_id
      JOIN agencies_agency y ON y.id = m.agency_id
     WHERE m.id = access_actor_membership() AND NOT p.is_companion AND y.involvement IN ('core', 'regular'));
$$;
CREATE FUNCTION casework_approves_lessons(p_partnership uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT casework_shares_lessons(p_partnership) AND (access_actor_has('chair') OR access_actor_has('coordinator'));
$$;
CREATE FUNCTION casework_weighs_lesson(p_partnership uuid, p_state text, p_author uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_state = 'waiting' AND p_author <> access_actor_user() AND casework_approves_lessons(p_partnership);
$$;
CREATE FUNCTION casework_partnership_of(p_case uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.partnership_id FROM casework_case c WHERE c.id = p_case;
$$;
-- Do these words wait, written by somebody else?
CREATE FUNCTION casework_lesson_waits(p_partnership uuid, p_heading text, p_happened text, p_helped text,
                                      p_differently text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM casework_lessondraft d
     WHERE d.partnership_id = p_partnership AND d.heading = p_heading AND d.happened = p_happened
       AND d.helped = p_helped AND d.differently = p_differently
       AND casework_weighs_lesson(d.partnership_id, d.state::text, d.author_id));
$$;
RESET ROLE;

ALTER TABLE casework_lessondraft ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_lessondraft FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_lessondraft FOR SELECT
  USING (casework_inside(case_id) OR casework_weighs_lesson(partnership_id, state::text, author_id)
         OR (decided_by_id = (SELECT access_actor_user()) AND casework_approves_lessons(partnership_id)));
CREATE POLICY written ON casework_lessondraft FOR INSERT
  WITH CHECK (author_id = (SELECT access_actor_user()) AND membership_id = (SELECT access_actor_membership())
              AND state = 'waiting' AND partnership_id = casework_partnership_of(case_id) AND casework_edits(case_id));
CREATE POLICY weighed ON casework_lessondraft FOR UPDATE
  USING (casework_weighs_lesson(partnership_id, state::text, author_id))
  WITH CHECK (decided_by_id = (SELECT access_actor_user()));
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON casework_lessondraft FROM throughcare_app;
GRANT UPDATE (state, decided_by_id, decided_on, reason, lesson_id, version) ON casework_lessondraft TO throughcare_app;
REVOKE ALL ON casework_lessondraft FROM throughcare_worker;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON casework_lessondraft
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();

ALTER TABLE casework_lesson ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_lesson FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_lesson FOR SELECT
  USING (casework_shares_lessons(partnership_id)
         AND (withdrawn_on IS NULL OR casework_approves_lessons(partnership_id)));
CREATE POLICY approved ON casework_lesson FOR INSERT
  WITH CHECK (withdrawn_on IS NULL
              AND casework_lesson_waits(partnership_id, heading, happened, helped, differently));
CREATE POLICY withdrawn ON casework_lesson FOR UPDATE
  USING (withdrawn_on IS NULL AND casework_approves_lessons(partnership_id))
  WITH CHECK (withdrawn_on IS NOT NULL);
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON casework_lesson FROM throughcare_app;
GRANT UPDATE (withdrawn_on, withdrawn_because, version) ON casework_lesson TO throughcare_app;
REVOKE ALL ON casework_lesson FROM throughcare_worker;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON casework_lesson
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
