-- Nobody records in somebody else's name: what a court decided, what was decided together, a plan, an achievement.
ALTER POLICY recorded ON casework_courtdecision
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND casework_supervises(case_id));
ALTER POLICY recorded ON casework_decision
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND casework_manages(case_id));
ALTER POLICY recorded ON casework_planversion
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND casework_leads(case_id));
ALTER POLICY recorded ON casework_achievement
  WITH CHECK (membership_id = (SELECT access_actor_membership()) AND casework_edits(case_id));
