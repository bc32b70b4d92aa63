"""Parsers of what people type. They never save."""
