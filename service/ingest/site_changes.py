"""What a host changes on many of its pages at once is reported in one notice, and not as an edit of each page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from service.changes import compare
from service.identity import line_key, page_signature
from service.identity.boilerplate_lines import PageSignature, common_words, related
from service.identity.line_changes import LineChange, Part, line_changes
from service.ingest.comparable_page import ComparablePage, without_blocks
from service.ingest.event_log import EventLog
from service.ingest.site_boilerplate import is_correction
from service.models import Article, Revision
from service.store import Event, ItemState, SiteChangeParts, Store

PAGES = 3
"""Unrelated pages that must lose or win the same, as with boilerplate."""

WINDOW = timedelta(days=7)
"""Within so long: a host's older pages are visited again after days only."""

REMEMBERED = timedelta(days=30)
"""So long after its notice a line comes and goes in silence: until the oldest page has been visited again. (What is
put to titles or taken from them, for good: `Notices.lines`.)"""

COMPARED = 12
"""Pages with the same change that are compared with one another, the newest."""

COUNTED = 1_000
"""Items that a notice names at most."""

MOST = 0.4
"""The share of a text that may be template, as with boilerplate: a log-in page in place of many articles is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What of one page's changes its host has made on many."""

    reported: tuple[LineChange, ...]
    """Reported in a notice before."""
    learned: tuple[LineChange, ...]
    """Found out with this page."""

    @property
    def template(self) -> SiteChangeParts:
        return _template((*self.reported, *self.learned))


class SiteChanges:
    """Knows what a host changed by what came and went on its pages. Every call is made inside a transaction."""

    def __init__(self, store: Store, events: EventLog) -> None:
        self._store = store
        self._events = events

    def leave_out(self, page: ComparablePage, now: datetime) -> ComparablePage:
        """Return the page and its item without what the host has changed on many pages.

        What came and went on this page is noted. Where it completes a change of the host's, the change is reported, and
        edits of other pages that were not published yet are reported without it.
        """
        known, host = page.known, page.host
        if known is None or host is None or known.extractor != page.article.extractor or _reads_the_same(page, known):
            return page
        stored = self._store.revisions.get(known.id, known.revision)
        changes = line_changes(stored, page.whole)
        if not changes:
            return page
        self._store.notices.record_changes(
            host, changes, item=known.id, revision=stored.number, now=now, before=now - WINDOW
        )
        found = self._find(host, changes, stored, now)
        if not (found.reported or found.learned) or _most(found.template, stored, page.article):
            return page
        less = _without_template(page, known, stored, found.template)
        self._report(host, known, found, now, silenced=less is not page)
        return less

    # ── what is the host's ────────────────────────────────────────────────────────────────────────────────────────

    def _find(self, host: str, changes: Sequence[LineChange], stored: Revision, now: datetime) -> _Found:
        lines = self._store.notices.reported_lines(host, since=now - REMEMBERED)
        reported = tuple(change for change in changes if change.line in lines)
        others = (change for change in changes if change.line not in lines)
        topics = _Topics(self._store, host)
        return _Found(reported=reported, learned=tuple(change for change in others if self._is_on_many(change, topics)))

    def _is_on_many(self, change: LineChange, topics: "_Topics") -> bool:
        """Say whether unrelated pages have changed in this way. A note of correction is never the host's."""
        pages = self._store.notices.items_with_change(topics.host, change, limit=COMPARED)
        if len(pages) < PAGES or is_correction(change.text):
            return False
        common = topics.common
        if change.part is Part.TITLE:
            common |= page_signature(Article(blocks=(), title=change.text), host=topics.host).headline
        strangers: list[PageSignature] = []
        for item, revision in pages:
            topic = topics.of(item, revision)
            if not any(related(topic, other, besides=common) for other in strangers):
                strangers.append(topic)
        return len(strangers) >= PAGES

    # ── what is reported ──────────────────────────────────────────────────────────────────────────────────────────

    def _report(self, host: str, known: ItemState, found: _Found, now: datetime, *, silenced: bool) -> None:
        """Report what was learned in the host's notice of the open digest, and add this item to it.

        A line that is left out as boilerplate on all pages is no notice: it was reported nowhere, and would not be.
        """
        holders = {item for change in found.learned for item in self._holders(host, change)}
        narrowed = self._narrow_open_edits(host, sorted(holders - {known.id}), found, now) if found.learned else False
        digest = self._events.open_digest(now)
        if found.learned and (silenced or narrowed):
            notice = self._store.notices.report(host, found.learned, digest=digest, now=now)
            self._store.notices.add_items(notice, {*holders, known.id})
        elif found.reported and (open_notice := self._store.notices.of_host(host, digest)) is not None:
            self._store.notices.add_items(open_notice, {known.id})

    def _holders(self, host: str, change: LineChange) -> list[int]:
        return [item for item, _ in self._store.notices.items_with_change(host, change, limit=COUNTED)]

    def _narrow_open_edits(self, host: str, items: Sequence[int], found: _Found, now: datetime) -> bool:
        """Report open edits of these items without what has turned out to be the host's; say whether there were any."""
        events = self._store.events.open_changes(items, since=now - WINDOW)
        # All that is known of the host, and not only what stands on this page.
        reported = self._store.notices.reported_lines(host, since=now - REMEMBERED)
        lines = {line for line, part in reported.items() if part != Part.TITLE} | found.template.lines
        titles = {line for line, part in reported.items() if part == Part.TITLE}
        titles |= {change.line for change in found.learned if change.part is Part.TITLE}
        return any([self._narrow(event, lines, titles) for event in events])

    def _narrow(self, event: Event, lines: set[int], titles: set[int]) -> bool:
        assert event.from_revision is not None
        old = self._store.revisions.get(event.item, event.from_revision)
        new = self._store.revisions.get(event.item, event.to_revision)
        changed = line_changes(old, new)
        template = _template(change for change in changed if change.line in lines | titles)
        if not template.lines and not template.title:
            return False
        edit = compare(without(old, template), without(new, template, titled=old.title))
        if edit is None:
            self._store.events.withdraw(event.id)
        else:
            self._store.events.narrow_event(event.id, site_change=template, kinds=edit.kinds, summary=edit.summary)
        return True


