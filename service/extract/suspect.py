"""Recognise pages that answer 200 and hold no article: captchas, log-ins, consent walls, soft errors, blank pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from service import rules
from service.extract.content.phrases import Phrases, breadth, wording

_RULES = rules.load("service.extract", "suspect")
_REASONS: dict[str, str] = {kind: table["reason"] for kind, table in _RULES.items()}
_PHRASES = Phrases({kind: table["phrases"] for kind, table in _RULES.items()}, wording)
_TITLES = Phrases({kind: table.get("titles", ()) for kind, table in _RULES.items()}, wording)
_MARKERS = tuple(marker.encode() for marker in _RULES["captcha"]["markers"])

EMPTY = "empty page"
_ENOUGH_TEXT = 150
"""Words of main text from which a page is an article whatever it mentions. Soft errors and challenges of the samples
have fewer than 90."""
_FEW_VISIBLE = 80
"""Words on the whole page. Only on a page with so few does a challenge's script alone decide: articles load reCAPTCHA
for their comments."""
_BLANK = 3
"""A page with at most so many words is blank."""


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


def reason(signs: PageSigns) -> str | None:
    """Return why this page seems to hold no article. None for an article, and for any page with text that leaves a
    doubt."""
    length = sum(map(_word_count, signs.paragraphs))
    if length >= _ENOUGH_TEXT:
        return None
    visible = [word for text in signs.visible for word in wording(text)]
    in_all = breadth(visible)
    if in_all <= 8 * _ENOUGH_TEXT and (kind := _kind(signs, visible, in_all, length)):
        return _REASONS[kind]
    return EMPTY if not signs.paragraphs or in_all <= _BLANK else None


def _word_count(text: str) -> int:
    """Estimate the number of words: by spaces, or by bytes if the script has no spaces."""
    return max(text.count(" ") + 1, len(text.encode()) // 10)


def _kind(signs: PageSigns, visible: list[str], in_all: int, length: int) -> str | None:
    title = wording(signs.title or "")
    headed = _TITLES.at_start(title) or next(iter(_PHRASES.find(title)), None)
    if in_all <= _FEW_VISIBLE and any(marker in signs.markup for marker in _MARKERS):
        return "captcha"
    if signs.is_stated_article and length > 20:
        return None
    if headed and breadth(title) <= 12 and (headed.family != "login" or signs.asks_password or length < 40):
        return headed.family
    if length > 80 and not signs.asks_password:
        return None
    return _most_said(signs, visible, in_all, length)


def _most_said(signs: PageSigns, visible: list[str], in_all: int, length: int) -> str | None:
    """Return the kind whose phrases cover most of the page. A log-in counts only on a page with a password field."""
    count: dict[str, int] = {}
    beginning = visible[: 4 * _ENOUGH_TEXT]
    for hit in _PHRASES.find(beginning):
        if hit.family == "login" and not signs.asks_password:
            continue
        count[hit.family] = count.get(hit.family, 0) + breadth(beginning[hit.start : hit.end])
    if not count:
        return None
    kind = max(count, key=lambda family: count[family])
    # Consent banners stand on articles too: they are the page only when they are most of what there is to read.
    needed = 0.3 * in_all if kind == "consent" else 3
    return kind if count[kind] >= needed and count[kind] >= 0.05 * min(length, in_all) else None
