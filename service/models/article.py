"""What extraction makes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A document the author names as a source."""

    url: str
    title: str | None = None


class BlockKind(StrEnum):
    """What a block of an article's text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    """Of a list."""
    QUOTE = "quote"
    ROW = "row"
    """Of a table."""
    PREFORMATTED = "preformatted"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A run of an article's text without a break in it, white space folded."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Line:
    """A line that a page shows, whether it is its article's or not, white space folded."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    """What it is if it is of the text."""
    is_link: bool = False
    """Most of it is in links."""
    is_long: bool = False
    """So long, and no link, that it hardly stands on a page twice by accident."""
    is_hidden: bool = False
    """The page keeps it from being shown, at least until a script runs."""


class Access(StrEnum):
    """What keeps readers from an article's whole text."""

    PAYWALLED = "paywalled"
    """Its page says that reading it is not free (schema.org `isAccessibleForFree`, …)."""
    TRUNCATED = "truncated"
    """The page holds a beginning only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What a text is found by among all others."""

    text_hash: str
    """Of all its words; empty where there are none."""
    words: int
    samples: tuple[int, ...]
    """Some of the hashes of its runs of words, 32 bits each and signed, rising."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What extraction makes of a page or a document. Absent is None, never an empty string."""

    blocks: tuple[TextBlock, ...]
    """The author's text in reading order; empty where there is none."""
    title: str | None = None
    byline: str | None = None
    published: datetime | None = None
    published_guessed: bool = False
    """`published` was read in the text or the address, and is not stated for machines."""
    modified: datetime | None = None
    language: str | None = None
    """BCP 47, as the page says."""
    canonical: str | None = None
    shared_as: str | None = None
    """The address the page gives to those who share it (`og:url`)."""
    amp: str | None = None
    """That of its AMP view."""
    site: str | None = None
    lead: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    access: Access | None = None
    """None: whole and free, as far as the page tells."""
    notes: tuple[str, ...] = ()
    """Provenance and corrections: "This article was adapted from its original in French", …"""
    cites: tuple[Citation, ...] = ()
    furniture: tuple[str, ...] = ()
    """Lines left out of the text because they stand on other pages of the host too."""
    suspect: str | None = None
    """Why this looks like no article but a captcha, login, consent, error or blank page; None for an article."""
    extractor: str = ""
    """Version of the code and rules that made it."""
    fingerprint: Fingerprint | None = None
    """Of `text`, where it was taken beside extraction."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The texts of the blocks."""
        return tuple(block.text for block in self.blocks)

    @property
    def text(self) -> str:
        """The blocks, a blank line between."""
        return "\n\n".join(self.paragraphs)
