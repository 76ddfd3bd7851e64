"""The numbers of a text with what they count, and whether another text still has one that was corrected. Pure.

An edit of "12 people" to "17 people" is read from its word diff. Another text of the same story still carries the old
number if it counts 12 of the same thing, or has 12 between the same words, and has no 17. Where one text counts the
same thing twice with different numbers, the words of the clause must agree too, since it is not certain otherwise which
is meant. Where in doubt, a text is not said to carry the number.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from service import rules
from service.facts.number_words import exact_values, folded_word
from service.facts.topic_names import calendar_words
from service.models import DiffBlock, Op
from service.text.characters import NOT_COMPARED, ONE_SIGN_A_WORD
from service.text.numbers import CURRENCIES, WORTH, number_value

MOST = 3
"""Numbers of one edit that are looked for in other texts."""
READ = 100_000
"""Characters; of a longer text nothing is said, since what is not read of it may have the new number."""
NEAR = 8
"""Words on either side of a number, up to the next number or end of sentence, that are its clause."""
STEM = 5
"""Letters of a word of the clause that count, so that most endings do not."""

_TOKEN = re.compile(
    rf"\d{{1,3}}(?:[ '’]\d{{3}})+(?!\d)|\d+(?:[.,:/٫٬-]\d+)*"
    rf"|[{ONE_SIGN_A_WORD}]|[^\W\d_{ONE_SIGN_A_WORD}]+|[{''.join(sorted(WORTH))}]|[.!?…;:。！？；؟।\n]"
)
_GAPS = re.compile(r"[ '’]")
_NO_COUNT = re.compile(r"(?:19|20)\d\d|.*[:/-].*")
"""A year, a time of day, a date, a range: none of them counts anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number among the words of its sentence."""

    spelt: str
    """With its currency or measure of scale: `$1.2 million`."""
    value: tuple[str, ...]
    """What is compared: `("1.2", "1000000")`."""
    before: tuple[str, ...]
    """The two words before it, the nearest last; folded."""
    after: tuple[str, ...]
    """The two words after it."""
    counted: str | None
    clause: frozenset[str]
    """Stems of the telling words near it."""
    place: int
    """The place of its first word in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacedNumber:
    """A number that an edit has replaced."""

    old: Quantity
    new: Quantity
    again: tuple[Quantity, ...] = ()
    """The same number, replaced by the same one, at other places of the text: other words stand around it there."""

    @property
    def counted(self) -> str | None:
        """What is counted, as spelt: `people`; None where no word says it."""
        return self.old.counted


def corrected(diff: Sequence[DiffBlock]) -> tuple[ReplacedNumber, ...]:
    """Return the first few numbers that an edit has replaced by others, each once."""
    found: dict[tuple[object, ...], list[ReplacedNumber]] = {}
    for block in diff:
        for figure in _replaced(block):
            found.setdefault((figure.old.value, figure.new.value, figure.counted), []).append(figure)
    return tuple(
        replace(first, again=tuple(figure.old for figure in more)) for first, *more in list(found.values())[:MOST]
    )


def quantities(text: str) -> tuple[Quantity, ...] | None:
    """Return the numbers of a text that count or measure something; None for a text that is not read to its end."""
    return None if len(text) > READ else tuple(_quantities(_tokens(text)))


def carries(figure: ReplacedNumber, there: Sequence[Quantity], *, edited: Sequence[Quantity]) -> bool:
    """Say whether a text with the numbers `there` surely still has the old number of `figure`. `edited` are the numbers
    of the corrected text."""
    if any(quantity.value == figure.new.value for quantity in there):
        return False
    places = (figure.old, *figure.again)
    if any(_same(old, quantity) for old in places for quantity in edited):
        return False  # the corrected text itself has it still, of something else
    rivals = [
        quantity for quantity in there if quantity.value != figure.old.value and _counts_the_same(figure.old, quantity)
    ]
    if any(not old.clause.isdisjoint(rival.clause) for old in places for rival in rivals):
        return False  # by its clause that one may be meant
    many = bool(rivals) or len({q.value for q in edited if _counts_the_same(figure.old, q)}) > 1
    return any(_same(old, quantity, many=many) for old in places for quantity in there)


def _same(one: Quantity, other: Quantity, *, many: bool = False) -> bool:
    """Say whether both are the same number of the same thing. `many` says that a text has several numbers of it."""
    if one.value != other.value or not (_counts_the_same(one, other) or _same_phrase(one, other)):
        return False
    return not many or not one.clause.isdisjoint(other.clause)


def _counts_the_same(one: Quantity, other: Quantity) -> bool:
    return one.counted is not None and other.counted is not None and one.counted.casefold() == other.counted.casefold()


def _same_phrase(one: Quantity, other: Quantity) -> bool:
    """Say whether two words around both agree, one of them next to the number, and one of them is telling."""
    pairs = [
        *zip(reversed(one.before), reversed(other.before), strict=False),
        *zip(one.after, other.after, strict=False),
    ]
    agreeing = [mine for mine, theirs in pairs if mine == theirs]
    beside = one.before[-1:] == other.before[-1:] != () or one.after[:1] == other.after[:1] != ()
    return beside and len(agreeing) >= 2 and any(_is_telling(word) for word in agreeing)


# ── what an edit has replaced ─────────────────────────────────────────────────────────────────────────────────────────


