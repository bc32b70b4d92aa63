-- Oversight stays in the partnership of whoever coordinates it. A statement that names no row is not asked whether the
-- changed rows are still seen, so the policy of changes says it itself.
ALTER POLICY changed ON casework_caseoversight
  WITH CHECK (partnership_id = (SELECT access_actor_partnership()) AND user_id <> (SELECT access_actor_user()));
