"""Articles that a page carries in its data and shows by scripts."""
