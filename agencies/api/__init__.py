"""The agencies floor for programs: the directory."""
