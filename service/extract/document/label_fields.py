"""Read labelled lines at a document's head and tail: `Date 2023-12-13`, `Category: position paper`, `Source:
[site](url)`."""

import re
from dataclasses import dataclass
from datetime import datetime

from service import rules
from service.extract.content.phrases import Phrases, fold
from service.extract.metadata.dates import find_dates
from service.models import EARLIEST, DateOrigin
from service.text.whitespace import without_stray_marks

_RULES = rules.load("service.extract", "document")
_KINDS: dict[str, str] = {
    label.casefold(): kind for kind, table in _RULES["fields"].items() for label in table["labels"]
}
_LABELS = "|".join(sorted(map(re.escape, _KINDS), key=len, reverse=True))
_LINE = re.compile(rf"(?P<label>{_LABELS})(?P<mark>\s*[:：]\s*|\s+)(?P<value>\S.*)", re.IGNORECASE | re.DOTALL)
_DATE_LABEL = "|".join(
    sorted((re.escape(label) for label, kind in _KINDS.items() if kind == "date"), key=len, reverse=True)
)
_GLUED = re.compile(rf"\s*(?:{_DATE_LABEL})\s*[:：]?\s*(?=\d|\w)", re.IGNORECASE)
_SALUTATIONS = Phrases({"letter": _RULES["letter"]["salutations"]})

HEAD = frozenset({"date", "modified", "author", "note"})
"""Kinds that are taken from a document's head. The others have rules of their own."""
_LONGEST = 200
_LONGEST_BARE = 80
"""Characters of a line whose label has no colon. A longer one is a sentence: "Category theory is …"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelField:
    """One labelled line."""

    kind: str
    """One of `rules/document.toml`: date, modified, note, author, title, language, source, subject."""
    label: str
    """The label as written, with a capital first letter."""
    value: str
    moment: datetime | None = None
    """The date of a field of kind date or modified."""


def read_field(line: str, *, language: str | None = None) -> LabelField | None:
    """Return the labelled line `line`. None if it is ordinary text."""
    if len(line) > 2 * _LONGEST:
        return None
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    kind, colon = _KINDS[match["label"].casefold()], match["mark"].strip()
    value = without_stray_marks(match["value"])
    if not value:
        return None
    label = match["label"].capitalize()
    if kind in ("date", "modified"):
        moment = _whole_date(value, language)
        return LabelField(kind=kind, label=label, value=value, moment=moment) if moment else None
    if colon:
        return LabelField(kind=kind, label=label, value=value)
    return (
        LabelField(kind=kind, label=label, value=value)
        if kind == "note" and _stands_alone(match["label"], value)
        else None
    )


def _stands_alone(label: str, value: str) -> bool:
    """Say whether a word without a colon is a label: its line is short, capitalised and not a sentence."""
    return (
        len(value) <= _LONGEST_BARE
        and label[0] == label[0].upper()
        and not value.endswith((".", "!", "?", ",", ";", ":"))
        and value[0] == value[0].upper()
    )


def _whole_date(value: str, language: str | None) -> datetime | None:
    """Return the date that `value` is, with or without a weekday."""
    for moment, start, end in find_dates(value, language=language, earliest=EARLIEST[DateOrigin.DOCUMENT]):
        if len(fold(value[:start])) <= 1 and len(fold(value[end:])) <= 1:
            return moment
    return None


def glued_date(text: str, *, language: str | None) -> tuple[datetime, str] | None:
    """Return the date with which `text` begins behind a label, and the text that follows. None if it does not."""
    label = _GLUED.match(text)
    if label is None:
        return None
    rest = text[label.end() :]
    found = next(find_dates(rest[:60], language=language, earliest=EARLIEST[DateOrigin.DOCUMENT]), None)
    if found is None or len(fold(rest[: found[1]])) > 1:
        return None
    return found[0], rest[found[2] :].lstrip(" .,;:|–-")


def is_salutation(text: str) -> bool:
    """Say whether `text` greets the reader of a letter: "Dear Mr. Secretary-General,"."""
    return len(text) < 120 and _SALUTATIONS.at_start(fold(text)) is not None and not text.endswith((".", "?"))


def is_letter(paragraphs: list[str]) -> bool:
    """Say whether a salutation stands among the first paragraphs."""
    return any(is_salutation(text) for text in paragraphs[:8])
