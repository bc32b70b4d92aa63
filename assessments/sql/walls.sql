-- The second wall of assessments: what an agency contributes stays its own until consensus is opened, a signed assessment
-- stays as it is, and each step is taken by the one whose turn it is.
GRANT UPDATE (released_tier) ON casework_note TO throughcare_policy;
GRANT UPDATE (opened, note_id, release_to, version) ON assessments_contribution TO throughcare_policy;
GRANT UPDATE (state, version) ON assessments_assessment TO throughcare_policy;

SET ROLE throughcare_policy;

CREATE FUNCTION assessments_contributes(p_case uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_agency = access_actor_agency() AND (casework_edits(p_case) OR casework_guests(p_case));
$$;
-- The state of an assessment, for what hangs on it.
CREATE FUNCTION assessments_state(p_assessment uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT a.state::text FROM assessments_assessment a WHERE a.id = p_assessment;
$$;
-- May this person write ratings into the contribution: their agency's, still closed, in time.
CREATE FUNCTION assessments_rates(p_contribution uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT NOT c.opened AND c.state IN ('asked', 'begun') AND assessments_contributes(c.case_id, c.agency_id)
           AND assessments_state(c.assessment_id) = 'contributions_open'
      FROM assessments_contribution c WHERE c.id = p_contribution), false);
$$;
-- May this person read the ratings of a contribution. Health items do not leave their agency.
CREATE FUNCTION assessments_reads(p_contribution uuid, p_is_health boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 400 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT assessments_contributes(c.case_id, c.agency_id)
           OR (c.opened AND NOT p_is_health AND casework_inside(c.case_id) AND casework_tier_of(c.note_id) >= 3)
      FROM assessments_contribution c WHERE c.id = p_contribution), false);
$$;
-- May this person countersign: the order supervisor, a senior who works on the case, the chair; never who signed.
CREATE FUNCTION assessments_countersigns(p_assessment uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT a.state = 'signed' AND m.user_id <> access_actor_user()
           AND (casework_supervises(a.case_id) OR (access_actor_has('supervisor') AND casework_edits(a.case_id))
                OR (access_actor_has('chair') AND casework_inside(a.case_id)))
      FROM assessments_assessment a JOIN agencies_agencymembership m ON m.id = a.assessor_id
     WHERE a.id = p_assessment), false);
$$;

-- Consensus is opened: what the agencies handed in is read by the others now, each as far as it was released.
CREATE FUNCTION assessments_open_consensus() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_note n SET released_tier = c.release_to
    FROM assessments_contribution c
   WHERE c.assessment_id = NEW.id AND c.note_id = n.id AND n.status = 'current' AND c.release_to IS NOT NULL;
  UPDATE assessments_contribution SET opened = true, version = version + 1
   WHERE assessment_id = NEW.id AND NOT opened;
  UPDATE casework_deadline SET state = 'dropped', done_at = statement_timestamp(), version = version + 1
   WHERE kind = 'contribution' AND state = 'open'
     AND subject_id IN (SELECT c.id FROM assessments_contribution c WHERE c.assessment_id = NEW.id);
  RETURN NEW;
END $$;
-- A correction that is signed takes the place of what it corrects.
CREATE FUNCTION assessments_supersede() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE assessments_assessment SET state = 'superseded', version = version + 1
   WHERE id = NEW.corrects_id AND state IN ('signed', 'countersigned');
  RETURN NEW;
END $$;
-- Words that are corrected before consensus stay with their agency like those before them; the contribution goes on with
-- them, and they leave the agency no further than was said when it handed in.
CREATE FUNCTION assessments_keep_back() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM assessments_contribution c
              WHERE c.note_id = NEW.supersedes_id AND c.agency_id = NEW.originator_id AND NOT c.opened) THEN
    UPDATE assessments_contribution SET release_to = least(release_to, NEW.released_tier), version = version + 1
     WHERE note_id = NEW.supersedes_id;
    NEW.released_tier := 0;
    NEW.court_tier := 0;
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION assessments_follow_correction() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE assessments_contribution SET note_id = NEW.id, version = version + 1
   WHERE note_id = NEW.supersedes_id AND agency_id = NEW.originator_id AND NOT opened;
  RETURN NEW;
