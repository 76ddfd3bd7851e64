"""identify: what a host changes on many of its pages at once is its template, and one notice instead of many edits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from service.changes import compare
from service.config import Config
from service.identity import imprint, line_key, text_hash
from service.identity.boilerplate.line_changes import LineChange, Part, line_changes
from service.identity.boilerplate.site_lines import Imprint, common_words, related
from service.ingest.event_log import EventLog
from service.ingest.site_boilerplate import ComparablePage, Trimmed, is_correction
from service.models import Article, Revision
from service.store import Event, ItemState, SiteChangeParts, Store

PAGES = 3
"""Pages about matters of their own that must lose or win the same, as with furniture."""

WINDOW = timedelta(days=7)
"""Within so long: a host's older pages are looked at again after days only."""

REMEMBERED = timedelta(days=30)
"""So long after its notice a line comes and goes in silence: until the oldest page has been looked at again. (What is
put to titles or taken from them, for good: `Notices.lines`.)"""

LOOKED_AT = 12
"""Pages with the same change that are compared with one another, the newest."""

COUNTED = 1_000
"""Items that a notice names at most."""

MOST = 0.4
"""The share of a text that may be template, as with furniture: a log-in page in place of many articles is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What of one page's changes its host has made on many."""

    known: tuple[LineChange, ...]
    """Told in a notice before."""
    learned: tuple[LineChange, ...]
    """Found out with this page."""

    @property
    def template(self) -> SiteChangeParts:
        return _template((*self.known, *self.learned))


class SiteChanges:
    """Knows templates by what came and went on the pages of their host. Every call is made inside a transaction."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._teller = EventLog(store, config)

    def clear(self, cleared: ComparablePage, now: datetime) -> ComparablePage:
        """The page and its item without what the host has changed on many pages.

        Where that is found out with this page, edits told of others that are not published yet are told without it.
        """
        known, host = cleared.known, cleared.host
        if known is None or host is None or known.extractor != cleared.article.extractor or _reads_the_same(cleared):
            return cleared
        stored = self._store.revisions.get(known.id, known.revision)
        changes = line_changes(stored, cleared.whole)
        if not changes:
            return cleared
        self._store.notices.record_changes(
            host, changes, item=known.id, revision=stored.number, now=now, before=now - WINDOW
        )
        found = self._find(host, changes, stored, now)
        if not (found.known or found.learned) or _most(found.template, stored, cleared.article):
            return cleared
        less = _without_template(cleared, stored, found.template)
        self._tell(host, known, found, now, silenced=less is not cleared)
        return less

    # ── what is the host's ────────────────────────────────────────────────────────────────────────────────────────

    def _find(self, host: str, changes: Sequence[LineChange], stored: Revision, now: datetime) -> _Found:
        told = self._store.notices.reported_lines(host, since=now - REMEMBERED)
        known = tuple(change for change in changes if change.line in told)
        others = (change for change in changes if change.line not in told)
        matters = _Matters(self._store, host)
        return _Found(known=known, learned=tuple(change for change in others if self._is_on_many(change, matters)))

    def _is_on_many(self, change: LineChange, matters: "_Matters") -> bool:
        """Whether pages that have nothing to do with one another have changed so. A correction never is the host's."""
        pages = self._store.notices.items_with_change(matters.host, change, limit=LOOKED_AT)
        if len(pages) < PAGES or is_correction(change.text):
            return False
        common = matters.common
        if change.part is Part.TITLE:
            common |= imprint(Article(blocks=(), title=change.text), host=matters.host).headline
        strangers: list[Imprint] = []
        for item, revision in pages:
            topic = matters.of(item, revision)
            if not any(related(topic, other, besides=common) for other in strangers):
                strangers.append(topic)
        return len(strangers) >= PAGES

    # ── what is told ──────────────────────────────────────────────────────────────────────────────────────────────

    def _tell(self, host: str, known: ItemState, found: _Found, now: datetime, *, silenced: bool) -> None:
        """A line that furniture has silenced everywhere is no notice: nobody was or would have been told of it."""
        holders = {item for change in found.learned for item in self._holders(host, change)}
        retold = self._retell(host, sorted(holders - {known.id}), found, now) if found.learned else False
        digest = self._teller.open_digest(now)
        if found.learned and (silenced or retold):
            notice = self._store.notices.report(host, found.learned, digest=digest, now=now)
            self._store.notices.add_items(notice, {*holders, known.id})
        elif found.known and (notice_now := self._store.notices.of_host(host, digest)) is not None:
            self._store.notices.add_items(notice_now, {known.id})

    def _holders(self, host: str, change: LineChange) -> list[int]:
        return [item for item, _ in self._store.notices.items_with_change(host, change, limit=COUNTED)]

    def _retell(self, host: str, items: Sequence[int], found: _Found, now: datetime) -> bool:
        """Tell open edits of these items without what has turned out to be the host's; whether there were any."""
        events = self._store.events.open_changes(items, since=now - WINDOW)
        # All that is known of the host, and not only what stands on this page.
        told = self._store.notices.reported_lines(host, since=now - REMEMBERED)
        lines = {line for line, part in told.items() if part != Part.TITLE} | found.template.lines
        titles = {line for line, part in told.items() if part == Part.TITLE}
        titles |= {change.line for change in found.learned if change.part is Part.TITLE}
        return any([self._retell_one(event, lines, titles) for event in events])

    def _retell_one(self, event: Event, lines: set[int], titles: set[int]) -> bool:
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


