"""Addresses that stand for another page (AMP caches, archives, redirects, players), and what they stand for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from service.rules import load
from service.urls.strict import strict_key

_DEPTH = 3
"""A share button of a redirect to an AMP cache is as deep as addresses were seen to be wrapped."""
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
_SCHEME = re.compile(r"https?:/*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrapper:
    """One entry of `data/wrappers.toml`."""

    pattern: re.Pattern[str]
    url: str
    """A template, in the words of `re.Match.expand`."""
    quoted: bool
    """Whether the address inside is percent-encoded once more."""

    def opened(self, key: str) -> str | None:
        match = self.pattern.match(key)
        if match is None:
            return None
        inside = match.expand(self.url)
        if self.quoted:
            inside = unquote(inside, errors="surrogateescape")
        try:
            return strict_key("https://" + _SCHEME.sub("", inside, count=1))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrappers:
    """Several entries, and a pattern that matches what any of them might: most addresses are wrapped in nothing."""

    each: tuple[_Wrapper, ...]
    any: re.Pattern[str]

    def opened(self, key: str) -> str | None:
        if self.any.match(key) is None:
            return None
        inside = (wrapper.opened(key) for wrapper in self.each)
        return next((within for within in inside if within is not None and within != key), None)


def opened(key: str) -> str:
    """The strict key of the page that `key` stands for: `key` itself unless it is wrapped, or wrapped too deep."""
    inner = key
    for _ in range(_DEPTH):
        within = _wrappers().opened(inner)
        if within is None:
            return inner
        inner = within
    return inner if _wrappers().opened(inner) is None else key


def origins_own(key: str) -> str:
    """The strict key of the page that the AMP cache shows under `key`, or `key` itself."""
    return _caches().opened(key) or key


@cache
def _caches() -> _Wrappers:
    return _together("cache")


@cache
def _wrappers() -> _Wrappers:
    return _together("cache", "viewer", "archive", "redirect", "player")


def _together(*groups: str) -> _Wrappers:
    each = tuple(entry for group in groups for entry in _entries(group))
    return _Wrappers(
        each=each, any=re.compile("|".join(_NAMED_GROUP.sub("(?:", entry.pattern.pattern) for entry in each))
    )


def _entries(group: str) -> Iterator[_Wrapper]:
    for entry in load("service.urls", "wrappers")[group]:
        yield _Wrapper(
            pattern=re.compile(entry["pattern"]), url=entry.get("url", r"\g<url>"), quoted=group == "redirect"
        )
