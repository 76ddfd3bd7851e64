"""A section page → the links on it that are articles."""
