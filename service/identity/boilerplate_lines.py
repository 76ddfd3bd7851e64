"""Learned boilerplate: which lines of a page are its host's and not its author's. Pure.

A line that stands on many pages of a host is a promotion, an address or a list of what is most read; or it is what an
agency repeats under each article of one story, a standing head, a quotation, a forecast in set words. Counting does
not tell these apart, so a line is left out only where all of these conditions hold, and kept in any doubt:

* it stands on three pages, no two of which are related (`related`), and on half of the pages since the first;
* it says nothing of what this page or the others are about (no name in common, `service.facts.topic_names`);
* it stands at an edge of the text, with nothing between but lines that are left out too; or it stands inside the text
  in a run of three lines that stand in this order on two other pages;
* it is neither a quotation, table row, verse or refrain, nor a heading or lead-in of text that is kept;
* all that repeats is a small part of the text: otherwise the page is made by a pattern, and the pattern is the text.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from typing import Protocol

from service.facts.topic_names import Names, headline, load_rules, names, own_names
from service.models import Article, BlockKind, TextBlock
from service.text.whitespace import folded

PAGES = 3
"""Unrelated pages that must hold a line."""

SHARE = 0.5
"""Share of the pages since the first that holds the line. Boilerplate stands on nearly all, an author's disclaimer on
some."""

MOST = 0.4
"""Share of a text that may repeat before the text is taken for a pattern (daily notices repeat two thirds and more)."""

RUN = 3
"""Least lines in a row that are left out inside a text."""

LINES = 100
"""Lines that are learned from the beginning and from the end of a page each; live pages have thousands."""

OPENING = 400
"""Characters of the text that tell, with title and lead, what a page is about."""

COMMON = 1 / 3
"""A word that this share of a host's pages have in title or opening tells nothing of what one of them is about."""

COMMON_PAGES = 9
"""Known pages of a host from which `COMMON` is applied."""

RELATED = 0.15
"""Share of their names, two names at least, that related pages have in common."""

SHARED_TEXT = 0.1
"""Share of its text, without the edges, that a page has in common with a related one."""

_KEPT_KINDS = (BlockKind.QUOTE, BlockKind.ROW, BlockKind.PREFORMATTED)
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE_ENDS = re.compile(r"""[.!?…。！？؟۔।]["'”’»」)\]]*$""")
_LEAD_IN_ENDS = (":", "：")
_SHORT = 8
"""Words. A line of fewer that is not a sentence may be a standing head."""
_COUNTER = 6
"""Words. In a line of fewer that is not a sentence, digits do not count ("34 minutes ago", "12 comments")."""


class Topic(Protocol):
    """What a page is about: the words of its headline and the names of its opening."""

    @property
    def headline(self) -> frozenset[str]: ...
    @property
    def names(self) -> frozenset[str]: ...


class KnownPage(Topic, Protocol):
    """What is known of another page of the host."""

    @property
    def item(self) -> int: ...
    @property
    def lines(self) -> Sequence[int]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSignature:
    """What is kept of a page to learn boilerplate from."""

    lines: tuple[int, ...]
    """`line_key` of each of its lines, in order."""
    headline: frozenset[str]
    names: frozenset[str]


def line_key(text: str) -> int:
    """Return the key of a line: 64 bits, signed. Case and white space do not count; digits do, except in a counter."""
    line = folded(text.casefold())
    if line.count(" ") < _COUNTER and not _SENTENCE_ENDS.search(line):
        line = _DIGITS.sub("#", line)
    return int.from_bytes(blake2b(line.encode(errors="replace"), digest_size=8).digest(), "big", signed=True)


def page_signature(article: Article, *, host: str) -> PageSignature:
    """Return what is kept of an article, boilerplate included, for the pages that come after it."""
    besides = own_names(host, article.site)
    found = names(_opening(article), besides=besides)
    return PageSignature(
        lines=tuple(line_key(text) for text in _ends(article.paragraphs)),
        headline=headline(article.title, besides=besides),
        names=found.inside | found.caseless,
    )


def learned_boilerplate(
    article: Article, *, host: str, known: Sequence[KnownPage], before: Collection[str] = ()
) -> tuple[int, ...]:
    """Return the blocks of `article` to leave out, by their number.

    `known` are other pages of the host. `before` are the lines left out of this page when it was last read: they stay
    out as long as anything else is left, so that a page does not change because other pages did.
    """
    blocks = article.blocks
    keys = [line_key(block.text) for block in blocks]
    again = frozenset(map(line_key, before))
    stay_out = {at for at, key in enumerate(keys) if key in again}
    out = stay_out | _learned(article, keys, host, known)
    return tuple(sorted(out)) if len(out) < len(blocks) else ()


