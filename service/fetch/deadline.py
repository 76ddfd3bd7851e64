"""The time that one page may take."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta


class Deadline:
    """The moment, on the event loop's clock, by which a page must be read.

    httpcore hands the timeouts of a request down to the network stream as they are. This object in place of a number
    lets every single read shrink to what is left, which ends dripped headers and endless 1xx responses too.
    """

    def __init__(self, limit: timedelta, root: "Deadline | None" = None) -> None:
        self.seconds = limit.total_seconds()
        """The whole time allowed, for messages."""
        self.root = root or self
        """The page's deadline, of which this is a part."""
        self._time = asyncio.get_running_loop().time
        self._began = self._time()

    @property
    def spent(self) -> float:
        """Seconds since the start, without pauses."""
        return self._time() - self._began

    @property
    def left(self) -> float:
        """Seconds that are left; zero or less once it is over."""
        return self.seconds - self.spent

    def within(self, limit: timedelta) -> "Deadline":
        """Return a deadline `limit` from now, or what is left of this one if that is less."""
        return Deadline(min(limit, timedelta(seconds=max(self.left, 0.0))), self.root)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Stop the clock inside the context: waiting for one's turn is not the server's fault."""
        began = self._time()
        try:
            yield
        finally:
            self._began += self._time() - began
