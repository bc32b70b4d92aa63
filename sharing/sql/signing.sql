-- Nobody signs, countersigns, sends or answers in somebody else's name or out of turn: asked by the database too, of
-- whoever speaks SQL as the application. The first wall is sharing/services/report_signing.py and its neighbours.
SET ROLE throughcare_policy;

-- May this file be put beside a report: the author's once it is signed, the senior's once it is countersigned, each once.
CREATE FUNCTION sharing_may_file(p_report uuid, p_format text, p_signed_by uuid, p_countersigned_by uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT r.is_frozen AND p_signed_by = r.author_id AND CASE WHEN p_countersigned_by IS NULL
             THEN r.author_id = access_actor_membership() AND r.countersigned_at IS NULL AND sharing_keeps_report(r.id)
             ELSE p_countersigned_by = access_actor_membership() AND r.countersigner_id = p_countersigned_by
                  AND sharing_countersigns(r.id) END
           AND NOT EXISTS (SELECT 1 FROM sharing_reportversion v
                            WHERE v.report_id = r.id AND v.format = p_format AND v.made_at >= r.signed_at
                              AND v.countersigned_by_id IS NOT DISTINCT FROM p_countersigned_by)
      FROM sharing_courtreport r WHERE r.id = p_report), false);
$$;
-- May it be noted that a report went to this court: the one it was written for, countersigned.
CREATE FUNCTION sharing_may_send(p_report uuid, p_court uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT r.court_id = p_court AND r.is_frozen AND r.countersigned_at IS NOT NULL
                          AND sharing_keeps_report(r.id)
                     FROM sharing_courtreport r WHERE r.id = p_report), false);
$$;

RESET ROLE;

ALTER POLICY made ON sharing_reportversion
  WITH CHECK (sharing_may_file(report_id, format, signed_by_id, countersigned_by_id));
ALTER POLICY sent ON sharing_reportdelivery
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND sharing_may_send(report_id, court_id));
ALTER POLICY made ON sharing_disclosure
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND sharing_may_send(report_id, court_id)
              AND sharing_case_of_report(report_id) = case_id);

CREATE FUNCTION sharing_out_of_turn(p_what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', p_what USING ERRCODE = '42501';
END $$;

CREATE FUNCTION sharing_signs_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_me uuid := access_actor_membership();
  v_signed boolean := NEW.is_frozen AND NOT OLD.is_frozen;
  v_returned boolean := OLD.is_frozen AND NOT NEW.is_frozen;
  v_countersigned boolean := (NEW.countersigner_id, NEW.countersigned_at)
                             IS DISTINCT FROM (OLD.countersigner_id, OLD.countersigned_at);
  v_told text[] := ARRAY['version', 'state', 'countersigner_id', 'countersigned_at'];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state NOT IN ('due', 'assembling', 'draft') OR NEW.signed_at IS NOT NULL
       OR NEW.countersigner_id IS NOT NULL OR NEW.countersigned_at IS NOT NULL OR NEW.author_id IS DISTINCT FROM v_me THEN
      PERFORM sharing_out_of_turn('a report begins unsigned, in its writer''s own name');
    END IF;
    RETURN NEW;
  END IF;
  IF v_signed THEN
    IF OLD.state <> 'agency_check' OR NEW.state <> 'signed' OR NEW.signed_at IS NULL OR v_countersigned
       OR NEW.author_id IS DISTINCT FROM v_me OR NOT sharing_keeps_report(OLD.id)
       OR EXISTS (SELECT 1 FROM sharing_reportcheck c WHERE c.report_id = OLD.id
                     AND (c.state = 'waiting' OR (c.state = 'objects' AND c.answer = ''))) THEN
      PERFORM sharing_out_of_turn('a report is signed by its writer, once the agencies have checked it');
    END IF;
  ELSIF v_returned THEN
    IF NEW.state <> 'draft' OR NEW.signed_at IS NOT NULL OR v_countersigned OR NOT sharing_countersigns(OLD.id) THEN
      PERFORM sharing_out_of_turn('a signed report is returned by the senior');
    END IF;
  ELSIF v_countersigned THEN
    IF OLD.state <> 'signed' OR NEW.state <> 'signed' OR OLD.countersigned_at IS NOT NULL
       OR NEW.countersigned_at IS NULL OR NEW.countersigner_id IS DISTINCT FROM v_me
       OR NOT sharing_countersigns(OLD.id) THEN
      PERFORM sharing_out_of_turn('a report is countersigned by the senior, in their own name');
    END IF;
  ELSIF NOT sharing_keeps_report(OLD.id)
     OR (NEW.author_id IS DISTINCT FROM OLD.author_id AND NEW.author_id IS DISTINCT FROM v_me) THEN
    PERFORM sharing_out_of_turn('a report is kept by whoever supervises the order, in their own name');
  ELSIF NEW.state <> OLD.state AND (
          NEW.state = 'signed' OR OLD.state IN ('acknowledged', 'dropped')
          OR (OLD.state = 'sent' AND NEW.state <> 'acknowledged') OR (NEW.state = 'acknowledged' AND OLD.state <> 'sent')
          OR (NEW.state = 'sent' AND (OLD.state <> 'signed' OR OLD.countersigned_at IS NULL))) THEN
    PERFORM sharing_out_of_turn('a report goes from step to step');
  END IF;
  IF OLD.is_frozen AND NEW.is_frozen AND to_jsonb(NEW) - v_told <> to_jsonb(OLD) - v_told THEN
    PERFORM sharing_out_of_turn('what was signed is not changed');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signs_in_turn BEFORE INSERT OR UPDATE ON sharing_courtreport
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION sharing_signs_in_turn();

-- A check stays with its report and its agency; what an agency says is said by one of its people, and nothing else.
CREATE FUNCTION sharing_answers_for_itself() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_own boolean := NEW.agency_id = access_actor_agency();
  v_said text[] := ARRAY['version', 'state', 'words', 'membership_id', 'at'];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state NOT IN ('waiting', 'nobody') OR NEW.words <> '' OR NEW.membership_id IS NOT NULL THEN
      PERFORM sharing_out_of_turn('an agency answers for itself');
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.report_id, NEW.agency_id) IS DISTINCT FROM (OLD.report_id, OLD.agency_id) THEN
    PERFORM sharing_out_of_turn('a check stays with its report and its agency');
  END IF;
  IF v_own AND (to_jsonb(NEW) - v_said <> to_jsonb(OLD) - v_said OR NEW.state NOT IN ('agreed', 'objects')
                OR NEW.membership_id IS DISTINCT FROM access_actor_membership()) THEN
    PERFORM sharing_out_of_turn('an agency says whether its words stand, and nothing else');
  END IF;
  IF NOT v_own AND ((NEW.words, NEW.membership_id, NEW.at) IS DISTINCT FROM (OLD.words, OLD.membership_id, OLD.at)
                    OR (NEW.state <> OLD.state AND NEW.state IN ('agreed', 'objects'))) THEN
    PERFORM sharing_out_of_turn('an agency answers for itself');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER answers_for_itself BEFORE INSERT OR UPDATE ON sharing_reportcheck
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION sharing_answers_for_itself();

-- Of a delivery only the court's receipt is added.
CREATE FUNCTION sharing_only_acknowledged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_open text[] := ARRAY['version', 'acknowledged_on'];
BEGIN
  IF to_jsonb(NEW) - v_open <> to_jsonb(OLD) - v_open THEN
    PERFORM sharing_out_of_turn('a delivery is only acknowledged');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_acknowledged BEFORE UPDATE ON sharing_reportdelivery
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION sharing_only_acknowledged();