def holders(keys: Collection[int], known: Sequence[KnownPage]) -> dict[int, list[KnownPage]]:
    """Return the pages that hold each of the lines, without the lines that none holds."""
    wanted = frozenset(keys)
    found: dict[int, list[KnownPage]] = {}
    for page in known:
        for key in wanted.intersection(page.lines):
            found.setdefault(key, []).append(page)
    return found


def _learned(article: Article, keys: Sequence[int], host: str, known: Sequence[KnownPage]) -> set[int]:
    # 1. Which lines repeat on other pages of the host?
    held = holders(keys, known)
    repeated = [_repeats(key, held) for key in keys]
    if not any(repeated):
        return set()
    # 2. Where most of the text repeats, the page is made by a pattern, and all of it stays.
    sizes = [len(block.text) for block in article.blocks]
    if sum(size for size, again in zip(sizes, repeated, strict=True) if again) > MOST * sum(sizes):
        return set()
    # 3. Which of the lines are the host's, by their words and by the pages that hold them?
    pages = _HostPages(article, keys, host, known, held)
    taken = [again and pages.may_leave_out(at) for at, again in enumerate(repeated)]
    # 4. Of these, only lines at the edges or in a known row are left out.
    return _tail(article.blocks, taken) | _head(article.blocks, taken) | _inside(article.blocks, taken, pages)


def _repeats(key: int, held: Mapping[int, Sequence[KnownPage]]) -> bool:
    return len(held.get(key, ())) >= PAGES - 1


# ── where a line stands ───────────────────────────────────────────────────────────────────────────────────────────


def _tail(blocks: Sequence[TextBlock], taken: Sequence[bool]) -> set[int]:
    start = len(blocks)
    while start > 0 and taken[start - 1]:
        start -= 1
    if start > 0 and _leads_in(blocks[start - 1]):
        return set()
    return set(range(start, len(blocks)))


def _head(blocks: Sequence[TextBlock], taken: Sequence[bool]) -> set[int]:
    end = 0
    while end < len(blocks) and taken[end]:
        end += 1
    return set(range(0, _without_heads(blocks, 0, end)))


def _inside(blocks: Sequence[TextBlock], taken: Sequence[bool], pages: "_HostPages") -> set[int]:
    found: set[int] = set()
    start = 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and taken[end]:
            end += 1
        if start > 0 and not _leads_in(blocks[start - 1]):
            last = _without_heads(blocks, start, end)
            if last - start >= RUN and pages.stand_in_a_row(start, last):
                found.update(range(start, last))
        start = max(end, start + 1)
    return found


def _without_heads(blocks: Sequence[TextBlock], start: int, end: int) -> int:
    """Return the end of a run without the headings of what follows it."""
    while end > start and end < len(blocks) and _may_be_head(blocks[end - 1]):
        end -= 1
    return end


def _may_be_head(block: TextBlock) -> bool:
    if block.kind is BlockKind.HEADING or _leads_in(block):
        return True
    return not _SENTENCE_ENDS.search(block.text) and len(block.text.split()) < _SHORT


def _leads_in(block: TextBlock) -> bool:
    return block.text.endswith(_LEAD_IN_ENDS)


# ── what a line is, and who holds it ──────────────────────────────────────────────────────────────────────────────


