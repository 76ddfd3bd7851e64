"""What today's rules would make of the pages kept, and of the edits that were reported of them. Nothing is written.

Each kept page is read again and made comparable as `ingest.normalize` has it: completed, settled with the page it was
an edit of, and left as its revision was. Where it differs from that, the revision would read otherwise. Then each edit
that was reported, and each step between revisions of which nothing was, is judged by the new readings. A step that was
passed over for a reason of its own (reported with a copy, its host's change) stays so as long as it is the same step.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from service.changes import LineEvidence, compare, line_evidence, whole_paragraphs_changed
from service.config import BY_HAND, Source
from service.crawl.crawl_context import Progress
from service.engine import Parsers
from service.errors import ParseError, StoreDamaged
from service.ingest.normalize import completed
from service.ingest.page_readers import ArchiveReader, EvidenceReader
from service.ingest.site_boilerplate import BoilerplateFilter
from service.models import Article, Edit, EventKind, Revision
from service.sources.filters import watches
from service.store import Event, KeptPage, Store

AT_ONCE = 4
"""Items replayed side by side, so that the parser processes are never idle."""

IN_HAND = 4
"""Readings of one item held at a time, whatever their number: an edit is one of neighbours, or goes back a few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedEdit:
    """An edit as it is reported."""

    kinds: tuple[str, ...]
    summary: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedStep:
    """From one revision to another: what was reported of it, and what would be reported today."""

    from_revision: int
    to_revision: int
    then: ReportedEdit | None
    now: ReportedEdit | None


@dataclass(slots=True, kw_only=True)
class Replayed:
    """What became of one item, or of all together."""

    item: int | None = None
    pages: int = 0
    then: int = 0
    """Edits reported."""
    now: int = 0
    """Edits that would be reported."""
    texts: dict[int, ReportedEdit] = field(default_factory=dict)
    """How revisions would read otherwise, by their numbers."""
    steps: list[ReplayedStep] = field(default_factory=list)
    """Those of which something else would be reported."""
    problems: list[str] = field(default_factory=list)
    """A line for each page that could not be read, or would not be believed."""

    @property
    def differs(self) -> bool:
        return bool(self.texts or self.steps)


@dataclass(slots=True, kw_only=True)
class _Readings:
    """Of one item's pages, by the numbers of their revisions."""

    before: Mapping[int, KeptPage]
    """The page that each was an edit of."""
    held: dict[int, Article | None] = field(default_factory=dict)
    """Those in hand. None: it could not be read, or would not be believed."""
    settlements: dict[int, LineEvidence | None] = field(default_factory=dict)
    """Of all that were read; small, and the same whenever a page is read again."""


