"""Recognise what stands around an author's text and is not the author's: forms, share bars, notices, teasers, tails.

A block is boilerplate only if it is short and mostly made of set phrases (`rules/boilerplate/`, a file a language). A
prose paragraph that contains one stays whole, since the author's text comes first. Every language counts on every page:
what a page says about its language is often wrong, and forms come in the language of who sold them.
"""

import functools
import re
from dataclasses import dataclass
from functools import partial

from service import rules
from service.extract.content.phrases import PIECE, PhraseMatch, Phrases, breadth, wording

_tables = partial(rules.load, "service.extract")


_OPENINGS = Phrases({family: table["openings"] for family, table in _tables("teasers").items()}, wording)
_NOTES = Phrases({family: table["phrases"] for family, table in _tables("notes").items()}, wording)

LONGEST = 120
"""Words, as `breadth` counts them, like all numbers of words here. A longer block is never judged as a whole; the
longest sign-up form in the samples has 75."""
_NOTE_LONGEST = 60
"""Words of a provenance note. A longer block says more than where the text comes from."""
_LONG, _LONG_HEAD = 200, 60
"""Characters. A form longer than the first begins with one of its phrases within the second. Prose hardly ever does,
and is most of what is judged."""
_SHARE_OF_WORDS = ((3, 1.0), (8, 0.75), (LONGEST, 0.6))
"""The share of a block, by its length in words, that set phrases must cover. Few words must all be of a phrase: "Print"
is a button, "Print runs fell" a heading."""
_PHONE = re.compile(
    r"(?:(?:tel|fax|phone|mobile|telephone|tél|téléphone|telefone?|teléfono|telefono|telefoon|tlf|هاتف|فاكس|تلفن"
    r"|тел|телефон|факс|电话|電話|传真|傳真|전화|फ़ोन|फोन)[.:：\s]{1,3}\+?|\+|00|\()\(?\d[\d\s().\-/]{5,22}\d",
    re.I,
)
"""A telephone number needs a label, a plus or a bracket: figures alone are a row of a table."""
_ADDRESS = re.compile(r"(?:e-?mail|mail|web|website)?[.:\s]*(?:\S+@\S+\.\w{2,}|(?:https?://|www\.)\S+)", re.I)
_ADDRESS_WORDS = 4
"""An address has fewer words, including the word for it before it."""
_LABELLED = re.compile(r"^\W*([^:：]{2,40}?)\s?[:：]\s*(\S.*)$", re.S)
_TEASER_LONGEST = 25
"""Words. A headline is not longer."""
_NUMBER = re.compile(r"\W*\d{1,2}[.)]\s+")
_DECADE = re.compile(r"^(?:19|20)\d\d\W+(?:19|20)?\d\d$")
_COPYRIGHT = re.compile(r"^\W*(?:©|(?:\(c\)|copyright)\s*(?:©|\(c\)|copyright|by\b|(?:19|20)\d\d\b))", re.I)
"""A bare "(c)" is an item of a list in a law, and copyright may be the subject."""
_MARKED = re.compile(
    r"[\w'’ \u0900-\u0dff\u0e00-\u0eff\u200c-]{2,40}?(?:\s*[(（][^)）]{1,40}[)）]|\s+\d[\w. ]{1,20})?\s*[:：]"
)
_APART = re.compile(r"[,;|·•/、،，]")
"""Separators between the links of a row."""
_STOPS = (".", "!", "。", "！", "।", "۔")
_FULL_STOPS = (".", "。", "।", "۔")
_ELLIPSES = ("..", "….", ".。", "…。", ".।", "…।", ".۔", "…۔")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A block that says how the article was made. `keep` means that it is the author's text too."""

    text: str
    keep: bool


@functools.cache
def _families() -> Phrases:
    """The families of all languages. They are loaded when first needed, which takes .1 s."""
    return Phrases({family: table["phrases"] for family, table in _tables("boilerplate").items()}, wording)


