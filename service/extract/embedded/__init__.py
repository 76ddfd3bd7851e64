"""Find an article's text in the data that a page embeds."""
