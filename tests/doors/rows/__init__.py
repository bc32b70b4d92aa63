"""Rows of the door matrix, by noun; ``tests/doors/matrix.py`` puts them together."""
