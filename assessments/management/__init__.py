"""Commands of the assessments floor."""
