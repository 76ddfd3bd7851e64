"""fetch + extract → record: read the pages that are due."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import aclosing
from dataclasses import replace

from service.config import Source
from service.crawl.context import CrawlContext, Progress, headers_for
from service.crawl.source_poller import cool
from service.crawl.tally import Tallies
from service.engine import Deferred, Failed, LocalEngine, Read, Result, Same, Task, Unread
from service.engine.by_host import by_host
from service.errors import DatelineError
from service.ingest.extractors import extractor_of, reader_of, stamped
from service.ingest.outcome import Outcome
from service.ingest.page_archive import ArchiveReader, FetchedPage
from service.ingest.page_evidence import EvidenceReader
from service.ingest.rechecks import Rechecks
from service.ingest.recorder import Recorder
from service.logs import Logger
from service.models import Request
from service.store import StoredLink
from service.urls import host, strict_key

log = Logger(__name__)


class PageFetcher:
    """Reads pages of the sources given, and records each as it comes.

    `always`: pages asked for themselves, read whether due or not: key → source. What goes wrong with such a page goes
    wrong with its source.
    """

    def __init__(
        self,
        context: CrawlContext,
        sources: Mapping[str, Source],
        always: Mapping[str, str],
        tallies: Tallies,
        recorder: Recorder,
        progress: Progress,
    ) -> None:
        self._context = context
        self._store = context.store
        self._sources = sources
        self._always = always
        self._tallies = tallies
        self._recorder = recorder
        self._progress = progress
        self._rereader = ArchiveReader(context.store, context.parsers)
        self._witness = EvidenceReader(context.store, context.parsers)

    def due(self, *, recheck: bool, force: bool) -> list[StoredLink]:
        """The links to read, in the order to read them; some more than once.

        `recheck`: all live items too. `force`: also what waits for its next attempt.
        """
        names = list(self._sources)
        asked = ((self._store.links.get(key), name) for key, name in self._always.items())
        links = [replace(link, source=name) for link, name in asked if link is not None]
        links += self._store.links.due(names, self._context.clock())
        links += self._store.links.unread(names) if force else []
        links += self._store.links.live(names) if recheck else []
        return links

    def plan(
        self,
        links: Iterable[StoredLink],
        *,
        leave: Mapping[str, str],
        pages_a_host: int | None,
        rechecks: Rechecks | None,
    ) -> dict[str, StoredLink]:
        """Each link once, by key, and counted as open in its source's tally.

        Left out: hosts to be left alone (`leave`: host → why), what is more than `pages_a_host` of one host, and
        re-checks beyond the day's budget of their host, unless `rechecks` is None: a person asked for them.
        """
        planned: dict[str, StoredLink] = {}
        of_host: Counter[str] = Counter()
        again: Counter[str] = Counter()
        now = self._context.clock()
        for link in links:
            name = host(link.link.url)
            if name in leave and link.key in self._always:
                self._tallies.of(link.source).skipped(leave[name])
            if link.key in planned or name in leave or (pages_a_host is not None and of_host[name] >= pages_a_host):
                continue
            if rechecks is not None and link.key not in self._always:
                if not rechecks.admit(link, self._sources[link.source], now, planned=again[name]):
                    continue
                again[name] += link.item is not None
            planned[link.key] = link
            of_host[name] += 1
            self._tallies.of(link.source).open += 1
        return planned

    async def read(self, links: Mapping[str, StoredLink], engine: LocalEngine, *, done: Callable[[str], None]) -> None:
        """Fetch, read and record them; `done` is told the name of each source whose last page is dealt with."""
        tasks = [self._task(link) for link in links.values()]
        finished = 0
        async with aclosing(engine.run(by_host(tasks))) as results:
            async for result in results:
                link = links[result.task.key]
                tally = self._tallies.of(link.source)
                tally.count(await self._recorded(result, link))
                tally.open -= 1
                finished += 1
                self._progress.pages(finished, len(tasks))
                if tally.open == 0:
                    done(link.source)

    def _task(self, link: StoredLink) -> Task:
        source, url = self._sources[link.source], link.link.url
        validators = self._store.web.validators(url) if self._is_read_as_now(link) else None
        return Task(
            key=link.key,
            request=Request(url=url, validators=validators, headers=headers_for(source, url)),
            reader=reader_of(source, link.key),
        )

    def _is_read_as_now(self, link: StoredLink) -> bool:
        """Whether what we hold of the page is what today's extraction would make of it.

        Otherwise it is asked for whole: a page never recorded, and one to be read anew after our own rules changed,
        so that their change and an edit of the page are not taken for one another later.
        """
        today = extractor_of(self._sources[link.source])
        return link.item is not None and self._store.items.known(link.item).extractor == today

    async def _recorded(self, result: Result, link: StoredLink) -> Outcome:
        """As `_record`; a bug of ours that one page brings to light must not keep all others from being read."""
        try:
            return await self._record(result, link)
        except DatelineError:
            raise
        except Exception as error:
            log.exception("page.bug", source=link.source, url=link.link.url)
            return self._recorder.failed(link, error, self._context.clock())

    async def _record(self, result: Result, link: StoredLink) -> Outcome:
        source = self._sources[link.source]
        now = self._context.clock()
        error: Exception | None = None
        match result:
            case Read():
                outcome = await self._page(result, link, source)
            case Same(answer=same):
                outcome = self._recorder.same(link, source, same, now)
            case Failed(error=error) | Unread(error=error):
                outcome = self._recorder.failed(link, error, now)
                cool(self._context, link.link.url, error, now)
                if link.key in self._always:
                    self._tallies.of(source.name).failed(error)
            case Deferred():
                outcome = Outcome.DEFERRED
        log.info("page", source=link.source, url=link.link.url, outcome=str(outcome), error=error and str(error))
        return outcome

    async def _page(self, result: Read, link: StoredLink, source: Source) -> Outcome:
        result = replace(result, value=stamped(result.value, source))
        raw = await self._raw(link, source, result)
        return self._recorder.page(link, source, result.answer, result.value, self._context.clock(), raw=raw)

    async def _raw(self, link: StoredLink, source: Source, result: Read) -> FetchedPage:
        """The page's body, with what is to be known of the page before where it is an item's."""
        known = self._store.items.at(strict_key(result.answer.final_url)) or self._store.items.at(link.key)
        if known is None:
            return FetchedPage(body=result.body)
        before = await self._rereader.before(known, source, result)
        seen = await self._witness.seen(known, source, result, reread=before.article if before else None)
        return FetchedPage(body=result.body, before=before, seen=seen)
