"""The kinds of edit, each declared once with all that is said of it.

A new kind is a line here and a judge that finds it (`service.changes`): its rank, its label in digests, its word in
summaries and its choice on the command line follow from this line.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class _Declared:
    value: str
    label: str
    noun: str | None = None
    is_field: bool = False
    is_wording: bool = False
    is_minor: bool = False
    replaces_figures: bool = False


class EditKind(StrEnum):
    """Kinds of edit, the most important first: what a reader must not miss before the rest."""

    label: str
    """What a digest calls it."""
    noun: str | None
    """What one change of the kind within a paragraph is called: such changes are shown one by one, before and after.
    None where the kind is of a whole paragraph or more, or is only counted."""
    is_field: bool
    """It is of a field beside the text, which is called as the kind is."""
    is_wording: bool
    """It states no fact: a change of a headline says more than that it is one of wording."""
    is_minor: bool
    """A digest shows an edit of minor kinds alone on one line."""
    replaces_figures: bool
    """An edit of it may put one figure in the place of another."""

    def __new__(cls, declared: _Declared) -> Self:
        member = str.__new__(cls, declared.value)
        member._value_ = declared.value
        member.label = declared.label
        member.noun = declared.noun
        member.is_field = declared.is_field
        member.is_wording = declared.is_wording
        member.is_minor = declared.is_minor
        member.replaces_figures = declared.replaces_figures
        return member

    HEADLINE = _Declared(value="headline", label="headline", replaces_figures=True)
    NUMBER = _Declared(value="number", label="figures", noun="number", replaces_figures=True)
    """Digits, a numeral, or a sign that says what a number is worth: a minus, a currency, a percent sign."""
    QUOTE = _Declared(value="quote", label="quotation", noun="quotation")
    """Words in quotation marks, or the marks themselves."""
    NEGATION = _Declared(value="negation", label="negation", noun="negation")
    NAME = _Declared(value="name", label="names", noun="name")
    DATE = _Declared(value="date", label="dates", noun="date")
    ATTRIBUTION = _Declared(value="attribution", label="who says so", noun="attribution")
    """Who says so, the verb of saying, or a word that makes it somebody's claim."""
    CORRECTION_NOTE = _Declared(value="correction_note", label="correction note")
    PARAGRAPH_ADDED = _Declared(value="paragraph_added", label="text added")
    PARAGRAPH_REMOVED = _Declared(value="paragraph_removed", label="text removed")
    SENTENCE_ADDED = _Declared(value="sentence_added", label="sentence added", noun="sentence")
    """Within a paragraph. Such an edit is also of the kinds of the facts in the sentence, and ranks by these."""
    SENTENCE_REMOVED = _Declared(value="sentence_removed", label="sentence removed", noun="sentence")
    BYLINE = _Declared(value="byline", label="byline", is_field=True, is_minor=True)
    PUBLISHED = _Declared(value="published", label="date of publication", is_field=True, is_minor=True)
    REWORDING = _Declared(value="rewording", label="wording", is_wording=True)
    TYPO = _Declared(value="typo", label="spelling", noun="spelling", is_wording=True, is_minor=True)
    """One slip of the pen in a word, its case, its accents, or where it is parted."""
    PUNCTUATION = _Declared(value="punctuation", label="punctuation", is_wording=True, is_minor=True)
    """Signs only, or the same number set otherwise."""
