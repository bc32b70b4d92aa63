"""Parsers of the access floor."""
