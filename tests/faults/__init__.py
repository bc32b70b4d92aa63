"""Faults: real servers and processes are killed while reminders are raised and sent."""
