import asyncio
import socket
import subprocess
import sys
import threading
from datetime import timedelta
from typing import Any

import pytest

from service.errors import NameNotResolved, TimedOut
from service.fetch.deadline import Deadline
from service.fetch.resolver import resolve

from .conftest import resolving

SOON = timedelta(milliseconds=100)


async def test_families_take_turns_and_doubles_go() -> None:
    """A host's addresses keep the system's order within a family; the families alternate."""
    lookup = resolving(news=["2a00::1", "2a00::2", "2a00::1", "5.5.5.5", "6.6.6.6", "7.7.7.7"])
    found = await resolve("news.test", 443, lookup=lookup, deadline=Deadline(SOON))
    assert found == ("2a00::1", "5.5.5.5", "2a00::2", "6.6.6.6", "7.7.7.7")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), "no such name"),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "is the network up"),
        (UnicodeError("label too long"), "not a name"),
        (None, "no address"),
    ],
    ids=["unknown", "no server", "overlong label", "empty answer"],
)
async def test_no_answer_is_a_typed_error(error: Exception | None, words: str) -> None:
    """Whatever goes wrong in DNS is NameNotResolved, names the host and keeps the cause."""

    def lookup(host: str, port: int, *, type: int) -> list[tuple[Any, ...]]:
        if error:
            raise error
        return []

    with pytest.raises(NameNotResolved, match=words) as caught:
        await resolve("news.test", 443, lookup=lookup, deadline=Deadline(SOON))
    assert "news.test" in str(caught.value)
    assert caught.value.__cause__ is error


async def test_the_system_resolver_takes_what_urls_allow() -> None:
    """Empty and overlong labels, which Python's own resolver stumbles over, are NameNotResolved."""
    for host in ("a..b", "a" * 64 + ".test"):
        with pytest.raises(NameNotResolved):
            await resolve(host, 80, lookup=socket.getaddrinfo, deadline=Deadline(timedelta(seconds=5)))


async def test_a_resolver_without_an_answer_times_out() -> None:
    """A look-up that blocks ends at the deadline, and its late answer disturbs nobody."""
    release = threading.Event()
    complaints: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: complaints.append(context))

    def lookup(host: str, port: int, *, type: int) -> list[tuple[Any, ...]]:
        release.wait()
        return []

    async with asyncio.timeout(5):
        with pytest.raises(TimedOut, match=r"no answer from DNS for news\.test"):
            await resolve("news.test", 443, lookup=lookup, deadline=Deadline(SOON))
    release.set()
    (thread,) = (thread for thread in threading.enumerate() if thread.name == "dns news.test")
    thread.join()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert complaints == []


BLOCKED = """
import asyncio, datetime, threading
from service.fetch.deadline import Deadline
from service.fetch.resolver import resolve
from service.errors import TimedOut

async def main():
    deadline = Deadline(datetime.timedelta(milliseconds=50))
    try:
        await resolve("news.test", 80, lookup=lambda *a, **k: threading.Event().wait(), deadline=deadline)
    except TimedOut:
        print("timed out")

asyncio.run(main())
"""


def test_a_blocked_resolver_does_not_keep_the_process_alive() -> None:
    """The process ends although a look-up in it never will."""
    done = subprocess.run([sys.executable, "-c", BLOCKED], capture_output=True, text=True, timeout=20, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("timed out\n", "", 0)
