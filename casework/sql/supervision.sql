-- The second wall of supervision and plan. Three questions more about a place on a case, and one about a contact.
SET ROLE throughcare_policy;

CREATE FUNCTION casework_inside(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM casework_places(p_case) p WHERE p.kind IN ('permanent', 'emergency', 'oversight'));
$$;
CREATE FUNCTION casework_leads(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM casework_places(p_case) p WHERE p.manages);
$$;
CREATE FUNCTION casework_supervises(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM casework_places(p_case) p WHERE p.supervises);
$$;
CREATE FUNCTION casework_guests(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM casework_places(p_case) p WHERE p.kind = 'ad_hoc');
$$;
-- The case of a row above, for tables that hang on a breach or a decision.
CREATE FUNCTION casework_case_of_breach(p_breach uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT b.case_id FROM casework_breach b WHERE b.id = p_breach;
$$;
CREATE FUNCTION casework_case_of_decision(p_decision uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT d.case_id FROM casework_decision d WHERE d.id = p_decision;
$$;
-- May this person change a contact of this case, maker and agency? Asked for the contact and for its marks.
CREATE FUNCTION casework_makes(p_case uuid, p_originator uuid, p_membership uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_originator = access_actor_agency()
     AND (casework_edits(p_case) OR (p_membership = access_actor_membership() AND casework_writes(p_case)));
$$;
CREATE FUNCTION casework_made_contact(p_contact uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT casework_makes(c.case_id, c.originator_id, c.membership_id)
                     FROM casework_contact c WHERE c.id = p_contact), false);
$$;
CREATE FUNCTION casework_reads_contact(p_case uuid, p_note uuid, p_membership uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 400 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN p_note IS NOT NULL THEN casework_tier_of(p_note) >= 3
              ELSE casework_works(p_case) OR (p_membership = access_actor_membership() AND casework_sees(p_case)) END;
$$;
CREATE FUNCTION casework_reads_marks(p_contact uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 400 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT casework_reads_contact(c.case_id, c.note_id, c.membership_id)
                     FROM casework_contact c WHERE c.id = p_contact), false);
$$;
CREATE FUNCTION casework_case_of_note(p_note uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT n.case_id FROM casework_note n WHERE n.id = p_note;
$$;

RESET ROLE;

-- What a partnership keeps for itself: no word about a person.
DO $$
DECLARE v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['casework_court', 'casework_ordertype', 'casework_signentry'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', v_table);
    EXECUTE format('CREATE POLICY seen ON %I FOR SELECT USING (partnership_id = (SELECT access_actor_partnership()))',
                   v_table);
    EXECUTE format('CREATE POLICY kept ON %I FOR INSERT WITH CHECK ((SELECT access_actor_has(''coordinator''))
                    AND partnership_id = (SELECT access_actor_partnership()))', v_table);
    EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE USING ((SELECT access_actor_has(''coordinator''))
                    AND partnership_id = (SELECT access_actor_partnership()))
                    WITH CHECK (partnership_id = (SELECT access_actor_partnership()))', v_table);
  END LOOP;
END $$;

-- The record of a case: read from inside. Who writes what: domain section 3.6.
DO $$
DECLARE
  v_row record;
BEGIN
  FOR v_row IN SELECT * FROM (VALUES
      ('casework_order', 'casework_supervises(case_id)', 'casework_supervises(case_id)'),
      ('casework_courtdecision', 'casework_supervises(case_id)', NULL),
      ('casework_custodyepisode', 'casework_edits(case_id)', 'casework_edits(case_id)'),
      ('casework_condition', 'casework_supervises(case_id) OR (state = ''proposed'' AND casework_edits(case_id))',
       'casework_supervises(case_id)'),
      ('casework_breach', 'casework_supervises(case_id)', 'casework_supervises(case_id)'),
      ('casework_decision', 'casework_manages(case_id)', NULL),
      ('casework_planversion', 'casework_leads(case_id)', 'casework_manages(case_id)'),
      ('casework_endingstep', 'casework_edits(case_id)', 'casework_edits(case_id)'),
      ('casework_achievement', 'casework_edits(case_id)', 'casework_edits(case_id)')
    ) AS t(name, inserted, updated) LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_row.name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', v_row.name);
    EXECUTE format('CREATE POLICY seen ON %I FOR SELECT USING (casework_inside(case_id))', v_row.name);
    EXECUTE format('CREATE POLICY recorded ON %I FOR INSERT WITH CHECK (%s)', v_row.name, v_row.inserted);
    IF v_row.updated IS NOT NULL THEN
      EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE USING (%s) WITH CHECK (%s)', v_row.name, v_row.updated,
                     v_row.updated);
    END IF;
  END LOOP;
END $$;

ALTER TABLE casework_safetypart ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_safetypart FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_safetypart FOR SELECT USING (casework_works(case_id));
CREATE POLICY recorded ON casework_safetypart FOR INSERT WITH CHECK (casework_leads(case_id));
CREATE POLICY changed ON casework_safetypart FOR UPDATE
  USING (casework_leads(case_id)) WITH CHECK (casework_leads(case_id));

ALTER TABLE casework_networklink ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_networklink FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_networklink FOR SELECT USING (casework_works(case_id));
CREATE POLICY recorded ON casework_networklink FOR INSERT WITH CHECK (casework_edits(case_id));
CREATE POLICY changed ON casework_networklink FOR UPDATE
  USING (casework_edits(case_id)) WITH CHECK (casework_edits(case_id));

-- What hangs on a breach or a decision.
ALTER TABLE casework_breachstep ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_breachstep FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_breachstep FOR SELECT USING (casework_inside(casework_case_of_breach(breach_id)));
CREATE POLICY recorded ON casework_breachstep FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership())
              AND casework_supervises(casework_case_of_breach(breach_id)));

ALTER TABLE casework_breachproof ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_breachproof FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_breachproof FOR SELECT USING (casework_inside(casework_case_of_breach(breach_id)));
CREATE POLICY recorded ON casework_breachproof FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership())
              AND casework_edits(casework_case_of_breach(breach_id)));

