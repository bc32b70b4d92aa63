"""The work: person, case, team, notes, deadlines."""
