-- Who eases the way back (toolkit L220): named by the case manager among those who have a place now. What they share
-- with the person is said by themselves or not at all.
GRANT UPDATE (is_facilitator, shares, version) ON casework_caseteammember TO throughcare_policy;

SET ROLE throughcare_policy;

-- Names the holder of a place, or takes the role back. Answers whether it was done.
CREATE FUNCTION casework_name_facilitator(p_place uuid, p_named boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_case uuid;
BEGIN
  SELECT t.content_object_id INTO v_case FROM casework_caseteammember t
   WHERE t.id = p_place AND t.valid_from <= statement_timestamp() AND t.valid_to > statement_timestamp();
  IF v_case IS NULL OR NOT casework_leads(v_case) THEN RETURN false; END IF;
  UPDATE casework_caseteammember SET is_facilitator = false, shares = '', version = version + 1
   WHERE content_object_id = v_case AND is_facilitator AND (id <> p_place OR NOT p_named);
  IF p_named THEN
    UPDATE casework_caseteammember SET is_facilitator = true, version = version + 1
     WHERE id = p_place AND NOT is_facilitator;
  END IF;
  RETURN true;
END $$;

-- Keeps the facilitator's own words about themselves. Answers whether it was done.
CREATE FUNCTION casework_declare_shared(p_place uuid, p_words text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE casework_caseteammember SET shares = p_words, version = version + 1
   WHERE id = p_place AND is_facilitator AND user_id = access_actor_user()
     AND membership_id = access_actor_membership() AND casework_sees(content_object_id)
     AND valid_from <= statement_timestamp() AND valid_to > statement_timestamp();
  RETURN FOUND;
END $$;

RESET ROLE;

-- Beside these two acts the role and the words only end: nobody names themselves, nobody speaks for another.
CREATE FUNCTION casework_named_and_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.is_facilitator AND NOT (TG_OP = 'UPDATE' AND OLD.is_facilitator))
     OR (NEW.shares <> '' AND NOT (TG_OP = 'UPDATE' AND NEW.shares = OLD.shares)) THEN
    RAISE EXCEPTION 'not for this column' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER named_and_said BEFORE INSERT OR UPDATE ON casework_caseteammember
  FOR EACH ROW WHEN (current_user = 'throughcare_app') EXECUTE FUNCTION casework_named_and_said();
