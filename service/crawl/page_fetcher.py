"""Fetches the pages that are due, and records each as it comes."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import aclosing
from dataclasses import replace

from service.config import Source
from service.crawl.crawl_context import CrawlContext, Progress, headers_for
from service.crawl.document_reader import DocumentReader
from service.crawl.source_poller import cool_host
from service.crawl.tally import Tallies
from service.engine.batch import Deferred, Failed, Read, Result, Same, Task, Unreadable, by_host
from service.engine.local import Engine
from service.errors import DatelineError
from service.ingest.apply import Outcome
from service.ingest.page_readers import ArchiveReader, EvidenceReader, FetchedPage, extractor_of, reader_of, stamped
from service.ingest.rechecks import Rechecks
from service.ingest.recorder import Recorder
from service.logs import Logger
from service.models import Request
from service.store import StoredLink
from service.urls import host, strict_key

log = Logger(__name__)


class PageFetcher:
    """Fetches pages of the sources given: due → plan → fetch and extract → record.

    `always` are pages asked for by themselves, fetched whether due or not: key → source. What goes wrong with such a
    page goes wrong with its source.
    """

    def __init__(
        self,
        context: CrawlContext,
        sources: Mapping[str, Source],
        always: Mapping[str, str],
        tallies: Tallies,
        recorder: Recorder,
        documents: DocumentReader,
        progress: Progress,
    ) -> None:
        self._context = context
        self._store = context.store
        self._sources = sources
        self._always = always
        self._tallies = tallies
        self._recorder = recorder
        self._documents = documents
        self._progress = progress
        self._archive = ArchiveReader(context.store, context.parsers)
        self._evidence = EvidenceReader(context.store, context.parsers)

    def due(self, *, recheck: bool, force: bool) -> list[StoredLink]:
        """Return the links to fetch, in the order to fetch them; some more than once.

        `recheck` adds all live items, `force` what waits for its next attempt.
        """
        names = list(self._sources)
        asked = ((self._store.links.get(key), name) for key, name in self._always.items())
        links = [replace(link, source=name) for link, name in asked if link is not None]
        waiting = self._store.links.due(names, self._context.clock())
        waiting += self._store.links.unread(names) if force else []
        waiting += self._store.links.live(names) if recheck else []
        return links + [link for link in waiting if not self._documents.is_carried(link.key)]

    def plan(
        self,
        links: Iterable[StoredLink],
        *,
        cooling_hosts: Mapping[str, str],
        pages_a_host: int | None,
        rechecks: Rechecks | None,
    ) -> dict[str, StoredLink]:
        """Return each link once, by key, and count it as open in its source's tally.

        Left out are the hosts to be left alone (`cooling_hosts`: host → why), what is more than `pages_a_host` of one
        host, and re-checks beyond the day's budget of their host, unless `rechecks` is None: a person asked for them.
        """
        planned: dict[str, StoredLink] = {}
        of_host: Counter[str] = Counter()
        rechecks_of: Counter[str] = Counter()
        now = self._context.clock()
        for link in links:
            name = host(link.link.url)
            if name in cooling_hosts and link.key in self._always:
                self._tallies.of(link.source).skipped(cooling_hosts[name])
            if link.key in planned or name in cooling_hosts:
                continue
            if pages_a_host is not None and of_host[name] >= pages_a_host:
                continue
            if rechecks is not None and link.key not in self._always:
                if not rechecks.admit(link, self._sources[link.source], now, planned=rechecks_of[name]):
                    continue
                rechecks_of[name] += link.item is not None
            planned[link.key] = link
            of_host[name] += 1
            self._tallies.of(link.source).open += 1
        return planned

    async def fetch(self, links: Mapping[str, StoredLink], engine: Engine, *, done: Callable[[str], None]) -> None:
        """Fetch, read and record the pages; `done` is told each source whose last page is dealt with."""
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
        validators = self._store.http.validators(url) if self._is_read_as_now(link) else None
        return Task(
            key=link.key,
            request=Request(url=url, validators=validators, headers=headers_for(source, url)),
            reader=reader_of(source, link.key),
        )

    def _is_read_as_now(self, link: StoredLink) -> bool:
        """Say whether what we hold of the page is what today's extraction would make of it.

        Otherwise it is asked for whole: a page never recorded, and one to be read anew after our own rules changed,
        so that their change and an edit of the page are not taken for one another later.
        """
        today = extractor_of(self._sources[link.source])
        return link.item is not None and self._store.items.known(link.item).extractor == today

    async def _recorded(self, result: Result, link: StoredLink) -> Outcome:
        """Do as `_record`; a bug of ours that one page brings to light must not keep all others from being read."""
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
            case Failed(error=error) | Unreadable(error=error):
                outcome = self._recorder.failed(link, error, now)
                cool_host(self._context, link.link.url, error, now)
                if link.key in self._always:
                    self._tallies.of(source.name).failed(error)
            case Deferred():
                outcome = Outcome.DEFERRED
        log.info("page", source=link.source, url=link.link.url, outcome=str(outcome), error=error and str(error))
        return outcome

    async def _page(self, result: Read, link: StoredLink, source: Source) -> Outcome:
        result = replace(result, value=stamped(result.value, source))
        page = await self._with_evidence(link, source, result)
        return self._recorder.page(link, source, result.answer, result.value, self._context.clock(), fetched=page)

    async def _with_evidence(self, link: StoredLink, source: Source, result: Read) -> FetchedPage:
        """Return the page's body, with what is to be known of the page before where it is an item's."""
        known = self._store.items.at(strict_key(result.answer.final_url)) or self._store.items.at(link.key)
        if known is None:
            return FetchedPage(body=result.body)
        before = await self._archive.before(known, source, result)
        seen = await self._evidence.seen(known, source, result, reread=before.article if before else None)
        return FetchedPage(body=result.body, before=before, seen=seen)
