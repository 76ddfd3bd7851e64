"""Find what stands between readers and an article: a wall that the page states, a text that ends with a pointer to the
rest, or another page in the article's place, which is suspect though it answers 200: a captcha, a log-in, a consent
wall, a soft error, a blank page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from service import rules
from service.extract.content.phrases import Phrases, breadth, fold, wording
from service.extract.metadata.structured_data import StructuredData
from service.models import Access

_RULES = rules.load("service.extract", "access")
_WALLS: dict[str, list[str]] = _RULES["walls"]["meta"]
_NO = frozenset({"false", "no", "0"})
_POINTERS = Phrases({"pointer": _RULES["teasers"]["pointers"]})
_CUT = re.compile(r"(?:\[\s*(?:…|\.\.\.|&hellip;)\s*\]|(?:…|\.\.\.)\s*\[\+\d+ \w+\])\W{0,3}$")
"""`[…]`, with which WordPress ends excerpts, and `… [+1234 chars]`, with which news APIs do."""
_LOOKED_AT = 2
"""The number of blocks at the end that are checked."""
_MOST_WORDS_AFTER = 8
"""The most words that may follow the pointer: the name of the other site, or the beginning of the headline."""

_SUSPECT = rules.load("service.extract", "suspect")
_REASONS: dict[str, str] = {kind: table["reason"] for kind, table in _SUSPECT.items()}
_SUSPECT_PHRASES = Phrases({kind: table["phrases"] for kind, table in _SUSPECT.items()}, wording)
_SUSPECT_TITLES = Phrases({kind: table.get("titles", ()) for kind, table in _SUSPECT.items()}, wording)
_MARKERS = tuple(marker.encode() for marker in _SUSPECT["captcha"]["markers"])

EMPTY = "empty page"
_ENOUGH_TEXT = 150
"""Words of main text from which a page is an article whatever it mentions. Soft errors and challenges of the samples
have fewer than 90."""
_FEW_VISIBLE = 80
"""Words on the whole page. Only on a page with so few does a challenge's script alone decide: articles load reCAPTCHA
for their comments."""
_BLANK = 3
"""A page with at most so many words is blank."""


def states_paywall(stated: StructuredData) -> bool:
    """Say whether the page states that reading it is not free: by schema.org's `isAccessibleForFree` of the article or
    its parts, or by a <meta> that `rules/access.toml` lists."""
    free = stated.article.get("isAccessibleForFree")
    if free is not None:
        return _is_no(free)
    parts = stated.article.get("hasPart")
    parts = parts if isinstance(parts, list) else [parts]
    if any(isinstance(part, dict) and _is_no(part.get("isAccessibleForFree")) for part in parts[:20]):
        return True
    return any(value.casefold() in values for name, values in _WALLS.items() for value in stated.metas.get(name, ()))


def _is_no(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(map(_is_no, value[:20]))
    if isinstance(value, str):
        return value.strip().casefold().rstrip("/").rpartition("/")[2] in _NO
    return value is False or (isinstance(value, int) and value == 0)


def access_of(walled: bool, last_blocks: Sequence[str]) -> Access | None:
    """Return what keeps readers from the whole of a text that ends with `last_blocks`. None if nothing says so."""
    if walled:
        return Access.PAYWALLED
    return Access.TRUNCATED if any(_points_on(text) for text in last_blocks[-_LOOKED_AT:]) else None


def _points_on(text: str) -> bool:
    """Say whether `text` is cut short, or is only a pointer to the rest."""
    if _CUT.search(text[-40:]):
        return True
    words = fold(text)
    hit = _POINTERS.at_start(words)
    return hit is not None and len(words) - hit.end <= _MOST_WORDS_AFTER


# ── pages that hold no article ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSigns:
    """The signs by which a page is judged."""

    title: str | None
    paragraphs: Sequence[str]
    """The main text that was found."""
    visible: Sequence[str]
    """All text on the page, with its boilerplate."""
    is_stated_article: bool
    """The page states that it is an article: a type and a date."""
    asks_password: bool
    """The page has a password field."""
    markup: bytes
    """The whole page in UTF-8, in which the markers of challenges are looked for."""


def suspicion(signs: PageSigns) -> str | None:
    """Return why this page seems to hold no article. None for an article, and for any page with text that leaves a
    doubt."""
    length = sum(map(_word_count, signs.paragraphs))
    if length >= _ENOUGH_TEXT:
        return None
    visible = [word for text in signs.visible for word in wording(text)]
    in_all = breadth(visible)
    if in_all <= 8 * _ENOUGH_TEXT and (kind := _suspect_kind(signs, visible, in_all, length)):
        return _REASONS[kind]
    return EMPTY if not signs.paragraphs or in_all <= _BLANK else None


def _word_count(text: str) -> int:
    """Estimate the number of words: by spaces, or by bytes if the script has no spaces."""
    return max(text.count(" ") + 1, len(text.encode()) // 10)


def _suspect_kind(signs: PageSigns, visible: list[str], in_all: int, length: int) -> str | None:
    """Return the kind of page that this is instead of an article. None if nothing says so."""
    title = wording(signs.title or "")
    headed = _SUSPECT_TITLES.at_start(title) or next(iter(_SUSPECT_PHRASES.find(title)), None)
    # 1. A challenge's script, on a page that shows next to nothing.
    if in_all <= _FEW_VISIBLE and any(marker in signs.markup for marker in _MARKERS):
        return "captcha"
    # 2. An article may be short and mention anything.
    if signs.is_stated_article and length > 20:
        return None
    # 3. The title, if it is short.
    if headed and breadth(title) <= 12 and (headed.family != "login" or signs.asks_password or length < 40):
        return headed.family
    # 4. The text, unless it is long for such a page.
    if length > 80 and not signs.asks_password:
        return None
    return _most_said(signs, visible, in_all, length)


def _most_said(signs: PageSigns, visible: list[str], in_all: int, length: int) -> str | None:
    """Return the kind whose phrases cover most of the page. A log-in counts only on a page with a password field."""
    count: dict[str, int] = {}
    beginning = visible[: 4 * _ENOUGH_TEXT]
    for hit in _SUSPECT_PHRASES.find(beginning):
        if hit.family == "login" and not signs.asks_password:
            continue
        count[hit.family] = count.get(hit.family, 0) + breadth(beginning[hit.start : hit.end])
    if not count:
        return None
    kind = max(count, key=lambda family: count[family])
    # Consent banners stand on articles too: they are the page only when they are most of what there is to read.
    needed = 0.3 * in_all if kind == "consent" else 3
    return kind if count[kind] >= needed and count[kind] >= 0.05 * min(length, in_all) else None
