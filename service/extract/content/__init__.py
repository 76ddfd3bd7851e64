"""Which blocks of a page are its article's text."""