class Replayer:
    """Replays items with the sources given: by name, with their rules."""

    def __init__(self, store: Store, parsers: Parsers, sources: Mapping[str, Source], progress: Progress) -> None:
        self._store = store
        self._archive = ArchiveReader(store, parsers)
        self._evidence = EvidenceReader(store, parsers)
        self._boilerplate = BoilerplateFilter(store)
        self._sources = sources
        self._progress = progress
        self._done = 0

    async def run(self, *, source: str | None = None) -> list[Replayed]:
        """Return what became of each item of which a page is kept (one read for `source`), by their numbers."""
        total = self._store.archive.count(source=source)
        items = iter(self._store.archive.items(source=source))
        found: list[Replayed] = []

        async def work() -> None:
            for item in items:
                found.append(await self._item(item, total))

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
        return sorted(found, key=lambda replayed: replayed.item or 0)

    async def _item(self, item: int, total: int) -> Replayed:
        pages = self._store.archive.of(item)
        result = Replayed(item=item, pages=len(pages))
        found = list(_steps(pages, self._store.events.of_item(item)))
        steps = _by_later(found)
        readings = _Readings(
            before={after.revision: before for before, after, _ in found if before.revision < after.revision}
        )
        for page in pages:
            now = await self._reading(page, readings, result)
            if now is not None and (differs := compare(self._revision(page), now)) is not None:
                result.texts[page.revision] = _reported(differs)
            for before, after, event in steps.get(page.revision, ()):
                old, new = [await self._reading(of, readings, result) for of in (before, after)]
                if old is not None and new is not None:
                    self._judge(result, before, after, event, compare(old, new))
            self._done += 1
            self._progress.pages(self._done, total)
        return result

    async def _reading(self, page: KeptPage, readings: _Readings, result: Replayed) -> Article | None:
        """Return what today's rules make of a page; None, with a problem noted, where they make no article of it."""
        if page.revision not in readings.held:
            article = await self._read(page, result)
            if article is not None:
                article = await self._settled(page, article, readings, result)
                article = self._as_in_revision(page, article)
            while len(readings.held) >= IN_HAND:
                del readings.held[next(iter(readings.held))]
            readings.held[page.revision] = article
        return readings.held[page.revision]

    async def _read(self, page: KeptPage, result: Replayed) -> Article | None:
        source = self._source(page)
        try:
            article = await self._archive.read(page, source)
        except (StoreDamaged, ParseError) as error:
            _note(result, page, str(error))
            return None
        if article.suspect or not article.blocks:
            _note(result, page, f"would not be believed: {article.suspect or 'there is no text in it'}")
            return None
        link = self._store.links.get(page.key)
        return article if link is None else completed(article, link.link, source, read_at=page.fetched_at)

    async def _settled(self, page: KeptPage, article: Article, readings: _Readings, result: Replayed) -> Article:
        """Return the reading of a page, settled with the page that it was an edit of."""
        if page.revision not in readings.settlements:
            readings.settlements[page.revision] = await self._settlement(page, article, readings, result)
        found = readings.settlements[page.revision]
        return article if found is None else found.applied_to(article)

    async def _settlement(
        self, page: KeptPage, article: Article, readings: _Readings, result: Replayed
    ) -> LineEvidence | None:
        before = readings.before.get(page.revision)
        old: Article | Revision | None = await self._reading(before, readings, result) if before is not None else None
        if before is None or old is None:
            # The page before cannot be asked any more. What the same rules made of this one stays as it was settled.
            before, old = page, self._revision(page)
            if old.extractor != article.extractor:
                return None
        if not whole_paragraphs_changed(old, article):
            return None
        was, now = [await self._evidence.kept(one, self._source(one)) for one in (before, page)]
        return line_evidence(old, article, before=was, now=now)

    def _as_in_revision(self, page: KeptPage, article: Article) -> Article:
        if watches(self._source(page), page.key):
            return article
        return self._boilerplate.as_in_revision(self._revision(page), article, url=page.url)

    def _source(self, page: KeptPage) -> Source:
        return self._sources.get(page.source, BY_HAND)

    def _revision(self, page: KeptPage) -> Revision:
        return self._store.revisions.get(page.item, page.revision)

    def _judge(
        self, result: Replayed, before: KeptPage, after: KeptPage, event: Event | None, edit: Edit | None
    ) -> None:
        now = _reported(edit) if edit is not None else None
        if event is None:
            if now is None or self._was_passed_over(before, after, now):
                return
            then = None
        else:
            then = ReportedEdit(kinds=event.kinds, summary=event.summary)
            result.then += 1
        result.now += now is not None
        if then is None or now is None or (then.kinds != now.kinds and event is not None and event.site_change is None):
            result.steps.append(
                ReplayedStep(from_revision=before.revision, to_revision=after.revision, then=then, now=now)
            )

    def _was_passed_over(self, before: KeptPage, after: KeptPage, now: ReportedEdit) -> bool:
        """Say whether the same step could have been reported then and was not, though the same rules had read both."""
        old, new = self._revision(before), self._revision(after)
        if old.extractor != new.extractor:
            return False
        edit = compare(old, new)
        return edit is not None and _reported(edit) == now


_PageStep = tuple[KeptPage, KeptPage, Event | None]


def _steps(pages: Sequence[KeptPage], events: Iterable[Event]) -> Iterator[_PageStep]:
    """Yield between which pages edits were reported, and neighbours between which none was.

    A page that stands for two revisions, read anew with other rules, is no edit of itself.
    """
    changes = [event for event in events if event.kind is EventKind.CHANGED and event.from_revision is not None]
    for event in changes:
        before, after = _page_of(pages, event.from_revision or 0), _page_of(pages, event.to_revision)
        if before and after and before is not after and after.revision == event.to_revision:
            yield before, after, event
    reported = {event.to_revision for event in changes if (event.from_revision or 0) < event.to_revision}
    for before, after in pairwise(pages):
        if before.sha256 != after.sha256 and reported.isdisjoint(range(before.revision + 1, after.revision + 1)):
            yield before, after, None


def _page_of(pages: Sequence[KeptPage], revision: int) -> KeptPage | None:
    """Return the page of a revision. A revision made by leaving lines out is of the page of the revision before it."""
    return next((page for page in reversed(pages) if page.revision <= revision), None)


def _by_later(steps: Iterable[_PageStep]) -> dict[int, list[_PageStep]]:
    """Return steps by the revision of the later of their pages: by then both are at hand."""
    found: dict[int, list[_PageStep]] = {}
    for step in steps:
        found.setdefault(max(step[0].revision, step[1].revision), []).append(step)
    return found


def _reported(edit: Edit) -> ReportedEdit:
    return ReportedEdit(kinds=edit.kinds, summary=edit.summary)


def _note(result: Replayed, page: KeptPage, problem: str) -> None:
    where = f"item {page.item}, revision {page.revision}: "
    line = problem if problem.startswith(where) else where + problem
    if line not in result.problems:
        result.problems.append(line)
