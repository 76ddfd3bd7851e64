"""What the engine is given and what it gives back: values that can be pickled, so that batches can run anywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.models import NotModified, Redirect, Request, Validators

Reader = Callable[..., Any]
"""`reader(body, url=…, content_type=…)` makes something of a page. Pure and picklable: it runs in another process."""


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
class Unread:
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
    """There is no page."""

    task: Task
    error: Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred:
    """Not asked for, since its host had just failed on the pages before it, or because we are stopping."""

    task: Task
    reason: str


Result = Read | Unread | Same | Failed | Deferred
