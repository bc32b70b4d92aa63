-- What the summary minutes may say of a note. Whoever reads the note reads that; no one reads more of it by this. The
-- first wall is access/sight_releases.py, as for releases.
SET ROLE throughcare_policy;

-- May this line be put down: of one's own agency's current note, by its author or a permanent member who reads it whole.
-- What goes there leaves the agency already, stands in that text, is for the whole team, and under no secrecy.
CREATE FUNCTION casework_may_minute(p_note uuid, p_tier integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT n.originator_id = access_actor_agency() AND n.status = 'current'
           AND casework_tier_of(n.id) >= 4 AND casework_writes(n.case_id)
           AND (n.author_id = access_actor_user() OR casework_edits(n.case_id))
           AND (p_tier = 0 OR (n.kind <> 'assessment' AND n.secrecy = 'none' AND n.handling = 'team'
                               AND n.released_tier >= p_tier
                               AND CASE WHEN p_tier = 2 THEN n.has_gist ELSE n.has_summary END))
      FROM casework_note n WHERE n.id = p_note), false);
$$;
-- May another agency propose it: a permanent member, of a note that could stand there.
CREATE FUNCTION casework_may_propose_minutes(p_note uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 200 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT n.originator_id <> access_actor_agency() AND n.status = 'current' AND n.kind <> 'assessment'
           AND n.secrecy = 'none' AND n.handling = 'team' AND casework_edits(n.case_id)
      FROM casework_note n WHERE n.id = p_note), false);
$$;
RESET ROLE;

ALTER TABLE casework_minutesclearance ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_minutesclearance FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON casework_minutesclearance FOR SELECT
  USING (casework_tier_of(note_id) >= 1 AND casework_inside(case_id));
CREATE POLICY cleared ON casework_minutesclearance FOR INSERT
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND agency_id = (SELECT access_actor_agency())
              AND casework_may_minute(note_id, tier));

CREATE TRIGGER of_one_case BEFORE INSERT OR UPDATE ON casework_minutesclearance
  FOR EACH ROW WHEN (current_user = 'throughcare_app')
  EXECUTE FUNCTION casework_of_one_case('note_id casework_note case_id');
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON casework_minutesclearance
  FOR EACH ROW EXECUTE FUNCTION access_refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES ON casework_minutesclearance FROM throughcare_app;
REVOKE ALL ON casework_minutesclearance FROM throughcare_worker;

-- Beside the policy "said", which binds every answer to a note.
CREATE POLICY minutes_proposed ON casework_noteresponse AS RESTRICTIVE FOR INSERT
  WITH CHECK (kind <> 'minutes' OR casework_may_propose_minutes(note_id));