END $$;
-- A contribution that is given settles what was due about it, whoever of the agency gave it.
CREATE FUNCTION assessments_settle_contribution() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_deadline SET state = 'done', done_at = statement_timestamp(), version = version + 1
   WHERE kind = 'contribution' AND state = 'open' AND subject_id = NEW.id;
  RETURN NEW;
END $$;

RESET ROLE;

CREATE TRIGGER open_consensus AFTER UPDATE OF state ON assessments_assessment
  FOR EACH ROW WHEN (OLD.state = 'contributions_open' AND NEW.state = 'consensus')
  EXECUTE FUNCTION assessments_open_consensus();
CREATE TRIGGER supersede AFTER UPDATE OF state ON assessments_assessment
  FOR EACH ROW WHEN (OLD.state = 'consensus' AND NEW.state = 'signed' AND NEW.corrects_id IS NOT NULL)
  EXECUTE FUNCTION assessments_supersede();
CREATE TRIGGER keep_back BEFORE INSERT ON casework_note
  FOR EACH ROW WHEN (NEW.supersedes_id IS NOT NULL) EXECUTE FUNCTION assessments_keep_back();
CREATE TRIGGER follow_correction AFTER INSERT ON casework_note
  FOR EACH ROW WHEN (NEW.supersedes_id IS NOT NULL) EXECUTE FUNCTION assessments_follow_correction();
CREATE TRIGGER settle_contribution AFTER UPDATE OF state ON assessments_contribution
  FOR EACH ROW WHEN (NEW.state IN ('handed_in', 'nothing') AND OLD.state IS DISTINCT FROM NEW.state)
  EXECUTE FUNCTION assessments_settle_contribution();

-- What a partnership asks with: no word about a person, and never changed but for being in use.
ALTER TABLE assessments_instrument ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_instrument FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON assessments_instrument FOR SELECT
  USING (partnership_id = (SELECT access_actor_partnership()));
CREATE POLICY loaded ON assessments_instrument FOR INSERT
  WITH CHECK ((SELECT access_actor_has('coordinator')) AND partnership_id = (SELECT access_actor_partnership())
              AND membership_id = (SELECT access_actor_membership()));
CREATE POLICY changed ON assessments_instrument FOR UPDATE
  USING ((SELECT access_actor_has('coordinator')) AND partnership_id = (SELECT access_actor_partnership()));
CREATE FUNCTION assessments_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_use text[] := ARRAY['version', 'is_active'];
BEGIN
  IF to_jsonb(NEW) - v_use <> to_jsonb(OLD) - v_use THEN
    RAISE EXCEPTION 'an instrument is never changed: load the next version' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER never_rewritten BEFORE UPDATE ON assessments_instrument
  FOR EACH ROW EXECUTE FUNCTION assessments_refuse_rewriting();

-- The assessment: read from inside, led by the case manager, countersigned by another person.
ALTER TABLE assessments_assessment ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_assessment FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON assessments_assessment FOR SELECT USING (casework_inside(case_id));
CREATE POLICY opened ON assessments_assessment FOR INSERT
  WITH CHECK (casework_leads(case_id) AND assessor_id = (SELECT access_actor_membership()));
CREATE POLICY changed ON assessments_assessment FOR UPDATE
  USING (casework_leads(case_id) OR assessments_countersigns(id))
  WITH CHECK (casework_inside(case_id));

ALTER TABLE assessments_contribution ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_contribution FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON assessments_contribution FOR SELECT
  USING (casework_inside(case_id) OR assessments_contributes(case_id, agency_id));
CREATE POLICY asked ON assessments_contribution FOR INSERT
  WITH CHECK (casework_leads(case_id) AND NOT opened AND state = 'asked' AND note_id IS NULL AND membership_id IS NULL
              AND release_to IS NULL AND nothing_reason = '' AND handed_in_at IS NULL
              AND assessments_state(assessment_id) = 'contributions_open');
CREATE POLICY written ON assessments_contribution FOR UPDATE
  USING (NOT opened AND assessments_contributes(case_id, agency_id)
         AND assessments_state(assessment_id) = 'contributions_open')
  WITH CHECK (NOT opened AND (note_id IS NULL OR casework_wrote(note_id)));