class _HostPages:
    """A page beside the other pages of its host."""

    def __init__(
        self,
        article: Article,
        keys: Sequence[int],
        host: str,
        known: Sequence[KnownPage],
        held: Mapping[int, Sequence[KnownPage]],
    ) -> None:
        self._article = article
        self._keys = keys
        self._known = known
        self._held = held
        self._own_names = own_names(host, article.site)
        self._signature = page_signature(article, host=host)
        self._common = common_words(known)
        self._unrelated: dict[int, bool] = {}

    def may_leave_out(self, at: int) -> bool:
        """Say whether the line may be left out, as far as its words and the pages that hold it tell."""
        block, key = self._article.blocks[at], self._keys[at]
        if block.kind in _KEPT_KINDS or not _LETTER.search(block.text) or _quotes(block.text):
            return False
        if self._keys.count(key) > 1 or not self._is_usual(key):
            return False
        line = names([block.text], besides=self._own_names)
        if line.of_matter_of(self._topic):
            return False
        return self._has_unrelated_holders(line, self._held[key])

    def _has_unrelated_holders(self, line: Names, holders: Sequence[KnownPage]) -> bool:
        """Return True if the line stands on two other pages that are unrelated to this page and to each other.

        The newest pages are asked first.
        """
        found: list[KnownPage] = []
        for page in reversed(holders):
            if self._is_unrelated(page) and not line.of_matter_of(_topic_of(page)):
                if any(not related(page, other, besides=self._common) for other in found):
                    return True
                found.append(page)
        return False

    def stand_in_a_row(self, start: int, end: int) -> bool:
        """Say whether two other pages hold these lines one after the other."""
        row = tuple(self._keys[start:end])
        pages = [page for page in self._held[row[0]] if _in_a_row(row, tuple(page.lines))]
        return len(pages) >= PAGES - 1

    def _is_usual(self, key: int) -> bool:
        first = min(page.item for page in self._held[key])
        since = sum(page.item >= first for page in self._known)
        return len(self._held[key]) + 1 >= SHARE * (since + 1)

    def _is_unrelated(self, page: KnownPage) -> bool:
        if page.item not in self._unrelated:
            is_related = related(self._signature, page, besides=self._common)
            self._unrelated[page.item] = not is_related and not self._shares_text(page)
        return self._unrelated[page.item]

    def _shares_text(self, page: KnownPage) -> bool:
        """Say whether this page and another share much inside the text, between the lines that repeat at the edges."""
        shared = sum(self._inner[key] for key in self._inner.keys() & page.lines)
        return shared >= SHARED_TEXT * sum(len(block.text) for block in self._article.blocks)

    @cached_property
    def _inner(self) -> dict[int, int]:
        """Return the lines from the first to the last that does not repeat, and how long they are."""
        own = [at for at, key in enumerate(self._keys) if not _repeats(key, self._held)]
        return {self._keys[at]: len(self._article.blocks[at].text) for at in range(own[0], own[-1] + 1)}

    @cached_property
    def _topic(self) -> Names:
        """Return what this page is about, by its title, its lead and all of its text that does not repeat."""
        blocks = zip(self._article.blocks, self._keys, strict=True)
        own = [self._article.lead or "", *(block.text for block, key in blocks if not _repeats(key, self._held))]
        found, title = names(own, besides=self._own_names), self._signature.headline
        return Names(inside=found.inside, first=found.first | title, caseless=found.caseless | title)


def related(one: Topic, other: Topic, *, besides: frozenset[str] = frozenset()) -> bool:
    """Say whether two pages may tell of one story: their titles share a word, or their openings share some names.

    `besides` are words that most pages of the host have, which do not count.
    """
    if (one.headline & other.headline) - besides:
        return True
    mine, theirs = ((page.headline | page.names) - besides for page in (one, other))
    return len(mine & theirs) >= max(2, RELATED * min(len(mine), len(theirs)))


def common_words(known: Sequence[Topic]) -> frozenset[str]:
    """Return the words that so many of a host's pages have that they tell nothing of what one of them is about."""
    if len(known) < COMMON_PAGES:
        return frozenset()
    counts = Counter(word for page in known for word in page.headline | page.names)
    return frozenset(word for word, count in counts.items() if count >= COMMON * len(known))


def _topic_of(page: Topic) -> Names:
    about = page.headline | page.names
    return Names(inside=about, caseless=about)


def _in_a_row(row: Sequence[int], lines: Sequence[int]) -> bool:
    return any(tuple(lines[at : at + len(row)]) == tuple(row) for at, key in enumerate(lines) if key == row[0])


def _quotes(text: str) -> bool:
    """Say whether a line quotes somebody, in quotation marks or not."""
    return _quotation().search(text.casefold()) is not None


@cache
def _quotation() -> re.Pattern[str]:
    rules = load_rules()
    signs = "|".join(map(re.escape, (*rules["quotation"]["marks"], *rules["attribution"]["signs"])))
    words = "|".join(map(re.escape, rules["attribution"]["words"]))
    return re.compile(rf"{signs}|(?<!\w)(?:{words})(?!\w)")


def _opening(article: Article) -> list[str]:
    """Return title, lead and the first paragraphs."""
    texts, room = [article.title or "", article.lead or ""], OPENING
    for text in article.paragraphs:
        if room <= 0:
            break
        texts.append(text[:room])
        room -= len(text)
    return texts


def _ends(texts: Sequence[str]) -> Sequence[str]:
    return texts if len(texts) <= 2 * LINES else (*texts[:LINES], *texts[-LINES:])
