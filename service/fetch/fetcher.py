"""From a request to a page: conditions, redirects, robots.txt, statuses."""

import socket
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from service.config import FetchSettings
from service.errors import BadURL, FetchError, RedirectRefused
from service.fetch.body import ByteLimits, read_beginning, read_whole
from service.fetch.client import Client, Response
from service.fetch.deadline import Deadline
from service.fetch.http_messages import Headers, ReadResponse, common_headers, has_body, outcome, request_headers
from service.fetch.network_addresses import Lookup
from service.fetch.politeness import Outages, Politeness
from service.fetch.robots import MAX_BYTES, Robots
from service.fetch.target import Target, without_credentials
from service.models import Clock, NotModified, Page, Redirect, Request, RobotsRecord

ROBOTS_REDIRECTS = 5
"""RFC 9309, 2.3.1.2."""

Read = Callable[[Response, Target], Awaitable[bytes]]
Visit = Callable[[Target], Awaitable[ReadResponse]]


class Fetcher:
    """Fetches pages for one cycle, or one day. It is an async context manager, and safe under any concurrency.

    One request at a time goes to a host, `settings.delay` apart or as far apart as its robots.txt asks. `robots` are
    the records kept from earlier, by origin. `lookup` resolves names.
    """

    def __init__(
        self,
        settings: FetchSettings,
        *,
        clock: Clock,
        robots: Mapping[str, RobotsRecord] | None = None,
        lookup: Lookup = socket.getaddrinfo,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._outages = Outages(clock)
        self._client = Client(settings, lookup=lookup, outages=self._outages)
        self._politeness = Politeness(settings.delay, settings.concurrency)
        self._robots = Robots(robots or {}, clock=clock, read=self._read_robots)
        self._limits = ByteLimits(wire=settings.max_wire_bytes, body=settings.max_body_bytes)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    @property
    def robots_learned(self) -> tuple[RobotsRecord, ...]:
        """The robots.txt records that this Fetcher has fetched, for the store to keep."""
        return self._robots.learned

    async def get(self, request: Request) -> Page | NotModified:
        """Fetch `request.url`, following redirects.

        Raises:
            FetchError: Any of its kinds. Its `.url` is `request.url` without user name and password.
        """
        try:
            return await self._get(request)
        except FetchError as error:
            error.url = without_credentials(request.url)
            raise

    async def _get(self, request: Request) -> Page | NotModified:
        start = Target.parse(request.url)
        deadline = Deadline(self._settings.timeout)
        home = request_headers(self._settings.contact, request)
        abroad = common_headers(self._settings.contact)

        async def visit(target: Target) -> ReadResponse:
            with deadline.paused():
                await self._admit(target)
            return await self._ask(target, home if target.origin == start.origin else abroad, deadline, self._read_body)

        response, redirects = await self._follow(start, visit, self._settings.max_redirects)
        return outcome(request, response, redirects, deadline.spent)

    async def _follow(self, start: Target, visit: Visit, most: int) -> tuple[ReadResponse, tuple[Redirect, ...]]:
        response = await visit(start)
        seen = {start.url}
        redirects: list[Redirect] = []
        while response.location is not None:
            target = _next(response)
            redirects.append(Redirect(url=response.target.url, status=response.status, location=target.url))
            if target.url in seen:
                raise RedirectRefused(f"{start.place} redirects in a circle", url=start.url)
            if len(redirects) > most:
                raise RedirectRefused(f"{start.place} redirects more than {most} times", url=start.url)
            seen.add(target.url)
            response = await visit(target)
        return response, tuple(redirects)

    async def _admit(self, target: Target) -> None:
        if self._settings.robots == "obey":
            self._politeness.slow_down(target.host, await self._robots.admit(target))

    async def _ask(self, target: Target, headers: Headers, deadline: Deadline, read: Read) -> ReadResponse:
        self._outages.check(target)
        async with AsyncExitStack() as stack:
            with deadline.paused():
                await stack.enter_async_context(self._politeness.turn(target.host))
            answer = await stack.enter_async_context(self._client.ask(target, headers, deadline))
            if has_body(answer.status):
                body = await read(answer, target)
            else:
                body = b""
                await answer.finish()
            return ReadResponse(
                target=target, status=answer.status, headers=answer.headers, body=body, at=self._clock()
            )

    async def _read_body(self, answer: Response, target: Target) -> bytes:
        return await read_whole(answer.raw(), answer.headers, limits=self._limits, url=target.url)

    async def _read_robots(self, origin: str) -> RobotsRecord:
        """Fetch the robots.txt of `origin`, of whatever status. A redirect that leads nowhere counts as none (404)."""
        deadline = Deadline(self._settings.timeout)
        headers = common_headers(self._settings.contact)

        async def read(answer: Response, target: Target) -> bytes:
            return await read_beginning(answer.raw(), answer.headers, most=MAX_BYTES, url=target.url)

        async def visit(target: Target) -> ReadResponse:
            return await self._ask(target, headers, deadline, read)

        try:
            response, _ = await self._follow(Target.parse(f"{origin}/robots.txt"), visit, ROBOTS_REDIRECTS)
        except RedirectRefused:
            return RobotsRecord(origin=origin, fetched_at=self._clock(), status=404)
        return RobotsRecord(origin=origin, fetched_at=response.at, status=response.status, body=response.body)


def _next(response: ReadResponse) -> Target:
    try:
        return response.target.join(response.location or "")
    except BadURL as error:
        message = f"{response.target.place} redirects to what is no web page"
        raise RedirectRefused(message, url=response.target.url) from error
