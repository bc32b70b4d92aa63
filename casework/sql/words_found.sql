-- The wordings of a case that hold some words: found first and judged then (performance decision 5). A policy judges
-- every wording before it looks for a word, because a comparison of texts is not leakproof. Of each note the least full
-- wording that holds them: whoever reads a fuller one reads that too. Past the wall nothing is judged here: what asks
-- there is judged by the first wall.
SET ROLE throughcare_policy;

-- By position, not by a pattern: no words of anybody's can make it fail.
CREATE FUNCTION casework_words_found(p_case uuid, p_words text) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN ARRAY(
    SELECT w.wording FROM (
      SELECT DISTINCT ON (n.id) n.*, t.id AS wording, t.tier AS depth
        FROM casework_note n JOIN casework_notetext t ON t.note_id = n.id
       WHERE n.case_id = p_case
         AND (position(upper(p_words) IN upper(t.text)) > 0 OR position(upper(p_words) IN upper(t.title)) > 0)
       ORDER BY n.id, t.tier) w
     WHERE casework_tier(w.id, w.case_id, w.originator_id, w.author_id, w.handling::text, w.data_category::text,
             w.released_tier::integer, w.told_to_companions, w.status::text, w.has_summary, w.has_gist) >= w.depth);
END $$;

RESET ROLE;

CREATE FUNCTION casework_wordings_with(p_case uuid, p_words text) RETURNS uuid[]
LANGUAGE plpgsql STABLE COST 1000 SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF row_security_active('casework_notetext') THEN
    RETURN casework_words_found(p_case, p_words);
  END IF;
  RETURN ARRAY(
    SELECT DISTINCT ON (n.id) t.id
      FROM casework_note n JOIN casework_notetext t ON t.note_id = n.id
     WHERE n.case_id = p_case
       AND (position(upper(p_words) IN upper(t.text)) > 0 OR position(upper(p_words) IN upper(t.title)) > 0)
     ORDER BY n.id, t.tier);
END $$;
