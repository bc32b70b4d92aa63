"""Questions about the trail, drafts and tokens."""
