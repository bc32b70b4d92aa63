"""Conditions without which nothing changes, each with the reason for which it stands there all the same."""

IN_PYTHON: dict[str, str] = {}
IN_FUNCTIONS: dict[str, str] = {}
IN_POLICIES: dict[str, str] = {}
