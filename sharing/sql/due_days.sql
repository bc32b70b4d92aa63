-- Whether an order runs, by its days and not by its stored state alone: no job moves an order that was recorded before
-- it began. Which reports are due because of it stands in due_stands.sql.
SET ROLE throughcare_policy;

CREATE FUNCTION sharing_order_runs(p_state text, p_starts_on date, p_day date) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_state IN ('in_force', 'varied') OR (p_state = 'pending' AND p_starts_on <= p_day);
$$;

RESET ROLE;
