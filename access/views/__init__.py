"""Pages of the access floor."""
