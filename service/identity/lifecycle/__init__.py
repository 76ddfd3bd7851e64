"""Whether an item still stands, was removed, or has an earlier version again. Pure."""
