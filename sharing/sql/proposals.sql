-- The second wall of proposed disclosures to anyone outside the team. That one is proposed, to whom and what for, is
-- known inside the case. Its words are read by the agency that proposes it, by whoever reads each record behind it as
-- far, and once it is handed in by who oversees the area and decides. What was handed in is never changed; what stands
-- is moved by decisions, by the disclosure itself and by answers of legal advisers, not by the application.
GRANT UPDATE (state, held, version) ON sharing_disclosureproposal TO throughcare_policy;
SET ROLE throughcare_policy;

CREATE FUNCTION sharing_oversees(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM casework_places(p_case) p WHERE p.kind = 'oversight');
$$;
CREATE FUNCTION sharing_reads_proposal(p_proposal uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 500 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT (casework_works(d.case_id) AND (d.agency_id = access_actor_agency() OR NOT EXISTS (
              SELECT 1 FROM sharing_proposalrecord q
               WHERE q.proposal_id = d.id AND q.is_current AND casework_tier_of(q.note_id) < q.tier)))
           OR (d.state <> 'draft' AND sharing_oversees(d.case_id))
      FROM sharing_disclosureproposal d WHERE d.id = p_proposal), false);
$$;
CREATE FUNCTION sharing_drafts_proposal(p_proposal uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT d.state = 'draft' AND d.membership_id = access_actor_membership() AND casework_edits(d.case_id)
                     FROM sharing_disclosureproposal d WHERE d.id = p_proposal), false);
$$;
CREATE FUNCTION sharing_keeps_proposal(p_proposal uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT (d.membership_id = access_actor_membership() AND casework_edits(d.case_id))
                          OR casework_manages(d.case_id)
                     FROM sharing_disclosureproposal d WHERE d.id = p_proposal), false);
$$;
-- May a record stand behind it: one that whoever proposes reads as far, of another agency no fuller than it released;
-- what is secret for an investigation never, what is about health only by the agency that wrote it.
CREATE FUNCTION sharing_may_base(p_proposal uuid, p_note uuid, p_tier integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT sharing_drafts_proposal(p_proposal) AND casework_tier_of(n.id) >= p_tier AND n.secrecy <> 'investigation'
           AND (n.originator_id = access_actor_agency()
                OR (p_tier <= n.released_tier AND n.secrecy <> 'health' AND n.data_category <> 'health'))
      FROM casework_note n WHERE n.id = p_note), false);
$$;
-- May this person decide: who oversees the area, and as the second of two also case manager or order supervisor; never
-- whoever proposed it (a constraint), nobody twice, nothing while a question to the advisers is open.
CREATE FUNCTION sharing_may_decide(p_proposal uuid, p_proposer uuid, p_number integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT d.state = 'checks' AND NOT d.held AND d.user_id = p_proposer AND sharing_reads_proposal(d.id)
           AND CASE WHEN p_number = 1 THEN sharing_oversees(d.case_id)
                    ELSE d.findable AND (sharing_oversees(d.case_id) OR casework_manages(d.case_id))
                         AND EXISTS (SELECT 1 FROM sharing_proposaldecision x WHERE x.proposal_id = d.id) END
      FROM sharing_disclosureproposal d WHERE d.id = p_proposal), false);
$$;
-- May it be recorded as made: as it was approved, to that recipient, for that purpose, as full, by who keeps it.
CREATE FUNCTION sharing_may_make(p_proposal uuid, p_agency uuid, p_recipient text, p_purpose text, p_tier integer)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT d.state = 'approved' AND NOT d.held AND d.to_agency_id IS NOT DISTINCT FROM p_agency
           AND d.recipient = p_recipient AND d.purpose = p_purpose AND d.tier = p_tier AND sharing_keeps_proposal(d.id)
      FROM sharing_disclosureproposal d WHERE d.id = p_proposal), false);
$$;

CREATE FUNCTION sharing_decide_proposal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE sharing_disclosureproposal d
     SET state = CASE WHEN NOT NEW.approved THEN 'refused' WHEN d.findable AND NEW.number = 1 THEN 'checks'
                      ELSE 'approved' END,
         version = d.version + 1
   WHERE d.id = NEW.proposal_id;
  RETURN NULL;
END $$;
CREATE FUNCTION sharing_make_proposal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE sharing_disclosureproposal d SET state = 'made', version = d.version + 1 WHERE d.id = NEW.proposal_id;
  RETURN NULL;
END $$;
-- "I am not sure" puts a proposal on hold; the answer to the last open question lets it go on.
CREATE FUNCTION sharing_hold_proposal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_proposal uuid := NEW.proposal_id;
BEGIN
  UPDATE sharing_disclosureproposal d
     SET held = EXISTS (SELECT 1 FROM sharing_legaladvicerequest r
                         WHERE r.proposal_id = d.id
                           AND NOT EXISTS (SELECT 1 FROM sharing_adviceanswer a WHERE a.request_id = r.id)),
         version = d.version + 1
   WHERE d.id = v_proposal;
  RETURN NULL;
