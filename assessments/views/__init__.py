"""Pages of the assessments floor."""
