"""Find the author's text on a page: scoring, rules, features, forest, phrases, boilerplate."""
