"""The demonstration: a fictional partnership with six stories, and a large synthetic world for measuring."""
