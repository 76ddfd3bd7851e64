import asyncio
import socket
import subprocess
import sys
import threading
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest

from service.errors import NameNotResolved, TimedOut
from service.fetch.deadline import Deadline
from service.fetch.network_addresses import AddressPolicy, resolve

from .conftest import resolving

REFUSED = {
    "loopback": "127.0.0.1",
    "this network": "0.0.0.0",
    "private 10": "10.1.2.3",
    "private 172": "172.31.255.255",
    "private 192": "192.168.1.1",
    "carrier": "100.64.0.1",
    "metadata": "169.254.169.254",
    "Azure": "168.63.129.16",
    "Oracle metadata": "192.0.0.192",
    "protocol assignments": "192.0.0.8",
    "6to4 relay": "192.88.99.1",
    "benchmark": "198.18.0.1",
    "documentation": "203.0.113.5",
    "multicast": "224.0.0.1",
    "multicast, administratively scoped": "239.1.1.1",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "unspecified IPv6": "::",
    "loopback IPv6": "::1",
    "mapped loopback": "::ffff:127.0.0.1",
    "mapped carrier": "::ffff:100.64.0.1",
    "compatible loopback": "::127.0.0.1",
    "translated loopback": "::ffff:0:127.0.0.1",
    "NAT64 metadata": "64:ff9b::a9fe:a9fe",
    "local NAT64": "64:ff9b:1::808:808",
    "6to4 loopback": "2002:7f00:1::",
    "Teredo with a private server": "2001:0:a00:1::f7f7:f7f7",
    "Teredo with a private client": "2001:0:808:808::f5ff:fffe",
    "site-local": "fec0::1",
    "link-local": "fe80::1",
    "link-local with a zone": "fe80::1%eth0",
    "unique local": "fd00:ec2::254",
    "multicast IPv6": "ff02::1",
    "documentation IPv6": "2001:db8::1",
    "documentation IPv6, the new range": "3fff::1",
    "segment routing": "5f00::1",
    "discard": "100::1",
    "no address at all": "example.org",
}


@pytest.mark.parametrize("address", REFUSED.values(), ids=REFUSED)
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    """Private, local, reserved and multicast addresses are refused, also inside the IPv6 forms that carry IPv4."""
    assert not AddressPolicy().permits(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "151.101.1.111", "2606:4700:4700::1111", "2a04:4e42::367", "::ffff:8.8.8.8", "64:ff9b::808:808",
     "2002:808:808::1", "2001:0:808:808::f7f7:f7f7"],
)  # fmt: skip
def test_public_addresses_are_covered(address: str) -> None:
    """The public internet needs no permission, nor do NAT64, 6to4 and Teredo on the way to it."""
    assert AddressPolicy().permits(address)


def test_a_named_network_is_opened_and_no_other() -> None:
    """`allow_networks` opens what it names, in every form of the address, and nothing beside."""
    policy = AddressPolicy((ip_network("10.0.0.0/8"), ip_network("fd00::/8")))
    for address in ("10.9.8.7", "::ffff:10.9.8.7", "fd12::1", "8.8.8.8"):
        assert policy.permits(address), address
    for address in ("127.0.0.1", "192.168.1.1", "::ffff:127.0.0.1", "fe80::1"):
        assert not policy.permits(address), address


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
from service.fetch.network_addresses import resolve
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
