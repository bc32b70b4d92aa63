"""The assessments floor for programs: assessments, contributions, and what changed over time."""
