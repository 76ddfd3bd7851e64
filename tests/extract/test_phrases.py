"""The phrase language and its matcher."""

import pytest

from service.extract.content.phrases import Phrases, breadth, fold, wording


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("sign up to our newsletter", "SIGN UP, to our “Newsletter”!", True),
        ("sign up to our newsletter", "sign up to the newsletter", False),
        ("leave a comment|reply", "Leave a reply", True),
        ("please? wait", "", False),
        ("wait please? here", "wait here", True),
        ("wait please? here", "wait please here", True),
        ("# comments", "17 comments", True),
        ("# comments", "no comments", False),
        ("get .. in your inbox", "Get the best of our stories in your inbox", True),
        ("get .. in your inbox", "get one two three four five six seven in your inbox", False),
        ("s'abonner", "S’abonner", True),
        ("النشرة البريدية", "النَّشرة البريديّة", True),
    ],
)
def test_phrase_language(phrase: str, text: str, found: bool) -> None:
    """Case, punctuation, apostrophes and vowel signs do not matter; `|`, `?`, `#` and `..` mean what they say."""
    if phrase.startswith("please?"):
        with pytest.raises(ValueError, match="must begin with a word"):
            Phrases({"family": [phrase]})
        return
    assert bool(Phrases({"family": [phrase]}).find(fold(text))) is found


def test_longest_wins_and_none_overlap() -> None:
    """At one place the longest phrase is taken, and the search goes on behind it."""
    phrases = Phrases({"short": ["sign up"], "long": ["sign up to our emails"], "next": ["emails please"]})
    hits = phrases.find(fold("Sign up to our emails please sign up"))
    assert [(hit.start, hit.end, hit.family) for hit in hits] == [(0, 5, "long"), (6, 8, "short")]


def test_at_start_looks_nowhere_else() -> None:
    """Only a phrase that the words begin with is found."""
    phrases = Phrases({"note": ["adapted from"]})
    assert phrases.at_start(fold("Adapted from the French")) is not None
    assert phrases.at_start(fold("It was adapted from the French")) is None
    assert phrases.at_start([]) is None


@pytest.mark.parametrize(
    ("text", "words", "amount"),
    [
        ("相关阅读 ABC", ("相", "关", "阅", "读", "abc"), 3),
        ("ニュースレターを読む", ("ニュースレター", "を", "読", "む"), 3),
        ("ข่าวที่", ("ข่", "า", "ว", "ที่"), 2),
        ("पूरी ख़बर", ("पूरी", "ख़बर"), 2),
        ("GİRİŞ yayını", ("giriş", "yayini"), 2),
        ("این وب‌سایت", ("این", "وبسایت"), 2),
        ("Ещё новости", ("еще", "новости"), 2),
    ],
    ids=["chinese", "japanese", "thai", "hindi", "turkish", "persian", "russian"],
)
def test_words_of_all_scripts(text: str, words: tuple[str, ...], amount: int) -> None:
    """A sign is a word where a script has no spaces, and two of them say about what a word says."""
    assert len(wording(text)) == len(words)
    assert wording(text) == tuple(wording(word)[0] for word in words)
    assert breadth(wording(text)) == amount


def test_number_in_a_phrase_is_meant() -> None:
    """A figure written in a phrase is that figure; `#` is any."""
    phrases = Phrases({"error": ["404 error"], "comments": ["# comments"]})
    assert [hit.family for hit in phrases.find(fold("404 error 12 comments 405 error"))] == ["error", "comments"]