ALTER TABLE casework_proposedterm ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_proposedterm FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_proposedterm FOR SELECT USING (casework_inside(casework_case_of_breach(breach_id)));
CREATE POLICY recorded ON casework_proposedterm FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership())
              AND casework_edits(casework_case_of_breach(breach_id)));
CREATE POLICY changed ON casework_proposedterm FOR UPDATE
  USING (casework_supervises(casework_case_of_breach(breach_id)))
  WITH CHECK (casework_supervises(casework_case_of_breach(breach_id)));

ALTER TABLE casework_positiontaken ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_positiontaken FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_positiontaken FOR SELECT USING (casework_inside(casework_case_of_decision(decision_id)));
CREATE POLICY recorded ON casework_positiontaken FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership())
              AND casework_edits(casework_case_of_decision(decision_id))
              AND (agency_id = (SELECT access_actor_agency())
                   OR casework_manages(casework_case_of_decision(decision_id))));

-- Fields whose words are a note.
ALTER TABLE casework_contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_contact FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_contact FOR SELECT USING (casework_reads_contact(case_id, note_id, membership_id));
CREATE POLICY recorded ON casework_contact FOR INSERT
  WITH CHECK (casework_makes(case_id, originator_id, membership_id)
              AND (note_id IS NULL OR (casework_wrote(note_id) AND casework_case_of_note(note_id) = case_id)));
CREATE POLICY changed ON casework_contact FOR UPDATE
  USING (casework_makes(case_id, originator_id, membership_id))
  WITH CHECK (casework_makes(case_id, originator_id, membership_id)
              AND (note_id IS NULL OR casework_case_of_note(note_id) = case_id));

ALTER TABLE casework_contactcondition ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_contactcondition FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_contactcondition FOR SELECT USING (casework_reads_marks(contact_id));
CREATE POLICY recorded ON casework_contactcondition FOR INSERT WITH CHECK (casework_made_contact(contact_id));
CREATE POLICY changed ON casework_contactcondition FOR UPDATE
  USING (casework_made_contact(contact_id)) WITH CHECK (casework_made_contact(contact_id));

