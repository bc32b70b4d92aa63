-- Carrying out an erasure. One function, the worker's alone; it asks again whether two people decided and nothing stands
-- in the way, removes every row of the case in one transaction, and leaves the bare fact. What would still point to a
-- row that is gone stops it at the end: then nothing was removed, and it is tried again.
DO $$
DECLARE v_table record;
BEGIN
  FOR v_table IN SELECT DISTINCT t.name FROM sharing_tables_of_a_case() t
                  UNION SELECT unnest(ARRAY['casework_person', 'casework_contactpoint', 'casework_relationship',
                                            'casework_case']) LOOP
    EXECUTE format('GRANT DELETE ON %s TO throughcare_policy', v_table.name);
  END LOOP;
END $$;
-- A table made later is erased too, whoever forgets to say so; the trail is granted nothing.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT DELETE ON TABLES TO throughcare_policy;

GRANT UPDATE (status, withdrawn_at, withdrawal_reason) ON casework_note TO throughcare_policy;

SET ROLE throughcare_policy;

-- Removes rows where a column holds one of these keys, and says how many in a count by table.
CREATE FUNCTION sharing_remove(p_table text, p_column text, p_keys uuid[], p_counts jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_gone integer;
BEGIN
  EXECUTE format('DELETE FROM %s WHERE %I = ANY ($1)', p_table, p_column) USING p_keys;
  GET DIAGNOSTICS v_gone = ROW_COUNT;
  IF v_gone = 0 THEN RETURN p_counts; END IF;
  RETURN p_counts || jsonb_build_object(p_table, coalesce((p_counts ->> p_table)::integer, 0) + v_gone);
END $$;

-- The keys of all rows of a case, of its person where it is their only case, and the case's own.
CREATE FUNCTION sharing_keys_of_a_case(p_case uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_keys uuid[] := ARRAY[p_case]; v_some uuid[]; v_table record;
BEGIN
  FOR v_table IN SELECT t.name, t.link FROM sharing_tables_of_a_case() t
                   JOIN pg_attribute a ON a.attrelid = t.name::regclass AND a.attname = 'id'
                    AND a.atttypid = 'uuid'::regtype WHERE t.level = 1 LOOP
    EXECUTE format('SELECT array_agg(id) FROM %s WHERE %I = $1', v_table.name, v_table.link) INTO v_some USING p_case;
    v_keys := v_keys || coalesce(v_some, '{}');
  END LOOP;
  RETURN v_keys;
END $$;

CREATE FUNCTION sharing_remove_case(p_case uuid) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_counts jsonb := '{}'; v_keys uuid[] := sharing_keys_of_a_case(p_case); v_some uuid[]; v_table record;
  v_person uuid[];
BEGIN
  SELECT array_agg(d.id) INTO v_some FROM casework_deadline d
   WHERE d.case_id = p_case OR d.subject_id = ANY (v_keys);
  v_counts := sharing_remove('casework_reminder', 'deadline_id', v_some, v_counts);
  v_counts := sharing_remove('casework_deadline', 'id', v_some, v_counts);
  v_counts := sharing_remove('access_draft', 'subject_id', v_keys, v_counts);
  FOR v_table IN SELECT * FROM sharing_tables_of_a_case() t WHERE t.level = 2 ORDER BY t.name, t.link LOOP
    EXECUTE format('SELECT array_agg(p.id) FROM %s p WHERE p.%I = $1', v_table.parent,
                   (SELECT t.link FROM sharing_tables_of_a_case() t WHERE t.level = 1 AND t.name = v_table.parent LIMIT 1))
       INTO v_some USING p_case;
    v_counts := sharing_remove(v_table.name, v_table.link, v_some, v_counts);
  END LOOP;
  FOR v_table IN SELECT * FROM sharing_tables_of_a_case() t WHERE t.level = 1 ORDER BY t.name, t.link LOOP
    v_counts := sharing_remove(v_table.name, v_table.link, ARRAY[p_case], v_counts);
  END LOOP;
  SELECT array_agg(c.person_id) INTO v_person FROM casework_case c
   WHERE c.id = p_case AND NOT EXISTS (SELECT 1 FROM casework_case o WHERE o.person_id = c.person_id AND o.id <> c.id);
  v_counts := sharing_remove('casework_case', 'id', ARRAY[p_case], v_counts);
  v_counts := sharing_remove('casework_contactpoint', 'person_id', v_person, v_counts);
  v_counts := sharing_remove('casework_relationship', 'person_id', v_person, v_counts);
  RETURN sharing_remove('casework_person', 'id', v_person, v_counts);
END $$;

-- Of one note: its words in each version, and what was said to them. The note stays without a word: others point to it.
CREATE FUNCTION sharing_remove_note(p_note uuid) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_counts jsonb := '{}'; v_notes uuid[] := sharing_versions_of_a_note(p_note); v_table text;
  v_quotes uuid[];
BEGIN
  FOREACH v_table IN ARRAY ARRAY['notetext', 'notelisting', 'noteresponse', 'noterelease'] LOOP
    v_counts := sharing_remove('casework_' || v_table, 'note_id', v_notes, v_counts);
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['sharing_contestedword', 'sharing_restrictionword', 'sharing_advicecontext',
                                 'casework_minutesclearance'] LOOP
    v_counts := sharing_remove(v_table, 'note_id', v_notes, v_counts);
  END LOOP;
  SELECT array_agg(q.id) INTO v_quotes FROM sharing_reportstatement q JOIN sharing_courtreport r ON r.id = q.report_id
   WHERE q.note_id = ANY (v_notes) AND NOT r.is_frozen;  -- what a court was told stays told
  v_counts := sharing_remove('sharing_reportstatement', 'id', v_quotes, v_counts);
  UPDATE casework_note SET status = CASE status WHEN 'current' THEN 'withdrawn' ELSE status END,
         withdrawn_at = coalesce(withdrawn_at, statement_timestamp()), withdrawal_reason = '' WHERE id = ANY (v_notes);
  RETURN sharing_remove('access_draft', 'subject_id', v_notes, v_counts);
END $$;

-- Agencies and courts to which something was disclosed, by name, and how many others.
CREATE FUNCTION sharing_recipients_of_a_case(p_case uuid) RETURNS TABLE (agencies jsonb, others integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(DISTINCT coalesce(y.name, k.name)) FILTER (WHERE d.recipient = ''), '[]'),
         (count(*) FILTER (WHERE d.recipient <> ''))::integer
    FROM sharing_disclosure d
    LEFT JOIN agencies_agency y ON y.id = d.to_agency_id LEFT JOIN casework_court k ON k.id = d.court_id
   WHERE d.case_id = p_case;
$$;
-- The same for whoever reads the erasure: chair and advisers learn whom the person's data reached, without the case.
CREATE FUNCTION sharing_recipients_of_erasure(p_erasure uuid) RETURNS TABLE (agencies jsonb, others integer)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT r.agencies, r.others FROM sharing_erasure e, LATERAL sharing_recipients_of_a_case(e.case_id) r
   WHERE e.id = p_erasure AND (casework_leads(e.case_id) OR sharing_oversees_erasing(e.partnership_id));
$$;

-- What was approved, and something stands in the way of now, waits for a decision again: when that is over, it does not
-- run by itself, on what was known before.
CREATE FUNCTION sharing_put_erasure_back(p_erasure uuid) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE sharing_erasure SET state = 'proposed', decider_id = NULL, decided_by_id = NULL, decided_at = NULL,
         decision_words = '', version = version + 1 WHERE id = p_erasure;
  SELECT access_append('alter', 'erasure.put_back', 'erasure', NULL, NULL, NULL, e.partnership_id, ARRAY[e.id], e.case_id,
                       '{}', e.ground, '', '{}') FROM sharing_erasure e WHERE e.id = p_erasure;
$$;
-- Answers the key of the case of which something was erased; nothing where nothing was.
CREATE FUNCTION sharing_carry_out_erasure(p_erasure uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_one sharing_erasure; v_counts jsonb; v_agencies jsonb; v_others integer;
BEGIN
  SELECT * INTO v_one FROM sharing_erasure WHERE id = p_erasure AND state = 'approved' FOR UPDATE;
  IF NOT FOUND OR v_one.decider_id IS NULL OR v_one.decider_id = v_one.user_id THEN RETURN NULL; END IF;
  IF sharing_stops_erasing(v_one.case_id, v_one.note_id, v_one.ground, v_one.source_id) IS DISTINCT FROM '' THEN
    PERFORM sharing_put_erasure_back(v_one.id);
    RETURN NULL;
  END IF;
  SELECT r.agencies, r.others INTO v_agencies, v_others FROM sharing_recipients_of_a_case(v_one.case_id) r;
  IF v_one.note_id IS NULL THEN
    v_counts := sharing_remove_case(v_one.case_id);
    UPDATE sharing_erasure SET version = version + 1,  -- with it goes what else waited
           words = '', decision_words = '', withdrawal_words = '',
           carried_at = CASE WHEN state = 'approved' THEN statement_timestamp() ELSE carried_at END,
           state = CASE state WHEN 'approved' THEN 'done' WHEN 'proposed' THEN 'withdrawn' ELSE state END
     WHERE case_id = v_one.case_id AND id <> v_one.id;
  ELSE
    v_counts := sharing_remove_note(v_one.note_id);
  END IF;
  UPDATE sharing_erasure SET state = 'done', carried_at = statement_timestamp(), counts = v_counts,
         agencies = v_agencies, others = v_others, words = '', decision_words = '', version = version + 1
   WHERE id = v_one.id;
  SET CONSTRAINTS ALL IMMEDIATE;  -- what still points to a row that is gone says so here
  SET CONSTRAINTS ALL DEFERRED;
  PERFORM access_append('erase', 'erasure.carried_out', 'erasure', NULL, NULL, NULL, v_one.partnership_id,
                        ARRAY[v_one.id], v_one.case_id, '{}', v_one.ground, '',
                        jsonb_build_object('rows', (SELECT sum(value::integer) FROM jsonb_each_text(v_counts))));
  RETURN v_one.case_id;
END $$;
CREATE FUNCTION sharing_erasures_to_carry_out() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT id FROM sharing_erasure WHERE state = 'approved' ORDER BY decided_at, id;
$$;

REVOKE ALL ON FUNCTION sharing_carry_out_erasure(uuid), sharing_erasures_to_carry_out() FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing_remove(text, text, uuid[], jsonb), sharing_remove_case(uuid), sharing_remove_note(uuid),
  sharing_put_erasure_back(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sharing_carry_out_erasure(uuid), sharing_erasures_to_carry_out() TO throughcare_worker;
RESET ROLE;
