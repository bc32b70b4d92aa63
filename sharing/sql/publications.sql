-- The second wall of texts for the public. Read inside their case, by whoever asked for one about no case, and by chair
-- and legal advisers, of whom one each must say yes: two people, neither of whom asked for it (constraints say so too).
-- Nothing changes afterwards: a changed text is another one. Silence is a no. The first wall is
-- access/sight_publications.py.
GRANT INSERT ON sharing_publicationstep TO throughcare_policy;
SET ROLE throughcare_policy;

-- May it be asked for: about a case by whoever works on it, about none by the staff of agencies that are here for good.
CREATE FUNCTION sharing_may_publish(p_case uuid, p_partnership uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN p_case IS NULL THEN casework_shares_lessons(p_partnership)
              ELSE casework_edits(p_case) AND p_partnership = casework_partnership_of(p_case) END;
$$;
CREATE FUNCTION sharing_reads_publication(p_publication uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT casework_inside(p.case_id)
           OR (p.case_id IS NULL AND p.membership_id = access_actor_membership())
           OR (p.partnership_id = access_actor_partnership()
               AND (access_actor_has('chair') OR access_actor_has('legal')))
      FROM sharing_publicationrequest p WHERE p.id = p_publication), false);
$$;
-- Is it theirs to publish, to withdraw and to ask the person about: whoever asked for it, and who leads the case.
CREATE FUNCTION sharing_keeps_publication(p_publication uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT (p.membership_id = access_actor_membership() AND (p.case_id IS NULL OR casework_edits(p.case_id)))
           OR casework_leads(p.case_id)
      FROM sharing_publicationrequest p WHERE p.id = p_publication), false);
$$;
CREATE FUNCTION sharing_publication_said(p_publication uuid, p_kind text, p_verdict text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM sharing_publicationstep s
                  WHERE s.publication_id = p_publication AND s.kind = p_kind AND s.verdict = p_verdict);
$$;
-- Is it over: published, withdrawn, never answered, or somebody said no.
CREATE FUNCTION sharing_publication_over(p_publication uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM sharing_publicationstep s
                  WHERE s.publication_id = p_publication
                    AND (s.verdict = 'no' OR s.kind IN ('published', 'withdrawn', 'lapsed')));
$$;
-- May this person do this step. What the person says belongs to a text about a case; a yes of chair or adviser about a
-- case needs their yes before. They may take it back at any time, after it was published too.
CREATE FUNCTION sharing_may_go_on(p_publication uuid, p_case uuid, p_proposer uuid, p_kind text, p_verdict text)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT p.case_id IS NOT DISTINCT FROM p_case AND p.user_id = p_proposer
       AND (NOT sharing_publication_over(p.id)
            OR (p_kind = 'consent' AND p_verdict = 'no' AND sharing_publication_said(p.id, 'published', '')
                AND NOT sharing_publication_said(p.id, 'consent', 'no')))
       AND CASE WHEN p_kind IN ('chair', 'legal') THEN
                  access_actor_has(p_kind) AND p.partnership_id = access_actor_partnership()
                  AND p.answer_by >= current_date
                  AND (p_verdict = 'no' OR p.case_id IS NULL OR sharing_publication_said(p.id, 'consent', 'yes'))
                WHEN p_kind = 'consent' THEN p.case_id IS NOT NULL AND sharing_keeps_publication(p.id)
                WHEN p_kind = 'published' THEN
                  sharing_keeps_publication(p.id) AND sharing_publication_said(p.id, 'chair', 'yes')
                  AND sharing_publication_said(p.id, 'legal', 'yes')
                ELSE sharing_keeps_publication(p.id)  -- withdrawn: what lapsed has nobody, which the policy refuses
           END
      FROM sharing_publicationrequest p WHERE p.id = p_publication), false);
$$;

-- Chair and advisers have it to decide by its last day. What is due names no case: they may not know it.
CREATE FUNCTION sharing_publication_falls_due() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, subject_kind, subject_id)
  SELECT gen_random_uuid(), 1, 'publication', NEW.answer_by, m.id, m.agency_id, 'open', 'publication', NEW.id
    FROM agencies_agencymembership m JOIN agencies_agency y ON y.id = m.agency_id
   WHERE y.partnership_id = NEW.partnership_id AND m.user_id <> NEW.user_id
     AND ('chair' = ANY (m.duties) OR 'legal' = ANY (m.duties))
     AND m.valid_from <= statement_timestamp() AND m.valid_to > statement_timestamp();
  RETURN NULL;
