"""Host names and the addresses that DNS gives for them."""

import asyncio
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain, zip_longest
from typing import Any, Protocol

from service.errors import NameNotResolved, TimedOut
from service.fetch.deadline import Deadline


class Lookup(Protocol):
    """`socket.getaddrinfo`, or what stands in for it."""

    def __call__(self, host: str, port: int, *, type: int) -> Sequence[tuple[Any, ...]]: ...


async def resolve(host: str, port: int, *, lookup: Lookup, deadline: Deadline) -> tuple[str, ...]:
    """Every address of `host`, in the system's order of preference, the families taking turns.

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
    """Without doubles, IPv6 and IPv4 alternating, so that one broken family costs one attempt (after RFC 8305)."""
    unique = list(dict.fromkeys(addresses))
    first = [address for address in unique if (":" in address) == (":" in unique[0])]
    other = [address for address in unique if address not in first]
    return tuple(filter(None, chain.from_iterable(zip_longest(first, other))))
