"""The casework floor for programs: cases, notes in tiers, teams and deadlines."""