END $$;
RESET ROLE;

ALTER TABLE sharing_disclosureproposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_disclosureproposal FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_disclosureproposal FOR SELECT USING (casework_inside(case_id));
CREATE POLICY proposed ON sharing_disclosureproposal FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND user_id = (SELECT access_actor_user())
              AND agency_id = (SELECT access_actor_agency()) AND casework_edits(case_id) AND state = 'draft' AND NOT held);
CREATE POLICY changed ON sharing_disclosureproposal FOR UPDATE USING (sharing_keeps_proposal(id));

ALTER TABLE sharing_proposalwords ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_proposalwords FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_proposalwords FOR SELECT USING (sharing_reads_proposal(proposal_id));
CREATE POLICY written ON sharing_proposalwords FOR INSERT WITH CHECK (sharing_drafts_proposal(proposal_id));
CREATE POLICY changed ON sharing_proposalwords FOR UPDATE USING (sharing_drafts_proposal(proposal_id));

ALTER TABLE sharing_proposalrecord ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_proposalrecord FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_proposalrecord FOR SELECT
  USING (sharing_reads_proposal(proposal_id) AND casework_tier_of(note_id) >= 1);
CREATE POLICY based ON sharing_proposalrecord FOR INSERT WITH CHECK (sharing_may_base(proposal_id, note_id, tier));
CREATE POLICY changed ON sharing_proposalrecord FOR UPDATE USING (sharing_drafts_proposal(proposal_id))
  WITH CHECK (NOT is_current OR sharing_may_base(proposal_id, note_id, tier));

ALTER TABLE sharing_proposaldecision ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_proposaldecision FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_proposaldecision FOR SELECT USING (sharing_reads_proposal(proposal_id));
CREATE POLICY decided ON sharing_proposaldecision FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND user_id = (SELECT access_actor_user())
              AND sharing_may_decide(proposal_id, proposer_id, number));

-- What goes out with a proposal is recorded as it was approved. Each origin of a disclosure has a policy of its own.
CREATE POLICY made_as_approved ON sharing_disclosure FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership())
              AND sharing_may_make(proposal_id, to_agency_id, recipient, purpose, tier));

-- Answers about a proposal are told to whoever reads its words; the question and the reasoning are not.
ALTER POLICY seen ON sharing_adviceanswer
  USING (sharing_asked(request_id) OR sharing_reads_proposal(proposal_id));
ALTER POLICY asked ON sharing_legaladvicerequest
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND user_id = (SELECT access_actor_user())
              AND agency_id = (SELECT access_actor_agency()) AND partnership_id = (SELECT access_actor_partnership())
              AND asked_at = transaction_timestamp() AND casework_writes(case_id)
              AND (proposal_id IS NULL OR sharing_reads_proposal(proposal_id)));

-- An answer is about what its question is about.
SET ROLE throughcare_policy;
CREATE FUNCTION sharing_may_advise(p_request uuid, p_asker uuid, p_proposal uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT access_actor_has('legal') AND r.partnership_id = access_actor_partnership() AND r.user_id = p_asker
           AND r.proposal_id IS NOT DISTINCT FROM p_proposal
      FROM sharing_legaladvicerequest r WHERE r.id = p_request), false);
$$;
RESET ROLE;
ALTER POLICY answered ON sharing_adviceanswer
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND user_id = (SELECT access_actor_user())
              AND sharing_may_advise(request_id, asker_id, proposal_id));
SET ROLE throughcare_policy;
DROP FUNCTION sharing_may_advise(uuid, uuid);
RESET ROLE;

-- A proposal goes from step to step. What moves it on is not the application's to set: decisions, the disclosure,
-- answers of advisers do (the triggers above, as another role).
CREATE FUNCTION sharing_proposal_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_moves text[] := ARRAY['version', 'state', 'handed_in_at', 'ended_why', 'acknowledged_on', 'closed_on'];
  v_written text[] := ARRAY['to_agency_id', 'recipient', 'purpose', 'basis', 'categories', 'tier', 'findable'];
