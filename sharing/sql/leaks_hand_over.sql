-- Whoever manages a case now has what is due about its leaks. It names no case, so that it does not go over with what
-- else is due from the role (casework/services/hand_over.py): those who hand over need not know of any leak.
SET ROLE throughcare_policy;

CREATE FUNCTION sharing_hand_over_leaks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_deadline d
     SET state = CASE WHEN met.already THEN 'dropped' ELSE d.state END,
         done_at = CASE WHEN met.already THEN statement_timestamp() ELSE d.done_at END,
         responsible_id = CASE WHEN met.already THEN d.responsible_id ELSE NEW.membership_id END,
         agency_id = CASE WHEN met.already THEN d.agency_id ELSE NEW.agency_id END, version = d.version + 1
    FROM (SELECT o.id, EXISTS (SELECT 1 FROM casework_deadline x
                                WHERE x.kind = o.kind AND x.subject_id = o.subject_id AND x.state = 'open'
                                  AND x.responsible_id = NEW.membership_id)
                       OR (o.kind = 'leak_notice' AND r.membership_id = NEW.membership_id) AS already
            FROM casework_deadline o JOIN sharing_leakreport r ON r.id = o.subject_id
            JOIN agencies_agencymembership m ON m.id = o.responsible_id
           WHERE r.case_id = NEW.content_object_id AND o.subject_kind = 'leak' AND o.state = 'open'
             AND o.responsible_id <> NEW.membership_id
             AND (o.kind = 'leak_tell' OR (o.kind = 'leak_notice' AND NOT 'chair' = ANY (m.duties)))) met
   WHERE d.id = met.id;
  RETURN NULL;
END $$;
RESET ROLE;

CREATE TRIGGER hand_over_leaks AFTER UPDATE OF is_case_manager ON casework_caseteammember
  FOR EACH ROW WHEN (NEW.is_case_manager AND NOT OLD.is_case_manager) EXECUTE FUNCTION sharing_hand_over_leaks();
