"""Pages of the sharing floor."""
