"""Parsing in processes that can be killed."""

import asyncio
import multiprocessing
import os
import signal
import time
from multiprocessing import forkserver

import pytest

from service.engine.parsers import Parsers
from service.errors import NotAFeed, ParserStopped


def double(body: bytes) -> bytes:
    return body * 2


def sleep(body: bytes) -> None:
    time.sleep(30)


def spin(body: bytes) -> None:
    while True:
        pass


def hoard(body: bytes) -> int:
    return len(bytearray(2_000_000_000))


def crash(body: bytes) -> None:
    os._exit(7)


def refuse(body: bytes) -> None:
    raise NotAFeed("no feed in it", url="https://a.example/")


async def test_a_reader_s_value_and_refusal_come_back() -> None:
    """Errors of ours pass the process boundary whole."""
    async with Parsers(workers=1) as parsers:
        assert await parsers.read(double, b"ab", url="u") == b"abab"
        with pytest.raises(NotAFeed, match="no feed") as caught:
            await parsers.read(refuse, b"", url="u")
    assert caught.value.url == "https://a.example/"


@pytest.mark.parametrize(
    ("reader", "reason"),
    [(sleep, "longer than"), (spin, "longer than"), (hoard, "more than"), (crash, "crashed")],
    ids=["sleeps", "spins", "hoards", "crashes"],
)
async def test_a_reader_over_its_limits_is_stopped_and_the_next_is_served(reader: object, reason: str) -> None:
    """Time, memory, and a crash of the parser itself."""
    async with Parsers(workers=1, seconds=0.5) as parsers:
        with pytest.raises(ParserStopped, match=reason):
            await parsers.read(reader, b"", url="u")  # type: ignore[arg-type]
        assert await parsers.read(double, b"x", url="u") == b"xx"


async def test_readers_work_beside_a_hanging_one() -> None:
    """A hostile page holds up its own process alone."""
    async with Parsers(workers=2, seconds=5) as parsers:
        hanging = asyncio.ensure_future(parsers.read(sleep, b"", url="u"))
        assert await parsers.read(double, b"x", url="u") == b"xx"
        assert not hanging.done()
        hanging.cancel()


async def test_a_worker_has_imported_what_it_runs_in_when_it_starts() -> None:
    """The fork server has done so: done by each worker, it takes longer than all pages of a usual source."""
    async with Parsers(workers=1) as parsers:
        assert await parsers.read(double, b"x", url="u") == b"xx"
    with multiprocessing.get_context("forkserver").Pool(1) as pool:
        assert pool.apply(eval, ("'service.engine.parsers' in __import__('sys').modules",))


def own_alarm(body: bytes) -> int:
    return int(signal.alarm(0))


async def test_a_reader_whose_pool_is_killed_ends_by_itself() -> None:
    """After kill -9 of the program nobody else would stop it: an alarm is set while it works, past its time."""
    async with Parsers(workers=1, seconds=3) as parsers:
        assert 3 < await parsers.read(own_alarm, b"", url="u") <= 5


async def test_parsers_that_are_killed_from_outside_are_started_anew() -> None:
    """As by a system that is short of memory; a daemon must not need a restart."""
    async with Parsers(workers=1) as parsers:
        assert await parsers.read(double, b"x", url="u") == b"xx"
        os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)  # type: ignore[attr-defined]
        for _ in range(100):
            await asyncio.sleep(0.05)
            try:
                again = await parsers.read(double, b"y", url="u")
            except ParserStopped:
                continue
            if again == b"yy" and await parsers.read(double, b"z", url="u") == b"zz":
                break
        else:
            pytest.fail("no reader was served any more")
