"""Template tags of the access floor."""
