"""How long one page may take."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta


class Deadline:
    """The moment, on the event loop's own clock, by which a page must be whole.

    httpcore hands the timeouts of a request down to the network stream as they are. This object in place of a number
    lets every single read shrink to what is left, which ends dripped headers and endless 1xx answers too.
    """

    def __init__(self, limit: timedelta, root: "Deadline | None" = None) -> None:
        self.seconds = limit.total_seconds()
        """The whole of it, for messages."""
        self.root = root or self
        """The page's own, of which this is a part."""
        self._time = asyncio.get_running_loop().time
        self._began = self._time()

    @property
    def spent(self) -> float:
        """Seconds since the start, pauses left out."""
        return self._time() - self._began

    @property
    def left(self) -> float:
        """Seconds to go; zero or less once it is over."""
        return self.seconds - self.spent

    def within(self, limit: timedelta) -> "Deadline":
        """A deadline from now: `limit`, or what is left of this one where that is less."""
        return Deadline(min(limit, timedelta(seconds=max(self.left, 0.0))), self.root)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Time spent within does not count: waiting for one's turn is not the server's fault."""
        began = self._time()
        try:
            yield
        finally:
            self._began += self._time() - began
