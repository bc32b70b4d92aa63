"""The trail: complete, sealed, and checked against whoever may write to the database."""
