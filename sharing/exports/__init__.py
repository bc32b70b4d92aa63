"""Values to bytes. Blind: these modules own no tables and ask none."""
