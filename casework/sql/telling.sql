-- The second wall of what the person was told at the outset and what they say to taking part: read from inside the
-- case, recorded by its case manager or order supervisor in their own name, never changed.
ALTER TABLE casework_transparencynotice ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_transparencynotice FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_transparencynotice FOR SELECT USING (casework_inside(case_id));
CREATE POLICY given ON casework_transparencynotice FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND casework_manages(case_id));
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON casework_transparencynotice FROM throughcare_app;
REVOKE ALL ON casework_transparencynotice FROM throughcare_worker;

ALTER TABLE casework_participationconsent ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_participationconsent FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_participationconsent FOR SELECT USING (casework_inside(case_id));
CREATE POLICY said ON casework_participationconsent FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND casework_manages(case_id));
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON casework_participationconsent FROM throughcare_app;
REVOKE ALL ON casework_participationconsent FROM throughcare_worker;
