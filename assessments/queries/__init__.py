"""Questions about the cycle. Each page asks one, and the answer is logged once."""
