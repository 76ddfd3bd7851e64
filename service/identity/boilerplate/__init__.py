"""Which lines are a site's and not an article's. Pure."""
