"""Leave a host's boilerplate out of its pages, and learn from each page what its host's boilerplate is."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from service.changes import compare
from service.identity import learned_boilerplate, line_key, page_signature
from service.ingest.comparable_page import ComparablePage, without_blocks
from service.models import Article, Revision, TextBlock
from service.store import ItemState, SitePage, Store
from service.urls import host


class BoilerplateFilter:
    """Knows boilerplate by the pages of its host that the store holds."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def comparable(self, article: Article, *, url: str, known: ItemState | None) -> ComparablePage:
        """Return the page at `url`, and the item at its address, without boilerplate.

        Notes of correction stay in the text, on however many pages they stand, unless they were left out before.
        """
        name = host(url).removeprefix("www.")
        pages = self._store.site_pages.of(name, but=known.id if known else None)
        out = _boilerplate(article, name, pages, before=known.boilerplate if known else ())
        page = ComparablePage(article=without_blocks(article, out), whole=article, host=name, known=known)
        if known is None or known.text == page.article.text:
            return page
        return _trimmed(page, self._store.revisions.get(known.id, known.revision), pages)

    def as_in_revision(self, revision: Revision, article: Article, *, url: str) -> Article:
        """Return another reading of a revision's page, with the lines left out that were left out of the revision.

        A line of the revision stays, though it has become boilerplate since.
        """
        name = host(url).removeprefix("www.")
        pages = self._store.site_pages.of(name, but=revision.item)
        out = _boilerplate(article, name, pages, before=revision.boilerplate)
        stays = {line_key(block.text) for block in revision.blocks}
        return without_blocks(article, {at for at in out if line_key(article.blocks[at].text) not in stays})

    def learn(self, item: int, page: ComparablePage) -> None:
        """Keep what the page of an item says of its host. Inside a transaction."""
        if page.host is None:
            return
        kept = page_signature(page.whole, host=page.host)
        self._store.site_pages.learn(
            page.host, SitePage(item=item, lines=kept.lines, headline=kept.headline, names=kept.names)
        )


def is_correction(text: str) -> bool:
    """Say whether a paragraph is a note of correction: it is the author's, on however many pages it stands."""
    edit = compare(Article(blocks=()), Article(blocks=(TextBlock(text),)))
    return edit is not None and "correction_note" in edit.kinds


def _trimmed(page: ComparablePage, revision: Revision, pages: list[SitePage]) -> ComparablePage:
    """Leave out of the item's newest revision what is known as boilerplate today, unless that is all of it.

    That is the boilerplate of its page as it stands now and, of lines that the page no longer has, what was its host's.
    A line that the page keeps stays in the revision, too: else it would seem added.
    """
    assert page.host is not None
    blocks = revision.blocks
    past = replace(page.whole, title=revision.title, lead=revision.lead, blocks=blocks)
    gone = {line_key(blocks[at].text) for at in _boilerplate(past, page.host, pages)}
    gone -= {line_key(text) for text in page.article.paragraphs}
    gone |= {line_key(text) for text in page.article.boilerplate}
    kept = [block for block in blocks if line_key(block.text) not in gone]
    if not kept or len(kept) == len(blocks):
        return page
    left = (block.text for block in blocks if line_key(block.text) in gone)
    return page.trim(kept, (*revision.boilerplate, *left))


def _boilerplate(
    article: Article, host: str, pages: Sequence[SitePage], *, before: Collection[str] = ()
) -> frozenset[int]:
    """Return the numbers of the blocks that are the host's by these pages of it, without notes of correction.

    A line that was left out before (`before`) is no such note.
    """
    found = learned_boilerplate(article, host=host, known=pages, before=before)
    texts = article.paragraphs
    return frozenset(at for at in found if texts[at] in before or not is_correction(texts[at]))