class _Matters:
    """What the pages of a host were about: each is read once, though dozens of lines came or went on the same."""

    def __init__(self, store: Store, host: str) -> None:
        self.host = host
        self._store = store
        self._read: dict[tuple[int, int], Imprint] = {}

    def of(self, item: int, revision: int) -> Imprint:
        """The imprint of a revision."""
        if (item, revision) not in self._read:
            before = self._store.revisions.get(item, revision)
            article = Article(blocks=before.blocks, title=before.title, lead=before.lead)
            self._read[item, revision] = imprint(article, host=self.host)
        return self._read[item, revision]

    @cached_property
    def common(self) -> frozenset[str]:
        """The words that tell nothing of what a page is about."""
        return common_words(self._store.site_pages.of(self.host))


def without(revision: Revision, template: SiteChangeParts, *, titled: str | None = None) -> Revision:
    """A revision as an edit is told of whose host changed `template`. `titled`: the title before, for the later one."""
    kept = tuple(block for block in revision.blocks if line_key(block.text) not in template.lines)
    title = titled if template.title and titled else revision.title
    return replace(revision, title=title, text="\n\n".join(block.text for block in kept), kinds=None)


def _template(changes: Iterable[LineChange]) -> SiteChangeParts:
    found = tuple(changes)
    return SiteChangeParts(
        lines=frozenset(change.line for change in found if change.part is not Part.TITLE),
        title=any(change.part is Part.TITLE for change in found),
    )


def _reads_the_same(cleared: ComparablePage) -> bool:
    known, article = cleared.known, cleared.article
    assert known is not None
    same_text = known.text == article.text and known.furniture == article.furniture
    return same_text and known.title == article.title


def _most(template: SiteChangeParts, stored: Revision, article: Article) -> bool:
    """Whether nearly nothing would be left of either text."""
    for texts in ([block.text for block in stored.blocks], article.paragraphs):
        size = sum(map(len, texts))
        if sum(len(text) for text in texts if line_key(text) in template.lines) > MOST * size:
            return True
    return False


def _without_template(cleared: ComparablePage, stored: Revision, template: SiteChangeParts) -> ComparablePage:
    """What came is left out of the page, what went out of the item; itself where furniture had left out all of it."""
    known, article = cleared.known, cleared.article
    assert known is not None
    here = {line_key(text) for text in article.paragraphs}
    before = {line_key(block.text) for block in stored.blocks}
    came, went = (template.lines & here) - before, (template.lines & before) - here
    titled = template.title and article.title != known.title
    if not came and not went and not titled:
        return cleared
    if came:
        left = tuple(block.text for block in article.blocks if line_key(block.text) in came)
        kept = tuple(block for block in article.blocks if line_key(block.text) not in came)
        lead = None if article.lead in left else article.lead
        beside = tuple(dict.fromkeys((*article.furniture, *left)))
        article = replace(article, blocks=kept, lead=lead, furniture=beside)
    if titled:
        article = replace(article, title=known.title)
    cleared = replace(cleared, article=article)
    return _trimmed(cleared, stored, went) if went else cleared


def _trimmed(cleared: ComparablePage, stored: Revision, went: frozenset[int]) -> ComparablePage:
    known = cleared.known
    assert known is not None
    blocks = cleared.trimmed.kept if cleared.trimmed else stored.blocks
    beside = cleared.trimmed.furniture if cleared.trimmed else stored.furniture
    kept = tuple(block for block in blocks if line_key(block.text) not in went)
    left = (block.text for block in blocks if line_key(block.text) in went)
    trimmed = Trimmed(kept=kept, furniture=tuple(dict.fromkeys((*beside, *left))))
    text = replace(cleared.whole, blocks=kept).text
    return replace(cleared, known=replace(known, text=text, text_hash=text_hash(text)), trimmed=trimmed)
