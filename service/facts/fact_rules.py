"""The rules by which facts are recognised (`rules/*.toml`), compiled once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from service import rules
from service.facts.words import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Negations:
    """The words, and the beginnings and ends of words, that say no."""

    words: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]

    def include(self, word: str) -> bool:
        """Say whether `word`, in its reading form, is a negation."""
        lower = word.lower()
        if lower in self.words:
            return True
        return len(lower) > 2 and (lower.startswith(self.prefixes) or lower.endswith(self.suffixes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A word or phrase that attributes a statement: a verb of saying, "according to", or, if it is neither `verb` nor
    `leads`, one that makes it somebody's claim ("alleged")."""

    value: str
    """Equal for the forms of one verb."""
    verb: bool = False
    leads: bool = False
    """The source follows it."""


@cache
def negations() -> Negations:
    """Return the rules of `negations.toml`."""
    groups = _read("negations").values()
    return Negations(
        words=frozenset(_all(groups, "words")) | frozenset(_all(groups, "characters")),
        prefixes=tuple(_all(groups, "prefixes")),
        suffixes=tuple(_all(groups, "suffixes")),
    )


@cache
def dates() -> re.Pattern[str]:
    """Return the pattern of a date or a time of day in a reading form, by `dates.toml`; the case of names counts."""
    groups = _read("dates").values()
    months = _either((*_all(groups, "months"), *_all(groups, "beside")))
    alone = _either((*_all(groups, "months"), *_all(groups, "days"), *_all(groups, "relative")))
    day = r"\d{1,2}(?:st|nd|rd|th|er|º|\.)?"
    year = r"(?:,? (?:de )?(?:19|20)\d\d(?!\d))?"
    return re.compile(
        rf"(?<!\d)\d{{4}}-\d\d-\d\d(?!\d)|(?<!\d)\d{{1,2}}([./])\d{{1,2}}\1(?:19|20)?\d\d(?!\d)"
        rf"|(?<!\w){day} (?:de |of )?(?:{months})(?!\w)\.?{year}"
        rf"|(?<!\w)(?:{months})\.? {day}(?!\w){year}"
        rf"|(?<!\w)(?:{months})\.? (?:de )?(?:19|20)\d\d(?!\d)"
        rf"|(?<!\d)\d{{1,2}}:\d\d(?!\d)"
        rf"|(?:\d+ ?[年月日号號] ?)+"
        rf"|(?<!\w)(?:{alone})(?!\w)"
        rf"|[星周週]期?[一二三四五六日天]|[月火水木金土日]曜日?|[昨今明]天"
    )


@cache
def date_words() -> frozenset[str]:
    """Return the words of which, or of digits, every date has one."""
    groups = _read("dates").values()
    named = (_all(groups, part) for part in ("months", "beside", "days", "relative"))
    return frozenset(key for texts in named for text in texts for key in words(text).keys) | frozenset(
        "年月日号號星周週曜昨今明"
    )


@cache
def date_names() -> frozenset[str]:
    """Return the names of days and months, folded."""
    groups = _read("dates").values()
    return frozenset(name.casefold() for part in ("months", "beside", "days") for name in _all(groups, part))


@cache
def sayings() -> Mapping[str, Sequence[tuple[tuple[str, ...], Saying]]]:
    """Return, for each first word, the attributing phrases that begin with it, the longest first, as words in lower
    case; by `attributions.toml`."""
    found: dict[str, list[tuple[tuple[str, ...], Saying]]] = defaultdict(list)
    for group in _read("attributions").values():
        forms = [(form, Saying(value=verb[0], verb=True)) for verb in group["verbs"] for form in verb]
        forms += [(lead, Saying(value="according to", leads=True)) for lead in group.get("leads", ())]
        forms += [(form, Saying(value=hedge[0])) for hedge in group.get("hedges", ()) for form in hedge]
        for form, saying in forms:
            phrase = words(form.lower()).keys
            found[phrase[0]].append((phrase, saying))
    return {first: sorted(phrases, key=lambda one: -len(one[0])) for first, phrases in found.items()}


@cache
def auxiliaries() -> frozenset[str]:
    """Return the words that may stand between a quotation and its verb, by `attributions.toml`."""
    return frozenset(_all(_read("attributions").values(), "auxiliaries"))


@cache
def function_words() -> frozenset[str]:
    """Return the words that nothing is counted in, in lower case, by `function_words.toml`."""
    return frozenset(_all(_read("function_words").values(), "words"))


@cache
def anonymous_words() -> frozenset[str]:
    """Return the words of a byline that name nobody, by `bylines.toml`."""
    return frozenset(_all(_read("bylines").values(), "words"))


@cache
def byline_roles() -> frozenset[str]:
    """Return the words of a byline for what somebody does there, by `bylines.toml`."""
    return frozenset(_all(_read("bylines").values(), "roles"))


@cache
def correction_titles() -> re.Pattern[str]:
    """Return the pattern of a title that is labelled as a correction, by `correction_titles.toml`."""
    groups = _read("correction_titles").values()
    spaced, spaceless = _either(_all(groups, "labels")), _either(_all(groups, "spaceless"))
    more = _either(_all(groups, "beside"))
    label = rf"(?:(?:{more})[ -])?(?:{spaced})(?:[ -/]+(?:{more}))?"
    return re.compile(
        rf"^\W*(?:{label}|{spaceless})\s*(?:\d+\s*)?(?:[:：|–—―]|-(?=\s)|\s-|/|\)|\]|】|」|»|（|［)"
        rf"|[(\[【（［]\s*(?:{label}|{spaceless})\s*[)\]】）］]"
        rf"|(?:[|:–—]|\s-)\s*(?:{label}|{spaceless})\W*$",
        re.I,
    )


@cache
def correction_notes() -> re.Pattern[str]:
    """Return the pattern of how publications announce a correction, by `corrections.toml`."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in _all(_read("corrections").values(), "patterns")), re.I)


def _read(name: str) -> dict[str, dict[str, Any]]:
    return rules.load("service.facts", name)


def _all(groups: Iterable[Mapping[str, Any]], key: str) -> list[str]:
    return [value for group in groups for value in group.get(key, ())]


def _either(words: Iterable[str]) -> str:
    """Return the alternation of `words`, the longest first, since it takes the first that fits."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
