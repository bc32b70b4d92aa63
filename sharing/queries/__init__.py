"""Questions about what crosses a boundary."""
