"""Politeness toward hosts: how often they are asked, how many at once, and which are left alone because they do not
answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from service.errors import FetchError
from service.fetch.target import Target
from service.models import Clock

MAX_DELAY = timedelta(seconds=60)
"""A longer Crawl-delay counts as this one: some sites ask for a day."""
OUTAGE_LIFETIME = timedelta(minutes=10)
"""How long a failure to connect also counts for the next requests. A cycle must not wait for each link of a dead host,
but a long-lived process must notice that the host is back."""


@dataclass(slots=True)
class _Host:
    delay: float
    """Seconds between the starts of two requests."""
    line: asyncio.Lock = field(default_factory=asyncio.Lock)
    started: float | None = None
    """When the last request started, on the event loop's clock."""

    def wait(self, now: float) -> float:
        return 0.0 if self.started is None else max(0.0, self.started + self.delay - now)


class Politeness:
    """Lets one request at a time go to a host, their starts `delay` apart, and at most `concurrency` over all hosts."""

    def __init__(self, delay: timedelta, concurrency: int) -> None:
        self._delay = delay.total_seconds()
        self._at_once = asyncio.Semaphore(concurrency)
        self._hosts: dict[str, _Host] = {}

    def slow_down(self, host: str, delay: timedelta) -> None:
        """Keep at least `delay` between two requests to `host`, but never more than `MAX_DELAY`."""
        known = self._host(host)
        known.delay = max(known.delay, min(delay, MAX_DELAY).total_seconds())

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until `host` may be asked, and hold its only place inside the context."""
        known = self._host(host)
        loop = asyncio.get_running_loop()
        async with known.line:
            await asyncio.sleep(known.wait(loop.time()))
            async with self._at_once:  # only now: who waits for a host must not hold up the others
                known.started = loop.time()
                yield

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host(self._delay))


class Outages:
    """The origins to which no connection could be made in the last minutes, and why."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._met: dict[str, tuple[datetime, FetchError]] = {}

    def check(self, target: Target) -> None:
        """Raise what the last attempt at `target`'s origin raised, while that is fresh."""
        met = self._met.get(target.origin)
        if met is None:
            return
        since, error = met
        if abs(self._clock() - since) < OUTAGE_LIFETIME:
            raise same_error(error, target.url)
        del self._met[target.origin]

    def note(self, target: Target, error: FetchError) -> None:
        """Record that no connection could be made to `target`'s origin."""
        self._met[target.origin] = (self._clock(), error)


def same_error(error: FetchError, url: str) -> FetchError:
    """Return the same error for another URL."""
    copy = type(error)(str(error), url=url, retry_after=error.retry_after)
    copy.__cause__ = error
    return copy
