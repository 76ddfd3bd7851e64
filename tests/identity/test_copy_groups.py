"""Which items stand together, and which leads."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from service.identity import Match, MatchKind, Member, Placement, arrange

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def member(item: int, words: int = 300, *, title: str | None = "Ferry runs aground", **more: object) -> Member:
    """The items were first seen an hour apart, in the order of their numbers."""
    values = {"published": None, "first_seen": NOW + timedelta(hours=item)} | more
    return Member(id=item, words=words, text_hash=f"{item % 7}", title=title, **values)  # type: ignore[arg-type]


def match(
    one: int, other: int, covered: float = 1.0, covers: float = 1.0, *, kind: MatchKind = MatchKind.COPY
) -> Match:
    return Match(one=one, other=other, kind=kind, covered=covered, covers=covers)


def match_update(newer: int, older: int, share: float) -> Match:
    return match(newer, older, share, share, kind=MatchKind.UPDATE)


def update(newer: int, older: int) -> Match:
    return match_update(newer, older, 0.8)


def by_hand(one: int, other: int) -> Match:
    return replace(match(one, other), by_hand=True)


ALONE, EARLY, CUT = Placement(), NOW - timedelta(days=1), 150


@pytest.mark.parametrize(
    ("members", "matches", "expected"),
    [
        pytest.param([member(1)], [], {1: ALONE}, id="one item"),
        pytest.param([member(1), member(2)], [match(1, 2)], {1: ALONE, 2: Placement(copy_of=1)}, id="the first leads"),
        pytest.param(
            [member(1, published=NOW), member(2, published=EARLY)],
            [match(1, 2)],
            {1: Placement(copy_of=2), 2: ALONE},
            id="the one published first leads",
        ),
        pytest.param(
            [member(1, published=EARLY), member(2, published=NOW, primary=True)],
            [match(1, 2)],
            {1: Placement(copy_of=2), 2: ALONE},
            id="the primary source leads",
        ),
        pytest.param(
            [member(1, CUT), member(2)], [match(1, 2, 1.0, 0.5)], {1: Placement(copy_of=2), 2: ALONE}, id="no cut leads"
        ),
        pytest.param(
            [member(1, local=True), member(2, published=EARLY)],
            [match(1, 2)],
            {1: ALONE, 2: Placement(copy_of=1)},
            id="a document of one's own leads",
        ),
        pytest.param(
            [member(1), member(2)],
            [match(1, 2, kind=MatchKind.VARIANT)],
            {1: ALONE, 2: Placement(variant_of=1)},
            id="a variant is linked and leads itself",
        ),
        pytest.param(
            [member(1), member(2), member(3), member(4)],
            [match(1, 2), match(3, 4), match(2, 4, kind=MatchKind.VARIANT)],
            {1: ALONE, 2: Placement(copy_of=1), 3: Placement(variant_of=1), 4: Placement(copy_of=3)},
            id="variants that were found between copies link the leads",
        ),
        pytest.param(
            [member(1), member(2, CUT), member(3, CUT)],
            [match(2, 1, 1.0, 0.5), match(3, 2, 0.7, 0.7)],
            {1: ALONE, 2: Placement(copy_of=1), 3: ALONE},
            id="no chain is followed",
        ),
        pytest.param(
            [member(1, 100, title="A ferry sinks"), member(2, 100, title="Wheat prices rise"), member(3, title="Week")],
            [match(1, 3, 1.0, 0.3), match(2, 3, 1.0, 0.3)],
            {1: ALONE, 2: ALONE, 3: ALONE},
            id="a round-up is none of its articles",
        ),
        pytest.param(
            [member(1, 100), member(2, 100), member(3)],
            [match(1, 3, 1.0, 0.3), match(2, 3, 1.0, 0.3)],
            {1: Placement(copy_of=3), 2: Placement(copy_of=3), 3: ALONE},
            id="two excerpts of one article are its copies",
        ),
        pytest.param(
            [member(1), member(2, chosen=True)], [by_hand(1, 2)], {1: Placement(copy_of=2), 2: ALONE}, id="put by hand"
        ),
        pytest.param([member(1), member(2, alone=True)], [match(1, 2)], {1: ALONE, 2: ALONE}, id="taken out by hand"),
        pytest.param([member(1)], [match(1, 9)], {1: ALONE}, id="a match to one that is not here"),
        pytest.param(
            [member(1), member(2)], [update(2, 1)], {1: ALONE, 2: Placement(update_of=1)}, id="an update leads itself"
        ),
        pytest.param(
            [member(1), member(2, 350), member(3, 360)],
            [update(2, 1), match(2, 3), update(3, 1)],
            {1: ALONE, 2: Placement(update_of=1), 3: Placement(copy_of=2)},
            id="a copy of an update is of its group",
        ),
        pytest.param(
            [member(1), member(2, copy_of=1), member(3, 450), member(4, 460)],
            [match(1, 2), update(3, 1), match(3, 4), match(2, 3), update(4, 1)],
            {1: ALONE, 2: Placement(copy_of=1), 3: Placement(update_of=1), 4: Placement(copy_of=3)},
            id="copies of what is updated stay with it",
        ),
        pytest.param(
            [member(1), member(2, 320), member(3, 340)],
            [update(2, 1), match_update(3, 1, 0.8), match_update(3, 2, 0.9)],
            {1: ALONE, 2: Placement(update_of=1), 3: Placement(update_of=2)},
            id="an update builds on the closest",
        ),
        pytest.param(
            [member(1), member(2), member(3, primary=True)],
            [update(2, 1), match(2, 3)],
            {1: ALONE, 2: Placement(copy_of=3), 3: Placement(update_of=1)},
            id="a primary source leads an update's group, too",
        ),
        pytest.param(
            [member(1, alone=True), member(2)], [update(2, 1)], {1: ALONE, 2: ALONE}, id="an update of one taken out"
        ),
    ],
)
def test_arrangements(members: list[Member], matches: list[Match], expected: dict[int, Placement]) -> None:
    """The table of cases; in every order of members and of matches."""
    for some in list(permutations(members))[:6]:
        for these in list(permutations(matches))[:6]:
            assert arrange(some, these) == expected


def test_a_member_that_matches_no_representative_is_compared_with_some() -> None:
    """Of a text with many copies, not every two have been compared."""
    asked: list[tuple[int, int]] = []

    def compare(one: int, other: int) -> Match:
        asked.append((one, other))
        return match(one, other)

    matches = [match(1, 2), match(2, 3), match(3, 4)]
    places = arrange([member(item) for item in (1, 2, 3, 4)], matches, compare=compare)
    assert [item for item, place in places.items() if place == ALONE] == [1]
    assert 0 < len(asked) <= 2
