"""A text cut into what is compared one by one: paragraphs, and a paragraph that is too long into sentences."""

import re
from collections.abc import Iterator, Sequence
from zlib import crc32

LONG = 4_000
"""Characters of the longest paragraph that is compared as one; longer are walls of text, or pages whose breaks were
lost. Comparing 700 words takes some milliseconds, comparing a megabyte by words ten seconds."""
SENTENCES = 64
"""Where there are no sentences, one word in so many ends one: which, its letters tell, so that words put in before it
do not move the cuts behind (content-defined chunking: Muthitacharoen et al., "A low-bandwidth network file system",
2001)."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?…।؟۔])[\"'”’»)\]]*\s+|(?<=[。！？])|\n")
_WORD = re.compile(r"\S+\s*")


def paragraphs(text: str) -> list[str]:
    """`text` cut at blank lines; none for a blank text."""
    return [part for part in map(str.strip, _BLANK_LINE.split(text)) if part]


def sentences(parts: Sequence[str], *, longer_than: int) -> list[str]:
    """The sentences of all paragraphs longer than so many characters, and the others whole. No piece exceeds `LONG`."""
    return [piece for part in parts for piece in (_sentences(part) if len(part) > longer_than else [part])]


def _sentences(paragraph: str) -> Iterator[str]:
    start = 0
    for end in (*(found.end() for found in _SENTENCE_END.finditer(paragraph)), len(paragraph)):
        sentence = paragraph[start:end].strip()
        if len(sentence) > LONG:
            yield from _chunks(sentence)
        elif sentence:
            yield sentence
        start = end


def _chunks(wall: str) -> Iterator[str]:
    """Text without sentences, cut by its words; a word of more than `LONG` characters, by its length."""
    start = 0
    for word in _WORD.finditer(wall):
        last = crc32(word[0].strip().encode(errors="replace")) % SENTENCES == 0 or word.end() - start >= LONG
        if last or word.end() == len(wall):
            piece = wall[start : word.end()].strip()
            yield from (piece[at : at + LONG] for at in range(0, len(piece), LONG))
            start = word.end()
