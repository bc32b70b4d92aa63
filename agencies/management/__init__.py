"""Commands of the agencies floor."""
