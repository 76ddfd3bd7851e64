"""Local documents: plain text and Markdown."""