def _replaced(block: DiffBlock) -> Iterator[ReplacedNumber]:
    """Yield the numbers of each replaced passage, paired with those that came instead."""
    old, gone = _side(block, Op.DELETE)
    new, come = _side(block, Op.INSERT)
    for hunk in sorted(gone.keys() & come.keys()):
        was = [quantity for quantity in _quantities(old) if quantity.place in gone[hunk]]
        now = [quantity for quantity in _quantities(new) if quantity.place in come[hunk]]
        kept = {quantity.value for quantity in was} & {quantity.value for quantity in now}
        yield from _paired(
            [quantity for quantity in was if quantity.value not in kept],
            [quantity for quantity in now if quantity.value not in kept],
        )


def _paired(was: Sequence[Quantity], now: Sequence[Quantity]) -> Iterator[ReplacedNumber]:
    if len(was) == len(now) == 1:
        yield ReplacedNumber(old=was[0], new=now[0])
        return
    for one in was:
        likely = [other for other in now if _beside(one, other)]
        rivals = [other for other in was if _beside(other, one)]
        if len(likely) == len(rivals) == 1:
            yield ReplacedNumber(old=one, new=likely[0])


def _beside(one: Quantity, other: Quantity) -> bool:
    """Say whether the same telling word stands next to both."""
    before, after = one.before[-1:], one.after[:1]
    return any(
        mine == theirs and any(map(_is_telling, mine))
        for mine, theirs in ((before, other.before[-1:]), (after, other.after[:1]))
    )


def _side(block: DiffBlock, op: Op) -> tuple[list[str], dict[int, set[int]]]:
    """Return the words of one side, and which of them each replaced passage touches. Passages are counted by the kept
    runs between them."""
    tokens: list[str] = []
    touched: dict[int, set[int]] = {}
    hunk = 0
    for run in block.runs:
        added = _tokens(run.text)
        hunk += run.op is Op.EQUAL and bool(added)
        if run.op in (Op.EQUAL, op):
            if run.op is op:
                touched.setdefault(hunk, set()).update(range(len(tokens), len(tokens) + len(added)))
            tokens += added
    return tokens, {place: _whole(places, tokens) for place, places in touched.items()}


def _whole(places: set[int], tokens: Sequence[str]) -> set[int]:
    """Add the number that a changed measure of scale belongs to: of "3 million" made "3 billion", the 3."""
    wider = set(places)
    for at in places:
        while at and _scale(tokens[at]) and _value(tokens[at - 1]) is not None:
            at -= 1
            wider.add(at)
    return wider


# ── numbers among words ───────────────────────────────────────────────────────────────────────────────────────────────


def _tokens(text: str) -> list[str]:
    """Cut `text` into words, numbers, the signs that go with numbers, and the ends of sentences."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text[:READ]).translate(NOT_COMPARED))


def _quantities(tokens: Sequence[str]) -> list[Quantity]:
    """Return the numbers that count or measure something, without years, dates and times of day."""
    found = []
    at = 0
    while at < len(tokens):
        start, value = at, _value(tokens[at])
        at += 1
        if value is None:
            continue
        values = [value]
        while at < len(tokens) and _scale(tokens[at]):
            values.append(_value(tokens[at]) or "")
            at += 1
        if not _is_date(tokens, start, at):
            found.append(_quantity(tokens, start, at, tuple(values)))
    return found


def _quantity(tokens: Sequence[str], start: int, stop: int, value: tuple[str, ...]) -> Quantity:
    before = _until_end(reversed(tokens[max(0, start - NEAR) : start]))
    after = _until_end(tokens[stop : stop + NEAR])
    money = bool(before) and before[0] in CURRENCIES
    follows = after[0] if after else ""
    counts = follows[:1].isalpha() and _is_telling(follows.casefold()) and not money
    return Quantity(
        spelt=(before[0] if money else "") + " ".join(tokens[start:stop]),
        value=value,
        before=tuple(word.casefold() for word in reversed(before[:2])),
        after=tuple(word.casefold() for word in after[:2]),
        counted=follows if counts else None,
        clause=frozenset(word.casefold()[:STEM] for word in (*before, *after[1:]) if _is_telling(word.casefold())),
        place=start,
    )


def _until_end(words: Collection[str] | Iterator[str]) -> list[str]:
    """Return the words up to the end of the sentence, or up to the next number, which has a clause of its own."""
    kept = []
    for word in words:
        if not (word[0].isalnum() or word[0] in WORTH) or _value(word) is not None:
            break
        kept.append(word)
    return kept


def _value(token: str) -> str | None:
    if token[0].isdecimal():
        return number_value(_GAPS.sub("", token))
    return exact_values().get(folded_word(token))


def _scale(token: str) -> bool:
    """Say whether a word multiplies the number before it: hundred, million."""
    value = None if token[0].isdecimal() else _value(token)
    return value is not None and len(value) > 2


def _is_date(tokens: Sequence[str], start: int, stop: int) -> bool:
    if _NO_COUNT.fullmatch(tokens[start]):
        return True
    around = (*tokens[max(0, start - 1) : start], *tokens[stop : stop + 1])
    return any(word.casefold() in calendar_words() for word in around)


def _is_telling(word: str) -> bool:
    rules = _rules()
    is_word = word[0].isalpha() and (len(word) > 1 or not word.isascii())
    return is_word and word not in rules.not_counted and _value(word) is None


# ── rules ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    not_counted: frozenset[str]
    """Words beside a number that do not say what it counts."""


@cache
def _rules() -> _Rules:
    beside = rules.load("service.facts", "quantities")
    not_counted = (word for group in ("fillers", "units") for words in beside[group].values() for word in words)
    return _Rules(not_counted=frozenset(not_counted))
