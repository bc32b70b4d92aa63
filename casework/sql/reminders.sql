-- Reminders: raised by the sweep alone, read and taken up by whom they are for. A row says which deadline, which step
-- and who; it holds no word about anybody.
ALTER TABLE casework_reminder ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_reminder FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_reminder FOR SELECT
  USING (membership_id = (SELECT access_actor_membership()) AND (case_id IS NULL OR casework_sees(case_id)));
CREATE POLICY settled ON casework_reminder FOR UPDATE
  USING (membership_id = (SELECT access_actor_membership()) AND (case_id IS NULL OR casework_sees(case_id)));
CREATE POLICY worker_reads ON casework_reminder FOR SELECT TO throughcare_worker USING (true);
CREATE POLICY worker_raises ON casework_reminder FOR INSERT TO throughcare_worker
  WITH CHECK (EXISTS (SELECT 1 FROM casework_deadline d
                       WHERE d.id = deadline_id AND d.case_id IS NOT DISTINCT FROM casework_reminder.case_id));
CREATE POLICY worker_posts ON casework_reminder FOR UPDATE TO throughcare_worker USING (true);
REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES ON casework_reminder FROM throughcare_app, throughcare_worker;
GRANT UPDATE (state, done_at, snoozed_until, snooze_reason) ON casework_reminder TO throughcare_app;
GRANT INSERT, UPDATE (meant_for_id, state, post, mail_id) ON casework_reminder TO throughcare_worker;

-- A reminder stands as long as its deadline does, on the same day and with whoever answered for it then.
GRANT UPDATE (state) ON casework_reminder TO throughcare_policy;
SET ROLE throughcare_policy;
CREATE FUNCTION casework_settle_reminders() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_reminder r
     SET state = CASE WHEN NEW.state = 'open' AND r.due_on = NEW.due_on
                           AND r.meant_for_id IS NOT DISTINCT FROM NEW.responsible_id THEN 'open' ELSE 'over' END
   WHERE r.deadline_id = NEW.id AND r.state IN ('open', 'over');
  RETURN NULL;
END $$;
RESET ROLE;
CREATE TRIGGER settle_reminders AFTER UPDATE OF state, due_on, responsible_id ON casework_deadline
  FOR EACH ROW WHEN ((OLD.state, OLD.due_on, OLD.responsible_id) IS DISTINCT FROM
                     (NEW.state, NEW.due_on, NEW.responsible_id))
  EXECUTE FUNCTION casework_settle_reminders();

-- The ledger of messages: what is not known to have gone out, or not, stays visible to coordinators until they note it.
ALTER TABLE casework_remindermail ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_remindermail FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_remindermail FOR SELECT
  USING ((SELECT access_actor_has('coordinator')) AND partnership_id = (SELECT access_actor_partnership()));
CREATE POLICY noted ON casework_remindermail FOR UPDATE
  USING ((SELECT access_actor_has('coordinator')) AND partnership_id = (SELECT access_actor_partnership()));
CREATE POLICY worker_reads ON casework_remindermail FOR SELECT TO throughcare_worker USING (true);
CREATE POLICY worker_claims ON casework_remindermail FOR INSERT TO throughcare_worker WITH CHECK (true);
CREATE POLICY worker_settles ON casework_remindermail FOR UPDATE TO throughcare_worker USING (true);
REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES ON casework_remindermail FROM throughcare_app, throughcare_worker;
GRANT UPDATE (noted_at) ON casework_remindermail TO throughcare_app;
GRANT INSERT, UPDATE (state, attempts, answer, claimed_at, settled_at, again_at) ON casework_remindermail
  TO throughcare_worker;

-- The sweep asks the one policy who sees a case or an item now. It needs the places and the labels, and no word.
GRANT SELECT (area) ON casework_case TO throughcare_worker;
GRANT SELECT (user_id, purpose, is_order_supervisor) ON casework_caseteammember TO throughcare_worker;
GRANT SELECT (content_object_id, group_id, purpose, valid_from, valid_to) ON casework_caseagencygrant
  TO throughcare_worker;
GRANT SELECT (partnership_id, area, user_id, membership_id, agency_id, purpose, valid_from, valid_to)
  ON casework_caseoversight TO throughcare_worker;
GRANT SELECT (case_id, user_id, membership_id, agency_id, opened_at, expires_at, ended_at) ON casework_emergencyaccess
  TO throughcare_worker;
GRANT SELECT (id, case_id, originator_id, author_id, handling, data_category, released_tier, told_to_companions,
              status, has_summary, has_gist) ON casework_note TO throughcare_worker;
GRANT SELECT (note_id, user_id) ON casework_notelisting TO throughcare_worker;
GRANT SELECT (id, note_id) ON casework_noteresponse, casework_contact TO throughcare_worker;
DO $$
DECLARE
  v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['caseagencygrant', 'caseoversight', 'emergencyaccess', 'note', 'notelisting',
                                 'noteresponse', 'contact'] LOOP
    EXECUTE format('CREATE POLICY worker_reads_keys ON %I FOR SELECT TO throughcare_worker USING (true)',
                   'casework_' || v_table);
  END LOOP;
END $$;

-- Figures for whoever looks after the reminders of a partnership: numbers and ages, no row.
SET ROLE throughcare_policy;
CREATE FUNCTION casework_reminder_figures(p_partnership uuid)
RETURNS TABLE (standing bigint, to_post bigint, oldest timestamptz, last_raised timestamptz, told_nobody bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF session_user <> 'throughcare_worker' AND current_setting('role') <> 'throughcare_worker'
     AND NOT (access_actor_has('coordinator') AND p_partnership = access_actor_partnership()) THEN
    RAISE EXCEPTION 'figures are for the coordinators of the partnership' USING ERRCODE = '42501';
  END IF;
  RETURN QUERY
    SELECT (SELECT count(*) FROM casework_reminder r WHERE r.partnership_id = p_partnership AND r.state = 'open'),
           (SELECT count(*) FROM casework_reminder r WHERE r.partnership_id = p_partnership AND r.post = 'waiting'),
           (SELECT min(r.raised_at) FROM casework_reminder r
             WHERE r.partnership_id = p_partnership AND r.post = 'waiting'),
           (SELECT max(r.raised_at) FROM casework_reminder r WHERE r.partnership_id = p_partnership),
           (SELECT count(*) FROM casework_deadline d JOIN agencies_agency y ON y.id = d.agency_id
             WHERE y.partnership_id = p_partnership AND d.state = 'open' AND d.due_on < statement_timestamp()::date
               AND NOT EXISTS (SELECT 1 FROM casework_reminder r WHERE r.deadline_id = d.id AND r.due_on = d.due_on));
END $$;
RESET ROLE;
