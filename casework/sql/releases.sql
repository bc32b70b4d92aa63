-- A note is released further, or less far, by the agency that wrote it alone: a line is put down, and the database
-- changes the note by it. Otherwise the application only ever narrows a note (narrow.sql). The first wall is
-- access/sight_releases.py.
GRANT UPDATE (released_tier, told_to_companions, court_tier) ON casework_note TO throughcare_policy;

SET ROLE throughcare_policy;

-- May this line be put down: of one's own agency's current note, as it stands, and no further than one reads oneself.
-- Clinical text never leaves in full; nothing under secrecy goes to companions; words of an assessment go with it.
CREATE FUNCTION casework_may_release(p_note uuid, p_before integer, p_tier integer, p_told boolean, p_tell boolean)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT n.originator_id = access_actor_agency() AND n.status = 'current' AND n.kind <> 'assessment'
           AND n.released_tier = p_before AND n.told_to_companions = p_told
           AND casework_tier_of(n.id) >= 4 AND casework_writes(n.case_id)
           AND (n.author_id = access_actor_user() OR casework_edits(n.case_id))
           AND (n.secrecy <> 'health' OR p_tier <= 3)
           AND (NOT p_tell OR (n.secrecy = 'none' AND n.handling = 'team'))
      FROM casework_note n WHERE n.id = p_note), false);
$$;
-- May it be proposed that companions be told: by a permanent member of another agency, of a note that could be.
CREATE FUNCTION casework_may_propose(p_note uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT n.originator_id <> access_actor_agency() AND n.status = 'current' AND n.kind <> 'assessment'
           AND n.secrecy = 'none' AND n.handling = 'team' AND NOT n.told_to_companions AND casework_edits(n.case_id)
      FROM casework_note n WHERE n.id = p_note), false);
$$;
-- The note follows its line; no earlier version is read further than the newest, and the court gets no fuller text.
CREATE FUNCTION casework_follow_release() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_note SET released_tier = NEW.tier, told_to_companions = NEW.companions,
         court_tier = least(court_tier, NEW.tier)
   WHERE id = NEW.note_id;
  WITH RECURSIVE earlier(id) AS (
    SELECT n.supersedes_id FROM casework_note n WHERE n.id = NEW.note_id
     UNION SELECT n.supersedes_id FROM casework_note n JOIN earlier e ON n.id = e.id)
  UPDATE casework_note n SET released_tier = least(n.released_tier, NEW.tier),
         told_to_companions = n.told_to_companions AND NEW.companions
    FROM earlier e WHERE n.id = e.id;
  RETURN NULL;
END $$;
RESET ROLE;

ALTER TABLE casework_noterelease ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_noterelease FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_noterelease FOR SELECT
  USING (casework_tier_of(note_id) >= 1 AND casework_works(case_id));
CREATE POLICY released ON casework_noterelease FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND agency_id = (SELECT access_actor_agency())
              AND casework_may_release(note_id, tier_before, tier, companions_before, companions));

CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON casework_noterelease
  FOR EACH ROW WHEN (current_user = 'throughcare_app')
  EXECUTE FUNCTION casework_of_one_case('note_id casework_note case_id');
CREATE TRIGGER follow AFTER INSERT ON casework_noterelease FOR EACH ROW EXECUTE FUNCTION casework_follow_release();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON casework_noterelease
  FOR EACH ROW EXECUTE FUNCTION access_refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON casework_noterelease FROM throughcare_app;
REVOKE ALL ON casework_noterelease FROM throughcare_worker;

-- It is said to the agency that wrote the note as a question is (policy "said"), and answered by it alone.
ALTER POLICY said ON casework_noteresponse WITH CHECK (casework_tier_of(note_id) >= 2
  AND author_id = (SELECT access_actor_user()) AND membership_id = (SELECT access_actor_membership())
  AND (agency_id = (SELECT access_actor_agency()) OR casework_originator(note_id) = (SELECT access_actor_agency()))
  AND (kind <> 'propose' OR casework_may_propose(note_id)));
