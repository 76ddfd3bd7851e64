"""Which of several matching items form a group of copies, and which item leads each group.

Pure. The longest text represents its group. Each other item joins the representative that has most of its text. Chains
are not followed: an item that matches a mere member stands by itself. A round-up contains articles and is a copy of
none.

An update stays apart from what it adds to, and so do the copies of either, whatever they have in common. What is an
update depends on the order in which the items came, since it is what had not been told by then; of copies and variants
alone, the groups are the same in any order.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log

from service.identity.near_duplicates.fingerprint import ComparedWords
from service.identity.near_duplicates.similarity import COVERAGE, MatchKind

CUT = 0.8
"""Share of the words of its group's longest text below which a text is an excerpt, and does not lead."""

STEP = 1.25
"""Texts whose lengths differ by less than about this factor count as of one length."""

COMPARED = 4
"""Representatives with which a member is compared that matches none so far."""

SAME_TITLE = 0.5
"""Share of the shorter title's words that two titles of one text have in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An item as it is grouped."""

    id: int
    words: int
    text_hash: str
    title: str | None
    published: datetime | None
    first_seen: datetime
    copy_of: int | None = None
    """The item that it is a copy of so far."""
    primary: bool = False
    """It was seen through a source that is marked as the original publisher."""
    local: bool = False
    """A person keeps it as a document, and it was never fetched."""
    chosen: bool = False
    """A person put another into it."""
    alone: bool = False
    """A person took it out of its group."""

    @property
    def age(self) -> tuple[datetime, datetime, int]:
        """Return a key that sorts members by which was there first."""
        return self.published or self.first_seen, self.first_seen, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two members match. `covered` is the share of `one` that `other` has, `covers` the reverse.

    Of an update, the one with the higher id came later and adds to the other.
    """

    one: int
    other: int
    kind: MatchKind
    covered: float
    covers: float
    by_hand: bool = False
    """A person said that they are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """What an item is: a copy, a variant or an update of another, or (with none of these) an item of its own."""

    copy_of: int | None = None
    variant_of: int | None = None
    update_of: int | None = None


Compare = Callable[[int, int], Match | None]
"""Compares two members between which no match is known."""


def arrange(
    members: Iterable[Member], matches: Iterable[Match], *, compare: Compare = lambda one, other: None
) -> dict[int, Placement]:
    """Return the placement of each member. Matches with others than these members do not count.

    `compare` is asked where a member matches no representative so far: of a text with many copies, each was compared
    with few of the others.
    """
    known = {member.id: member for member in members}
    inside = [match for match in matches if match.one in known and match.other in known]
    inside = [match for match in inside if match.by_hand or not (known[match.one].alone or known[match.other].alone)]
    by_kind = {kind: [match for match in inside if match.kind is kind] for kind in MatchKind}
    groups = _Copies(known, by_kind[MatchKind.COPY], by_kind[MatchKind.UPDATE], compare).groups()
    leads: dict[int, Member] = {}
    first: dict[int, int] = {}
    for group in groups:
        leads |= dict.fromkeys(group, _lead([known[item] for item in group]))
        first |= dict.fromkeys(group, min(group))
    updates = _updates(by_kind[MatchKind.UPDATE], leads, first)
    variants = _variants(by_kind[MatchKind.VARIANT], leads)
    return {item: _placed(item, lead.id, updates, variants) for item, lead in leads.items()}


def _placed(item: int, lead: int, updates: Mapping[int, int], variants: Mapping[int, int]) -> Placement:
    if lead != item:
        return Placement(copy_of=lead)
    return Placement(update_of=updates[item]) if item in updates else Placement(variant_of=variants.get(item))


