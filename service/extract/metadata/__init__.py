"""What a page says of itself: title, byline, dates, language, site, access."""
