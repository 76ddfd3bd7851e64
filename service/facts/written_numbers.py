"""Numbers that are written out: "four hundred and twelve", "quatre-vingt-dix", "zweiundzwanzig", "двадцать два". Pure.

A compound is read from left to right: a word that is worth less than the last place filled is added, one that is worth
more multiplies what stands before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from service.facts.number_words import Lexicon, NumberWord, and_half, particles, plain

_CAN_JOIN = frozenset({"arabic", "hebrew"})
"""Languages in which a letter of a word joins it to the one before."""
_ONE_BEHIND = {"french": 80, "turkish": 10}
"""The number from which an article right behind it is a one: "cent un", "yirmi bir"."""
_VAGUE_SCALES = {100: "hundreds", 1000: "thousands", 10**6: "millions", 10**9: "billions"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A number that was read from words."""

    value: str
    """Canonical: "412", "3." for the third, "0.5", "2/3", "dozens"."""
    stop: int
    """The place behind its last word."""
    number: Fraction | None = None
    """Where it has an exact value."""
    weak: bool = False
    scaled: bool = False
    """It ends with a word such as "million", so that its unit may follow behind an "of"."""


def read_words(words: Sequence[str], at: int, joined: Sequence[bool], lexicon: Lexicon) -> Written | None:
    """Return the number that begins at word `at`, the longest that any language makes of it. `joined` tells of each
    word whether nothing but a space or a hyphen stands before it."""
    found = [_Words(words, joined, lexicon, language).read(at) for language in lexicon.get(words[at], ())]
    return max((one for one in found if one), key=lambda one: (one.stop, not one.weak), default=None)


