"""Obey robots.txt, after RFC 9309."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

from service.errors import FetchError, RobotsDisallowed
from service.fetch.politeness import same_error
from service.fetch.target import Target
from service.models import Clock, RobotsRecord

PRODUCT = "Dateline"
"""The product token by which groups of rules name Dateline."""
MAX_BYTES = 512_000
"""Later bytes are not read. RFC 9309, 2.5 asks for 500 KiB at least."""
LIFETIME = timedelta(hours=24)
"""RFC 9309, 2.4."""
RETRY = timedelta(minutes=10)
"""How long to wait before an unreadable robots.txt is requested again."""

_USER_AGENT = re.compile(r"\s*user(?:-|\s+)?agent[\s:]+(.*)", re.IGNORECASE)

Read = Callable[[str], Awaitable[RobotsRecord]]
"""Requests the robots.txt of an origin. It raises FetchError if there is no response at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRules:
    """The rules of one robots.txt for Dateline."""

    parsed: Protego

    @classmethod
    def read(cls, record: RobotsRecord) -> "RobotsRules":
        """Return the rules of a record. There are none if the file does not exist."""
        body = record.body if 200 <= record.status < 300 else b""
        lines = body.decode("utf-8-sig", "replace").splitlines()
        return cls(parsed=Protego.parse("\n".join(map(_without_strangers, lines))))

    def allow(self, url: str) -> bool:
        """Say whether Dateline may fetch `url`."""
        return self.parsed.can_fetch(url, PRODUCT)

    @property
    def delay(self) -> timedelta:
        """The Crawl-delay; zero if there is none."""
        return timedelta(seconds=min(self.parsed.crawl_delay(PRODUCT) or 0.0, 86_400.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class _CachedOutcome:
    """What is known about one origin, and until when."""

    until: datetime
    outcome: RobotsRules | FetchError


class Robots:
    """The robots.txt of every origin met, each requested once in 24 hours."""

    def __init__(self, known: Mapping[str, RobotsRecord], *, clock: Clock, read: Read) -> None:
        self._known = dict(known)
        self._clock = clock
        self._read = read
        self._cached: dict[str, _CachedOutcome] = {}
        self._lines: dict[str, asyncio.Lock] = {}
        self._learned: dict[str, RobotsRecord] = {}

    @property
    def learned(self) -> tuple[RobotsRecord, ...]:
        """The records that were fetched and are of use to others too, one an origin."""
        return tuple(self._learned.values())

    async def admit(self, target: Target) -> timedelta:
        """Return the Crawl-delay of `target`'s origin if `target` may be fetched.

        Raises:
            RobotsDisallowed: The robots.txt forbids it, or answered 429 or 5xx, and no earlier one is known.
            FetchError: The robots.txt could not be requested; the origin is in the same trouble.
        """
        async with self._lines.setdefault(target.origin, asyncio.Lock()):
            cached = self._cached.get(target.origin)
            if cached is None or cached.until <= self._clock():
                cached = self._cached[target.origin] = await self._look_up_rules(target.origin)
        if isinstance(cached.outcome, FetchError):
            raise same_error(cached.outcome, target.url)
        if not cached.outcome.allow(target.url):
            raise RobotsDisallowed(f"robots.txt of {target.place} forbids {target.path[:200]}", url=target.url)
        return cached.outcome.delay

    async def _look_up_rules(self, origin: str) -> _CachedOutcome:
        known = self._known.get(origin)
        now = self._clock()
        if known is not None and _is_conclusive(known) and timedelta(0) <= now - known.fetched_at < LIFETIME:
            return _CachedOutcome(until=known.fetched_at + LIFETIME, outcome=RobotsRules.read(known))
        try:
            record = await self._read(origin)
        except FetchError as error:
            return _CachedOutcome(until=self._clock() + RETRY, outcome=error)
        if _is_conclusive(record):
            self._known[origin] = self._learned[origin] = record
            return _CachedOutcome(until=record.fetched_at + LIFETIME, outcome=RobotsRules.read(record))
        return _CachedOutcome(until=self._clock() + RETRY, outcome=self._without(origin, record.status))

    def _without(self, origin: str, status: int) -> RobotsRules | FetchError:
        """Return the rules for a server in trouble: its last robots.txt, however old. If none is known, everything is
        forbidden."""
        known = self._known.get(origin)
        if known is not None and _is_conclusive(known):
            return RobotsRules.read(known)
        place = origin.partition("://")[2]
        return RobotsDisallowed(f"robots.txt of {place} answered {status}, which forbids all for now", url=origin)


def _without_strangers(line: str) -> str:
    """Return `line`. If it names the crawlers of a group, all but Dateline and `*` get one name.

    The parser keeps every rule once for each name of its group: 9,000 names and 30,000 rules took it minutes.
    """
    named = _USER_AGENT.match(line)
    if named is None:
        return line
    name = named[1].partition("#")[0].strip().lower()
    if name != "*":
        name = name.replace("*", "")
        name = name if PRODUCT.lower().startswith(name) else "another"
    return f"User-agent: {name}"


def _is_conclusive(record: RobotsRecord) -> bool:
    """Say whether the record answers the question. 429 and 5xx do not, and 0 stands for no response."""
    return 200 <= record.status < 500 and record.status != 429
