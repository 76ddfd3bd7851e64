"""Asks the sources: which are due, what they name, and the pages that are to be read."""
