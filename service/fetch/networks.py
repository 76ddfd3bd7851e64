"""Which addresses may be dialled."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_LOW_32_BITS = (
    ip_network("::/96"),  # IPv4-compatible, RFC 4291
    ip_network("::ffff:0:0:0/96"),  # IPv4-translated, RFC 2765
    ip_network("64:ff9b::/96"),  # NAT64, RFC 6052
)


class Allowance:
    """The public internet, and the networks opened by name (`fetch.allow_networks`)."""

    def __init__(self, opened: Iterable[Network] = ()) -> None:
        self._opened = tuple(opened)

    def covers(self, text: str) -> bool:
        """Whether the address `text` may be dialled. False for what is no address."""
        address = literal(text)
        return address is not None and all(self._permits(inner) for inner in unwrapped(address))

    def _permits(self, address: Address) -> bool:
        if any(address in network for network in self._opened):
            return True
        return address.is_global and not any(address in network for network in _refused_networks())


def literal(host: str) -> Address | None:
    """The address that `host` is, or None where it is a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def unwrapped(address: Address) -> Iterator[Address]:
    """The addresses that a packet to `address` may end at: those it carries within, or itself.

    IPv4-mapped, -compatible and -translated, NAT64 and 6to4 carry one; Teredo carries its server's and its client's.
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
