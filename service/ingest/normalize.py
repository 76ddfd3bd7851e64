"""What is done to a page before it is compared with its item, in this order:

1. `completed`: what the page does not say of itself, the source that named it may have said. First, since all that
   follows may look at title, lead and dates; implausible dates are dropped here, before anything is stored of them.
2. `renewed`: where the item was read with other rules, its archived page, read with today's, takes the place of that
   reading. Before any comparison, so that our own change is never taken for the publisher's.
3. `settled`: the lines of both pages show which paragraphs came or went, and which extraction only took for something
   else. It compares readings by the same rules, as they were extracted: so after 2, and before any line is left out.
4. `comparable`: the host's boilerplate is left out of the page and of the stored revision. After 3, which would bring
   it back; before 5, which is for what is not known as boilerplate yet.
5. `leave_out`: what the host changed on many of its pages is left out of both. Only of a page that still holds its
   item's article, since another article's lines are no change of the host's.
6. `stated_still`: the stored byline and date are kept where the page no longer states them. Last, as the comparison of
   titles and texts does not need it.

Steps 1, 3 and 6 are pure; 4 reads the store; 2 and 5 write to it as well. `maintenance.replay` does 1, 3 and 4 with
kept pages, with `as_in_revision` for 4, and `benchmarks/changes.py` does 3.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from service.changes import line_evidence
from service.config import Source
from service.facts.topic_names import names
from service.identity import ComparedWords
from service.identity.near_duplicates.copy_groups import unrelated_titles
from service.ingest.comparable_page import ComparablePage, Visit
from service.ingest.page_archive import PageArchive
from service.ingest.page_readers import FetchedPage, PageEvidence, Reread
from service.ingest.site_boilerplate import BoilerplateFilter
from service.ingest.site_changes import SiteChanges
from service.logs import Logger
from service.models import Article, DateOrigin, Line, Link, plausible
from service.sources.filters import watches
from service.store import ItemState, Store

LEFT = 0.1
"""An address whose new text has less of the old one, and the old one less of it, holds another article now (research:
one text's revisions have .55 in common; a first flash and the article it grew into may have little)."""

WHOLE = 60
"""Words that both texts must have for that: a login page or a notice is shorter."""

SAME_MATTER = 0.15
"""The share of the names of the one with fewer that two texts on one matter have in common."""

log = Logger(__name__)


class Normalizer:
    """Makes pages comparable. Everything happens inside the transaction of one page."""

    def __init__(
        self, store: Store, archive: PageArchive, boilerplate: BoilerplateFilter, site_changes: SiteChanges
    ) -> None:
        self._store = store
        self._archive = archive
        self._boilerplate = boilerplate
        self._site_changes = site_changes

    def page(
        self, visit: Visit, article: Article, known: ItemState | None, fetched: FetchedPage | None
    ) -> ComparablePage:
        """Return a completed page of the web, and the item at its address, ready to be compared (steps 2 to 6)."""
        if known is not None and fetched is not None:
            known = self._renewed(visit, known, fetched.before)  # 2
            article = self._settled_by(fetched.seen, known, article)  # 3
        page = self._comparable(visit, article, visit.url, known)  # 4
        return self._of_its_item(page, visit)  # 5 and 6

    def document(self, visit: Visit, article: Article, known: ItemState | None) -> ComparablePage:
        """Return a completed local document, ready to be compared.

        Nothing of it is boilerplate: a folder has many publishers. `known` is its item, unless that is on the web too.
        """
        return self._of_its_item(ComparablePage(article=article, whole=article, known=known), visit)

    def _renewed(self, visit: Visit, known: ItemState, reread: Reread | None) -> ItemState:
        """If our rules changed, store today's reading of the archived page silently, and return the updated item."""
        if reread is None or not self._archive.is_of(reread, known):
            return known
        page = reread.page
        article = completed(reread.article, visit.link.link, visit.source, read_at=page.fetched_at)
        return self._archive.renew(known, self._comparable(visit, article, page.url, known), page, visit.now)

    def _settled_by(self, seen: PageEvidence | None, known: ItemState, article: Article) -> Article:
        """Return the article as the lines of both pages say that it differs from its item.

        It is returned as it is where the lines are of no use: the item has changed since they were read, or was read
        with other rules.
        """
        if seen is None:
            return article
        kept = self._store.archive.newest(known.id)
        same = known.id == seen.item and (kept.sha256 if kept else None) == seen.kept
        if not same or known.extractor != article.extractor:
            return article
        found = settled(known, article, before=seen.before, now=seen.now)
        if found is not article:
            read, reads = Counter(article.paragraphs), Counter(found.paragraphs)
            stays, left = (reads - read).total(), (read - reads).total()
            log.info("page.settled", item=known.id, url=known.url, stays=stays, left=left)
        return found

    def _comparable(self, visit: Visit, article: Article, url: str, known: ItemState | None) -> ComparablePage:
        """Leave boilerplate out. A watched page is kept whole: the headlines it lists stand on other pages, too."""
        if watches(visit.source, visit.link.key):
            return ComparablePage(article=article, whole=article, known=known, is_watched=True)
        return self._boilerplate.comparable(article, url=url, known=known)

    def _of_its_item(self, page: ComparablePage, visit: Visit) -> ComparablePage:
        """Do what is done only to a page that still holds its item's article (steps 5 and 6)."""
        if page.known is None:
            return page
        if not page.is_watched:
            if is_other_article(page.known, page.article):
                return replace(page, known=None, replaced=page.known, trimmed=None)
            page = self._site_changes.leave_out(page, visit.now)
        return stated_still(page, visit.link.link)


def completed(
    article: Article, said: Link, source: Source, *, read_at: datetime, origin: DateOrigin = DateOrigin.STATED
) -> Article:
    """Return the article with what the source that named it says and its page does not, and without dates that do not
    count.

    `read_at` is when the page was fetched, or the document read; `origin` is that of the dates it states.
    """
    of_published = DateOrigin.GUESSED if article.published_guessed else origin
    return replace(
        article,
        title=article.title or said.title,
        byline=article.byline or said.author,
        published=plausible(article.published, of_published, visit=read_at)
        or plausible(said.published, DateOrigin.STATED, visit=read_at),
        modified=plausible(article.modified, origin, visit=read_at),
        language=article.language or source.language,
        lead=article.lead or said.summary,
    )


def settled(old: ItemState | Article, article: Article, *, before: Sequence[Line], now: Sequence[Line]) -> Article:
    """Return the article as the lines of its page and of the page of `old` say that it differs from that.

    Paragraphs that still stand on the page stay in the text, and those that stood on the page before are not added. No
    lines in `before`: they are not known.
    """
    found = line_evidence(old, article, before=before, now=now)
    return article if found is None else found.applied_to(article)


def is_other_article(known: ItemState, article: Article) -> bool:
    """Say whether the address of an item holds another article: title, text and names are others.

    In doubt it holds the same, and what differs is an edit, by which nothing is lost either.
    """
    if known.text == article.text or not unrelated_titles(known.title, article.title):
        return False
    old, new = ComparedWords(known.text), ComparedWords(article.text)
    if min(len(old), len(new)) < WHOLE:
        return False
    shared = len(old.masked_shingles & new.masked_shingles)
    if shared >= LEFT * min(len(old.masked_shingles), len(new.masked_shingles)):
        return False
    mine, theirs = (found.inside | found.caseless for found in (names([known.text]), names([article.text])))
    return len(mine & theirs) < max(2, SAME_MATTER * min(len(mine), len(theirs)))


def stated_still(page: ComparablePage, said: Link) -> ComparablePage:
    """Keep the stored byline and date when the page no longer states them, so that a missing field is no edit.

    What the source says in their stead is the source's, and no edit either.
    """
    known, article = page.known, page.article
    assert known is not None
    byline, published = article.byline, article.published
    if byline in (None, said.author):
        byline = known.byline or byline
    if published in (None, said.published):
        published = known.published or published
    if (byline, published) == (article.byline, article.published):
        return page
    still = replace(article, byline=byline, published=published)
    return replace(page, article=still, whole=still if page.whole is article else page.whole)
