"""The kinds of edit."""

from enum import StrEnum


class Kind(StrEnum):
    """Kinds of edit, the most important first: what a reader would want to be told of before the rest."""

    HEADLINE = "headline"
    NUMBER = "number"
    """Digits, a numeral, or a sign that says what a number is worth: a minus, a currency, a percent sign."""
    QUOTE = "quote"
    """Words in quotation marks, or the marks themselves."""
    NEGATION = "negation"
    NAME = "name"
    DATE = "date"
    ATTRIBUTION = "attribution"
    """Who says so, the verb of saying, or a word that makes it somebody's claim."""
    CORRECTION_NOTE = "correction_note"
    PARAGRAPH_ADDED = "paragraph_added"
    PARAGRAPH_REMOVED = "paragraph_removed"
    BYLINE = "byline"
    PUBLISHED = "published"
    REWORDING = "rewording"
    TYPO = "typo"
    """One slip of the pen in a word, its case, its accents, or where it is parted."""
    PUNCTUATION = "punctuation"
    """Signs only, or the same number set otherwise."""
