"""Read local documents: plain text and Markdown."""
