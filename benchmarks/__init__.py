"""The bars of speed: what the product asks of the database, beside guardian's helpers and the physical limit."""