class _Copies:
    """Members, and the matches between them that make copies."""

    def __init__(
        self, members: Mapping[int, Member], matches: Sequence[Match], updates: Sequence[Match], compare: Compare
    ) -> None:
        self._members = members
        self._compare = compare
        self._by_hand = [match for match in matches if match.by_hand]
        teams = ((self._team(match.one), self._team(match.other)) for match in updates)
        self._apart = frozenset(frozenset(pair) for pair in teams if pair[0] != pair[1])
        self._stands_for = self._of_same_text(matches)
        self._cover: dict[int, dict[int, float]] = {item: {} for item in set(self._stands_for.values())}
        for match in matches:
            if not match.by_hand and not self._are_apart(match.one, match.other):
                self._add(self._stands_for[match.one], self._stands_for[match.other], match.covered, match.covers)
        for item in [item for item in self._cover if self._is_round_up(item)]:
            for part in self._parts(item):
                del self._cover[item][part], self._cover[part][item]

    def groups(self) -> list[list[int]]:
        """Return the members of each group."""
        # 1. Each member joins the representative that has most of its text, or represents a group itself.
        represented: dict[int, int] = {}
        rank = {item: at for at, item in enumerate(sorted(self._cover, key=self._rank))}
        for item in rank:
            leads = [lead for lead in self._cover[item] if represented.get(lead) == lead]
            if not leads and self._cover[item]:
                leads = self._find_lead([lead for lead, of in represented.items() if lead == of], item)
            represented[item] = min(leads, key=lambda lead: (-self._cover[item][lead], rank[lead]), default=item)
        represented = {item: represented[first] for item, first in self._stands_for.items()}
        # 2. What a person has put together is joined, whatever the texts say.
        for match in self._by_hand:
            stays, goes = sorted((represented[match.one], represented[match.other]), key=self._rank)
            represented = {item: stays if lead == goes else lead for item, lead in represented.items()}
        groups: dict[int, list[int]] = {}
        for item, lead in represented.items():
            groups.setdefault(lead, []).append(item)
        return list(groups.values())

    def _of_same_text(self, matches: Sequence[Match]) -> dict[int, int]:
        """Return for each member the first copy of it that has its very text: what one of them is like, all are."""
        first = {item: item for item in self._members}
        for match in sorted(matches, key=lambda match: sorted((match.one, match.other))):
            earlier, later = sorted((match.one, match.other))
            same = self._members[earlier].text_hash == self._members[later].text_hash
            if same and not match.by_hand and not self._are_apart(earlier, later):
                first[later] = min(first[later], first[earlier])
        return first

    def _add(self, one: int, other: int, covered: float, covers: float) -> None:
        """Note how much of each of two texts the other has."""
        if one != other:
            self._cover[one][other] = max(covered, self._cover[one].get(other, 0.0))
            self._cover[other][one] = max(covers, self._cover[other].get(one, 0.0))

    def _find_lead(self, leads: Sequence[int], item: int) -> list[int]:
        """Return the first of some representatives that a member proves to be a copy of."""
        if self._members[item].alone:
            return []
        for lead in leads[:COMPARED]:
            if self._members[lead].alone or self._are_apart(item, lead):
                continue
            match = self._compare(item, lead)
            if match is not None and match.kind is MatchKind.COPY:
                self._cover[item][lead] = match.covered if match.one == item else match.covers
                return [lead]
        return []

    def _team(self, item: int) -> int:
        """Return the lead of the group that an item belonged to so far."""
        return self._members[item].copy_of or item

    def _are_apart(self, one: int, other: int) -> bool:
        """Say whether the group of one of two items adds to that of the other."""
        return frozenset((self._team(one), self._team(other))) in self._apart

    def _rank(self, item: int) -> tuple[int, str, int]:
        """Return a key that sorts longer texts first, and texts of about one length by hash, not by age.

        Lengths count in steps: otherwise each copy with one more credit would represent the group anew, and be compared
        with all.
        """
        member = self._members[item]
        return -round(log(member.words + 1) / log(STEP)), member.text_hash, member.id

    def _parts(self, item: int) -> list[int]:
        """Return the members that a far longer one contains under titles other than its own."""
        whole = self._members[item]
        return [
            part
            for part, covered in self._cover[item].items()
            if self._members[part].words < CUT * whole.words
            and self._cover[part][item] >= COVERAGE > covered
            and unrelated_titles(self._members[part].title, whole.title)
        ]

    def _is_round_up(self, item: int) -> bool:
        """Say whether two of its parts are unrelated to one another."""
        parts = self._parts(item)
        return any(
            other not in self._cover[one] and unrelated_titles(self._members[one].title, self._members[other].title)
            for at, one in enumerate(parts)
            for other in parts[:at]
        )


def unrelated_titles(one: str | None, other: str | None) -> bool:
    """Say whether both titles are known and have hardly a word in common."""
    mine, theirs = _telling(one), _telling(other)
    return bool(mine and theirs) and len(mine & theirs) < SAME_TITLE * min(len(mine), len(theirs))


def _telling(title: str | None) -> frozenset[str]:
    """Return the words of a title without the shortest, which most titles of a language have."""
    words = ComparedWords(title or "").vocabulary
    return frozenset(word for word in words if len(word) > 3 or not word.isascii()) or words


def _lead(group: Sequence[Member]) -> Member:
    """Return the item that leads a group: by these criteria in turn, a person's choice, a primary source's item, a text
    that is no excerpt, a person's own document, the earliest."""
    longest = max(member.words for member in group)
    return min(group, key=lambda m: (not m.chosen, not m.primary, m.words < CUT * longest, not m.local, m.age))


def _variants(matches: Iterable[Match], leads: Mapping[int, Member]) -> dict[int, int]:
    """Map each lead to the earliest lead whose group holds a variant of one of its own group, if that was there
    first."""
    found: dict[int, Member] = {}
    for match in matches:
        first, second = sorted((leads[match.one], leads[match.other]), key=lambda member: member.age)
        if first.id != second.id and (second.id not in found or first.age < found[second.id].age):
            found[second.id] = first
    return {item: member.id for item, member in found.items()}


def _updates(matches: Iterable[Match], leads: Mapping[int, Member], first: Mapping[int, int]) -> dict[int, int]:
    """Map each lead of a group with an update to the lead of the group that it builds on most closely, the newest where
    several are as close. `first` gives the member of each group that was recorded first: nothing updates what came
    after it."""
    found: dict[int, tuple[float, int, int]] = {}
    for match in matches:
        older, newer = sorted((match.one, match.other))
        lead, base = leads[newer].id, leads[older].id
        if first[older] < first[newer]:
            closeness = min(match.covered, match.covers), first[older], base
            found[lead] = max(found.get(lead, closeness), closeness)
    return {item: base for item, (_, _, base) in found.items()}
