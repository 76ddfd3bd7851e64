"""The language of a page: what its statements agree on, unless its letters say otherwise."""

import re
from collections import Counter

from service import rules
from service.extract.metadata import jsonld
from service.extract.metadata.structured_data import Statements

_RULES = rules.load("service.extract", "languages")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def _letters(ranges: list[list[str]]) -> str:
    return "".join(f"{chr(int(first, 16))}-{chr(int(last, 16))}" for first, last in ranges)


_SCRIPTS = {name: re.compile(f"[{_letters(script['ranges'])}]") for name, script in _RULES["scripts"].items()}
_ANY = re.compile(f"[{''.join(_letters(script['ranges']) for script in _RULES['scripts'].values())}]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_SAMPLE = 600
"""Characters that are looked at."""
_HAN_FOR_ONE_KANA = 12
"""Japanese is written with Chinese characters too, Chinese next to never with kana."""
_FEWEST = 8
"""Letters of a script from which it counts."""


def language_of(stated: Statements, *, fallback: str | None = None) -> str | None:
    """The BCP 47 tag of the page's language; `fallback` where it states none and its letters do not tell."""
    tags = _tags(stated)
    script = _script(" ".join([stated.tab, *stated.headings[:3], *stated.named("description")[:2]])[:_SAMPLE])
    if script is not None:
        written = _RULES["scripts"][script[0]]
        tags = [(tag, weight) for tag, weight in tags if _primary(tag) in written["languages"]]
        if not tags:
            return _told(script[1], written) or fallback
    if not tags:
        return fallback
    votes: Counter[str] = Counter()
    for tag, weight in tags:
        votes[_primary(tag)] += weight
    best = max(votes, key=lambda primary: votes[primary])
    return next(tag for tag, _ in tags if _primary(tag) == best)


def _tags(stated: Statements) -> list[tuple[str, int]]:
    """The tags the page states, each with its weight: three others outvote <html lang>, og:locale alone never does,
    as many publishing systems leave it at en_US."""
    said = jsonld.strings(stated.article.get("inLanguage"), "alternateName", "name")
    weighed = [(stated.lang, 4), *((text, 3) for text in said[:1])]
    weighed += [(text, 2) for text in stated.named("language")[:1]]
    weighed += [(text, 1) for text in stated.metas.get("og:locale", [])[:1]]
    return [(match[0].replace("_", "-"), weight) for text, weight in weighed if (match := _TAG.fullmatch(text.strip()))]


def _primary(tag: str) -> str:
    return tag.split("-")[0].lower()


def _script(text: str) -> tuple[str, str] | None:
    """The script most letters of `text` are in and these letters; None for the Latin one or too few letters."""
    if text.isascii() or not _ANY.search(text):
        return None
    found = {name: signs for name, letters in _SCRIPTS.items() if (signs := "".join(letters.findall(text)))}
    if len(found.get("kana", "")) * _HAN_FOR_ONE_KANA > len(found.get("han", "")):
        found["kana"] += found.pop("han", "")
    best = max(found, key=lambda name: len(found[name]))
    latin = len(_LATIN.findall(text)) * _RULES["letters"]["latin_for_one"][_width(best)]
    return (best, found[best]) if len(found[best]) >= max(_FEWEST, latin) else None


def _width(script: str) -> str:
    """Chinese characters, kana and Hangul stand for a syllable or a word each, and so are fewer."""
    return "wide" if script in ("han", "kana", "hangul") else "narrow"


def _told(letters: str, written: dict[str, object]) -> str | None:
    """The language that only has such letters, or the script's only one."""
    tells = written.get("tells", {})
    assert isinstance(tells, dict)
    for language, signs in tells.items():
        if any(sign in letters for sign in signs):
            return str(language)
    sole = written.get("sole")
    return str(sole) if sole else None
