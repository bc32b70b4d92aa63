"""Commands of the casework floor."""