ALTER TABLE assessments_itemrating ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_itemrating FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON assessments_itemrating FOR SELECT USING (assessments_reads(contribution_id, is_health));
CREATE POLICY rated ON assessments_itemrating FOR INSERT WITH CHECK (assessments_rates(contribution_id));
CREATE POLICY changed ON assessments_itemrating FOR UPDATE USING (assessments_rates(contribution_id));

ALTER TABLE assessments_evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON assessments_evidence FOR SELECT
  USING (casework_tier_of(note_id) >= 1
         AND CASE WHEN rating_id IS NULL THEN casework_inside(case_id)
                  ELSE EXISTS (SELECT 1 FROM assessments_itemrating r WHERE r.id = rating_id) END);
CREATE POLICY linked ON assessments_evidence FOR INSERT
  WITH CHECK (casework_tier_of(note_id) >= 2
              AND CASE WHEN rating_id IS NULL
                       THEN EXISTS (SELECT 1 FROM assessments_consensusrating q WHERE q.id = consensus_id
                                       AND casework_leads(q.case_id) AND assessments_state(q.assessment_id) = 'consensus')
                       ELSE EXISTS (SELECT 1 FROM assessments_itemrating r WHERE r.id = rating_id
                                       AND assessments_rates(r.contribution_id)) END);
CREATE POLICY changed ON assessments_evidence FOR UPDATE
  USING (CASE WHEN rating_id IS NULL
              THEN EXISTS (SELECT 1 FROM assessments_consensusrating q WHERE q.id = consensus_id
                              AND casework_leads(q.case_id) AND assessments_state(q.assessment_id) = 'consensus')
              ELSE EXISTS (SELECT 1 FROM assessments_itemrating r WHERE r.id = rating_id
                              AND assessments_rates(r.contribution_id)) END);

ALTER TABLE assessments_dissent ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_dissent FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON assessments_dissent FOR SELECT USING (casework_inside(case_id));
CREATE POLICY said ON assessments_dissent FOR INSERT
  WITH CHECK (agency_id = (SELECT access_actor_agency()) AND membership_id = (SELECT access_actor_membership())
              AND casework_edits(case_id) AND assessments_state(assessment_id) = 'consensus');

-- What the case manager writes down for the team.
DO $$
DECLARE v_row record;
BEGIN
  FOR v_row IN SELECT * FROM (VALUES
      ('assessments_consensusrating', 'assessments_state(assessment_id) = ''consensus'''),
      ('assessments_formulation', 'assessments_state(assessment_id) IN (''draft'', ''contributions_open'', ''consensus'')'),
      ('assessments_scenario', 'assessments_state(assessment_id) IN (''draft'', ''contributions_open'', ''consensus'')'),
      ('assessments_judgement', 'assessments_state(assessment_id) = ''consensus'''),
      ('assessments_informationgap',
       'assessments_state(assessment_id) IN (''draft'', ''contributions_open'', ''consensus'')')
    ) AS t(name, while_open) LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_row.name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', v_row.name);
    EXECUTE format('CREATE POLICY seen ON %I FOR SELECT USING (casework_inside(case_id))', v_row.name);
    EXECUTE format('CREATE POLICY written ON %I FOR INSERT WITH CHECK (casework_leads(case_id) AND %s)', v_row.name,
                   v_row.while_open);
    IF v_row.name <> 'assessments_informationgap' THEN
      EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE USING (casework_leads(case_id) AND %s)', v_row.name,
                     v_row.while_open);
    END IF;
  END LOOP;
END $$;
ALTER POLICY written ON assessments_consensusrating
  WITH CHECK (casework_leads(case_id) AND assessments_state(assessment_id) = 'consensus'
              AND membership_id = (SELECT access_actor_membership()));
ALTER POLICY changed ON assessments_consensusrating
  WITH CHECK (assessments_state(assessment_id) = 'consensus' AND membership_id = (SELECT access_actor_membership()));
-- A gap is closed by whoever leads the case, or by who was to find out; its question stays once the assessment is signed.
CREATE POLICY changed ON assessments_informationgap FOR UPDATE
  USING (casework_leads(case_id) OR (owner_id = (SELECT access_actor_membership()) AND casework_edits(case_id)));
