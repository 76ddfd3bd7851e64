"""Worker processes in which hostile bytes are parsed: killed when they take too long, capped in memory.

A byte cap does not protect: 50 kB of nested HTML can take gigabytes, and a megabyte minutes.
"""

import asyncio
import math
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pebble import ProcessExpired, ProcessPool

from service.errors import ParserStopped

SECONDS = 3.0
"""A news page takes about 5 ms, the largest honest ones 0.3 s."""

MEMORY = 512 * 1024 * 1024
"""Bytes of address space a worker may take beyond what it starts with."""

TASKS_A_WORKER = 2_000
"""Then it is replaced, so that a leak in a parser cannot grow for weeks."""


class Parsers:
    """A pool of parsing processes, started at first use. An asynchronous context manager."""

    def __init__(self, *, preload: tuple[str, ...] = (), workers: int | None = None, seconds: float = SECONDS) -> None:
        self._preload = preload
        self._workers = workers or max(1, min(4, os.cpu_count() or 1))
        self._seconds = seconds
        self._pool: ProcessPool | None = None

    async def read(self, reader: Callable[[bytes], Any], body: bytes, *, url: str) -> Any:
        """Return what `reader`, pure and picklable, makes of the body. `url` names the body in errors.

        Raises:
            ParseError: the reader refused it, or (ParserStopped) it was killed over its limits.
        """
        future = self._started().schedule(bounded, args=(self._seconds + 2, reader, body), timeout=self._seconds)
        try:
            return await asyncio.wrap_future(future)
        except (FutureTimeout, TimeoutError) as error:
            raise ParserStopped(f"reading it took longer than {self._seconds:g} s", url=url) from error
        except MemoryError as error:
            raise ParserStopped(f"reading it took more than {MEMORY // 2**20} MB", url=url) from error
        except ProcessExpired as error:
            raise ParserStopped(f"reading it crashed the parser (exit status {error.exitcode})", url=url) from error
        except BrokenProcessPool as error:
            raise ParserStopped("the parsers were killed, not by us; they are started anew", url=url) from error

    def _started(self) -> ProcessPool:
        if self._pool is None or not self._pool.active:
            # Not a bare fork: the parent has threads (name resolution, pebble's own). The fork server has none, and
            # imports what all workers need only once.
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload([bounded.__module__, *self._preload])
            self._pool = ProcessPool(
                max_workers=self._workers,
                max_tasks=TASKS_A_WORKER,
                initializer=cap_memory,
                initargs=(MEMORY,),
                context=context,
            )
        return self._pool

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates all but this
            await asyncio.to_thread(self._pool.join)
            self._pool = None


# ── inside a worker ───────────────────────────────────────────────────────────────────────────────────────────────


def cap_memory(more: int) -> None:
    """Let this process take `more` bytes of address space beyond what it has now; then MemoryError. Linux only.

    Elsewhere there is no cap that holds for one process alone, and the time limit has to do.
    """
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def bounded(seconds: float, work: Callable[[bytes], Any], body: bytes) -> Any:
    """Return `work(body)`, with an alarm that kills this process after about `seconds`.

    Its parent keeps the exact time; the alarm is for the day the parent itself is killed in the middle.
    """
    signal.alarm(math.ceil(seconds))
    try:
        return work(body)
    finally:
        signal.alarm(0)
