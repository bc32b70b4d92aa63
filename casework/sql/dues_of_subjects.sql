-- What is due about a missed contact is known to whoever reads the contact: to others its day would tell that there was
-- one, and that it was missed. The first wall is told() in casework/queries/work_lists.py. Floors above teach the function
-- their own subjects. Replaces the policy of dues_told.sql.
SET ROLE throughcare_policy;
CREATE FUNCTION casework_knows_subject(p_kind text, p_subject uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 500 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE p_kind WHEN 'contact' THEN casework_reads_marks(p_subject) ELSE true END;
$$;
RESET ROLE;

ALTER POLICY seen ON casework_deadline USING (
  CASE WHEN case_id IS NULL
       THEN responsible_id = (SELECT access_actor_membership())
            OR (agency_id = (SELECT access_actor_agency())
                AND (responsible_id IS NULL OR (SELECT access_actor_has('supervisor'))))
       WHEN responsible_id = (SELECT access_actor_membership()) THEN casework_sees(case_id)
       ELSE casework_works(case_id) END
  AND (kind <> 'note_answer' OR casework_tier_of(subject_id) >= 2)
  AND (kind <> 'question' OR EXISTS (SELECT 1 FROM casework_noteresponse r WHERE r.id = subject_id))
  AND (case_id IS NULL OR kind NOT IN ('contact_letter', 'explanation', 'contested_fact', 'restriction_review')
       OR casework_knows_subject(subject_kind, subject_id)));