CREATE FUNCTION assessments_only_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_closing text[] := ARRAY['version', 'closed_on', 'answer'];
BEGIN
  IF OLD.closed_on IS NOT NULL THEN
    RAISE EXCEPTION 'a gap that is closed stays as it is' USING ERRCODE = '42501';
  END IF;
  IF to_jsonb(NEW) - v_closing <> to_jsonb(OLD) - v_closing
     AND (assessments_state(OLD.assessment_id) IN ('signed', 'countersigned', 'superseded')
          OR NOT casework_leads(OLD.case_id)) THEN
    RAISE EXCEPTION 'a gap is only closed' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_closed BEFORE UPDATE ON assessments_informationgap
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION assessments_only_closed();

-- Each step in its turn and in one's own name; what was signed is not changed.
CREATE FUNCTION assessments_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_me uuid := access_actor_membership();
  v_kept text[] := ARRAY['version', 'state', 'countersigner_id', 'countersigned_at'];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.signed_at IS NOT NULL OR NEW.countersigned_at IS NOT NULL OR NEW.countersigner_id IS NOT NULL
       OR NOT ((NEW.state = 'draft' AND NEW.corrects_id IS NULL) OR (NEW.state = 'consensus'
               AND coalesce(assessments_state(NEW.corrects_id), '') IN ('signed', 'countersigned'))) THEN
      RAISE EXCEPTION 'an assessment begins unsigned' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.instrument_id <> OLD.instrument_id OR NEW.corrects_id IS DISTINCT FROM OLD.corrects_id
     OR NEW.opened_at <> OLD.opened_at THEN
    RAISE EXCEPTION 'an assessment stays with its instrument' USING ERRCODE = '42501';
  END IF;
  IF OLD.state IN ('signed', 'countersigned', 'superseded') THEN
    IF to_jsonb(NEW) - v_kept <> to_jsonb(OLD) - v_kept
       OR NOT (OLD.state = 'signed' AND NEW.state = 'countersigned' AND OLD.countersigned_at IS NULL
               AND NEW.countersigned_at IS NOT NULL AND NEW.countersigner_id IS NOT DISTINCT FROM v_me
               AND assessments_countersigns(OLD.id)) THEN
      RAISE EXCEPTION 'what was signed is not changed; another person countersigns' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.countersigned_at IS NOT NULL OR NEW.countersigner_id IS NOT NULL
     OR (NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN
          (('draft', 'contributions_open'), ('contributions_open', 'consensus'), ('consensus', 'signed')))
     OR (NEW.signed_at IS NOT NULL) <> (NEW.state = 'signed')
     OR (NEW.assessor_id <> OLD.assessor_id AND NEW.assessor_id <> v_me)
     OR (NEW.state = 'signed' AND NEW.assessor_id <> v_me) THEN
    RAISE EXCEPTION 'an assessment goes from step to step, each in one''s own name' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER in_turn BEFORE INSERT OR UPDATE ON assessments_assessment
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION assessments_in_turn();

-- A contribution stays its agency's, and is asked as it was asked.
CREATE FUNCTION assessments_stays_asked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_given text[] := ARRAY['version', 'state', 'membership_id', 'nothing_reason', 'note_id', 'release_to',
                                'handed_in_at'];
BEGIN
  IF to_jsonb(NEW) - v_given <> to_jsonb(OLD) - v_given OR OLD.state IN ('handed_in', 'nothing')
     OR (NEW.membership_id IS DISTINCT FROM OLD.membership_id
         AND NEW.membership_id IS DISTINCT FROM access_actor_membership()) THEN
    RAISE EXCEPTION 'a contribution stays its agency''s' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stays_asked BEFORE UPDATE ON assessments_contribution
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION assessments_stays_asked();

