-- Wall two. The ways in, spelled again, so that one forgotten line in the application is a missing page and never
-- a leak. Functions that look behind the wall belong to throughcare_policy, which nobody can log in as.
CREATE FUNCTION casework_agreed(p_left uuid, p_right uuid, p_purpose text, p_category text) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM agencies_agreement a
      JOIN agencies_agreementparty l ON l.agreement_id = a.id AND l.agency_id = p_left
      JOIN agencies_agreementparty r ON r.agreement_id = a.id AND r.agency_id = p_right
     WHERE statement_timestamp() >= a.valid_from AND statement_timestamp() < a.valid_to
       AND a.suspended_at IS NULL AND a.terminated_at IS NULL
       AND l.signed_on IS NOT NULL AND r.signed_on IS NOT NULL
       AND statement_timestamp() < l.valid_to AND statement_timestamp() < r.valid_to
       AND a.purposes @> ARRAY[p_purpose]::varchar[]
       AND (p_category IS NULL OR a.data_categories @> ARRAY[p_category]::varchar[]));
$$;

GRANT INSERT ON casework_emergencyaccess TO throughcare_policy;
GRANT UPDATE (last_activity_at) ON casework_case TO throughcare_policy;

SET ROLE throughcare_policy;

CREATE FUNCTION casework_places(p_case uuid)
RETURNS TABLE (kind text, manages boolean, supervises boolean, purpose text)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 2 COST 50 SET search_path = pg_catalog, public AS $$
DECLARE
  v_user uuid; v_membership uuid; v_agency uuid; v_group integer; v_duties text[]; v_lead uuid;
  v_partnership uuid; v_area text;
BEGIN
  SELECT x.user_id, x.membership_id, x.agency_id, x.staff_group_id, x.duties
    INTO v_user, v_membership, v_agency, v_group, v_duties
    FROM access_context x WHERE x.pid = pg_backend_pid() AND x.xid = pg_current_xact_id_if_assigned();
  IF v_membership IS NULL THEN RETURN; END IF;
  SELECT c.lead_agency_id, c.partnership_id, c.area INTO v_lead, v_partnership, v_area
    FROM casework_case c WHERE c.id = p_case;
  IF v_lead IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT t.kind::text, t.is_case_manager, t.is_order_supervisor, t.purpose::text
      FROM casework_caseteammember t
     WHERE t.content_object_id = p_case AND t.user_id = v_user AND t.membership_id = v_membership
       AND statement_timestamp() >= t.valid_from AND statement_timestamp() < t.valid_to
       AND (v_lead = v_agency OR casework_agreed(v_agency, v_lead, t.purpose::text, NULL));
  IF 'supervisor' = ANY (v_duties) THEN
    RETURN QUERY
      SELECT 'permanent', false, false, g.purpose::text FROM casework_caseagencygrant g
       WHERE g.content_object_id = p_case AND g.group_id = v_group
         AND statement_timestamp() >= g.valid_from AND statement_timestamp() < g.valid_to
         AND (v_lead = v_agency OR casework_agreed(v_agency, v_lead, g.purpose::text, NULL));
  END IF;
  IF 'chair' = ANY (v_duties) THEN
    RETURN QUERY
      SELECT 'oversight', false, false, o.purpose::text FROM casework_caseoversight o
       WHERE o.user_id = v_user AND o.membership_id = v_membership AND o.partnership_id = v_partnership
         AND o.area = v_area
         AND statement_timestamp() >= o.valid_from AND statement_timestamp() < o.valid_to
         AND (v_lead = v_agency OR casework_agreed(v_agency, v_lead, o.purpose::text, NULL));
  END IF;
  RETURN QUERY
    SELECT 'emergency', false, false, 'staff_or_person_safety' FROM casework_emergencyaccess e
     WHERE e.case_id = p_case AND e.user_id = v_user AND e.membership_id = v_membership
       AND e.ended_at IS NULL AND statement_timestamp() >= e.opened_at AND statement_timestamp() < e.expires_at;
