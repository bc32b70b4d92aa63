-- Row-level security on every case-bound table: enabled, forced, and dark without a context.
-- Lists read the case table row by row, so its policy is spelled out branch by branch for the planner
-- (one indexed EXISTS each); the other tables ask the functions of places.sql.
ALTER TABLE casework_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_case FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_case FOR SELECT USING (
  EXISTS (SELECT 1 FROM casework_caseteammember t
           WHERE t.content_object_id = casework_case.id
             AND t.user_id = (SELECT access_actor_user()) AND t.membership_id = (SELECT access_actor_membership())
             AND statement_timestamp() >= t.valid_from AND statement_timestamp() < t.valid_to
             AND (casework_case.lead_agency_id = (SELECT access_actor_agency())
                  OR casework_agreed((SELECT access_actor_agency()), casework_case.lead_agency_id,
                                     t.purpose::text, NULL)))
  OR ((SELECT access_actor_has('supervisor')) AND EXISTS (
        SELECT 1 FROM casework_caseagencygrant g
         WHERE g.content_object_id = casework_case.id AND g.group_id = (SELECT access_actor_group())
           AND statement_timestamp() >= g.valid_from AND statement_timestamp() < g.valid_to
           AND (casework_case.lead_agency_id = (SELECT access_actor_agency())
                OR casework_agreed((SELECT access_actor_agency()), casework_case.lead_agency_id,
                                   g.purpose::text, NULL))))
  OR ((SELECT access_actor_has('chair')) AND EXISTS (
        SELECT 1 FROM casework_caseoversight o
         WHERE o.user_id = (SELECT access_actor_user()) AND o.membership_id = (SELECT access_actor_membership())
           AND o.partnership_id = casework_case.partnership_id AND o.area = casework_case.area
           AND statement_timestamp() >= o.valid_from AND statement_timestamp() < o.valid_to
           AND (casework_case.lead_agency_id = (SELECT access_actor_agency())
                OR casework_agreed((SELECT access_actor_agency()), casework_case.lead_agency_id,
                                   o.purpose::text, NULL))))
  OR EXISTS (SELECT 1 FROM casework_emergencyaccess e
              WHERE e.case_id = casework_case.id AND e.user_id = (SELECT access_actor_user())
                AND e.membership_id = (SELECT access_actor_membership()) AND e.ended_at IS NULL
                AND statement_timestamp() >= e.opened_at AND statement_timestamp() < e.expires_at));
CREATE POLICY opened ON casework_case FOR INSERT WITH CHECK (lead_agency_id = (SELECT access_actor_agency()));
CREATE POLICY changed ON casework_case FOR UPDATE USING (casework_edits(id)) WITH CHECK (casework_edits(id));

ALTER TABLE casework_caseteammember ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_caseteammember FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_caseteammember FOR SELECT
  USING (user_id = (SELECT access_actor_user()) OR casework_sees(content_object_id));
CREATE POLICY granted ON casework_caseteammember FOR INSERT
  WITH CHECK (casework_manages(content_object_id) OR casework_founds(content_object_id));
CREATE POLICY changed ON casework_caseteammember FOR UPDATE
  USING (casework_manages(content_object_id) OR casework_founds(content_object_id))
  WITH CHECK (casework_manages(content_object_id) OR casework_founds(content_object_id));

ALTER TABLE casework_caseagencygrant ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_caseagencygrant FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_caseagencygrant FOR SELECT
  USING (group_id = (SELECT access_actor_group()) OR casework_sees(content_object_id));
CREATE POLICY granted ON casework_caseagencygrant FOR INSERT WITH CHECK (casework_manages(content_object_id));
CREATE POLICY changed ON casework_caseagencygrant FOR UPDATE
  USING (casework_manages(content_object_id)) WITH CHECK (casework_manages(content_object_id));

ALTER TABLE casework_caseoversight ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_caseoversight FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_caseoversight FOR SELECT
  USING (partnership_id = (SELECT access_actor_partnership()));
CREATE POLICY granted ON casework_caseoversight FOR INSERT
  WITH CHECK ((SELECT access_actor_has('coordinator')) AND partnership_id = (SELECT access_actor_partnership())
              AND user_id <> (SELECT access_actor_user()));
CREATE POLICY changed ON casework_caseoversight FOR UPDATE
  USING ((SELECT access_actor_has('coordinator')) AND partnership_id = (SELECT access_actor_partnership()))
  WITH CHECK ((SELECT access_actor_has('coordinator')) AND user_id <> (SELECT access_actor_user()));

ALTER TABLE casework_emergencyaccess ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_emergencyaccess FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_emergencyaccess FOR SELECT
  USING (user_id = (SELECT access_actor_user()) OR casework_works(case_id));
CREATE POLICY ended ON casework_emergencyaccess FOR UPDATE
  USING (user_id = (SELECT access_actor_user()) OR casework_manages(case_id))
  WITH CHECK (user_id = (SELECT access_actor_user()) OR casework_manages(case_id));

ALTER TABLE casework_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_person FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_person FOR SELECT
  USING (EXISTS (SELECT 1 FROM casework_case c WHERE c.person_id = casework_person.id));
CREATE POLICY recorded ON casework_person FOR INSERT WITH CHECK ((SELECT access_actor_membership()) IS NOT NULL);
CREATE POLICY changed ON casework_person FOR UPDATE
  USING (EXISTS (SELECT 1 FROM casework_case c WHERE c.person_id = casework_person.id AND casework_edits(c.id)));

ALTER TABLE casework_contactpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_contactpoint FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_contactpoint FOR SELECT
  USING (EXISTS (SELECT 1 FROM casework_case c WHERE c.person_id = casework_contactpoint.person_id
                  AND casework_works(c.id)));
