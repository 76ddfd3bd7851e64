"""Network addresses: which of them may be dialled, and which ones a host name has."""

import asyncio
import socket
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.resources import files
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from itertools import chain, zip_longest
from typing import Any, Protocol

from service.errors import NameNotResolved, TimedOut
from service.fetch.deadline import Deadline

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_LOW_32_BITS = (
    ip_network("::/96"),  # IPv4-compatible, RFC 4291
    ip_network("::ffff:0:0:0/96"),  # IPv4-translated, RFC 2765
    ip_network("64:ff9b::/96"),  # NAT64, RFC 6052
)


class AddressPolicy:
    """Permits the public internet, and the networks that `fetch.allow_networks` opens."""

    def __init__(self, opened: Iterable[Network] = ()) -> None:
        self._opened = tuple(opened)

    def permits(self, text: str) -> bool:
        """Say whether the address `text` may be dialled. False if it is not an address."""
        address = literal_address(text)
        return address is not None and all(self._permits_one(inner) for inner in carried_addresses(address))

    def _permits_one(self, address: Address) -> bool:
        if any(address in network for network in self._opened):
            return True
        return address.is_global and not any(address in network for network in _refused_networks())


def literal_address(host: str) -> Address | None:
    """Return the address that `host` is. None if it is a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def carried_addresses(address: Address) -> Iterator[Address]:
    """Yield the addresses at which a packet to `address` may end: those it carries within, or itself.

    IPv4-mapped, -compatible and -translated, NAT64 and 6to4 addresses carry one; Teredo carries its server's and its
    client's.
    """
    if isinstance(address, IPv4Address):
        yield address
    elif address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    elif address.sixtofour is not None:
        yield address.sixtofour
    elif address.teredo is not None:
        yield from address.teredo
    elif any(address in network for network in _LOW_32_BITS):
        yield IPv4Address(int(address) & 0xFFFFFFFF)
    else:
        yield address


@cache
def _refused_networks() -> tuple[Network, ...]:
    text = files("service.fetch").joinpath("refused-networks.txt").read_text("utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(ip_network(line) for line in lines if line)


# ── from names to addresses ───────────────────────────────────────────────────────────────────────────────────────


class Lookup(Protocol):
    """The signature of `socket.getaddrinfo`."""

    def __call__(self, host: str, port: int, *, type: int) -> Sequence[tuple[Any, ...]]: ...


async def resolve(host: str, port: int, *, lookup: Lookup, deadline: Deadline) -> tuple[str, ...]:
    """Return every address of `host`, in the system's order of preference, the families alternating.

    Each look-up has a daemon thread of its own: asyncio joins its shared threads when it ends, and a resolver that gets
    no answer blocks for 30 s or more.

    Raises:
        NameNotResolved: DNS has no answer.
        TimedOut: DNS gave none by `deadline`.
    """
    answer: asyncio.Future[Sequence[tuple[Any, ...]]] = asyncio.get_running_loop().create_future()
    threading.Thread(target=_look_up, args=(lookup, host, port, answer), name=f"dns {host}", daemon=True).start()
    try:
        async with asyncio.timeout(deadline.left):
            found = await answer
    except TimeoutError as error:
        raise TimedOut(f"no answer from DNS for {host} within {deadline.seconds:.3g} s", url=host) from error
    except socket.gaierror as error:
        unknown = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
        reason = "there is no such name" if unknown else "DNS gives no answer; is the network up?"
        raise NameNotResolved(f"{host}: {reason}", url=host) from error
    except (OSError, UnicodeError) as error:  # UnicodeError: a label that is empty or longer than 63 characters
        raise NameNotResolved(f"{host}: not a name that DNS can answer for", url=host) from error
    addresses = _by_turns([str(entry[4][0]) for entry in found])
    if not addresses:
        raise NameNotResolved(f"{host}: it has no address", url=host)
    return addresses


def _look_up(lookup: Lookup, host: str, port: int, answer: "asyncio.Future[Sequence[tuple[Any, ...]]]") -> None:
    found: Sequence[tuple[Any, ...]] | Exception
    try:
        found = lookup(host, port, type=socket.SOCK_STREAM)
    except Exception as error:  # whatever it is, it belongs to the one who waits
        found = error

    def settle() -> None:
        if answer.done():
            return
        if isinstance(found, Exception):
            answer.set_exception(found)
        else:
            answer.set_result(found)

    with suppress(RuntimeError):  # the loop has closed meanwhile: nobody waits any more
        answer.get_loop().call_soon_threadsafe(settle)


def _by_turns(addresses: list[str]) -> tuple[str, ...]:
    """Return the addresses without doubles, IPv6 and IPv4 alternating, so that one broken family costs one attempt
    (after RFC 8305)."""
    unique = list(dict.fromkeys(addresses))
    first = [address for address in unique if (":" in address) == (":" in unique[0])]
    other = [address for address in unique if address not in first]
    return tuple(filter(None, chain.from_iterable(zip_longest(first, other))))
