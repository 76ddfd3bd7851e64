"""The engine of one machine: hosts in parallel in asyncio, pages parsed in worker processes."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from typing import Protocol

from service.engine.batch import HostBatch, Result, run_batch
from service.engine.parsers import Parsers
from service.fetch import Fetcher

WAITING_RESULTS = 8
"""Pages read but not yet recorded, at most: the database sets the pace, not memory."""


class Engine(Protocol):
    """Runs host batches somewhere. It computes only: what comes back is recorded by the caller."""

    def stop(self) -> None:
        """Finish the pages in hand, and give the rest back as `Deferred`."""

    def run(self, batches: Iterable[HostBatch]) -> AsyncGenerator[Result, None]:
        """Yield the result of every task of the batches, as they come. Close it where it may be left before its end."""
        ...


class LocalEngine(Engine):
    """Runs host batches side by side with one fetcher and one pool of parsers."""

    def __init__(self, fetcher: Fetcher, parsers: Parsers) -> None:
        self._fetcher = fetcher
        self._parsers = parsers
        self._stopping = False

    def stop(self) -> None:
        """Finish the pages in hand, and give the rest back as `Deferred`."""
        self._stopping = True

    async def run(self, batches: Iterable[HostBatch]) -> AsyncGenerator[Result, None]:
        """Yield the result of every task of the batches, as they come. Close it where it may be left before its end."""
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
        running = run_batch(batch, fetcher=self._fetcher, parsers=self._parsers, is_stopping=lambda: self._stopping)
        async with aclosing(running) as found:
            async for result in found:
                await results.put(result)


async def _close_after(running: set["asyncio.Task[None]"], results: "asyncio.Queue[Result | None]") -> None:
    if running:
        await asyncio.wait(running)
    await results.put(None)
