-- Legal holds. Placed, kept and lifted by the legal advisers and the chair of the case's partnership, without the case;
-- the case manager reads that one stands. While one stands nothing of the record is erased, nor proposed to be. It stops
-- nothing else: no duty report asks for it. The first wall is access/sight_erasing.py.
SET ROLE throughcare_policy;

CREATE FUNCTION sharing_oversees_erasing(p_partnership uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 50 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_partnership = access_actor_partnership() AND (access_actor_has('chair') OR access_actor_has('legal'));
$$;
-- The case of a reference, for chair and advisers of its partnership, who see no case by their duty; else nothing.
CREATE FUNCTION sharing_case_to_hold(p_reference text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id FROM casework_case c WHERE c.reference = p_reference AND sharing_oversees_erasing(c.partnership_id);
$$;
CREATE FUNCTION sharing_is_held(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 50 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM sharing_legalhold h WHERE h.case_id = p_case AND h.lifted_at IS NULL);
$$;
REVOKE ALL ON FUNCTION sharing_is_held(uuid) FROM PUBLIC;  -- asked by what may not say so

-- Whoever placed it looks at it again. What is due names no case: its team learns nothing of the hold.
CREATE FUNCTION sharing_follow_hold() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_deadline SET state = 'done', done_at = statement_timestamp(), version = version + 1
   WHERE kind = 'hold_review' AND subject_id = NEW.id AND state = 'open';
  IF NEW.lifted_at IS NULL THEN
    INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, subject_kind, subject_id)
    SELECT gen_random_uuid(), 1, 'hold_review', NEW.review_on, m.id, m.agency_id, 'open', 'hold', NEW.id
      FROM agencies_agencymembership m WHERE m.id = NEW.membership_id;
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION sharing_refuse_while_held() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF sharing_is_held(NEW.case_id) THEN
    PERFORM sharing_out_of_turn('a legal hold stands: nothing is erased');
  END IF;
  RETURN NEW;
END $$;
RESET ROLE;

ALTER TABLE sharing_legalhold ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_legalhold FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_legalhold FOR SELECT
  USING (casework_leads(case_id) OR sharing_oversees_erasing(partnership_id));
CREATE POLICY placed ON sharing_legalhold FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND user_id = (SELECT access_actor_user())
              AND lifted_at IS NULL AND partnership_id = sharing_partnership_of(case_id)
              AND sharing_oversees_erasing(partnership_id));
CREATE POLICY moved ON sharing_legalhold FOR UPDATE
  USING (lifted_at IS NULL AND sharing_oversees_erasing(partnership_id))
  WITH CHECK (lifted_by_id IS NULL OR lifted_by_id = (SELECT access_actor_membership()));

REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON sharing_legalhold FROM throughcare_app;
REVOKE ALL ON sharing_legalhold FROM throughcare_worker;
GRANT UPDATE (version, review_on, last_words, lifted_at, lifted_by_id) ON sharing_legalhold TO throughcare_app;
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON sharing_legalhold
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
CREATE TRIGGER follow AFTER INSERT OR UPDATE ON sharing_legalhold
  FOR EACH ROW EXECUTE FUNCTION sharing_follow_hold();
CREATE TRIGGER refuse_while_held BEFORE INSERT ON sharing_retentionreview
  FOR EACH ROW WHEN (NEW.proposal = 'erase') EXECUTE FUNCTION sharing_refuse_while_held();
