-- Two marks on a part of the plan: one opens it to companions, one to guests. Beside them guests read what is their
-- agency's and companions what they do themselves (domain section 3.6).
SET ROLE throughcare_policy;
CREATE FUNCTION casework_accompanies(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM casework_places(p_case) p WHERE p.kind = 'companion');
$$;
RESET ROLE;

ALTER POLICY seen ON casework_objective
  USING (casework_inside(case_id)
         OR (in_force AND ((for_guests AND casework_guests(case_id))
                           OR (for_companions AND casework_accompanies(case_id)))));
ALTER POLICY seen ON casework_action
  USING (casework_inside(case_id)
         OR ((for_guests OR agency_id = (SELECT access_actor_agency())) AND casework_guests(case_id))
         OR ((for_companions OR membership_id = (SELECT access_actor_membership())) AND casework_accompanies(case_id)));
ALTER POLICY seen ON casework_intervention
  USING (casework_inside(case_id)
         OR ((for_guests OR provider_id = (SELECT access_actor_agency())) AND casework_guests(case_id))
         OR (for_companions AND casework_accompanies(case_id)));
ALTER POLICY seen ON casework_session
  USING (casework_inside(case_id)
         OR ((for_guests OR agency_id = (SELECT access_actor_agency())) AND casework_guests(case_id))
         OR (for_companions AND casework_accompanies(case_id)));

-- A session is opened as its intervention is, whichever agency recorded it.
DROP TRIGGER share_sessions ON casework_intervention;
DROP FUNCTION casework_share_sessions();
GRANT UPDATE (for_companions, for_guests) ON casework_session TO throughcare_policy;
SET ROLE throughcare_policy;
CREATE FUNCTION casework_open_sessions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_session
     SET for_companions = NEW.for_companions, for_guests = NEW.for_guests, version = version + 1
   WHERE intervention_id = NEW.id
     AND (for_companions <> NEW.for_companions OR for_guests <> NEW.for_guests);
  RETURN NEW;
END $$;
RESET ROLE;
CREATE TRIGGER open_sessions AFTER UPDATE OF for_companions, for_guests ON casework_intervention
  FOR EACH ROW WHEN (OLD.for_companions <> NEW.for_companions OR OLD.for_guests <> NEW.for_guests)
  EXECUTE FUNCTION casework_open_sessions();
