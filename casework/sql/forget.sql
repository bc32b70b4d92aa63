-- Reminders and messages are kept as long as the partnership says after what they told of was settled, and erased then.
-- What is open is never touched, nor a message that nobody has noted while it may not have arrived. The trail stays.
GRANT DELETE ON casework_reminder, casework_remindermail TO throughcare_policy;

SET ROLE throughcare_policy;
CREATE FUNCTION casework_forget_reminders() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_partnership record; v_before timestamptz; v_gone integer; v_all integer := 0;
BEGIN
  IF session_user <> 'throughcare_worker' AND current_setting('role') <> 'throughcare_worker' THEN
    RAISE EXCEPTION 'only the sweep forgets reminders' USING ERRCODE = '42501';
  END IF;
  FOR v_partnership IN SELECT p.id, p.settings FROM agencies_partnership p LOOP
    v_before := statement_timestamp() - make_interval(
      days => coalesce((v_partnership.settings -> 'cadences' ->> 'reminders_kept')::integer, 365));
    DELETE FROM casework_reminder r USING casework_deadline d
     WHERE d.id = r.deadline_id AND r.partnership_id = v_partnership.id AND r.post <> 'waiting'
       AND d.state <> 'open' AND d.done_at < v_before AND r.raised_at < v_before;
    GET DIAGNOSTICS v_gone = ROW_COUNT;
    v_all := v_all + v_gone;
    DELETE FROM casework_remindermail m
     WHERE m.partnership_id = v_partnership.id AND (m.state = 'sent' OR m.noted_at IS NOT NULL)
       AND m.claimed_at < v_before AND NOT EXISTS (SELECT 1 FROM casework_reminder r WHERE r.mail_id = m.id);
    GET DIAGNOSTICS v_gone = ROW_COUNT;
    v_all := v_all + v_gone;
  END LOOP;
  RETURN v_all;
END $$;
RESET ROLE;