DO $$
DECLARE v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['casework_incident', 'casework_exposure', 'casework_signobservation'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', v_table);
    EXECUTE format('CREATE POLICY seen ON %I FOR SELECT USING (casework_tier_of(note_id) >= 3)', v_table);
    EXECUTE format('CREATE POLICY recorded ON %I FOR INSERT WITH CHECK (casework_wrote(note_id)
                    AND casework_case_of_note(note_id) = case_id)', v_table);
  END LOOP;
END $$;
CREATE POLICY assessed ON casework_signobservation FOR UPDATE
  USING (casework_leads(case_id)) WITH CHECK (casework_leads(case_id));

-- Parts of the plan: from inside; shared ones from every place; a guest's agency its own.
ALTER TABLE casework_objective ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_objective FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_objective FOR SELECT
  USING (casework_inside(case_id) OR (shared AND in_force AND casework_sees(case_id)));
CREATE POLICY recorded ON casework_objective FOR INSERT
  WITH CHECK (casework_leads(case_id) OR (state = 'proposed' AND agency_id = (SELECT access_actor_agency())
              AND casework_edits(case_id)));
CREATE POLICY changed ON casework_objective FOR UPDATE
  USING (casework_manages(case_id)) WITH CHECK (casework_manages(case_id));

ALTER TABLE casework_action ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_action FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_action FOR SELECT
  USING (casework_inside(case_id) OR (shared AND casework_sees(case_id))
         OR (agency_id = (SELECT access_actor_agency()) AND casework_guests(case_id)));
CREATE POLICY recorded ON casework_action FOR INSERT WITH CHECK (casework_edits(case_id));
CREATE POLICY changed ON casework_action FOR UPDATE
  USING (casework_edits(case_id) OR (agency_id = (SELECT access_actor_agency()) AND casework_guests(case_id)))
  WITH CHECK (casework_edits(case_id) OR (agency_id = (SELECT access_actor_agency()) AND casework_guests(case_id)));

ALTER TABLE casework_intervention ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_intervention FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_intervention FOR SELECT
  USING (casework_inside(case_id) OR (shared AND casework_sees(case_id))
         OR (provider_id = (SELECT access_actor_agency()) AND casework_guests(case_id)));
CREATE POLICY recorded ON casework_intervention FOR INSERT WITH CHECK (casework_edits(case_id));
CREATE POLICY changed ON casework_intervention FOR UPDATE
  USING (casework_edits(case_id)) WITH CHECK (casework_edits(case_id));

ALTER TABLE casework_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_session FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_session FOR SELECT
  USING (casework_inside(case_id) OR (shared AND casework_sees(case_id))
         OR (agency_id = (SELECT access_actor_agency()) AND casework_guests(case_id)));
CREATE POLICY recorded ON casework_session FOR INSERT
  WITH CHECK (agency_id = (SELECT access_actor_agency()) AND (casework_edits(case_id) OR casework_guests(case_id)));
CREATE POLICY changed ON casework_session FOR UPDATE
  USING (agency_id = (SELECT access_actor_agency()) AND (casework_edits(case_id) OR casework_guests(case_id)))
  WITH CHECK (agency_id = (SELECT access_actor_agency()) AND (casework_edits(case_id) OR casework_guests(case_id)));

-- Nothing of it is deleted, background work reads none of it, and every edited row has its refusing version.
DO $$
DECLARE v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['court', 'ordertype', 'order', 'courtdecision', 'condition', 'custodyepisode',
      'contact', 'contactcondition', 'incident', 'exposure', 'signentry', 'signobservation', 'breach', 'breachstep',
      'breachproof', 'proposedterm', 'decision', 'positiontaken', 'planversion', 'objective', 'action',
      'intervention', 'session', 'safetypart', 'networklink', 'endingstep', 'achievement'] LOOP
    EXECUTE format('REVOKE DELETE, TRUNCATE, REFERENCES ON %I FROM throughcare_app', 'casework_' || v_table);
    EXECUTE format('REVOKE ALL ON %I FROM throughcare_worker', 'casework_' || v_table);
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['court', 'ordertype', 'order', 'condition', 'custodyepisode', 'contact', 'signentry',
      'signobservation', 'breach', 'planversion', 'objective', 'action', 'intervention', 'session', 'safetypart',
      'networklink', 'endingstep'] LOOP
    EXECUTE format('CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON %I
                    FOR EACH ROW EXECUTE FUNCTION refuse_stale_update()', 'casework_' || v_table);
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['courtdecision', 'decision', 'positiontaken', 'breachstep', 'breachproof',
      'incident', 'exposure'] LOOP
    EXECUTE format('REVOKE UPDATE ON %I FROM throughcare_app', 'casework_' || v_table);
  END LOOP;
END $$;

-- A condition that binds keeps the court's words for ever: what changes is a new row with the next edition.
CREATE FUNCTION casework_court_words_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.case_id <> OLD.case_id OR NEW.order_id <> OLD.order_id OR NEW.number <> OLD.number
     OR NEW.edition <> OLD.edition OR NEW.replaces_id IS DISTINCT FROM OLD.replaces_id
     OR (OLD.source_decision_id IS NOT NULL
         AND (NEW.exact_text <> OLD.exact_text OR NEW.category <> OLD.category
              OR NEW.source_decision_id IS DISTINCT FROM OLD.source_decision_id))
     OR (OLD.state <> 'proposed' AND NEW.state = 'proposed') THEN
    RAISE EXCEPTION 'the words of a court are not edited' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER court_words_stay BEFORE UPDATE ON casework_condition
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION casework_court_words_stay();
