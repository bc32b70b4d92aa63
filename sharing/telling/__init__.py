"""Cleared rows put into sentences. Nothing here reads a table: whoever read the rows did so for somebody."""
