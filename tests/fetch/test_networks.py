from ipaddress import ip_network

import pytest

from service.fetch.networks import Allowance

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
    assert not Allowance().covers(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "151.101.1.111", "2606:4700:4700::1111", "2a04:4e42::367", "::ffff:8.8.8.8", "64:ff9b::808:808",
     "2002:808:808::1", "2001:0:808:808::f7f7:f7f7"],
)  # fmt: skip
def test_public_addresses_are_covered(address: str) -> None:
    """The public internet needs no permission, nor do NAT64, 6to4 and Teredo on the way to it."""
    assert Allowance().covers(address)


def test_a_named_network_is_opened_and_no_other() -> None:
    """`allow_networks` opens what it names, in every form of the address, and nothing beside."""
    allowance = Allowance((ip_network("10.0.0.0/8"), ip_network("fd00::/8")))
    for address in ("10.9.8.7", "::ffff:10.9.8.7", "fd12::1", "8.8.8.8"):
        assert allowance.covers(address), address
    for address in ("127.0.0.1", "192.168.1.1", "::ffff:127.0.0.1", "fe80::1"):
        assert not allowance.covers(address), address
