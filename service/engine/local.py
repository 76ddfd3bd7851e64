"""The engine of one machine: hosts in parallel in asyncio, pages parsed in worker processes."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from functools import partial

from service.engine.batch import Answer, Deferred, Failed, HostBatch, Read, Result, Same, Task, Unread
from service.engine.parsers import Parsers
from service.errors import DatelineError, Throttled, TimedOut, Unreachable
from service.fetch import Fetcher, validators_of
from service.logs import Logger
from service.models import NotModified, Page

WAITING_RESULTS = 8
"""Pages read but not yet recorded, at most: the database sets the pace, not memory."""

FAILURES_BEFORE_GIVING_UP = 2
"""A host that does not answer twice running is left for later, instead of waiting for it on each of its pages."""

log = Logger(__name__)


class LocalEngine:
    """Runs host batches with one fetcher and one pool of parsers."""

    def __init__(self, fetcher: Fetcher, parsers: Parsers) -> None:
        self._fetcher = fetcher
        self._parsers = parsers
        self._stopping = False

    def stop(self) -> None:
        """Finish the pages in hand, and give the rest back as `Deferred`."""
        self._stopping = True

    async def run(self, batches: Iterable[HostBatch]) -> AsyncGenerator[Result, None]:
        """The result of every task of the batches, as they come. Close it where it may be left before its end."""
        results: asyncio.Queue[Result | None] = asyncio.Queue(WAITING_RESULTS)
        running = {asyncio.create_task(self._run_batch(batch, results)) for batch in batches}
        closing = asyncio.create_task(_close_after(running, results))
        try:
            while (result := await results.get()) is not None:
                yield result
            for task in running:
                task.result()  # a batch that broke is a bug: it must not pass for one that ended
        finally:
            for task in (*running, closing):
                task.cancel()
            await asyncio.gather(*running, closing, return_exceptions=True)

    async def _run_batch(self, batch: HostBatch, results: "asyncio.Queue[Result | None]") -> None:
        failures = 0
        for task in batch.tasks:
            if self._stopping:
                await results.put(Deferred(task=task, reason="stopping"))
            elif failures >= FAILURES_BEFORE_GIVING_UP:
                await results.put(Deferred(task=task, reason=f"{batch.host} does not answer"))
            else:
                result = await self._run_task(task)
                failures = failures + 1 if _hostile(result) else 0
                if isinstance(result, Failed) and isinstance(result.error, Throttled):
                    failures = FAILURES_BEFORE_GIVING_UP
                await results.put(result)

    async def _run_task(self, task: Task) -> Result:
        try:
            page = await self._fetcher.get(task.request)
        except DatelineError as error:
            return Failed(task=task, error=error)
        except Exception as error:
            log.exception("fetch.bug", url=task.request.url)
            return Failed(task=task, error=error)
        if isinstance(page, NotModified):
            return Same(task=task, answer=page)
        return await self._read(task, page)

    async def _read(self, task: Task, page: Page) -> Result:
        answer = _answer(page)
        try:
            reader = partial(task.reader, url=page.final_url, content_type=page.header("content-type"))
            value = await self._parsers.read(reader, page.body, url=page.final_url)
        except DatelineError as error:
            return Unread(task=task, answer=answer, error=error)
        except Exception as error:
            log.exception("parse.bug", url=task.request.url)
            return Unread(task=task, answer=answer, error=error)
        return Read(task=task, answer=answer, body=page.body, value=value)


def _hostile(result: Result) -> bool:
    return isinstance(result, Failed) and isinstance(result.error, Unreachable | TimedOut | Throttled)


def _answer(page: Page) -> Answer:
    return Answer(
        final_url=page.final_url,
        status=page.status,
        headers=page.headers,
        fetched_at=page.fetched_at,
        redirects=page.redirects,
        validators=validators_of(page),
        size=len(page.body),
        seconds=page.seconds,
    )


async def _close_after(running: set["asyncio.Task[None]"], results: "asyncio.Queue[Result | None]") -> None:
    if running:
        await asyncio.wait(running)
    await results.put(None)
