"""Bytes to a parsed page: charset, guard, tree, lines."""
