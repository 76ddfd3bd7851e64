"""What extraction makes of a page or a document."""

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
    """An item of a list."""
    QUOTE = "quote"
    ROW = "row"
    """A row of a table."""
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
    """What kind of block it is, if it belongs to the text."""
    is_link: bool = False
    """Whether most of it is in links."""
    is_long: bool = False
    """Whether it is so long, and not a link, that it hardly stands on a page twice by accident."""
    is_hidden: bool = False
    """Whether the page keeps it from being shown, at least until a script runs."""


class Access(StrEnum):
    """What keeps readers from an article's whole text."""

    PAYWALLED = "paywalled"
    """The page says that reading it is not free (schema.org `isAccessibleForFree`, …)."""
    TRUNCATED = "truncated"
    """The page holds a beginning only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """The values by which a text is found among all others."""

    text_hash: str
    """The hash of all its words; empty where there are none."""
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
    """A BCP 47 tag, as the page states it."""
    canonical: str | None = None
    shared_as: str | None = None
    """The address the page gives to those who share it (`og:url`)."""
    amp: str | None = None
    """The address of its AMP view."""
    site: str | None = None
    lead: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    access: Access | None = None
    """None if the text is whole and free, as far as the page tells."""
    notes: tuple[str, ...] = ()
    """Provenance and corrections: "This article was adapted from its original in French", …"""
    cites: tuple[Citation, ...] = ()
    boilerplate: tuple[str, ...] = ()
    """Lines that were left out of the text, since they stand on other pages of the host too."""
    suspect: str | None = None
    """Why this looks like no article but a captcha, login, consent, error or blank page; None for an article."""
    extractor: str = ""
    """The version of the code and rules that made it."""
    fingerprint: Fingerprint | None = None
    """The fingerprint of `text`, where it was taken beside extraction."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Return the texts of the blocks."""
        return tuple(block.text for block in self.blocks)

    @property
    def text(self) -> str:
        """Return the texts of the blocks with a blank line between."""
        return "\n\n".join(self.paragraphs)
