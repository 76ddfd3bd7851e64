"""Query parameters by what they tell: how a reader came, how a page is laid out, or which page it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from service.rules import load

_BETWEEN = re.compile(r"%[0-9A-F]{2}|[^0-9a-z]+", re.IGNORECASE)
"""What stands between the words of a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names of parameters, in lower case; some known by how they begin."""

    whole: frozenset[str]
    prefixes: tuple[str, ...]

    def holds(self, name: str) -> bool:
        return name in self.whole or name.startswith(self.prefixes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weak:
    """The parameters of `data/weak.toml`."""

    always: Names
    channel: frozenset[str]
    identifier: frozenset[str]
    channels: frozenset[str]
    views: dict[str, frozenset[str]]

    def holds(self, pair: str) -> bool:
        """Whether a parameter as it stands in a strict key usually makes no difference to what its page says."""
        name, _, value = pair.partition("=")
        name, value = name.lower(), value.lower()
        if self.always.holds(name) or value in self.views.get(name, ()):
            return True
        if name in self.channel:
            return self._tells_channel(value) or not any(character.isdigit() for character in value)
        return name in self.identifier and self._tells_channel(value)

    def _tells_channel(self, value: str) -> bool:
        return not self.channels.isdisjoint(_BETWEEN.split(value))


def name_of(pair: str) -> str:
    """The name of a parameter, in lower case."""
    return pair.partition("=")[0].lower()


@cache
def trackers() -> Names:
    """The parameters of `data/trackers.toml`."""
    return _names(name for group in load("service.urls", "trackers").values() for name in group["names"])


@cache
def weak() -> Weak:
    """The parameters of `data/weak.toml`."""
    groups = load("service.urls", "weak")
    views: dict[str, frozenset[str]] = {}
    for view in groups["view"]:
        for name in view["names"]:
            views[name] = views.get(name, frozenset()) | frozenset(view["values"])
    return Weak(
        always=_names([*groups["referral"]["names"], *groups["session"]["names"]]),
        channel=frozenset(groups["channel"]["names"]),
        identifier=frozenset(groups["identifier"]["names"]),
        channels=frozenset(groups["words"]["channels"]),
        views=views,
    )


def _names(names: Iterable[str]) -> Names:
    listed = list(names)
    return Names(
        whole=frozenset(name for name in listed if not name.endswith("*")),
        prefixes=tuple(name[:-1] for name in listed if name.endswith("*")),
    )
