"""Pages of the casework floor."""
