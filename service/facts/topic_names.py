"""The names in a text, by which it is found out what the text is about, without knowing its language. Pure.

Where a script has capitals, a name is a word that has one inside a sentence. Where it has none, a text is about its
rarer words or, where words are not divided, about its runs of signs. Both are cut to their beginnings, so that
"Ukraine" and "Ukrainian", "Украина" and "Украины" are one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from service import rules

STEM = 5
"""Letters of a word that count. Shorter ones would take other words for the same; endings begin later in most."""

ENOUGH = 0.12
"""The share of a line's caseless words that it must have in common with a text about the same matter, two at least:
in Arabic and Chinese two unrelated texts share a few, a line on the same matter a quarter (own reckoning)."""

_ENDS = frozenset('.!?…:;。！？：؟۔।–—|”»"')
_OPENERS = '“"„«「『(['
_AROUND = _OPENERS + "”»」』)]'’‘‚.,;:!?…–—-*•|/<>"
_CASELESS = re.compile(r"[\u0590-\u109f\u1100-\u1cff\u2e80-\ud7ff]")
_RUNS = re.compile(
    r"[\u3400-\u9fff]{2,}|[\u30a0-\u30ff]{3,}|[\uac00-\ud7af]{2,}|[\u0e00-\u0e7f]{6,}"
    r"|[\u0590-\u0dff\u0e80-\u109f\u1200-\u137f\u1780-\u17ff]{5,}"
)
_GRAM = 3
_THAI_GRAM = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The stems of a text's words that may be names."""

    inside: frozenset[str] = frozenset()
    """With a capital inside a sentence."""
    first: frozenset[str] = frozenset()
    """With the capital that any word has at the beginning of a sentence."""
    caseless: frozenset[str] = frozenset()
    """Of scripts without capitals."""

    def of_matter_of(self, other: "Names") -> bool:
        """Say whether a line with these names is about what a text with `other` is about."""
        if self.inside & other.inside or self.inside & other.first or self.first & other.inside:
            return True
        common = len(self.caseless & other.caseless)
        return common >= 2 and common >= ENOUGH * len(self.caseless)


def names(texts: Iterable[str], *, besides: frozenset[str] = frozenset()) -> Names:
    """Return the names in some texts. `besides` are stems to leave out, such as those of the site's own name."""
    inside: set[str] = set()
    first: set[str] = set()
    caseless: set[str] = set()
    for text in texts:
        begins = True
        for token in text.split():
            if not token[0].islower():  # four words of five are
                word = token.strip(_AROUND)
                if word[:1].isupper() and (len(word) > 3 or (len(word) > 1 and word.isupper())):
                    (first if begins or token[0] in _OPENERS else inside).add(_stem(word))
            begins = token[-1] in _ENDS
        if not text.isascii() and _CASELESS.search(text):
            caseless.update(_caseless(text))
    idle = besides | _idle()
    return Names(inside=frozenset(inside - idle), first=frozenset(first - idle), caseless=frozenset(caseless - idle))


def headline(title: str | None, *, besides: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the stems of a title that say what it is about, names or not."""
    words = [token.strip(_AROUND) for token in (title or "").split()]
    long = {_stem(w) for w in words if len(w) >= STEM or (w[:1].isupper() and (len(w) > 3 or (w.isupper() and w[1:])))}
    caseless = _caseless(title) if title and not title.isascii() and _CASELESS.search(title) else set()
    spaced = {stem for stem in long if not _CASELESS.search(stem)}
    return frozenset((spaced | caseless) - besides - _idle())


def own_names(host: str, site: str | None) -> frozenset[str]:
    """Return the stems of a site's own name, which stands on all its pages."""
    labels = host.split(".")[:-1]
    words = [word.strip(_AROUND) for word in (site or "").split()]
    return frozenset(_stem(word) for word in (*labels, *words) if word) | frozenset(_caseless(site or ""))


def _stem(word: str) -> str:
    return word.casefold()[:STEM]


def _caseless(text: str) -> set[str]:
    found: set[str] = set()
    for run in _RUNS.findall(text):
        if "\u0e00" <= run[0] <= "\u0e7f":
            found.update(run[at : at + _THAI_GRAM] for at in range(len(run) - _THAI_GRAM + 1))
        elif "\u3400" <= run[0] <= "\u9fff" and len(run) > _GRAM:
            found.update(run[at : at + _GRAM] for at in range(len(run) - _GRAM + 1))
        elif run[0] >= "\uac00":
            found.add(run[:_GRAM])
        else:
            found.add(run)
    return found


@cache
def _idle() -> frozenset[str]:
    """Return the stems that say nothing of what a text is about."""
    tables = load_rules()
    return frozenset(_stem(word) for group in ("calendar", "common") for word in tables[group]["words"])


@cache
def calendar_words() -> frozenset[str]:
    """Return the names of days and months, folded."""
    return frozenset(word.casefold() for word in load_rules()["calendar"]["words"])


def load_rules() -> dict[str, Any]:
    """Return the tables of `rules/topic_names.toml`."""
    return rules.load("service.facts", "topic_names")
