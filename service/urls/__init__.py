"""URLs: which of them are one page, and how they are written. Pure.

A strict key merges two URLs only where no server could tell them apart, or where the difference is the mark of a
tracker: no other evidence is needed. A loose key also leaves out what only convention says makes no difference (AMP,
mobile hosts, print views, weak parameters): two pages of one loose key are one item only if their texts agree, or if
one names the other as its canonical address, which `stated_addresses` judges. Callers keep every URL as it came.
"""

from service.urls.address import host, origin, public_url
from service.urls.canonical_addresses import StatedAddresses, stated_addresses
from service.urls.loose_keys import loose_key
from service.urls.strict_keys import strict_key

__all__ = ["StatedAddresses", "host", "loose_key", "origin", "public_url", "stated_addresses", "strict_key"]