class _Topics:
    """What the pages of a host are about. Each is read once, though dozens of lines may have come or gone on it."""

    def __init__(self, store: Store, host: str) -> None:
        self.host = host
        self._store = store
        self._read: dict[tuple[int, int], PageSignature] = {}

    def of(self, item: int, revision: int) -> PageSignature:
        """Return the signature of a revision's page."""
        if (item, revision) not in self._read:
            before = self._store.revisions.get(item, revision)
            article = Article(blocks=before.blocks, title=before.title, lead=before.lead)
            self._read[item, revision] = page_signature(article, host=self.host)
        return self._read[item, revision]

    @cached_property
    def common(self) -> frozenset[str]:
        """Words that say nothing of what a page of this host is about."""
        return common_words(self._store.site_pages.of(self.host))


def without(revision: Revision, template: SiteChangeParts, *, titled: str | None = None) -> Revision:
    """Return a revision without what its host changed (`template`), as an edit of it is reported.

    `titled` is the title before, for the later of two revisions.
    """
    kept = tuple(block for block in revision.blocks if line_key(block.text) not in template.lines)
    title = titled if template.title and titled else revision.title
    return replace(revision, title=title, text="\n\n".join(block.text for block in kept), kinds=None)


def _template(changes: Iterable[LineChange]) -> SiteChangeParts:
    found = tuple(changes)
    return SiteChangeParts(
        lines=frozenset(change.line for change in found if change.part is not Part.TITLE),
        title=any(change.part is Part.TITLE for change in found),
    )


def _reads_the_same(page: ComparablePage, known: ItemState) -> bool:
    same_text = known.text == page.article.text and known.boilerplate == page.article.boilerplate
    return same_text and known.title == page.article.title


def _most(template: SiteChangeParts, stored: Revision, article: Article) -> bool:
    """Say whether too little would be left of either text."""
    for texts in ([block.text for block in stored.blocks], article.paragraphs):
        size = sum(map(len, texts))
        if sum(len(text) for text in texts if line_key(text) in template.lines) > MOST * size:
            return True
    return False


def _without_template(
    page: ComparablePage, known: ItemState, stored: Revision, template: SiteChangeParts
) -> ComparablePage:
    """Leave what came out of the page, and what went out of the item; return `page` itself where there is neither."""
    article = page.article
    here = {line_key(text) for text in article.paragraphs}
    before = {line_key(block.text) for block in stored.blocks}
    came, went = (template.lines & here) - before, (template.lines & before) - here
    if came:
        article = without_blocks(article, {at for at, text in enumerate(article.paragraphs) if line_key(text) in came})
    if template.title and article.title != known.title:
        article = replace(article, title=known.title)
    if article is not page.article:
        page = replace(page, article=article)
    return _trimmed(page, stored, went) if went else page


def _trimmed(page: ComparablePage, stored: Revision, went: frozenset[int]) -> ComparablePage:
    blocks = page.trimmed.blocks if page.trimmed else stored.blocks
    beside = page.trimmed.left_out if page.trimmed else stored.boilerplate
    kept = [block for block in blocks if line_key(block.text) not in went]
    left = (block.text for block in blocks if line_key(block.text) in went)
    return page.trim(kept, (*beside, *left))
