-- Reporting rules: kept by a partnership for itself, as its catalogue of signs is; no word about a person.
ALTER TABLE casework_reportingrule ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_reportingrule FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_reportingrule FOR SELECT
  USING (partnership_id = (SELECT access_actor_partnership()));
CREATE POLICY kept ON casework_reportingrule FOR INSERT
  WITH CHECK ((SELECT access_actor_has('coordinator')) AND partnership_id = (SELECT access_actor_partnership()));
CREATE POLICY changed ON casework_reportingrule FOR UPDATE
  USING ((SELECT access_actor_has('coordinator')) AND partnership_id = (SELECT access_actor_partnership()))
  WITH CHECK (partnership_id = (SELECT access_actor_partnership()));
REVOKE DELETE, TRUNCATE, REFERENCES ON casework_reportingrule FROM throughcare_app;
REVOKE ALL ON casework_reportingrule FROM throughcare_worker;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON casework_reportingrule
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
