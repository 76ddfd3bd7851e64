"""From bytes to a parsed page: charset, refusal of costly markup, layout."""
