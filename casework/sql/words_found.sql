-- The wordings of a case that hold some words: found first and judged then (performance decision 5). A policy judges
-- every wording before it looks for a word, because a comparison of texts is not leakproof. Past the wall nothing is
-- judged here: what asks there is judged by the first wall.
SET ROLE throughcare_policy;

-- By position, not by a pattern: no words of anybody's can make it fail.
CREATE FUNCTION casework_words_found(p_case uuid, p_words text) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN ARRAY(
    SELECT t.id FROM casework_note n JOIN casework_notetext t ON t.note_id = n.id
     WHERE n.case_id = p_case
       AND (position(upper(p_words) IN upper(t.text)) > 0 OR position(upper(p_words) IN upper(t.title)) > 0)
       AND casework_tier(n.id, n.case_id, n.originator_id, n.author_id, n.handling::text, n.data_category::text,
             n.released_tier::integer, n.told_to_companions, n.status::text, n.has_summary, n.has_gist) >= t.tier);
END $$;

RESET ROLE;

CREATE FUNCTION casework_wordings_with(p_case uuid, p_words text) RETURNS uuid[]
LANGUAGE plpgsql STABLE COST 1000 SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF row_security_active('casework_notetext') THEN
    RETURN casework_words_found(p_case, p_words);
  END IF;
  RETURN ARRAY(
    SELECT t.id FROM casework_note n JOIN casework_notetext t ON t.note_id = n.id
     WHERE n.case_id = p_case
       AND (position(upper(p_words) IN upper(t.text)) > 0 OR position(upper(p_words) IN upper(t.title)) > 0));
END $$;