class _Words:
    """Words that are read as numbers of one language."""

    def __init__(self, words: Sequence[str], joined: Sequence[bool], lexicon: Lexicon, language: str) -> None:
        self.words, self.joined, self.lexicon, self.language = words, joined, lexicon, language

    def word(self, at: int) -> NumberWord | None:
        """Return what the word at `at` is in this language; None where it belongs to nothing before it."""
        if at >= len(self.words) or not self.joined[at]:
            return None
        return self.lexicon.get(self.words[at], {}).get(self.language)

    def read(self, at: int) -> Written | None:
        """Return the number that begins at `at`."""
        first = self.lexicon[self.words[at]][self.language]
        if first.vague:
            return self._vague(first.vague, at + 1)
        if first.cardinal is not None:
            return self._exact(*self._cardinal(at))
        if first.ordinal is not None:
            return Written(value=f"{first.ordinal}.", stop=at + 1)
        if first.share is not None:
            return self._share(first.share, at + 1)
        if first.times:
            return Written(value=plain(first.times), number=Fraction(first.times), stop=at + 1, scaled=True)
        return self._about(first.about or "", at)

    def _about(self, value: str, at: int) -> Written:
        """Read an article or "several", which may stand before a number: "a hundred", "several hundred", "a third"."""
        behind = self.word(at + 1)
        if behind and value == "1":
            if self.language == "arabic" and behind.cardinal == 10:
                return Written(value="11", number=Fraction(11), stop=at + 2)
            if behind.share and behind.share != Fraction(1, 2) and self._is_of(at + 2):
                return Written(value=plain(behind.share), number=behind.share, stop=at + 2)
            if behind.times or (behind.cardinal or 0) >= 100 or behind.share == Fraction(1, 2):
                return self.read(at + 1) or Written(value=value, stop=at + 1, weak=True)
        if behind and value in ("few", "many") and behind.cardinal in _VAGUE_SCALES:
            return Written(value=f"{value} {plain(behind.cardinal or 0)}", stop=at + 2, scaled=True)
        return Written(value=value, stop=at + 1, weak=True)

    def _vague(self, value: str, at: int) -> Written:
        """Read an amount without a value: "dozens", "tens of thousands"."""
        to = at + 1 if self._is_of(at) else at
        behind = self.word(to)
        scale = behind and (behind.vague or _VAGUE_SCALES.get(int(behind.cardinal or 0)))
        if scale and scale != value:
            return Written(value=f"{value}_{scale}", stop=to + 1, scaled=True)
        return Written(value="dozens" if value == "tens" else value, stop=at, scaled=True)

    def _share(self, share: Fraction, at: int) -> Written | None:
        """Read "half", "half a million", "quarter of"."""
        article = self.word(at)
        to = at + 1 if article and article.about == "1" else at
        behind = self.word(to)
        scale = behind and (behind.times or (behind.cardinal if (behind.cardinal or 0) >= 100 else None))
        if scale:
            number = share * scale
            return Written(value=plain(number), number=number, stop=to + 1, scaled=True)
        if share == Fraction(1, 2) or self._is_of(at):
            return Written(value=plain(share), number=share, stop=at)
        return None

    def _exact(self, number: Fraction, at: int) -> Written:
        """Read what may follow a cardinal: a dozen, thirds, an ordinal's end, "and a half" with its scale."""
        word = self.word(at)
        if word and word.times:
            return Written(value=plain(number * word.times), number=number * word.times, stop=at + 1, scaled=True)
        if word and word.share and number < word.share.denominator and (number == 1 or word.ordinal is None):
            return Written(value=plain(number * word.share), number=number * word.share, stop=at + 1)
        if word and word.ordinal and word.ordinal < 10 and number % 10 == 0 and (word.share is None or number >= 20):
            return Written(value=f"{plain(number + word.ordinal)}.", stop=at + 1)
        for phrase in and_half(self.language):
            if tuple(self.words[at : at + len(phrase)]) == phrase and self._all_joined(at, at + len(phrase)):
                number, at = number + Fraction(1, 2), at + len(phrase)
                scale = self.word(at)
                if scale and (scale.cardinal or 0) >= 1000:
                    number, at = number * Fraction(scale.cardinal or 1), at + 1
                break
        return Written(
            value=plain(number), number=number, stop=at, weak=self._is_pronoun(number, at), scaled=number >= 1000
        )

    def _is_pronoun(self, number: Fraction, at: int) -> bool:
        """Say whether a one behind which `at` stands is no count: "no one", "one of"."""
        before = self.words[at - 2] if at > 1 and self.joined[at - 1] else ""
        return number == 1 and (self._is_of(at) or before in particles(self.language, "before_pronoun"))

    def _cardinal(self, at: int) -> tuple[Fraction, int]:
        """Return the value of a compound that begins at `at`, and the place behind it."""
        total, current, last = Fraction(0), Fraction(self.lexicon[self.words[at]][self.language].cardinal or 0), 0
        if current >= 1000:
            total, last, current = current, int(current), Fraction(0)
        at += 1
        while True:
            to, joins = (at + 1, True) if self._joins(at) else (at, False)
            word = self.word(to)
            joins = joins or (word is not None and word.joins)
            value = self._continuing(word, joins=joins or total + current >= _ONE_BEHIND.get(self.language, 1000))
            if not value:
                return total + current, at
            if value >= 1000 and value.denominator == 1:
                if joins and current and current % 100 == 0 and not total:
                    return total + current, at
                if last and value > last and not current:
                    total *= value
                elif current and (not last or value < last or value >= 10**6):
                    total = (total + current) * value if last and value > last else total + current * value
                else:
                    return total + current, at
                last, current = int(value), Fraction(0)
            else:
                added = self._added(current, value, joins=joins)
                if added is None or (joins and value < 100 <= current and self._multiplied(to + 1)):
                    return total + current, at
                current = added
            at = to + 1

    def _continuing(self, word: NumberWord | None, *, joins: bool) -> Fraction:
        """Return what a word inside a compound adds: also an article, as in "vingt et un"; 0 if nothing."""
        if word is None:
            return Fraction(0)
        if word.cardinal is None:
            return Fraction(int(joins and word.about == "1" and self.language != "english"))
        return Fraction(word.cardinal)

    def _added(self, current: Fraction, value: Fraction, *, joins: bool) -> Fraction | None:
        """Return `current`, which is below 1,000, with a number below 1,000 added behind it; None if it is another."""
        tens, units = current % 100, current % 10
        if not current:
            return value
        if value == 100:
            return current * 100 if current < 100 and not joins else None
        if value > 100:
            return None
        if tens == 0:
            return current + value
        if self.language == "english" and joins:
            return None
        if units == 0 and value < 10 and tens >= (10 if self.language == "turkish" else 20):
            return current + value
        if self.language == "french" and 10 <= value < 20 and tens in (60, 80):
            return current + value
        if self.language == "french" and 7 <= value < 10 and tens in (10, 70, 90):
            return current + value
        if self.language == "french" and tens == 4 and value == 20 and not joins:
            return current + 76
        if self.language in _CAN_JOIN and tens < 10:
            is_teen, is_compound = value == 10 and not joins, joins and value >= 20
            return current + value if is_teen or is_compound else None
        return None

    def _multiplied(self, at: int) -> bool:
        word = self.word(at)
        return word is not None and word.cardinal == 100

    def _joins(self, at: int) -> bool:
        return at < len(self.words) and self.joined[at] and self.words[at] in particles(self.language, "joined")

    def _is_of(self, at: int) -> bool:
        return at < len(self.words) and self.joined[at] and self.words[at] in particles(self.language, "of")

    def _all_joined(self, start: int, stop: int) -> bool:
        return all(self.joined[start:stop])
