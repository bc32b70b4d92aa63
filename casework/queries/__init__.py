"""Questions about the work. Each page asks one, and the answer is logged once."""
