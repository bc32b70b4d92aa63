-- The second wall of requests between agencies. Spelled again on purpose; the first is access/sight_requests.py.
GRANT UPDATE (answered_at) ON sharing_sharingrequest TO throughcare_policy;
GRANT UPDATE (state, done_at, version) ON casework_deadline TO throughcare_policy;

SET ROLE throughcare_policy;

-- What the actor's places on the case let them do with a request, as a sum: 1 know of it, 2 read its words, 4 read what
-- guests do not, 8 review silences, 16 answer, 32 ask, 64 remark.
CREATE FUNCTION sharing_request_may(p_case uuid, p_agency uuid, p_asked uuid, p_purpose text) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_me uuid := access_actor_agency();
  v_held boolean; v_place record; v_sum integer := 0; v_between boolean; v_leads boolean;
BEGIN
  v_held := casework_agreed(p_agency, p_asked, p_purpose, NULL);
  FOR v_place IN SELECT * FROM casework_places(p_case) LOOP
    v_leads := v_place.manages AND v_place.kind = 'permanent' AND v_held
      AND (v_me = p_agency OR casework_agreed(v_me, p_agency, p_purpose, NULL))
      AND (v_me = p_asked OR casework_agreed(v_me, p_asked, p_purpose, NULL));
    v_between := v_place.kind IN ('permanent', 'ad_hoc') AND (v_me = p_agency OR (v_me = p_asked AND v_held));
    IF v_place.kind IN ('permanent', 'emergency', 'oversight')
       OR (v_place.kind = 'ad_hoc' AND v_me IN (p_agency, p_asked)) THEN
      v_sum := v_sum | 1;
    END IF;
    IF v_between OR v_leads THEN
      v_sum := v_sum | 2;
      IF v_place.kind = 'permanent' THEN v_sum := v_sum | 4; END IF;
    END IF;
    IF v_place.kind = 'oversight' THEN v_sum := v_sum | 8; END IF;
    IF v_between AND v_me = p_asked THEN v_sum := v_sum | 16; END IF;
    IF v_place.kind = 'permanent' AND v_me = p_agency THEN v_sum := v_sum | 32 | 64; END IF;
    IF v_leads THEN v_sum := v_sum | 64; END IF;
  END LOOP;
  RETURN v_sum;
END $$;
CREATE FUNCTION sharing_may(p_request uuid) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER COST 350 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT sharing_request_may(r.case_id, r.agency_id, r.asked_id, r.purpose::text)
                     FROM sharing_sharingrequest r WHERE r.id = p_request), 0);
$$;
-- Who asked, for whoever may do that much with the request.
CREATE FUNCTION sharing_asked_by(p_request uuid, p_may integer) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT r.membership_id FROM sharing_sharingrequest r
   WHERE r.id = p_request AND (sharing_may(r.id) & (p_may | 1)) = (p_may | 1);
$$;
-- What was answered, as far as everybody who reads it knows, for whoever reads it and may do that much; for the caller's
-- own answer alone where so asked.
CREATE FUNCTION sharing_given(p_request uuid, p_by uuid, p_may integer) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT a.given::text FROM sharing_sharinganswer a
   WHERE a.request_id = p_request AND (p_by IS NULL OR a.membership_id = p_by)
     AND (sharing_may(p_request) & (p_may | 2)) = (p_may | 2);
$$;
-- An answer closes the request and what was due for it, whoever of the asked agency gives it, in one act.
CREATE FUNCTION sharing_answered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE sharing_sharingrequest SET answered_at = NEW.answered_at WHERE id = NEW.request_id;
  UPDATE casework_deadline SET state = 'done', done_at = NEW.answered_at, version = version + 1
   WHERE kind = 'request_answer' AND subject_id = NEW.request_id AND state = 'open';
  RETURN NULL;
END $$;

RESET ROLE;

CREATE TRIGGER answered AFTER INSERT ON sharing_sharinganswer FOR EACH ROW EXECUTE FUNCTION sharing_answered();

