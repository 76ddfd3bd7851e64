"""identify: take the host's furniture out of a page, and learn from the page what its host's furniture is."""

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, replace

from service.changes import compare
from service.identity import furniture, imprint, line_key, text_hash
from service.models import Article, Revision, TextBlock
from service.store import ItemState, SitePage, Store
from service.urls import host


@dataclass(frozen=True, slots=True, kw_only=True)
class Trimmed:
    """A revision's text without the lines that have become furniture since, and all its lines left out by now."""

    kept: tuple[TextBlock, ...]
    furniture: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparablePage:
    """A page ready to be compared with what is known: both without the host's furniture."""

    article: Article
    whole: Article
    """As extracted: what is learned from."""
    host: str | None = None
    """None: nothing is learned here."""
    known: ItemState | None = None
    trimmed: Trimmed | None = None
    """Where the newest revision of `known` still holds furniture, what is to be kept of it. `known` is without."""


class BoilerplateFilter:
    """Knows furniture by the pages of its host that the store holds."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def clear(self, article: Article, *, url: str, known: ItemState | None) -> ComparablePage:
        """The page at `url`, and the item it is, if any, without furniture."""
        name = host(url).removeprefix("www.")
        pages = self._store.site_pages.of(name, but=known.id if known else None)
        before = known.furniture if known else ()
        out = _but_corrections(article.blocks, furniture(article, host=name, known=pages, before=before), left=before)
        cleared = ComparablePage(article=_without(article, out), whole=article, host=name, known=known)
        if known is None or known.text == cleared.article.text:
            return cleared
        revision = self._store.revisions.get(known.id, known.revision)
        trimmed = _trimmed(revision, cleared, pages)
        if trimmed is None:
            return cleared
        text = replace(article, blocks=trimmed.kept).text
        return replace(cleared, known=replace(known, text=text, text_hash=text_hash(text)), trimmed=trimmed)

    def as_in(self, revision: Revision, article: Article, *, url: str) -> Article:
        """Another reading of a revision's page, left as the revision is: without what was left out of that one, and
        with what is in it, though it has become furniture since."""
        name = host(url).removeprefix("www.")
        pages, before = self._store.site_pages.of(name, but=revision.item), revision.furniture
        out = _but_corrections(article.blocks, furniture(article, host=name, known=pages, before=before), left=before)
        stays = {line_key(block.text) for block in revision.blocks}
        return _without(article, {at for at in out if line_key(article.blocks[at].text) not in stays})

    def learn(self, item: int, cleared: ComparablePage) -> None:
        """Keep what the page of an item tells of its host. Inside a transaction."""
        if cleared.host is None:
            return
        kept = imprint(cleared.whole, host=cleared.host)
        page = SitePage(item=item, lines=kept.lines, headline=kept.headline, names=kept.names)
        self._store.site_pages.learn(cleared.host, page)


def _without(article: Article, out: Container[int]) -> Article:
    """The article without some of its blocks, which stand beside it."""
    kept = tuple(block for at, block in enumerate(article.blocks) if at not in out)
    left = tuple(block.text for at, block in enumerate(article.blocks) if at in out)
    if not left:
        return article
    lead = None if article.lead in left else article.lead
    return replace(article, blocks=kept, lead=lead, furniture=tuple(dict.fromkeys((*article.furniture, *left))))


def _trimmed(revision: Revision, cleared: ComparablePage, pages: list[SitePage]) -> Trimmed | None:
    """What the furniture known today leaves of a revision; None where it leaves all or nothing of it.

    That is the furniture of its page as it stands now and, of lines that the page no longer has, what was its host's.
    A line that the page keeps stays in the revision, too: else it would seem added.
    """
    assert cleared.host is not None
    blocks = revision.blocks
    past = replace(cleared.whole, title=revision.title, lead=revision.lead, blocks=blocks)
    out = _but_corrections(blocks, furniture(past, host=cleared.host, known=pages))
    gone = {line_key(blocks[at].text) for at in out}
    gone -= {line_key(text) for text in cleared.article.paragraphs}
    gone |= {line_key(text) for text in cleared.article.furniture}
    kept = tuple(block for block in blocks if line_key(block.text) not in gone)
    if not kept or len(kept) == len(blocks):
        return None
    left = (block.text for block in blocks if line_key(block.text) in gone)
    return Trimmed(kept=kept, furniture=tuple(dict.fromkeys((*revision.furniture, *left))))


def is_correction(text: str) -> bool:
    """Whether a paragraph is a note of correction: that is the author's, on however many pages it stands."""
    edit = compare(Article(blocks=()), Article(blocks=(TextBlock(text),)))
    return edit is not None and "correction_note" in edit.kinds


def _but_corrections(blocks: Sequence[TextBlock], out: Iterable[int], *, left: Collection[str] = ()) -> tuple[int, ...]:
    """The blocks to leave out but for notes of correction. Those that were left out before (`left`) are none."""
    return tuple(at for at in out if blocks[at].text in left or not is_correction(blocks[at].text))
