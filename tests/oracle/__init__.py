"""The rule of sight said a third time, in plain Python, and compared with both walls."""
