"""Which accounts tell of one event: how much speaks for joining two groups, and joining a new account. Pure.

The similarity of two groups is the average over all pairs of the cosine of their vectors (`story_vector`), which is the
product of the sums of their vectors. What is asked of it:

* a small group needs more than a large one: two single accounts may share only a subject (`ALONE`);
* no single term carries it (`LARGEST_SHARE`): two notices may share a number by chance;
* it rests on names (`BY_NAMES`): notices made by one pattern share its words, whatever company or place each is about;
* what two groups of several accounts have in common must not fall far behind what the accounts of each have in common:
  so two earthquakes stay two stories, each of them much alike within itself (`CONTRAST`);
* a story above `LARGE` accounts needs more, and more of that contrast: the larger it is, the rather it is a subject;
* the time between the end of one and the beginning of the other (`HALF_LIFE`), and the whole time from the first
  account to the last (`LONG`, `LONGEST`). Where the time of either is not known, their order stands for it.

The figures were chosen on all 767 labelled texts (ECB+), dated and undated, among unrelated pages and notices
made by patterns: what `benchmarks/gathering.py` reaches on them is no measure of other texts.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.identity.stories.story_terms import StoryTerms, is_caseless
from service.identity.stories.story_vector import Frequencies, Vector, cosine, names_of, weigh

ENOUGH = 0.08
"""Similarity from which a group takes in another account, but for what follows."""

ALONE = 0.1
"""Similarity required on top where both are single accounts; of a group of n, one nth of it."""

CLOSE = 0.02
"""Similarity that counts on top where all accounts of both are dated, and within `LONG`; at most as names allow."""

LARGEST_SHARE = 0.09
"""The most that one term may contribute to the similarity of two groups."""

BY_NAMES = 2.6
"""The similarity of two groups counts up to so many times what names contribute to it."""

LARGE_BY_NAMES = 1.4
"""How many times less, where a story of twice `LARGE` accounts would come of it; in proportion where a smaller one."""

BEYOND_NAMES = 0.16
"""Similarity beyond that which still counts, divided by the number of accounts in both groups."""

CONTRAST = 0.7
"""Share of the gap between the similarity within two groups and that between them which is taken off once more."""

CONFIDENCE = 2
"""Weight of that share: (n - 1) / (n - 1 + 2), where n is the size of the smaller group."""

LARGE = 15
"""Accounts above which a story is large: most events have fewer."""

LARGE_ASKS = 0.04
"""Similarity that a large story needs on top, each time its size doubles."""

LARGE_CONTRAST = 3.0
"""How many times as much the contrast counts where a large story would come of it."""

WINDOW = timedelta(days=14)
"""A story ends when nothing has been published of it for so long; three days split real stories."""

HALF_LIFE = timedelta(days=28)
"""After so much silence between two groups their similarity counts half."""

LONG = timedelta(days=10)
"""The time from the first account of a story to its last, above which it needs more similarity."""

LONG_ASKS = 0.02
"""Similarity that a story needs on top, each time that time doubles."""

LONGEST = timedelta(days=42)
"""The longest time from the first account of a story to its last."""

A_DAY = 200
"""How many items stand for a day, where the time of one is not known and its place in their order must do."""

SHARED_NAMES = 4
"""Names and numbers that accounts in two languages must share at least; nothing else of theirs is compared."""

FOREIGN = 0.7
"""Factor of such a similarity, since names alone are a narrower base."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An item as one account of an event. Copies are not accounts of their own: they count as their lead."""

    item: int
    terms: StoryTerms
    published: datetime | None
    """None where it is not known; the account is then near to those that stand near to it in the order of items."""
    story: int | None = None
    variant_of: int | None = None
    update_of: int | None = None
    """The item that it repeats and adds to; like a variant, it is of that one's story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedAccount:
    """An account with its vector."""

    account: Account
    vector: Vector

    @property
    def names(self) -> Vector:
        """Return the part of the vector that an account in another language may share, of length 1."""
        return names_of(self.vector, self.account.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How many accounts a group has, and from when to when it reaches."""

    size: int
    first: datetime | None
    """When the earliest of its dated accounts was published; None where none is dated."""
    last: datetime | None
    undated: int
    """How many of its accounts are not dated."""
    lowest: float
    """The place of its first account in the order of items, counted in days of `A_DAY` items."""
    highest: float

    @classmethod
    def of(cls, account: Account, *, a_day: float = A_DAY) -> "Extent":
        """Return the extent of one account, where so many items stand for a day."""
        place, at = account.item / a_day, account.published
        return cls(size=1, first=at, last=at, undated=int(at is None), lowest=place, highest=place)

    def with_(self, other: "Extent") -> "Extent":
        """Return the extent of two groups together."""
        return Extent(
            size=self.size + other.size,
            first=min((at for at in (self.first, other.first) if at is not None), default=None),
            last=max((at for at in (self.last, other.last) if at is not None), default=None),
            undated=self.undated + other.undated,
            lowest=min(self.lowest, other.lowest),
            highest=max(self.highest, other.highest),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What two groups have in common, on average over all pairs of them."""

    similarity: float
    by_names: float
    """The part of it that names contribute."""


def weighted(account: Account, frequencies: Frequencies) -> WeightedAccount:
    """Return `account` with the weights of its terms."""
    return WeightedAccount(account=account, vector=weigh(account.terms, frequencies))


# ── what two groups have in common ────────────────────────────────────────────────────────────────────────────────


def likeness(one: Vector, other: Vector, *, pairs: int, names: Collection[str], foreign: float = 0.0) -> Likeness:
    """Return what two groups have in common.

    `one` and `other` are the sums of the vectors of each, `pairs` how many pairs of accounts these make, and `foreign`
    what their pairs in two languages have in common beyond the product of their vectors.
    """
    if len(other) < len(one):
        one, other = other, one
    most = LARGEST_SHARE * pairs
    named = spoken = 0.0
    for term, weight in one.items():
        if term in other:
            product = min(weight * other[term], most)
            if term in names:
                named += product
            else:
                spoken += product
    return Likeness(similarity=(named + spoken + foreign) / pairs, by_names=(named + foreign) / pairs)


def foreign_excess(one: WeightedAccount, other: WeightedAccount) -> float:
    """Return by how much the similarity of two accounts differs from their cosine: not at all in one language.

    In two languages only names and numbers are compared, and only where enough of them are shared.
    """
    if not differ_in_language(one.account.terms, other.account.terms):
        return 0.0
    mine, theirs = one.names, other.names
    similar = FOREIGN * cosine(mine, theirs) if len(mine.keys() & theirs.keys()) >= SHARED_NAMES else 0.0
    return similar - cosine(one.vector, other.vector)


def account_similarity(one: WeightedAccount, other: WeightedAccount) -> float:
    """Return how much two accounts have in common, 0 to 1; variants and updates of one text have 1."""
    if are_of_one_text(one.account, other.account):
        return 1.0
    return cosine(one.vector, other.vector) + foreign_excess(one, other)


def are_of_one_text(one: Account, other: Account) -> bool:
    """Say whether one account is a variant or an update of the other, or both are of one text."""
    mine, theirs = _texts(one), _texts(other)
    return one.item in theirs or other.item in mine or not mine.isdisjoint(theirs)


def _texts(account: Account) -> set[int]:
    return {text for text in (account.variant_of, account.update_of) if text is not None}


def differ_in_language(one: StoryTerms, other: StoryTerms) -> bool:
    """Say whether two texts are known to be in different languages."""
    return bool(one.language and other.language) and one.language != other.language


# ── what speaks for joining them ──────────────────────────────────────────────────────────────────────────────────


def decay(silence: timedelta) -> float:
    """Return the factor of a similarity over so much time without an account."""
    if silence > WINDOW:
        return 0.0
    return float(0.5 ** (max(silence, timedelta(0)) / HALF_LIFE))


def required(larger: int, together: int, span: timedelta) -> float:
    """Return the similarity that is required to join two groups.

    The larger of them has `larger` accounts; both have `together`, which span so much time.
    """
    asked = ENOUGH + ALONE / larger
    if together > LARGE:
        asked += LARGE_ASKS * math.log2(together / LARGE)
    if span > LONG:
        asked += LONG_ASKS * math.log2(span / LONG)
    return asked


def score(found: Likeness, one: Extent, other: Extent, *, within: float = 0.0) -> float:
    """Return how much speaks for joining two groups; they are of one event where it is 0 or more.

    `within` is the average similarity of the pairs inside of the two groups.
    """
    silence, span = _silence_and_span(one, other)
    if span > LONGEST:
        return -1.0
    together = one.size + other.size
    # 1. What counts of the similarity: what names bear out, and less after a silence.
    borne_out = (BY_NAMES - LARGE_BY_NAMES * min(1.0, together / (2 * LARGE))) * found.by_names
    counted = min(found.similarity, borne_out + BEYOND_NAMES / together) * decay(silence)
    over = counted - required(max(one.size, other.size), together, span)
    # 2. Known to be near in time, they need less, as far as names bear it out.
    if span <= LONG and not one.undated and not other.undated:
        over += min(CLOSE, max(0.0, borne_out - found.similarity))
    # 3. Two groups, each of them much alike within itself, are two events.
    smaller = min(one.size, other.size)
    if smaller > 1 and over >= 0:
        sure = (smaller - 1) / (smaller - 1 + CONFIDENCE)
        contrast = CONTRAST * (LARGE_CONTRAST if together > LARGE else 1.0)
        over -= contrast * sure * max(0.0, within - counted)
    return over


def _silence_and_span(one: Extent, other: Extent) -> tuple[timedelta, timedelta]:
    """Return the time between two groups, and the time from the first account of both to the last.

    Their order stands for the first where either has no date, and for the second where none has one.
    """
    if one.first is None or one.last is None or other.first is None or other.last is None:
        gap = max(other.lowest - one.highest, one.lowest - other.highest, 0.0)
        first, last = one.first or other.first, one.last or other.last
        if first is not None and last is not None:
            return timedelta(days=gap), last - first
        return timedelta(days=gap), timedelta(days=max(one.highest, other.highest) - min(one.lowest, other.lowest))
    silence = max(other.first - one.last, one.first - other.last, timedelta(0))
    return silence, max(one.last, other.last) - min(one.first, other.first)


# ── joining a new account ─────────────────────────────────────────────────────────────────────────────────────────


def assign(
    new: WeightedAccount, candidates: Sequence[WeightedAccount], extents: Mapping[int, Extent] | None = None
) -> Account | None:
    """Return the candidate whose story a new account joins, or with which it begins one; None where it stands alone.

    Along with an account of a story, `candidates` holds all others of that story that matter. `extents` says by story
    how large it is as a whole; without it a story has no more than the candidates.
    """
    # 1. The candidates as groups: stories, and accounts that stand alone.
    groups: dict[tuple[bool, int], list[WeightedAccount]] = defaultdict(list)
    for other in candidates:
        if are_of_one_text(new.account, other.account):
            return other.account  # whatever the words
        groups[(other.account.story is not None, other.account.story or other.account.item)].append(other)
    # 2. The group that exceeds what it requires by most; of equal ones, that whose nearest account is oldest.
    best: tuple[float, int, Account] | None = None
    mine = Extent.of(new.account)
    for (_, story), members in groups.items():
        extent = _extent(members) if members[0].account.story is None else (extents or {}).get(story, _extent(members))
        over = score(_likeness_to(new, members), mine, extent)
        if over >= 0 and (best is None or over >= best[0]):
            _, older, nearest = max((account_similarity(new, its), -its.account.item, its.account) for its in members)
            if best is None or (over, older) > best[:2]:
                best = (over, older, nearest)
    return best[2] if best else None


def _extent(members: Sequence[WeightedAccount]) -> Extent:
    extent = Extent.of(members[0].account)
    for other in members[1:]:
        extent = extent.with_(Extent.of(other.account))
    return extent


def _likeness_to(new: WeightedAccount, members: Sequence[WeightedAccount]) -> Likeness:
    together: dict[str, float] = defaultdict(float)
    names = set(new.account.terms.names)
    for other in members:
        names.update(other.account.terms.names)
        for term, weight in other.vector.items():
            together[term] += weight
    names.update(term for term in new.vector if is_caseless(term))
    foreign = sum(foreign_excess(new, other) for other in members)
    return likeness(new.vector, together, pairs=len(members), names=names, foreign=foreign)
