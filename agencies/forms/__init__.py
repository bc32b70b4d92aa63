"""Parsers of what people type on the pages of the agencies floor; none of them saves."""