END $$;
-- Each decision is met by itself: of the two, only the other's stays due; nothing is, once it is over or approved.
CREATE FUNCTION sharing_follow_publication() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_deadline d SET state = 'done', done_at = statement_timestamp(), version = d.version + 1
    FROM agencies_agencymembership m
   WHERE d.subject_kind = 'publication' AND d.subject_id = NEW.publication_id AND d.state = 'open'
     AND m.id = d.responsible_id
     AND (sharing_publication_over(NEW.publication_id)
          OR (NEW.kind IN ('chair', 'legal')
              AND (m.user_id = NEW.user_id
                   OR NOT (('chair' = ANY (m.duties) AND NOT sharing_publication_said(NEW.publication_id, 'chair', 'yes'))
                        OR ('legal' = ANY (m.duties) AND NOT sharing_publication_said(NEW.publication_id, 'legal', 'yes'))))));
  RETURN NULL;
END $$;

-- The sweep: what both have not approved by its last day is refused, with a line on the trail. Run twice or by two at
-- once, each is ended once.
CREATE FUNCTION sharing_lapse_publications(p_day date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_row record; v_ended integer := 0;
BEGIN
  FOR v_row IN
    SELECT p.id, p.case_id, p.user_id, p.partnership_id FROM sharing_publicationrequest p
     WHERE p.answer_by < p_day AND NOT sharing_publication_over(p.id)
       AND NOT (sharing_publication_said(p.id, 'chair', 'yes') AND sharing_publication_said(p.id, 'legal', 'yes'))
  LOOP
    INSERT INTO sharing_publicationstep (id, case_id, publication_id, proposer_id, kind, words, made_at)
    VALUES (gen_random_uuid(), v_row.case_id, v_row.id, v_row.user_id, 'lapsed', '', statement_timestamp())
    ON CONFLICT DO NOTHING;
    IF FOUND THEN
      PERFORM access_append('alter', 'publication.lapsed', 'publication', NULL, NULL, NULL, v_row.partnership_id,
                            ARRAY[v_row.id], v_row.case_id, '{}', 'worker', '', '{}');
      v_ended := v_ended + 1;
    END IF;
  END LOOP;
  RETURN v_ended;
END $$;
REVOKE ALL ON FUNCTION sharing_lapse_publications(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sharing_lapse_publications(date) TO throughcare_worker;
RESET ROLE;

ALTER TABLE sharing_publicationrequest ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_publicationrequest FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_publicationrequest FOR SELECT USING (
  casework_inside(case_id)
  OR (case_id IS NULL AND membership_id = (SELECT access_actor_membership()))
  OR (partnership_id = (SELECT access_actor_partnership())
      AND ((SELECT access_actor_has('chair')) OR (SELECT access_actor_has('legal')))));
CREATE POLICY asked ON sharing_publicationrequest FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND user_id = (SELECT access_actor_user())
              AND agency_id = (SELECT access_actor_agency())
              AND answer_by >= current_date AND sharing_may_publish(case_id, partnership_id));

ALTER TABLE sharing_publicationstep ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_publicationstep FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_publicationstep FOR SELECT USING (sharing_reads_publication(publication_id));
CREATE POLICY done ON sharing_publicationstep FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND user_id = (SELECT access_actor_user())
              AND made_at >= transaction_timestamp() AND made_at <= statement_timestamp()
              AND sharing_may_go_on(publication_id, case_id, proposer_id, kind, verdict));

CREATE TRIGGER falls_due AFTER INSERT ON sharing_publicationrequest
  FOR EACH ROW EXECUTE FUNCTION sharing_publication_falls_due();
CREATE TRIGGER follow AFTER INSERT ON sharing_publicationstep
  FOR EACH ROW EXECUTE FUNCTION sharing_follow_publication();

DO $$
DECLARE v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['sharing_publicationrequest', 'sharing_publicationstep'] LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON %I FROM throughcare_app', v_table);
    EXECUTE format('REVOKE ALL ON %I FROM throughcare_worker', v_table);
    EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON %I
                    FOR EACH ROW EXECUTE FUNCTION access_refuse_change()', v_table);
  END LOOP;
END $$;
