"""Which items of some that are alike stand together, and which of each group leads. Pure, and a function of the set:
in whichever order the items came, the same ones stand together.

A longest text comes first and represents its group; each other joins the representative that has most of it, and no
chain is followed: what is like a member only stands by itself. A round-up contains articles and is none of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log

from service.identity.near_duplicates.fingerprint import Words
from service.identity.near_duplicates.similarity import COVERAGE, Kind

CUT = 0.8
"""A text of fewer than so many of the words of its group's longest is a cut of it, and does not lead."""

STEP = 1.25
"""Texts whose lengths differ by less than about this factor are of one length."""

LOOKS = 4
"""Representatives with which a member is compared that is tied to none."""

SAME_TITLE = 0.5
"""The share of the shorter title's words that two titles of one text have in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An item as it is grouped."""

    id: int
    words: int
    text_hash: str
    title: str | None
    published: datetime | None
    first_seen: datetime
    primary: bool = False
    """Seen through a source that is marked as the original publisher."""
    local: bool = False
    """A person keeps it as a document, and it was never fetched."""
    chosen: bool = False
    """A person put another into it."""
    alone: bool = False
    """A person took it out of its group."""

    @property
    def age(self) -> tuple[datetime, datetime, int]:
        """Orders members by who was there before whom."""
        return self.published or self.first_seen, self.first_seen, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two members are alike. `covered` is the share of `one` that `other` has, `covers` the reverse."""

    one: int
    other: int
    kind: Kind
    covered: float
    covers: float
    by_hand: bool = False
    """A person said they are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """What an item is: a copy, a variant, or (neither) an item of its own."""

    copy_of: int | None = None
    variant_of: int | None = None


Look = Callable[[int, int], Match | None]
"""Compares two members between which no tie is known."""


def arrange(
    members: Iterable[Member], ties: Iterable[Match], *, look: Look = lambda one, other: None
) -> dict[int, Placement]:
    """The place of each member. Ties to others than these members do not count.

    `look` is asked where a member is tied to no representative: of a text with many copies each is compared with few.
    """
    known = {member.id: member for member in members}
    inside = [tie for tie in ties if tie.one in known and tie.other in known]
    inside = [tie for tie in inside if tie.by_hand or not (known[tie.one].alone or known[tie.other].alone)]
    copies = _Copies(known, [tie for tie in inside if tie.kind is Kind.COPY], look)
    leads = {item: _lead([known[i] for i in group]) for group in copies.groups() for item in group}
    variants = _variants([tie for tie in inside if tie.kind is Kind.VARIANT], leads)
    return {
        item: Placement(variant_of=variants.get(item)) if lead.id == item else Placement(copy_of=lead.id)
        for item, lead in leads.items()
    }


class _Copies:
    """Members and the ties between them that make copies."""

    def __init__(self, members: Mapping[int, Member], ties: Sequence[Match], look: Look) -> None:
        self._members = members
        self._look = look
        self._by_hand = [tie for tie in ties if tie.by_hand]
        self._cover: dict[int, dict[int, float]] = {item: {} for item in members}
        for tie in ties:
            if not tie.by_hand:
                self._cover[tie.one][tie.other] = tie.covered
                self._cover[tie.other][tie.one] = tie.covers
        for item in [item for item in members if self._is_round_up(item)]:
            for part in self._parts(item):
                del self._cover[item][part], self._cover[part][item]

    def groups(self) -> list[list[int]]:
        """The members of each group."""
        represented: dict[int, int] = {}
        order = sorted(self._members, key=self._rank)
        for item in order:
            leads = [lead for lead in self._cover[item] if represented.get(lead) == lead]
            if not leads and self._cover[item]:
                leads = self._look_for([lead for lead, of in represented.items() if lead == of], item)
            represented[item] = min(leads, key=lambda lead: (-self._cover[item][lead], order.index(lead)), default=item)
        for tie in self._by_hand:
            stays, goes = sorted((represented[tie.one], represented[tie.other]), key=self._rank)
            represented = {item: stays if lead == goes else lead for item, lead in represented.items()}
        groups: dict[int, list[int]] = {}
        for item, lead in represented.items():
            groups.setdefault(lead, []).append(item)
        return list(groups.values())

    def _look_for(self, leads: Sequence[int], item: int) -> list[int]:
        """The first of some representatives that a member proves to be a copy of."""
        if self._members[item].alone:
            return []
        for lead in leads[:LOOKS]:
            tie = self._look(item, lead)
            if tie is not None and tie.kind is Kind.COPY and not self._members[lead].alone:
                self._cover[item][lead] = tie.covered if tie.one == item else tie.covers
                return [lead]
        return []

    def _rank(self, item: int) -> tuple[int, str, int]:
        """Longer texts first, those of about one length in an order that has nothing to do with who came when.

        By steps: otherwise each copy with a credit more would represent the group anew, and be compared with all.
        """
        member = self._members[item]
        return -round(log(member.words + 1) / log(STEP)), member.text_hash, member.id

    def _parts(self, item: int) -> list[int]:
        """What this one contains, being longer by far, under titles that are not its own."""
        whole = self._members[item]
        return [
            part
            for part, covered in self._cover[item].items()
            if self._members[part].words < CUT * whole.words
            and self._cover[part][item] >= COVERAGE > covered
            and strange_titles(self._members[part].title, whole.title)
        ]

    def _is_round_up(self, item: int) -> bool:
        """Whether two of its parts have nothing to do with one another."""
        parts = self._parts(item)
        return any(
            other not in self._cover[one] and strange_titles(self._members[one].title, self._members[other].title)
            for at, one in enumerate(parts)
            for other in parts[:at]
        )


def strange_titles(one: str | None, other: str | None) -> bool:
    """Whether two titles are there and have hardly a word in common."""
    mine, theirs = _telling(one), _telling(other)
    return bool(mine and theirs) and len(mine & theirs) < SAME_TITLE * min(len(mine), len(theirs))


def _telling(title: str | None) -> frozenset[str]:
    """The words of a title but for the shortest, which most titles of a language have."""
    words = Words(title or "").vocabulary
    return frozenset(word for word in words if len(word) > 3 or not word.isascii()) or words


def _lead(group: Sequence[Member]) -> Member:
    """The one a person chose; a primary source's; of those that are no cuts a person's own document, the earliest."""
    longest = max(member.words for member in group)
    return min(group, key=lambda m: (not m.chosen, not m.primary, m.words < CUT * longest, not m.local, m.age))


def _variants(ties: Iterable[Match], leads: Mapping[int, Member]) -> dict[int, int]:
    """Lead → the earliest lead whose group holds a variant of one of its own group, if that was there before."""
    found: dict[int, Member] = {}
    for tie in ties:
        first, second = sorted((leads[tie.one], leads[tie.other]), key=lambda member: member.age)
        if first.id != second.id and (second.id not in found or first.age < found[second.id].age):
            found[second.id] = first
    return {item: member.id for item, member in found.items()}
