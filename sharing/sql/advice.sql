-- The second wall of legal advice. Advisers carry the duty in the partnership and see no case by it: a question, the
-- words that go with it and the answers are read by them and by whoever asked. Nothing is changed afterwards.
SET ROLE throughcare_policy;

-- May this person read a question: they asked it and still see its case, or they advise its partnership.
CREATE FUNCTION sharing_asked(p_request uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT (r.membership_id = access_actor_membership() AND casework_sees(r.case_id))
           OR (access_actor_has('legal') AND r.partnership_id = access_actor_partnership())
      FROM sharing_legaladvicerequest r WHERE r.id = p_request), false);
$$;
-- May words go with a question: whoever asks it adds them in the same transaction, as they stand in the note at that
-- tier, and of another agency no fuller than a summary.
CREATE FUNCTION sharing_may_quote(p_request uuid, p_note uuid, p_tier integer, p_words text, p_agency uuid)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT r.membership_id = access_actor_membership() AND r.asked_at = transaction_timestamp()
           AND p_agency = n.originator_id AND casework_tier_of(n.id) >= p_tier
           AND (n.originator_id = access_actor_agency() OR p_tier <= 3)
           AND EXISTS (SELECT 1 FROM casework_notetext t WHERE t.note_id = n.id AND t.tier = p_tier AND t.text = p_words)
      FROM sharing_legaladvicerequest r, casework_note n WHERE r.id = p_request AND n.id = p_note), false);
$$;
-- May this person answer: an adviser of the partnership, who names whoever asked. A constraint keeps the two apart.
CREATE FUNCTION sharing_may_advise(p_request uuid, p_asker uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT access_actor_has('legal') AND r.partnership_id = access_actor_partnership() AND r.user_id = p_asker
      FROM sharing_legaladvicerequest r WHERE r.id = p_request), false);
$$;

-- Each adviser of the partnership has it due, without a case, because they see none; whoever asked does not.
CREATE FUNCTION sharing_ask_advisers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO casework_deadline (id, version, kind, due_on, responsible_id, agency_id, state, subject_kind, subject_id)
  SELECT gen_random_uuid(), 1, 'legal_advice', NEW.due_on, m.id, m.agency_id, 'open', 'legal_advice', NEW.id
    FROM agencies_agencymembership m JOIN agencies_agency y ON y.id = m.agency_id
   WHERE 'legal' = ANY (m.duties) AND m.valid_from <= statement_timestamp() AND m.valid_to > statement_timestamp()
     AND y.partnership_id = NEW.partnership_id AND m.user_id <> NEW.user_id;
  RETURN NULL;
END $$;
CREATE FUNCTION sharing_settle_advice() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_deadline SET state = 'done', done_at = NEW.answered_at, version = version + 1
   WHERE kind = 'legal_advice' AND subject_id = NEW.request_id AND state = 'open';
  RETURN NULL;
END $$;

RESET ROLE;

ALTER TABLE sharing_legaladvicerequest ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_legaladvicerequest FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_legaladvicerequest FOR SELECT USING (
  (membership_id = (SELECT access_actor_membership()) AND casework_sees(case_id))
  OR ((SELECT access_actor_has('legal')) AND partnership_id = (SELECT access_actor_partnership())));
CREATE POLICY asked ON sharing_legaladvicerequest FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND user_id = (SELECT access_actor_user())
              AND agency_id = (SELECT access_actor_agency()) AND partnership_id = (SELECT access_actor_partnership())
              AND asked_at = transaction_timestamp() AND casework_writes(case_id));

ALTER TABLE sharing_advicecontext ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_advicecontext FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_advicecontext FOR SELECT USING (sharing_asked(request_id));
CREATE POLICY quoted ON sharing_advicecontext FOR INSERT
  WITH CHECK (sharing_may_quote(request_id, note_id, tier, words, agency_id));

ALTER TABLE sharing_adviceanswer ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_adviceanswer FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_adviceanswer FOR SELECT USING (sharing_asked(request_id));
CREATE POLICY answered ON sharing_adviceanswer FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND user_id = (SELECT access_actor_user())
              AND sharing_may_advise(request_id, asker_id));

ALTER TABLE sharing_advicereasoning ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_advicereasoning FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_advicereasoning FOR SELECT USING (
  sharing_asked((SELECT a.request_id FROM sharing_adviceanswer a WHERE a.id = answer_id)));
CREATE POLICY given ON sharing_advicereasoning FOR INSERT
  WITH CHECK (EXISTS (SELECT 1 FROM sharing_adviceanswer a
                       WHERE a.id = answer_id AND a.membership_id = (SELECT access_actor_membership())));

CREATE TRIGGER ask_advisers AFTER INSERT ON sharing_legaladvicerequest
  FOR EACH ROW EXECUTE FUNCTION sharing_ask_advisers();
CREATE TRIGGER settle_advice AFTER INSERT ON sharing_adviceanswer
  FOR EACH ROW EXECUTE FUNCTION sharing_settle_advice();

DO $$
DECLARE v_row record; v_table text;
BEGIN
  FOR v_row IN SELECT * FROM (VALUES
      ('sharing_advicecontext', ARRAY['request_id sharing_legaladvicerequest case_id', 'note_id casework_note case_id']),
      ('sharing_adviceanswer', ARRAY['request_id sharing_legaladvicerequest case_id']),
      ('sharing_advicereasoning', ARRAY['answer_id sharing_adviceanswer case_id'])
    ) AS t(name, links) LOOP
    EXECUTE format(
      'CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON %I FOR EACH ROW WHEN (current_user = ''throughcare_app'')
       EXECUTE FUNCTION casework_of_one_case(%s)', v_row.name,
      (SELECT string_agg(quote_literal(link), ', ' ORDER BY n) FROM unnest(v_row.links) WITH ORDINALITY l(link, n)));
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['legaladvicerequest', 'advicecontext', 'adviceanswer', 'advicereasoning'] LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON %I FROM throughcare_app', 'sharing_' || v_table);
    EXECUTE format('REVOKE ALL ON %I FROM throughcare_worker', 'sharing_' || v_table);
    EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON %I
                    FOR EACH ROW EXECUTE FUNCTION access_refuse_change()', 'sharing_' || v_table);
  END LOOP;
END $$;
