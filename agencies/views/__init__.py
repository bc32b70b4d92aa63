"""Pages of the agencies floor."""
