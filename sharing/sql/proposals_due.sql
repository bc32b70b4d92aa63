-- Whoever must decide about a proposed disclosure has it due within three days: who oversees the area, and for words that
-- let somebody be found, after the first of two, also case manager and order supervisor; never who proposed it, nobody
-- after their decision. While a question to the legal advisers is open nothing is due; the answer sets a new day.
SET ROLE throughcare_policy;

CREATE FUNCTION sharing_deciders_of(p_proposal uuid) RETURNS TABLE (membership_id uuid, agency_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT f.membership_id, f.agency_id
    FROM sharing_disclosureproposal d JOIN casework_case c ON c.id = d.case_id,
         LATERAL (SELECT o.membership_id, o.agency_id, o.user_id
                    FROM casework_caseoversight o JOIN agencies_agencymembership m ON m.id = o.membership_id
                   WHERE o.partnership_id = c.partnership_id AND o.area = c.area AND 'chair' = ANY (m.duties)
                     AND o.valid_from <= statement_timestamp() AND o.valid_to > statement_timestamp()
                  UNION ALL
                  SELECT t.membership_id, t.agency_id, t.user_id FROM casework_caseteammember t
                   WHERE t.content_object_id = c.id AND (t.is_case_manager OR t.is_order_supervisor)
                     AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp()
                     AND EXISTS (SELECT 1 FROM sharing_proposaldecision x WHERE x.proposal_id = d.id)) f
   WHERE d.id = p_proposal AND d.state = 'checks' AND NOT d.held AND f.user_id <> d.user_id
     AND NOT EXISTS (SELECT 1 FROM sharing_proposaldecision x WHERE x.proposal_id = d.id AND x.user_id = f.user_id);
$$;
REVOKE ALL ON FUNCTION sharing_deciders_of(uuid) FROM PUBLIC;
CREATE FUNCTION sharing_settle_proposal(p_proposal uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_deadline d
     SET state = CASE WHEN p.state IN ('approved', 'refused') OR EXISTS (
                        SELECT 1 FROM sharing_proposaldecision x
                         WHERE x.proposal_id = p.id AND x.membership_id = d.responsible_id) THEN 'done' ELSE 'dropped' END,
         done_at = statement_timestamp(), version = d.version + 1
    FROM sharing_disclosureproposal p
   WHERE p.id = p_proposal AND d.kind = 'proposal_decision' AND d.subject_id = p.id AND d.state = 'open'
     AND d.responsible_id NOT IN (SELECT f.membership_id FROM sharing_deciders_of(p_proposal) f);
  INSERT INTO casework_deadline (id, version, kind, case_id, due_on, responsible_id, agency_id, state, subject_kind,
                                 subject_id)
  SELECT gen_random_uuid(), 1, 'proposal_decision', p.case_id, current_date + 3, f.membership_id, f.agency_id, 'open',
         'disclosure_proposal', p.id
    FROM sharing_disclosureproposal p, sharing_deciders_of(p_proposal) f WHERE p.id = p_proposal
  ON CONFLICT DO NOTHING;
END $$;
REVOKE ALL ON FUNCTION sharing_settle_proposal(uuid) FROM PUBLIC;
CREATE FUNCTION sharing_proposal_falls_due() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM sharing_settle_proposal(NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION sharing_hand_over_proposals() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM sharing_settle_proposal(d.id) FROM sharing_disclosureproposal d
    WHERE d.case_id = NEW.content_object_id AND d.state = 'checks';
  RETURN NULL;
END $$;
RESET ROLE;

CREATE TRIGGER falls_due AFTER UPDATE ON sharing_disclosureproposal
  FOR EACH ROW WHEN (OLD.state = 'checks' OR NEW.state = 'checks') EXECUTE FUNCTION sharing_proposal_falls_due();
CREATE TRIGGER hand_over_proposals AFTER UPDATE OF is_case_manager, is_order_supervisor ON casework_caseteammember
  FOR EACH ROW WHEN (NEW.is_case_manager > OLD.is_case_manager OR NEW.is_order_supervisor > OLD.is_order_supervisor)
  EXECUTE FUNCTION sharing_hand_over_proposals();
