-- Lines of the trail: number, moment and transaction are the database's own; nobody changes or removes a line.
CREATE FUNCTION access_stamp_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.seq := nextval(pg_get_serial_sequence('access_event', 'seq'));
  NEW.at := clock_timestamp();
  NEW.xid := pg_current_xact_id()::text::bigint;
  RETURN NEW;
END $$;
CREATE TRIGGER stamp_event BEFORE INSERT ON access_event FOR EACH ROW EXECUTE FUNCTION access_stamp_event();

CREATE FUNCTION access_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'lines of % are never changed', TG_TABLE_NAME USING ERRCODE = 'TC410';
END $$;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON access_event
  FOR EACH ROW EXECUTE FUNCTION access_refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON access_event EXECUTE FUNCTION access_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON access_seal
  FOR EACH ROW EXECUTE FUNCTION access_refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON access_seal EXECUTE FUNCTION access_refuse_change();

ALTER TABLE access_event ALTER COLUMN at SET DEFAULT clock_timestamp(), ALTER COLUMN xid SET DEFAULT 0;
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON access_event, access_seal FROM throughcare_app, throughcare_worker;
REVOKE INSERT ON access_seal FROM throughcare_app;
GRANT INSERT ON access_event TO throughcare_policy;
GRANT USAGE ON SEQUENCE access_event_seq_seq TO throughcare_policy;

ALTER TABLE access_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_event FORCE ROW LEVEL SECURITY;
CREATE POLICY own_lines ON access_event FOR SELECT USING (user_id = (SELECT access_actor_user()));
CREATE POLICY lines_for_the_adviser ON access_event FOR SELECT
  USING ((SELECT access_actor_has('legal')) AND partnership_id = (SELECT access_actor_partnership()));
CREATE POLICY append ON access_event FOR INSERT
  WITH CHECK (user_id IS NULL OR user_id = (SELECT access_actor_user()));
CREATE POLICY sealer_reads ON access_event FOR SELECT TO throughcare_worker USING (true);
CREATE POLICY worker_appends ON access_event FOR INSERT TO throughcare_worker WITH CHECK (user_id IS NULL);

ALTER TABLE access_seal ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_seal FORCE ROW LEVEL SECURITY;
CREATE POLICY seals_are_read ON access_seal FOR SELECT USING (true);
CREATE POLICY sealer_writes ON access_seal FOR INSERT TO throughcare_worker WITH CHECK (true);

ALTER TABLE access_draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_draft FORCE ROW LEVEL SECURITY;
CREATE POLICY own_drafts ON access_draft
  USING (user_id = (SELECT access_actor_user())) WITH CHECK (user_id = (SELECT access_actor_user()));
