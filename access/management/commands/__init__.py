"""Commands of the access floor."""
