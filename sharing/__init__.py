"""The sharing floor."""
