"""What a text is found by: the hash of all its words, and a sample of its shingles. Pure; runs beside extraction."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from service.identity.near_duplicates.compared_words import Words
from service.models import Article, Fingerprint

_WORD = re.compile(r"\w+")

BEGINNING = 120
"""Shingles at the beginning, where teasers and cut copies are taken from, that are sampled densely."""

DENSE, SPARSE = 6, 24
"""One shingle in so many is kept of the beginning, and of the rest. What is kept of the rest is kept of a beginning
too, so that an excerpt finds its original."""

MOST_SAMPLES = 512
"""A book of ten megabytes is found by as many."""


def text_hash(text: str) -> str:
    """SHA-256 (hex) of the case-folded words of a body, without its title.

    Case, punctuation, white space and the form of Unicode do not count; every letter and digit does. A text without
    words has the empty hash, which equals nothing.
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return hashlib.sha256(" ".join(words).encode(errors="replace")).hexdigest() if words else ""


def fingerprint(text: str) -> Fingerprint:
    """What finds a text among ten million: about 30 samples of a news text, 512 at most (of 100,000 characters).

    Shingles are chosen by their own value (Manber 1994, "Finding similar files"; Broder 1997), so that texts that
    share a passage keep the same ones of it.
    """
    words = Words(text)
    kept = {shingle for shingle in words.shingles[:BEGINNING] if shingle % DENSE == 0}
    kept.update(shingle for shingle in words.shingles[BEGINNING:] if shingle % SPARSE == 0)
    samples = tuple(sorted(kept)[:MOST_SAMPLES])
    return Fingerprint(text_hash=text_hash(text), words=len(words), samples=samples)


def fingerprinted(read: Callable[..., Article], body: bytes, **about: Any) -> Article:
    """What `read` makes of a page or a document, with its fingerprint: for the process that reads it."""
    article = read(body, **about)
    return replace(article, fingerprint=fingerprint(article.text))
