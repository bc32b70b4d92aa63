"""Acts of the sharing floor."""
