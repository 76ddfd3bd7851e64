"""Which accounts tell of one event. Pure."""
