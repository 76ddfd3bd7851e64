"""Compound numbers in words, as num2words writes them."""

import pytest

from service.facts.number_words import folded_word, lexicon
from service.facts.written_numbers import read_words

COMPOUNDS = {
    "english": {
        21: "twenty-one",
        345: "three hundred and forty-five",
        2345: "two thousand three hundred and forty-five",
    },
    "french": {
        17: "dix-sept",
        71: "soixante et onze",
        81: "quatre-vingt-un",
        99: "quatre-vingt-dix-neuf",
        101: "cent un",
    },
    "german": {21: "einundzwanzig", 345: "dreihundertfünfundvierzig", 50000: "fünfzigtausend"},
    "spanish": {31: "treinta y uno", 345: "trescientos cuarenta y cinco", 2345: "dos mil trescientos cuarenta y cinco"},
    "portuguese": {21: "vinte e um", 345: "trezentos e quarenta e cinco"},
    "italian": {21: "ventuno", 28: "ventotto", 345: "trecentoquarantacinque", 2000: "duemila"},
    "dutch": {21: "eenentwintig", 92: "tweeënnegentig", 345: "driehonderdvijfenveertig"},
    "polish": {21: "dwadzieścia jeden", 345: "trzysta czterdzieści pięć", 12000: "dwanaście tysięcy"},
    "russian": {21: "двадцать один", 345: "триста сорок пять", 2345: "две тысячи триста сорок пять"},
    "ukrainian": {55: "п'ятдесят п'ять", 345: "триста сорок п'ять"},
    "turkish": {12: "on iki", 21: "yirmi bir", 345: "üç yüz kırk beş", 1001: "bin bir"},
    "arabic": {11: "أحد عشر", 15: "خمسة عشر", 22: "اثنان و عشرون", 345: "ثلاثمائة و خمسة و أربعون"},
    "persian": {22: "بیست و دو", 345: "سیصد و چهل و پنج"},
    "hebrew": {12: "שתים עשרה", 22: "עשרים ושתיים", 345: "שלוש מאות ארבעים וחמש"},
}


@pytest.mark.parametrize(
    ("language", "number", "spelt"),
    [(language, number, spelt) for language, numbers in COMPOUNDS.items() for number, spelt in numbers.items()],
)
def test_a_compound_is_one_number(language: str, number: int, spelt: str) -> None:
    """All of its words belong to it."""
    words = [folded_word(word) for word in spelt.replace("-", " ").split()]
    found = read_words(words, 0, [False, *[True] * (len(words) - 1)], lexicon(frozenset({language})))
    assert found is not None
    assert (found.value, found.stop) == (str(number), len(words))


@pytest.mark.parametrize("spelt", ["two three", "five and six", "one hundred and two hundred"])
def test_two_numbers_are_two(spelt: str) -> None:
    """A word that does not go on with the number begins another."""
    words = spelt.split()
    found = read_words(words, 0, [False, *[True] * (len(words) - 1)], lexicon(frozenset({"english"})))
    assert found is not None
    assert found.stop < len(words)