END $$;

CREATE FUNCTION casework_sees(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT 1 FROM casework_places(p_case));
$$;
CREATE FUNCTION casework_works(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT 1 FROM casework_places(p_case) p WHERE p.kind IN ('permanent', 'emergency'));
$$;
CREATE FUNCTION casework_edits(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT 1 FROM casework_places(p_case) p WHERE p.kind = 'permanent');
$$;
CREATE FUNCTION casework_writes(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT 1 FROM casework_places(p_case) p WHERE p.kind IN ('permanent', 'ad_hoc', 'companion'));
$$;
CREATE FUNCTION casework_manages(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT 1 FROM casework_places(p_case) p WHERE p.manages OR p.supervises);
$$;
CREATE FUNCTION casework_founds(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT 1 FROM casework_case c WHERE c.id = p_case AND c.lead_agency_id = access_actor_agency())
     AND NOT EXISTS (SELECT 1 FROM casework_caseteammember t WHERE t.content_object_id = p_case
                      AND t.valid_to > t.valid_from);
$$;

CREATE FUNCTION casework_tier(
  p_note uuid, p_case uuid, p_originator uuid, p_author uuid, p_handling text, p_category text, p_released integer,
  p_companions boolean, p_status text, p_summary boolean, p_gist boolean) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 300 SET search_path = pg_catalog, public AS $$
DECLARE
  v_user uuid := access_actor_user();
  v_agency uuid := access_actor_agency();
  v_place record; v_best integer := 0; v_tier integer; v_inside boolean; v_listed boolean; v_knows boolean;
BEGIN
  FOR v_place IN SELECT * FROM casework_places(p_case) LOOP
    v_inside := v_agency = p_originator AND v_place.kind IN ('permanent', 'ad_hoc');
    v_knows := v_inside OR v_place.manages OR v_place.kind IN ('permanent', 'emergency');
    IF p_author = v_user THEN
      v_tier := 4;
    ELSIF v_place.kind <> 'emergency' AND v_agency <> p_originator
          AND NOT casework_agreed(v_agency, p_originator, v_place.purpose, p_category) THEN
      v_tier := 0;
    ELSIF v_place.kind = 'companion' THEN
      v_tier := CASE WHEN p_companions AND p_handling = 'team' THEN least(3, p_released) ELSE 0 END;
    ELSE
      v_listed := p_handling IN ('named', 'sealed') AND EXISTS (
        SELECT 1 FROM casework_notelisting l WHERE l.note_id = p_note AND l.user_id = v_user);
      v_tier := CASE
        WHEN v_listed THEN 4
        WHEN p_handling = 'sealed' THEN CASE WHEN v_knows THEN 1 ELSE 0 END
        WHEN p_handling = 'named' THEN CASE WHEN v_knows THEN 2 ELSE 0 END
        WHEN v_inside OR v_place.kind IN ('permanent', 'emergency') THEN 4
        WHEN p_handling = 'team' THEN CASE WHEN v_place.manages THEN 4 ELSE 3 END
        WHEN p_handling = 'core' THEN CASE WHEN v_place.manages THEN 3 ELSE 2 END
        ELSE 0 END;
      IF NOT v_inside THEN
        v_tier := CASE WHEN p_status = 'withdrawn' THEN least(v_tier, 1) ELSE least(v_tier, p_released) END;
      END IF;
    END IF;
    IF v_tier = 3 AND NOT p_summary THEN v_tier := 2; END IF;
    IF v_tier = 2 AND NOT p_gist THEN v_tier := 1; END IF;
    IF v_tier = 1 AND NOT v_knows THEN v_tier := 0; END IF;
    v_best := greatest(v_best, v_tier);
  END LOOP;
  RETURN v_best;
END $$;

