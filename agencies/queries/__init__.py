"""Questions about who takes part."""
