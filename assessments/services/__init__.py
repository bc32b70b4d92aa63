"""Acts: each fetches through the policy, changes, saves and logs in one transaction."""