CREATE FUNCTION casework_tier_of(p_note uuid) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER COST 400 SET search_path = pg_catalog, public AS $$
  SELECT coalesce((SELECT casework_tier(n.id, n.case_id, n.originator_id, n.author_id, n.handling::text,
    n.data_category::text, n.released_tier::integer, n.told_to_companions, n.status::text, n.has_summary, n.has_gist)
    FROM casework_note n WHERE n.id = p_note), 0);
$$;
CREATE FUNCTION casework_wrote(p_note uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT 1 FROM casework_note n WHERE n.id = p_note AND n.author_id = access_actor_user()
                   AND casework_writes(n.case_id));
$$;
CREATE FUNCTION casework_originator(p_note uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT n.originator_id FROM casework_note n WHERE n.id = p_note;
$$;

-- Emergency access opens a case that its asker does not see: the one act that looks behind the wall, so it is judged
-- here. Answers the case's key, or nothing, for an unknown reference or an asker without the duty.
CREATE FUNCTION casework_open_emergency(p_reference text, p_reason text, p_hours integer, p_id uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE v_case uuid;
BEGIN
  IF NOT access_actor_has('emergency') OR p_hours NOT BETWEEN 1 AND 8 THEN RETURN NULL; END IF;
  SELECT c.id INTO v_case FROM casework_case c
   WHERE c.reference = upper(p_reference) AND c.partnership_id = access_actor_partnership();
  IF v_case IS NULL THEN RETURN NULL; END IF;
  INSERT INTO casework_emergencyaccess (id, membership_id, user_id, agency_id, case_id, reason, opened_at, expires_at,
                                        review_finding)
  VALUES (p_id, access_actor_membership(), access_actor_user(), access_actor_agency(), v_case, p_reason,
          statement_timestamp(), statement_timestamp() + make_interval(hours => p_hours), '');
  RETURN v_case;
END $$;

-- Somebody knocked at a case they may not see: the line reaches the case's own log, and they learn nothing.
CREATE FUNCTION access_record_try(p_verb text, p_reference text, p_ground text, p_user uuid, p_membership uuid,
                                  p_agency uuid, p_partnership uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF p_user IS DISTINCT FROM access_actor_user() THEN
    RAISE EXCEPTION 'context refused' USING ERRCODE = 'TC403';
  END IF;
  INSERT INTO access_event (operation, verb, kind, user_id, membership_id, agency_id, partnership_id, subjects,
                            case_id, recipients, ground, reason, detail)
  VALUES ('refuse', p_verb, 'case', p_user, p_membership, p_agency, p_partnership, '{}',
          (SELECT c.id FROM casework_case c WHERE c.reference = upper(p_reference)), '{}', p_ground, '', '{}');
END $$;

-- The feed reads cases by their last activity, so it must never lag behind a note, whoever wrote it.
CREATE FUNCTION casework_touch_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE casework_case SET last_activity_at = greatest(last_activity_at, NEW.recorded_at) WHERE id = NEW.case_id;
  RETURN NEW;
END $$;

RESET ROLE;

CREATE TRIGGER touch_case AFTER INSERT ON casework_note FOR EACH ROW EXECUTE FUNCTION casework_touch_case();

CREATE FUNCTION casework_fill_agency() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.agency_id := (SELECT m.agency_id FROM agencies_agencymembership m
                     WHERE m.id = NEW.membership_id AND m.user_id = NEW.user_id);
  IF NEW.membership_id IS NOT NULL AND NEW.agency_id IS NULL THEN
    RAISE EXCEPTION 'membership of another person' USING ERRCODE = 'TC422';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fill_agency BEFORE INSERT OR UPDATE ON casework_caseteammember
  FOR EACH ROW EXECUTE FUNCTION casework_fill_agency();

CREATE FUNCTION casework_index_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := to_tsvector('simple', coalesce(NEW.title, '') || ' ' || coalesce(NEW.text, '') || ' ' ||
                            coalesce(NEW.action, ''));
  RETURN NEW;
END $$;
CREATE TRIGGER index_words BEFORE INSERT OR UPDATE ON casework_notetext
  FOR EACH ROW EXECUTE FUNCTION casework_index_words();