-- An answer is one of those the instrument offers for the item, and a health item is marked as one.
CREATE FUNCTION assessments_offered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_instrument uuid; v_section jsonb; v_item jsonb; v_scale jsonb;
BEGIN
  IF TG_TABLE_NAME = 'assessments_itemrating' THEN
    SELECT c.instrument_id INTO v_instrument FROM assessments_contribution c WHERE c.id = NEW.contribution_id;
  ELSE
    SELECT a.instrument_id INTO v_instrument FROM assessments_assessment a WHERE a.id = NEW.assessment_id;
  END IF;
  SELECT s, i, d.definition -> 'scales' -> coalesce(i ->> 'scale', s ->> 'kind') INTO v_section, v_item, v_scale
    FROM assessments_instrument d, jsonb_array_elements(d.definition -> 'sections') s, jsonb_array_elements(s -> 'items') i
   WHERE d.id = v_instrument AND i ->> 'code' = NEW.item;
  IF v_item IS NULL OR (NEW.answer <> '' AND NOT EXISTS (
       SELECT 1 FROM jsonb_array_elements(v_scale -> 'answers') x WHERE x ->> 'code' = NEW.answer)) THEN
    RAISE EXCEPTION 'the instrument has no such item or answer' USING ERRCODE = '23514';
  END IF;
  IF coalesce((v_section ->> 'health')::boolean, false)
     AND (TG_TABLE_NAME <> 'assessments_itemrating' OR NOT (to_jsonb(NEW) ->> 'is_health')::boolean) THEN
    RAISE EXCEPTION 'a health item stays with health' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER offered BEFORE INSERT OR UPDATE ON assessments_itemrating
  FOR EACH ROW EXECUTE FUNCTION assessments_offered();
CREATE TRIGGER offered BEFORE INSERT OR UPDATE ON assessments_consensusrating
  FOR EACH ROW EXECUTE FUNCTION assessments_offered();

-- Both ends of a link are of one case; rows stay where they are; nothing is deleted; versions move by one.
DO $$
DECLARE v_row record; v_table text;
BEGIN
  FOR v_row IN SELECT * FROM (VALUES
      ('assessments_assessment', ARRAY['corrects_id assessments_assessment case_id']),
      ('assessments_contribution', ARRAY['assessment_id assessments_assessment case_id',
                                         'assessment_id assessments_assessment instrument_id',
                                         'note_id casework_note case_id']),
      ('assessments_itemrating', ARRAY['contribution_id assessments_contribution case_id']),
      ('assessments_evidence', ARRAY['rating_id assessments_itemrating case_id',
                                     'consensus_id assessments_consensusrating case_id', 'note_id casework_note case_id']),
      ('assessments_consensusrating', ARRAY['assessment_id assessments_assessment case_id']),
      ('assessments_dissent', ARRAY['assessment_id assessments_assessment case_id']),
      ('assessments_formulation', ARRAY['assessment_id assessments_assessment case_id']),
      ('assessments_scenario', ARRAY['assessment_id assessments_assessment case_id']),
      ('assessments_judgement', ARRAY['assessment_id assessments_assessment case_id']),
      ('assessments_informationgap', ARRAY['assessment_id assessments_assessment case_id'])
    ) AS t(name, links) LOOP
    EXECUTE format(
      'CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON %I FOR EACH ROW WHEN (current_user = ''throughcare_app'')
       EXECUTE FUNCTION casework_of_one_case(%s)', v_row.name,
      (SELECT string_agg(quote_literal(link), ', ' ORDER BY n) FROM unnest(v_row.links) WITH ORDINALITY l(link, n)));
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['assessment', 'contribution', 'itemrating', 'consensusrating'] LOOP
    EXECUTE format(
      'CREATE TRIGGER stays_on_its_case BEFORE UPDATE ON %I FOR EACH ROW
       WHEN (current_user = ''throughcare_app'' AND OLD.case_id IS DISTINCT FROM NEW.case_id)
       EXECUTE FUNCTION casework_stays_on_its_case()', 'assessments_' || v_table);
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['instrument', 'assessment', 'contribution', 'itemrating', 'consensusrating',
      'formulation', 'scenario', 'judgement', 'informationgap'] LOOP
    EXECUTE format('CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON %I FOR EACH ROW
                    EXECUTE FUNCTION refuse_stale_update()', 'assessments_' || v_table);
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['instrument', 'assessment', 'contribution', 'itemrating', 'evidence',
      'consensusrating', 'dissent', 'formulation', 'scenario', 'judgement', 'informationgap'] LOOP
    EXECUTE format('REVOKE DELETE, TRUNCATE, REFERENCES ON %I FROM throughcare_app', 'assessments_' || v_table);
    EXECUTE format('REVOKE ALL ON %I FROM throughcare_worker', 'assessments_' || v_table);
  END LOOP;
END $$;
REVOKE UPDATE ON assessments_dissent, assessments_evidence FROM throughcare_app;
GRANT UPDATE (is_current) ON assessments_evidence TO throughcare_app;  -- which record it is stays as it was said
