"""Read what a page says about itself: title, byline, dates, language, site, topics, access."""
