"""The sharing floor for programs: reports to courts, their words and their files."""
