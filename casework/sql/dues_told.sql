-- What is due about a note or a question stands on the case, and is known to whoever reads them: to others its day would
-- tell that there is one. What is due on no case is known to whoever answers for it and to the seniors of their agency,
-- not to colleagues, who have no place where it comes from; what nobody answers for, to all of them. The first wall is
-- DueRow in access/sight.py, with told() in casework/queries/work_lists.py. Replaces the policy of walls.sql.
ALTER POLICY seen ON casework_deadline USING (
  CASE WHEN case_id IS NULL
       THEN responsible_id = (SELECT access_actor_membership())
            OR (agency_id = (SELECT access_actor_agency())
                AND (responsible_id IS NULL OR (SELECT access_actor_has('supervisor'))))
       WHEN responsible_id = (SELECT access_actor_membership()) THEN casework_sees(case_id)
       ELSE casework_works(case_id) END
  AND (kind <> 'note_answer' OR casework_tier_of(subject_id) >= 2)
  AND (kind <> 'question' OR EXISTS (SELECT 1 FROM casework_noteresponse r WHERE r.id = subject_id)));
