"""Acts of the access floor."""
