"""The assessments floor."""