BEGIN
  IF NEW.state <> OLD.state AND NOT (
       (OLD.state = 'draft' AND NEW.state = 'checks' AND NOT OLD.held AND OLD.membership_id = access_actor_membership()
        AND EXISTS (SELECT 1 FROM sharing_proposalwords w WHERE w.proposal_id = OLD.id
                       AND '' NOT IN (w.text, w.lawful, w.necessary, w.proportionate, w.least, w.telling)))
       OR (OLD.state IN ('draft', 'checks', 'approved') AND NEW.state = 'withdrawn')
       OR (OLD.state = 'made' AND NEW.state = 'acknowledged')
       OR (OLD.state IN ('made', 'acknowledged') AND NEW.state = 'closed')) THEN
    PERFORM sharing_out_of_turn('a proposal goes from step to step');
  END IF;
  IF OLD.state = 'draft' AND OLD.membership_id = access_actor_membership() THEN
    v_moves := v_moves || v_written;
  ELSIF OLD.state = 'approved' AND NOT OLD.held THEN
    v_moves := v_moves || ARRAY['how', 'contact'];
  END IF;
  IF to_jsonb(NEW) - v_moves <> to_jsonb(OLD) - v_moves THEN
    PERFORM sharing_out_of_turn('what was handed in is not changed');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER in_turn BEFORE UPDATE ON sharing_disclosureproposal
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION sharing_proposal_in_turn();
CREATE FUNCTION sharing_stays_behind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_said text[] := ARRAY['version', 'text', 'basis_words', 'lawful', 'necessary', 'proportionate', 'least', 'telling',
                         'is_current'];
BEGIN
  IF to_jsonb(NEW) - v_said <> to_jsonb(OLD) - v_said THEN
    PERFORM sharing_out_of_turn('words and records stay with their proposal');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stays_behind BEFORE UPDATE ON sharing_proposalwords
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION sharing_stays_behind();
CREATE TRIGGER stays_behind BEFORE UPDATE ON sharing_proposalrecord
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION sharing_stays_behind();

CREATE TRIGGER decide_proposal AFTER INSERT ON sharing_proposaldecision
  FOR EACH ROW EXECUTE FUNCTION sharing_decide_proposal();
CREATE TRIGGER make_proposal AFTER INSERT ON sharing_disclosure
  FOR EACH ROW WHEN (NEW.proposal_id IS NOT NULL) EXECUTE FUNCTION sharing_make_proposal();
CREATE TRIGGER hold_proposal AFTER INSERT ON sharing_legaladvicerequest
  FOR EACH ROW WHEN (NEW.proposal_id IS NOT NULL) EXECUTE FUNCTION sharing_hold_proposal();
CREATE TRIGGER hold_proposal AFTER INSERT ON sharing_adviceanswer
  FOR EACH ROW WHEN (NEW.proposal_id IS NOT NULL) EXECUTE FUNCTION sharing_hold_proposal();

DO $$
DECLARE v_row record; v_table text;
BEGIN
  FOR v_row IN SELECT * FROM (VALUES
      ('sharing_proposalwords', 'of_one_case', ARRAY['proposal_id sharing_disclosureproposal case_id']),
      ('sharing_proposalrecord', 'of_one_case', ARRAY['proposal_id sharing_disclosureproposal case_id',
                                                      'note_id casework_note case_id']),
      ('sharing_proposaldecision', 'of_one_case', ARRAY['proposal_id sharing_disclosureproposal case_id']),
      ('sharing_legaladvicerequest', 'of_one_case', ARRAY['proposal_id sharing_disclosureproposal case_id']),
      ('sharing_disclosure', 'of_one_proposal', ARRAY['proposal_id sharing_disclosureproposal case_id']),
      ('sharing_adviceanswer', 'of_one_proposal', ARRAY['proposal_id sharing_disclosureproposal case_id'])
    ) AS t(name, trigger, links) LOOP
    EXECUTE format(
      'CREATE TRIGGER %I BEFORE INSERT OR UPDATE ON %I FOR EACH ROW WHEN (current_user = ''throughcare_app'')
       EXECUTE FUNCTION casework_of_one_case(%s)', v_row.trigger, v_row.name,
      (SELECT string_agg(quote_literal(link), ', ' ORDER BY n) FROM unnest(v_row.links) WITH ORDINALITY l(link, n)));
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['disclosureproposal', 'proposalwords'] LOOP
    EXECUTE format('CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON %I FOR EACH ROW
                    EXECUTE FUNCTION refuse_stale_update()', 'sharing_' || v_table);
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['disclosureproposal', 'proposalwords', 'proposalrecord', 'proposaldecision'] LOOP
    EXECUTE format('REVOKE DELETE, TRUNCATE, REFERENCES ON %I FROM throughcare_app', 'sharing_' || v_table);
    EXECUTE format('REVOKE ALL ON %I FROM throughcare_worker', 'sharing_' || v_table);
  END LOOP;
END $$;
REVOKE UPDATE ON sharing_proposaldecision FROM throughcare_app;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON sharing_proposaldecision
  FOR EACH ROW EXECUTE FUNCTION access_refuse_change();
