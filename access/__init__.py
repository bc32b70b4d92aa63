"""Who may see and do what: actor, policy, guarded rows, grants, the trail."""
