"""What a text is found by."""

import pickle
import random
from functools import partial

import pytest

from service.identity import fingerprint, fingerprinted, text_hash
from service.models import Article, TextBlock
from tests.sample_articles import UNRELATED


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("The “Ferry” sank.", 'the "ferry" sank', True, id="case, quotes and marks do not count"),
        pytest.param("a\n\nb", "a b", True, id="white space does not count"),
        pytest.param("ﬁre", "fire", True, id="ligatures do not count"),
        pytest.param("12 dead", "17 dead", False, id="a number counts"),
        pytest.param("3.5 m", "35 m", False, id="a decimal point counts"),
    ],
)
def test_what_counts_in_a_text(one: str, other: str, same: bool) -> None:
    """Letters and digits do, and where they are parted."""
    assert (text_hash(one) == text_hash(other)) is same


def test_a_text_without_words_equals_nothing() -> None:
    """Its hash is empty."""
    assert text_hash(" – … ") == ""


def text(number: int, words: int) -> str:
    """Words in an order of its own, as many as asked for."""
    chosen = random.Random(number)
    stock = " ".join(" ".join(paragraphs) for _, paragraphs in UNRELATED).split()
    return " ".join(chosen.choice(stock) for _ in range(words))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(0, 60, id="a teaser"),
        pytest.param(0, 300, id="a cut copy"),
        pytest.param(300, 450, id="an excerpt"),
        pytest.param(0, 600, id="the whole"),
    ],
)
def test_a_part_shares_samples_with_its_whole(start: int, end: int) -> None:
    """Two at least, in nearly all of fifty texts: by these it is found."""
    found = 0
    for number in range(50):
        whole = text(number, 600)
        part = " ".join(whole.split()[start:end])
        found += len(set(fingerprint(part).samples) & set(fingerprint(whole).samples)) >= 2
    assert found >= 47


def test_samples_are_few_and_fit_into_four_bytes() -> None:
    """Some forty of a news text, and a bounded number of a book."""
    assert 20 <= len(fingerprint(text(1, 600)).samples) <= 60
    book = fingerprint(text(2, 60_000))
    assert len(book.samples) == 512
    assert all(-(2**31) <= sample < 2**31 for sample in book.samples)


def test_what_has_no_words_has_no_samples() -> None:
    """Nothing is like it."""
    assert fingerprint(" – … ").samples == ()
    assert fingerprint("One").words == 1


def read(body: bytes, *, url: str) -> Article:
    """Stands for extraction."""
    return Article(blocks=(TextBlock(f"{body.decode()} {url}"),))


def test_it_is_taken_where_the_page_is_read() -> None:
    """The reader can be sent to another process, and its article sent back."""
    reader = pickle.loads(pickle.dumps(partial(fingerprinted, read, url="u")))
    article = pickle.loads(pickle.dumps(reader(b"The ferry sank.")))
    assert article.fingerprint == fingerprint("The ferry sank. u")
