"""A batch of pages of one host: what is to be fetched, what becomes of it, and how it is run.

All values can be pickled, and `run_batch` needs no database, so that a batch can run in any process.
"""

import pickle
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from service.engine.parsers import Parsers
from service.errors import DatelineError, Throttled, TimedOut, Unreachable
from service.fetch import Fetcher, validators_of
from service.logs import Logger
from service.models import NotModified, Page, Redirect, Request, Validators
from service.urls import host

FAILURES_BEFORE_GIVING_UP = 2
"""A host that does not answer twice running is left for later, instead of waiting for it on each of its pages."""

Reader = Callable[..., Any]
"""`reader(body, url=…, content_type=…)` makes something of a page. Pure and picklable: it runs in another process."""

log = Logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One page to fetch and read. `key` is the caller's name for it and comes back with the result."""

    key: str
    request: Request
    reader: Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class HostBatch:
    """Pages of one host, to be asked for one after another. At most one batch a host is in flight."""

    host: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page without its body."""

    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    fetched_at: datetime
    redirects: tuple[Redirect, ...]
    validators: Validators
    size: int
    """Of the body, decoded, in bytes."""
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The page was fetched, and `value` is what its reader made of it."""

    task: Task
    answer: Answer
    body: bytes
    """Decoded from its Content-Encoding, not from its charset."""
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """The page was fetched, but its reader refused it."""

    task: Task
    answer: Answer
    error: Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """The page is the one we know."""

    task: Task
    answer: NotModified


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The task ended in `error`: no page was fetched."""

    task: Task
    error: Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred:
    """Not asked for, since its host had just failed on the pages before it, or because we are stopping."""

    task: Task
    reason: str


Result = Read | Unreadable | Same | Failed | Deferred


def by_host(tasks: Iterable[Task]) -> tuple[HostBatch, ...]:
    """Return one batch a host, each with its tasks in the order given."""
    grouped: dict[str, list[Task]] = {}
    for task in tasks:
        grouped.setdefault(host(task.request.url), []).append(task)
    return tuple(HostBatch(host=name, tasks=tuple(of_host)) for name, of_host in grouped.items())


async def run_batch(
    batch: HostBatch, *, fetcher: Fetcher, parsers: Parsers, is_stopping: Callable[[], bool] = lambda: False
) -> AsyncGenerator[Result, None]:
    """Fetch and read the pages of one host, one after another, and yield the result of each as it comes.

    How far apart requests are and what robots.txt forbids is the fetcher's to keep. The pages that are left when the
    host does not answer, has had too much of us, or `is_stopping` says so, are yielded as `Deferred`.
    """
    failures = 0
    for task in batch.tasks:
        if is_stopping():
            yield Deferred(task=task, reason="stopping")
        elif failures >= FAILURES_BEFORE_GIVING_UP:
            yield Deferred(task=task, reason=f"{batch.host} does not answer")
        else:
            result = await _run_task(task, fetcher, parsers)
            failures = failures + 1 if _is_no_answer(result) else 0
            if isinstance(result, Failed) and isinstance(result.error, Throttled):
                failures = FAILURES_BEFORE_GIVING_UP
            yield result


async def _run_task(task: Task, fetcher: Fetcher, parsers: Parsers) -> Result:
    try:
        page = await fetcher.get(task.request)
    except DatelineError as error:
        return Failed(task=task, error=error)
    except Exception as error:
        log.exception("fetch.bug", url=task.request.url)
        return Failed(task=task, error=_portable(error))
    if isinstance(page, NotModified):
        return Same(task=task, answer=page)
    return await _read(task, page, parsers)


async def _read(task: Task, page: Page, parsers: Parsers) -> Result:
    answer = _answer(page)
    try:
        reader = partial(task.reader, url=page.final_url, content_type=page.header("content-type"))
        value = await parsers.read(reader, page.body, url=page.final_url)
    except DatelineError as error:
        return Unreadable(task=task, answer=answer, error=error)
    except Exception as error:
        log.exception("parse.bug", url=task.request.url)
        return Unreadable(task=task, answer=answer, error=_portable(error))
    return Read(task=task, answer=answer, body=page.body, value=value)


def _portable(error: Exception) -> Exception:
    """Return a foreign exception as it is or, where it does not survive pickling, as one that says the same."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(str(error))
    return error


def _is_no_answer(result: Result) -> bool:
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
