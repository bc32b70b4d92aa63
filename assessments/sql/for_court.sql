-- The court may be told of an assessment once the case manager or the order supervisor says so: of a countersigned one,
-- each in their own name, and nothing else of it is changed on the way.
ALTER POLICY changed ON assessments_assessment
  USING (casework_leads(case_id) OR assessments_countersigns(id)
         OR (state = 'countersigned' AND casework_supervises(case_id)));

CREATE OR REPLACE FUNCTION assessments_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_me uuid := access_actor_membership();
  v_kept text[] := ARRAY['version', 'state', 'countersigner_id', 'countersigned_at'];
  v_told text[] := ARRAY['version', 'for_court_at', 'for_court_by_id'];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.signed_at IS NOT NULL OR NEW.countersigned_at IS NOT NULL OR NEW.countersigner_id IS NOT NULL
       OR NOT ((NEW.state = 'draft' AND NEW.corrects_id IS NULL) OR (NEW.state = 'consensus'
               AND coalesce(assessments_state(NEW.corrects_id), '') IN ('signed', 'countersigned'))) THEN
      RAISE EXCEPTION 'an assessment begins unsigned' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.instrument_id <> OLD.instrument_id OR NEW.corrects_id IS DISTINCT FROM OLD.corrects_id
     OR NEW.opened_at <> OLD.opened_at THEN
    RAISE EXCEPTION 'an assessment stays with its instrument' USING ERRCODE = '42501';
  END IF;
  IF OLD.state = 'countersigned' AND to_jsonb(NEW) - v_told = to_jsonb(OLD) - v_told
     AND (NEW.for_court_by_id IS NULL OR NEW.for_court_by_id = v_me) THEN
    RETURN NEW;
  END IF;
  IF OLD.state IN ('signed', 'countersigned', 'superseded') THEN
    IF to_jsonb(NEW) - v_kept <> to_jsonb(OLD) - v_kept
       OR NOT (OLD.state = 'signed' AND NEW.state = 'countersigned' AND OLD.countersigned_at IS NULL
               AND NEW.countersigned_at IS NOT NULL AND NEW.countersigner_id IS NOT DISTINCT FROM v_me
               AND assessments_countersigns(OLD.id)) THEN
      RAISE EXCEPTION 'what was signed is not changed; another person countersigns' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.countersigned_at IS NOT NULL OR NEW.countersigner_id IS NOT NULL
     OR (NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN
          (('draft', 'contributions_open'), ('contributions_open', 'consensus'), ('consensus', 'signed')))
     OR (NEW.signed_at IS NOT NULL) <> (NEW.state = 'signed')
     OR (NEW.assessor_id <> OLD.assessor_id AND NEW.assessor_id <> v_me)
     OR (NEW.state = 'signed' AND NEW.assessor_id <> v_me) THEN
    RAISE EXCEPTION 'an assessment goes from step to step, each in one''s own name' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;

SET ROLE throughcare_policy;
-- The assessment that a row belongs to which the court may be told of: itself, its judgement, an answer, a gap, a view.
-- A view that stays different goes on with what corrects the assessment.
CREATE FUNCTION assessments_of_source(p_source uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(
    (SELECT a.id FROM assessments_assessment a WHERE a.id = p_source),
    (SELECT j.assessment_id FROM assessments_judgement j WHERE j.id = p_source),
    (SELECT q.assessment_id FROM assessments_consensusrating q WHERE q.id = p_source),
    (SELECT g.assessment_id FROM assessments_informationgap g WHERE g.id = p_source),
    (WITH RECURSIVE line AS (
       SELECT d.assessment_id AS id, 0 AS n FROM assessments_dissent d WHERE d.id = p_source
       UNION ALL
       SELECT a.id, line.n + 1 FROM assessments_assessment a JOIN line ON a.corrects_id = line.id
        WHERE a.state IN ('signed', 'countersigned', 'superseded'))
     SELECT id FROM line ORDER BY n DESC LIMIT 1));
$$;
CREATE FUNCTION assessments_for_court(p_source uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM assessments_assessment a
                  WHERE a.id = assessments_of_source(p_source) AND a.state = 'countersigned'
                    AND a.for_court_at IS NOT NULL);
$$;
RESET ROLE;
