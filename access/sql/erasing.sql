-- Rows that nobody may change or remove stay so for everybody but the policy, as which nobody logs in: of what it owns
-- one function alone removes rows of a case, the one that carries out an erasure that two people decided on. The trail
-- and its seals are never removed, not even by it. Replaces the function of trail.sql.
CREATE OR REPLACE FUNCTION access_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_user = 'throughcare_policy' AND TG_TABLE_NAME NOT IN ('access_event', 'access_seal') THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'lines of % are never changed', TG_TABLE_NAME USING ERRCODE = 'TC410';
END $$;
GRANT DELETE ON access_draft TO throughcare_policy;
