"""A page as it was visited, and as it is compared: the values that pass through `recorder`, from step to step."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from service.changes import compare
from service.config import Source
from service.identity import text_hash
from service.models import Article, Edit, TextBlock
from service.store import ItemState, StoredLink

LASTING = timedelta(days=2)
"""The age at which a date is no longer that of the visit, in any zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One page that was fetched, or one document that was read."""

    link: StoredLink
    """The address it was asked for at."""
    source: Source
    url: str
    """The address it was found at, after redirects; that of its file for a document."""
    now: datetime

    @property
    def how(self) -> str:
        """The kind of its address, as the table `aliases` has it."""
        return "fetched" if is_on_the_web(self.url) else "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimmedRevision:
    """A revision's text without the lines that are known by now to be its host's."""

    blocks: tuple[TextBlock, ...]
    left_out: tuple[str, ...]
    """All lines that are left out by now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparablePage:
    """A page and the item at its address, ready to be compared: both without what is not the article's own.

    At most one of `known` and `replaced` is given; neither at an address where no item stands.
    """

    article: Article
    whole: Article
    """As extracted: what is learned from it of its host."""
    host: str | None = None
    """The host whose boilerplate is left out; None where it has none that is known (documents, watched pages)."""
    known: ItemState | None = None
    """The item at this address, of which this is the page. Its text is trimmed as `trimmed` says."""
    replaced: ItemState | None = None
    """The item at this address, where the page holds another article now."""
    trimmed: TrimmedRevision | None = None
    """What is to be kept of the newest revision of `known`; None where that is all of it."""
    is_watched: bool = False
    """The page is watched itself: it is one item, whatever it holds."""
    was_seen: bool = False
    """An item had it that has become one with `known`: this is not the first visit that reads it."""

    @property
    def at_address(self) -> ItemState | None:
        """The item at this address, whatever the page holds now."""
        return self.known or self.replaced

    def trim(self, blocks: Sequence[TextBlock], left_out: Iterable[str]) -> "ComparablePage":
        """Compare with no more of the known item than these blocks of it."""
        assert self.known is not None
        trimmed = TrimmedRevision(blocks=tuple(blocks), left_out=tuple(dict.fromkeys(left_out)))
        text = "\n\n".join(block.text for block in trimmed.blocks)
        known = replace(self.known, text=text, text_hash=text_hash(text))
        return replace(self, known=known, trimmed=trimmed)


def edit_of(known: ItemState, article: Article, now: datetime) -> Edit | None:
    """Return how a page differs from its item, or None. It takes no time where both are the same.

    A later date of publication alone is no difference while it may be that of the visit: pages without a date show the
    day, or when they were made. Where the date lasts, it is one.
    """
    edit = compare(known, article)
    if edit is not None and edit.kinds == ("published",) and _may_be_of_visit(article.published, known, now):
        return None
    return edit


def _may_be_of_visit(moment: datetime | None, known: ItemState, now: datetime) -> bool:
    assert moment is not None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment > known.first_seen and now - moment < LASTING


def without_blocks(article: Article, numbers: Container[int]) -> Article:
    """Return the article without the blocks of these numbers; their texts are kept beside it as left out."""
    kept = tuple(block for number, block in enumerate(article.blocks) if number not in numbers)
    left = tuple(block.text for number, block in enumerate(article.blocks) if number in numbers)
    if not left:
        return article
    lead = None if article.lead in left else article.lead
    return replace(article, blocks=kept, lead=lead, boilerplate=tuple(dict.fromkeys((*article.boilerplate, *left))))


def is_on_the_web(url: str) -> bool:
    """Say whether an address is one of the web, and not that of a local document."""
    return url.startswith(("http:", "https:"))