CREATE POLICY recorded ON casework_contactpoint FOR INSERT
  WITH CHECK (EXISTS (SELECT 1 FROM casework_case c WHERE c.person_id = casework_contactpoint.person_id
                       AND casework_edits(c.id)));
CREATE POLICY changed ON casework_contactpoint FOR UPDATE
  USING (EXISTS (SELECT 1 FROM casework_case c WHERE c.person_id = casework_contactpoint.person_id
                  AND casework_edits(c.id)));

ALTER TABLE casework_relationship ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_relationship FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_relationship FOR SELECT
  USING (EXISTS (SELECT 1 FROM casework_case c WHERE c.person_id = casework_relationship.person_id
                  AND casework_works(c.id)));
CREATE POLICY recorded ON casework_relationship FOR INSERT
  WITH CHECK (EXISTS (SELECT 1 FROM casework_case c WHERE c.person_id = casework_relationship.person_id
                       AND casework_edits(c.id)));
CREATE POLICY changed ON casework_relationship FOR UPDATE
  USING (EXISTS (SELECT 1 FROM casework_case c WHERE c.person_id = casework_relationship.person_id
                  AND casework_edits(c.id)));

ALTER TABLE casework_note ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_note FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_note FOR SELECT USING (
  casework_tier(id, case_id, originator_id, author_id, handling::text, data_category::text, released_tier::integer,
                told_to_companions, status::text, has_summary, has_gist) >= 1);
CREATE POLICY written ON casework_note FOR INSERT
  WITH CHECK (author_id = (SELECT access_actor_user()) AND membership_id = (SELECT access_actor_membership())
              AND originator_id = (SELECT access_actor_agency()) AND casework_writes(case_id));
CREATE POLICY changed ON casework_note FOR UPDATE
  USING (casework_writes(case_id) AND (author_id = (SELECT access_actor_user())
         OR (originator_id = (SELECT access_actor_agency()) AND casework_edits(case_id))))
  WITH CHECK (originator_id = (SELECT access_actor_agency()) AND casework_writes(case_id));

ALTER TABLE casework_notetext ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_notetext FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_notetext FOR SELECT USING (casework_tier_of(note_id) >= tier);
CREATE POLICY written ON casework_notetext FOR INSERT WITH CHECK (casework_wrote(note_id));

ALTER TABLE casework_notelisting ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_notelisting FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_notelisting FOR SELECT USING (casework_tier_of(note_id) >= 4
  OR (casework_tier_of(note_id) >= 1
      AND casework_manages((SELECT n.case_id FROM casework_note n WHERE n.id = note_id))));
CREATE POLICY written ON casework_notelisting FOR INSERT WITH CHECK (casework_wrote(note_id));

ALTER TABLE casework_noteaudience ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_noteaudience FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_noteaudience FOR SELECT USING (casework_tier_of(note_id) >= 4
  AND casework_works((SELECT n.case_id FROM casework_note n WHERE n.id = note_id)));
CREATE POLICY written ON casework_noteaudience FOR INSERT WITH CHECK (casework_wrote(note_id));

ALTER TABLE casework_noteresponse ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_noteresponse FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_noteresponse FOR SELECT USING (casework_tier_of(note_id) >= 2
  AND (agency_id = (SELECT access_actor_agency()) OR casework_originator(note_id) = (SELECT access_actor_agency())));
CREATE POLICY said ON casework_noteresponse FOR INSERT WITH CHECK (casework_tier_of(note_id) >= 2
  AND author_id = (SELECT access_actor_user()) AND membership_id = (SELECT access_actor_membership())
  AND (agency_id = (SELECT access_actor_agency()) OR casework_originator(note_id) = (SELECT access_actor_agency())));

ALTER TABLE casework_noteseen ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_noteseen FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON casework_noteseen FOR SELECT USING (user_id = (SELECT access_actor_user()));
CREATE POLICY marked ON casework_noteseen FOR INSERT
  WITH CHECK (user_id = (SELECT access_actor_user()) AND membership_id = (SELECT access_actor_membership())
              AND casework_tier_of(note_id) >= 1);

ALTER TABLE casework_deadline ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_deadline FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_deadline FOR SELECT USING (
  CASE WHEN case_id IS NULL
       THEN responsible_id = (SELECT access_actor_membership()) OR agency_id = (SELECT access_actor_agency())
       WHEN responsible_id = (SELECT access_actor_membership()) THEN casework_sees(case_id)
       ELSE casework_works(case_id) END);
CREATE POLICY raised ON casework_deadline FOR INSERT
  WITH CHECK ((case_id IS NULL AND agency_id = (SELECT access_actor_agency())) OR casework_sees(case_id));
CREATE POLICY met ON casework_deadline FOR UPDATE USING (
  CASE WHEN case_id IS NULL THEN responsible_id = (SELECT access_actor_membership())
       ELSE casework_sees(case_id)
            AND (responsible_id = (SELECT access_actor_membership()) OR casework_edits(case_id)) END);
CREATE POLICY worker_reads ON casework_deadline FOR SELECT TO throughcare_worker USING (true);

CREATE POLICY lines_of_a_managed_case ON access_event FOR SELECT USING (casework_manages(case_id));

REVOKE DELETE, TRUNCATE, REFERENCES ON casework_case, casework_caseteammember, casework_caseagencygrant,
  casework_caseoversight, casework_emergencyaccess, casework_person, casework_contactpoint, casework_relationship,
  casework_note, casework_notetext, casework_notelisting, casework_noteaudience, casework_noteresponse,
  casework_noteseen, casework_deadline FROM throughcare_app, throughcare_worker;