def family_of(text: str) -> str | None:
    """Return the family of boilerplate to which the block `text` belongs as a whole. None if it seems to be the
    author's text."""
    # 1. Long texts are prose, unless one of the phrases begins them.
    if len(text) > LONGEST * 12 or (len(text) > _LONG and not _families().find(wording(text[:_LONG_HEAD]))):
        return None
    # 2. Addresses, and lines with a set opening.
    if len(text) <= 200 and is_address(text):
        return "contact"
    if opened := _opened_family(text):
        return opened
    # 3. The share of the words that set phrases cover.
    number = None if text[:1].isalpha() else _NUMBER.match(text)
    words = wording(text[number.end() :] if number else text)
    length = breadth(words)
    if not words or length > LONGEST:
        return None
    if length <= 30 and _COPYRIGHT.match(text):
        return "copyright"
    hits = _families().find(words)
    if not hits or (_is_sentence(text) and all(breadth(words[hit.start : hit.end]) == 1 for hit in hits)):
        return None  # "Report." is a sentence, if a short one: buttons have no full stop
    covered = sum(hit.end - hit.start for hit in hits)
    needed = next(share for most, share in _SHARE_OF_WORDS if length <= most)
    return _heaviest(hits) if covered >= needed * len(words) else None


def is_row_of_links(text: str, linked: int) -> bool:
    """Say whether `text`, of which `linked` characters are links, is a set phrase and at least three links: "Topics
    Rivers, Public works, Vellmar"."""
    hits = _families().find(wording(text[:_LONG_HEAD]))
    if not hits or hits[0].start:
        return False
    rest = _after_words(text, hits[0].end).lstrip(" :：")
    apart = len(_APART.findall(rest))
    return apart > 1 and len(rest) - linked <= 3 * apart


def _is_sentence(text: str) -> bool:
    return text.endswith(_FULL_STOPS) and not text.endswith(_ELLIPSES)


def _opened_family(text: str) -> str | None:
    """Return the family of a line that begins with a set opening and a colon, followed by only a teaser's headline or
    addresses.

    A line that ends in a full stop is a sentence, and the author's: "See also: the second article forbids it."
    """
    parts = _LABELLED.match(text) if len(text) <= _LONG and (":" in text or "：" in text) else None
    if parts is None:
        return None
    label = wording(parts[1])
    hit = _OPENINGS.at_start(label)
    if hit is None or hit.end < len(label):
        return None
    rest = parts[2].strip()
    if hit.family == "contact":
        return "contact" if all(is_address(part) for part in re.split(r"[,;|،，、]|\s/\s", rest)) else None
    return None if rest.endswith(_STOPS) or breadth(wording(rest)) > _TEASER_LONGEST else hit.family


def _heaviest(hits: list[PhraseMatch]) -> str:
    weight: dict[str, int] = {}
    for hit in hits:
        weight[hit.family] = weight.get(hit.family, 0) + hit.end - hit.start
    return max(weight, key=lambda family: weight[family])


def is_address(text: str) -> bool:
    """Say whether `text` is only a telephone number, an e-mail address or a URL."""
    text = text.strip(" \t•·|-–")
    if len(text) > 200:
        return False
    if text[-1:].isdecimal() and _PHONE.fullmatch(text):
        return not _DECADE.match(text)
    return text.count(" ") < _ADDRESS_WORDS and _ADDRESS.fullmatch(text) is not None


def strip_form(text: str) -> str:
    """Remove a sign-up form that was run together with the beginning of `text`.

    Only a run of at least two phrases and eight words, with at most two other words between them, is a form, and only
    up to the last phrase of the run.
    """
    head = wording(text[:1500])
    end, count = 0, 0
    for hit in _families().find(head):
        if hit.start - end > 2 or (hit.start > 2 and not count):
            break
        end, count = hit.end, count + 1
    if count < 2 or breadth(head[:end]) < 8:
        return text
    return _after_words(text, end).lstrip(" .,;:!|–-·。！，；：")


def _after_words(text: str, count: int) -> str:
    """Return what follows the first `count` words, as `wording` counts them."""
    place = 0
    for match in PIECE.finditer(text):
        place += len(wording(match[0]))
        if place >= count:
            return text[match.end() :]
    return ""


def note_of(text: str) -> Note | None:
    """Return what `text` says about how the article was made. None for ordinary text."""
    bare = text.strip("*_ \t[]()")
    words = wording(bare[:200]) if _NOTES.may_begin(bare) else ()
    hit = _NOTES.at_start(words)
    if hit is None or len(bare) > _NOTE_LONGEST * 12:
        return None
    opening = breadth(words[: hit.end])
    if hit.family == "correction":
        # A one-word opening ("Correction") must be set off, or "Correction of the error took years" would be one.
        return Note(text=bare, keep=True) if opening > 2 or _MARKED.match(bare) else None
    return Note(text=bare, keep=False) if opening > 1 and breadth(wording(bare)) <= _NOTE_LONGEST else None
