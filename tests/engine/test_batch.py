"""Batches: what is run, what comes of it, and that both can be sent to another process."""

import asyncio
import hashlib
import multiprocessing
import pickle
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from service.config import FetchSettings, Source
from service.engine.batch import Deferred, Failed, HostBatch, Read, Result, Same, Task, Unreadable, by_host, run_batch
from service.engine.parsers import Parsers
from service.errors import BadStatus, FetchError, Gone, NotAFeed, ParseError, Throttled
from service.extract import extract_page
from service.fetch import Fetcher
from service.identity import fingerprinted
from service.models import Discovery, Request, SourceKind, Validators
from service.sources.registry import discover
from tests.sample_site import SampleSite, article, prose

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SETTINGS = FetchSettings(delay=timedelta(0), allow_networks=("127.0.0.0/8",), robots="ignore")
READ_PAGE = partial(fingerprinted, extract_page)


class Unpicklable(Exception):
    """A library's error that cannot be made again from its text."""

    def __init__(self, *, where: str) -> None:
        super().__init__(f"broken at {where}")


def clock() -> datetime:
    return NOW


def break_down(body: bytes, **about: Any) -> None:
    raise Unpicklable(where="the end")


async def results(batch: HostBatch, *, stopping: bool = False) -> list[Result]:
    """What `run_batch` yields, with a fetcher and parsers of its own."""
    async with Fetcher(SETTINGS, clock=clock) as fetcher, Parsers(workers=1) as parsers:
        running = run_batch(batch, fetcher=fetcher, parsers=parsers, is_stopping=lambda: stopping)
        return [result async for result in running]


def run_pickled(batch: bytes) -> bytes:
    """As a worker of another machine would: it is given bytes, and gives bytes."""
    return pickle.dumps(asyncio.run(results(pickle.loads(batch))))


def task(url: str, reader: Any = READ_PAGE, validators: Validators | None = None) -> Task:
    return Task(key=url, request=Request(url=url, validators=validators), reader=reader)


def batch_of(site: SampleSite) -> HostBatch:
    """A page, a feed, one that is not modified, one that is gone and one that is no feed."""
    site.publish(1)
    page = site.put("/page", article("Flood", prose(1)))
    same = site.put("/same", "the same")
    source = Source(name="post", url=f"{site.base}/feed.xml")
    known = Validators(body_hash=hashlib.sha256(b"the same").hexdigest())
    (batch,) = by_host(
        [
            task(page),
            task(f"{site.base}/feed.xml", partial(discover, source=source, cursor="7")),
            task(same, validators=known),
            task(f"{site.base}/gone"),
            task(same, partial(discover, source=source, kind=SourceKind.FEED)),
        ]
    )
    return batch


def test_a_batch_runs_in_another_process(site: SampleSite) -> None:
    """A batch is sent there and its results come back: pages read, a feed's links, errors with their fields."""
    batch = batch_of(site)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        found: list[Result] = pickle.loads(pool.submit(run_pickled, pickle.dumps(batch)).result(timeout=60))
    assert [result.task.request for result in found] == [task.request for task in batch.tasks]
    page, feed, same, gone, no_feed = found
    assert isinstance(page, Read)
    assert page.value.title == "Flood"
    assert page.value.fingerprint is not None
    assert isinstance(feed, Read)
    assert isinstance(feed.value, Discovery)
    assert len(feed.value.links) == 1
    assert isinstance(same, Same)
    assert isinstance(gone, Failed)
    assert isinstance(gone.error, Gone)
    assert (gone.error.status, gone.error.url) == (404, f"{site.base}/gone")
    assert isinstance(no_feed, Unreadable)
    assert isinstance(no_feed.error, NotAFeed)
    assert no_feed.error.url == f"{site.base}/same"


def test_run_batch_is_sent_by_its_name() -> None:
    """It is pickled as a reference to its module."""
    assert pickle.loads(pickle.dumps(run_batch)) is run_batch


def family(error: type[Exception]) -> Iterator[type[Exception]]:
    yield error
    for child in error.__subclasses__():
        yield from family(child)


@pytest.mark.parametrize("kind", [*family(FetchError), *family(ParseError)], ids=lambda kind: kind.__name__)
def test_errors_survive_pickling_with_their_fields(kind: type[Exception]) -> None:
    """Those that a batch can bring back."""
    fields: dict[str, Any] = {"url": "https://a.example/"}
    fields |= {"retry_after": timedelta(minutes=5)} if issubclass(kind, FetchError) else {}
    fields |= {"status": 418} if issubclass(kind, BadStatus) else {}
    error = pickle.loads(pickle.dumps(kind("no page", **fields)))
    assert type(error) is kind
    assert (str(error), {name: getattr(error, name) for name in fields}) == ("no page", fields)


async def test_a_foreign_error_comes_back_as_one_that_can_be_sent(site: SampleSite) -> None:
    """A bug that raises what cannot be pickled must not cost the results of its batch."""
    url = site.put("/page", "text")
    async with Fetcher(SETTINGS, clock=clock) as fetcher:
        running = run_batch(
            HostBatch(host="127.0.0.1", tasks=(task(url, break_down),)), fetcher=fetcher, parsers=InProcess()
        )
        (result,) = [result async for result in running]
    assert isinstance(result, Unreadable)
    assert "broken at the end" in str(pickle.loads(pickle.dumps(result)).error)


class InProcess(Parsers):
    """Parses where it is asked, so that an exception comes as it was raised."""

    async def read(self, reader: Any, body: bytes, *, url: str) -> Any:
        return reader(body)


async def test_a_host_that_has_had_too_much_is_left(site: SampleSite) -> None:
    """After one 429 the rest of its batch is deferred, without being asked for."""
    busy = site.put("/busy", "", status=429)
    batch = HostBatch(host="127.0.0.1", tasks=(task(busy), task(f"{site.base}/next")))
    first, second = await results(batch)
    assert isinstance(first, Failed)
    assert isinstance(first.error, Throttled)
    assert second == Deferred(task=batch.tasks[1], reason="127.0.0.1 does not answer")
    assert site.asked("/next") == 0


async def test_a_batch_that_is_stopped_defers_the_rest(site: SampleSite) -> None:
    """Nothing more is asked for."""
    batch = HostBatch(host="127.0.0.1", tasks=(task(site.put("/a", "a")),))
    assert await results(batch, stopping=True) == [Deferred(task=batch.tasks[0], reason="stopping")]
    assert site.requests == []


def test_tasks_are_grouped_by_host() -> None:
    """One batch a host, each in the order given."""
    urls = ["https://a.example/1", "https://b.example/1", "https://a.example/2"]
    batches = by_host([task(url) for url in urls])
    assert [(batch.host, [each.key for each in batch.tasks]) for batch in batches] == [
        ("a.example", [urls[0], urls[2]]),
        ("b.example", [urls[1]]),
    ]