ALTER TABLE sharing_sharingrequest ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_sharingrequest FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_sharingrequest FOR SELECT
  USING ((sharing_request_may(case_id, agency_id, asked_id, purpose::text) & 1) = 1);
CREATE POLICY asked ON sharing_sharingrequest FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND agency_id = (SELECT access_actor_agency())
              AND seen_at IS NULL AND answered_at IS NULL AND casework_edits(case_id)
              AND casework_agreed(agency_id, asked_id, purpose::text, NULL));
CREATE POLICY opened ON sharing_sharingrequest FOR UPDATE
  USING (seen_at IS NULL AND (sharing_request_may(case_id, agency_id, asked_id, purpose::text) & 16) = 16)
  WITH CHECK (seen_by_id = (SELECT access_actor_membership()));

ALTER TABLE sharing_requestwords ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_requestwords FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_requestwords FOR SELECT USING ((sharing_may(request_id) & 2) = 2);
CREATE POLICY said ON sharing_requestwords FOR INSERT
  WITH CHECK (sharing_asked_by(request_id, 32) = (SELECT access_actor_membership()));

ALTER TABLE sharing_sharinganswer ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_sharinganswer FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_sharinganswer FOR SELECT USING ((sharing_may(request_id) & 2) = 2);
CREATE POLICY given ON sharing_sharinganswer FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND (sharing_may(request_id) & 16) = 16
              AND (note_id IS NULL OR (casework_originator(note_id) = (SELECT access_actor_agency())
                                       AND casework_tier_of(note_id) >= 4)));

ALTER TABLE sharing_answersilence ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_answersilence FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_answersilence FOR SELECT USING ((sharing_may(request_id) & 12) > 0);
CREATE POLICY kept ON sharing_answersilence FOR INSERT
  WITH CHECK (sharing_given(request_id, (SELECT access_actor_membership()), 16) = 'nothing');

ALTER TABLE sharing_requestremark ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_requestremark FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON sharing_requestremark FOR SELECT USING ((sharing_may(request_id) & 4) = 4);
CREATE POLICY said ON sharing_requestremark FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership())
              AND ((kind = 'effect' AND sharing_given(request_id, NULL, 64) IN ('refused', 'nothing'))
                   OR (kind = 'action'
                       AND sharing_given(request_id, (SELECT access_actor_membership()), 16) = 'nothing')));

-- Both ends of a link are of one case; nothing is changed or deleted but the first look at a request.
DO $$
DECLARE v_row record;
BEGIN
  FOR v_row IN SELECT * FROM (VALUES
      ('sharing_sharingrequest', ARRAY['second_to_id sharing_sharingrequest case_id',
                                       'second_to_id sharing_sharingrequest agency_id',
                                       'second_to_id sharing_sharingrequest asked_id']),
      ('sharing_requestwords', ARRAY['request_id sharing_sharingrequest case_id']),
      ('sharing_sharinganswer', ARRAY['request_id sharing_sharingrequest case_id', 'note_id casework_note case_id']),
      ('sharing_answersilence', ARRAY['request_id sharing_sharingrequest case_id']),
      ('sharing_requestremark', ARRAY['request_id sharing_sharingrequest case_id'])
    ) AS t(name, links) LOOP
    EXECUTE format(
      'CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON %I FOR EACH ROW WHEN (current_user = ''throughcare_app'')
       EXECUTE FUNCTION casework_of_one_case(%s)', v_row.name,
      (SELECT string_agg(quote_literal(link), ', ' ORDER BY n) FROM unnest(v_row.links) WITH ORDINALITY l(link, n)));
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON %I FROM throughcare_app', v_row.name);
    EXECUTE format('REVOKE ALL ON %I FROM throughcare_worker', v_row.name);
  END LOOP;
END $$;
GRANT UPDATE (seen_at, seen_by_id) ON sharing_sharingrequest TO throughcare_app;
