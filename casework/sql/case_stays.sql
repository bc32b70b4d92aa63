-- What decides who sees a case stays as it was opened: whoever works on it may keep it up to date, and not make another
-- agency lead it, carry it to another area, or put another person behind it. A case is opened of somebody new, or of
-- somebody on one of whose cases one works: else a key that somebody remembers would open what lets a person be found.
SET ROLE throughcare_policy;
CREATE FUNCTION casework_opened_of() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM casework_case c WHERE c.person_id = NEW.person_id)
     AND NOT EXISTS (SELECT 1 FROM casework_case c WHERE c.person_id = NEW.person_id AND casework_edits(c.id)) THEN
    RAISE EXCEPTION 'a case is opened of somebody new' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
RESET ROLE;
CREATE TRIGGER opened_of BEFORE INSERT ON casework_case
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION casework_opened_of();

ALTER POLICY opened ON casework_case
  WITH CHECK (lead_agency_id = (SELECT access_actor_agency()) AND partnership_id = (SELECT access_actor_partnership()));

CREATE FUNCTION casework_case_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.person_id <> OLD.person_id OR NEW.partnership_id <> OLD.partnership_id
     OR NEW.lead_agency_id <> OLD.lead_agency_id OR NEW.area <> OLD.area OR NEW.reference <> OLD.reference THEN
    RAISE EXCEPTION 'a case stays with its person, its agency and its area' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER case_stays BEFORE UPDATE ON casework_case
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION casework_case_stays();
