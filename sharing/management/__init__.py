"""Commands of the sharing floor."""
