import json
import random
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.digest.build import build, weight
from service.models import (
    Citation,
    Coverage,
    EditKind,
    EventKind,
    Health,
    PublishedCopy,
    UnreadLink,
    VariantText,
    Window,
    iso,
)

from .conftest import CLOSED, DAY, PARIS, Factory

KEYS = [
    "date",
    "from",
    "to",
    "final",
    "timezone",
    "stories",
    "new",
    "updated",
    "changed",
    "removed",
    "restored",
    "moved",
    "also_at",
    "site_changes",
    "coverage",
]
CHANGE_KEYS = {"item", "from_revision", "to_revision", "kinds", "summary", "diff", "at", "still_carried"}


def test_the_record_has_the_promised_keys(make: Factory) -> None:
    """Other programs rely on these names, at the top and in coverage."""
    document = make.rich_document()
    assert list(document) == KEYS
    assert list(document["coverage"]) == [
        "checked",
        "unchanged",
        "failed",
        "blocked",
        "silent",
        "drifting",
        "unseen",
        "unread",
        "sources",
    ]
    assert set(document["changed"][0]) == CHANGE_KEYS
    assert set(document["removed"][0]) == {"item", "status", "detail", "at"}
    assert set(document["restored"][0]) == set(document["moved"][0]) == {"item", "detail", "at"}


def test_the_record_is_plain_json(make: Factory) -> None:
    """Written as JSON and read again it is equal, so that it can be kept and rendered later."""
    document = make.rich_document()
    assert json.loads(json.dumps(document)) == document


def test_the_window_is_told_in_utc(make: Factory) -> None:
    """`from` and `to` bound the day, the zone is named, and a digest of an open day says so."""
    document = make.document(final=False)
    assert (document["date"], document["from"], document["to"]) == (
        "2026-11-21",
        "2026-11-20T06:00:00Z",
        "2026-11-21T06:00:00Z",
    )
    assert (document["timezone"], document["final"]) == ("Europe/Paris", False)


def test_a_new_item_has_its_fields_a_summary_and_copies_and_no_text(make: Factory) -> None:
    """The shape of `items --json`, less the text, plus what a digest shows."""
    item = make.item(5, cites=(Citation(url="https://a.example/", title="A"),), notes=("Adapted.",))
    copy = PublishedCopy(url="https://b.example/5", site="B", source="b", first_seen=CLOSED)
    variant = VariantText(item=6, url="https://c.example/6", title="C", site=None, differing=(("12", "17"),))
    [record] = make.document(make.entry(item=item, copies=(copy,), variants=(variant,)))["new"]
    expected = {name: value for name, value in item.as_json().items() if name != "text"}
    assert record == expected | {
        "summary": "The council has agreed. Work starts in May.",
        "copies": [{"url": "https://b.example/5", "site": "B", "source": "b", "first_seen": iso(CLOSED)}],
        "variants": [
            {
                "id": 6,
                "url": "https://c.example/6",
                "title": "C",
                "site": None,
                "differing": [{"here": "12", "there": "17"}],
            }
        ],
        "at": iso(CLOSED - timedelta(hours=2)),
    }


def test_the_order_of_what_comes_in_does_not_show(make: Factory) -> None:
    """Shuffled entries and sources give the same record."""
    entries, coverage = make.rich_entries(), make.rich_coverage()
    expected = build(DAY, entries, coverage, zone=PARIS, final=True)
    for seed in range(8):
        mixed = random.Random(seed)
        shuffled = Coverage(
            sources=tuple(mixed.sample(coverage.sources, len(coverage.sources))),
            unread=tuple(mixed.sample(coverage.unread, len(coverage.unread))),
        )
        again = build(DAY, mixed.sample(entries, len(entries)), shuffled, zone=PARIS, final=True)
        assert again == expected


def test_stories_that_items_share_come_first_and_largest_first(make: Factory) -> None:
    """A story is one that two of the day's items share; a story told once is an item like any other."""
    hours = {1: 9, 2: 8, 3: 7, 4: 6, 5: 5, 6: 1}
    stories = {1: 70, 2: 80, 3: 80, 4: 80, 5: 70, 6: 90}
    entries = [
        make.entry(item=make.item(id, published=CLOSED - timedelta(hours=ago), story=stories[id]))
        for id, ago in hours.items()
    ]
    document = make.document(*entries)
    assert [(story["id"], story["items"]) for story in document["stories"]] == [(80, [4, 3, 2]), (70, [5, 1])]
    assert [item["id"] for item in document["new"]] == [4, 3, 2, 5, 1, 6]
    assert document["stories"][0]["headline"] == "Council agrees on item 2"


def test_an_edit_stands_in_its_story(make: Factory) -> None:
    """A changed item and a new one that tell of one event are a story; both keep their record, once."""
    old, new = make.item(1, story=8), make.item(2, story=8)
    document = make.document(make.change(old, at=CLOSED), make.entry(item=new), make.change(make.item(3)))
    assert [(story["id"], story["items"]) for story in document["stories"]] == [(8, [1, 2])]
    assert [change["item"]["id"] for change in document["changed"]] == [1, 3]
    assert [item["id"] for item in document["new"]] == [2]


def test_a_story_has_no_headline_that_was_corrected_the_same_day(make: Factory) -> None:
    """An item new and edited counts with its headline after the edit."""
    old, edited = (make.item(3, title=f"Blast in Kells kills {n}", story=8, revision=n // 8) for n in (12, 17))
    other = make.item(2, title="A store of grain", story=8)
    document = make.document(make.entry(item=old), make.entry(item=other), make.change(edited))
    assert document["stories"][0]["headline"] == "Blast in Kells kills 17"


def test_two_edits_of_one_item_are_no_story(make: Factory) -> None:
    """It takes two items."""
    item = make.item(1, story=8)
    assert make.document(make.change(item), make.change(item), make.entry(item=item))["stories"] == []


def test_a_story_of_untitled_items_is_headed_by_its_newest_opening(make: Factory) -> None:
    """Documents without a title still give their story a headline."""
    entries = [make.entry(item=make.item(id, title=None, story=3)) for id in (1, 2)]
    assert make.document(*entries)["stories"][0]["headline"] == "The council has agreed."


def test_items_alone_come_newest_first(make: Factory) -> None:
    """By publication; by first sight where the page has no date; by id where both are the same."""
    seen = CLOSED - timedelta(hours=3)
    items = [
        make.item(1, published=CLOSED - timedelta(hours=5)),
        make.item(2, published=None, first_seen=seen),
        make.item(4, published=CLOSED - timedelta(hours=1)),
        make.item(3, published=CLOSED - timedelta(hours=1)),
    ]
    document = make.document(*(make.entry(item=item) for item in items))
    assert [item["id"] for item in document["new"]] == [3, 4, 2, 1]


@given(data=st.data())
def test_the_order_of_edits_is_total(data: st.DataObject) -> None:
    """No two weigh the same, whatever their kinds and times; a more important kind comes before any number of lesser
    ones, and so on with the next; of two that are alike so far the one with more kinds comes first."""
    make = Factory()
    chosen = st.lists(st.sampled_from(tuple(map(str, EditKind))), min_size=1, max_size=4, unique=True)
    hours = st.integers(0, 3)
    entries = [
        make.change(make.item(1), kinds=tuple(data.draw(chosen)), at=CLOSED - timedelta(hours=data.draw(hours)))
        for _ in range(data.draw(st.integers(2, 8)))
    ]
    weights = [weight(entry) for entry in entries]
    assert len(set(weights)) == len(weights)
    ordered = sorted(entries, key=weight)
    assert sorted(data.draw(st.permutations(entries)), key=weight) == ordered
    told = [entry.edit.kinds for entry in ordered if entry.edit]
    ranked = list(EditKind)
    ranks = [(*sorted(map(ranked.index, kinds)), len(ranked)) for kinds in told]
    assert all(one <= other for one, other in pairwise(ranks))


def test_edits_come_by_weight_then_newest_first(make: Factory) -> None:
    """A changed headline or figure stands before new wording; a kind unknown here stands before wording too."""
    kinds = {1: "punctuation", 2: "number", 3: "headline", 4: "rewording", 5: "mood", 6: "negation", 7: "number"}
    entries = [
        make.change(make.item(id), kinds=(kind,), at=CLOSED - timedelta(hours=9 - id)) for id, kind in kinds.items()
    ]
    document = make.document(*entries)
    assert [change["item"]["id"] for change in document["changed"]] == [3, 7, 2, 6, 5, 4, 1]


def test_edits_of_one_most_important_kind_come_by_their_others(make: Factory) -> None:
    """A headline with a figure stands before a headline with new wording and a headline alone, whatever their times
    and however many lesser things another touches."""
    kinds = {
        1: ("headline",),
        2: ("headline", "rewording"),
        3: ("headline", "name", "date", "rewording"),
        4: ("headline", "number"),
        5: ("headline", "number", "rewording"),
    }
    entries = [
        make.change(make.item(id), kinds=touched, at=CLOSED - timedelta(hours=id)) for id, touched in kinds.items()
    ]
    assert [change["item"]["id"] for change in make.document(*entries)["changed"]] == [5, 4, 3, 2, 1]


def test_suspected_and_certain_removals_stand_together(make: Factory) -> None:
    """`missing` is a removal that is suspected; the status tells them apart."""
    entries = [
        make.entry(EventKind.MISSING, make.item(1), at=CLOSED - timedelta(hours=1), detail="404"),
        make.entry(EventKind.REMOVED, make.item(2), at=CLOSED - timedelta(hours=2), detail="410"),
    ]
    removed = make.document(*entries)["removed"]
    assert [(record["item"]["id"], record["status"], record["detail"]) for record in removed] == [
        (1, "missing", "404"),
        (2, "removed", "410"),
    ]


def test_two_edits_of_one_item_are_both_told(make: Factory) -> None:
    """Revisions 1 → 2 and 2 → 3 within a day are two edits."""
    item = make.item(1)
    document = make.document(make.change(item), make.change(item, from_revision=2, to_revision=3))
    assert {(change["from_revision"], change["to_revision"]) for change in document["changed"]} == {(1, 2), (2, 3)}


@pytest.mark.parametrize(
    ("health", "key"),
    [
        (Health.FAILING, "failed"),
        (Health.BLOCKED, "blocked"),
        (Health.SILENT, "silent"),
        (Health.DRIFTING, "drifting"),
        (Health.UNSEEN, "unseen"),
    ],
)
def test_each_trouble_has_its_list(make: Factory, health: Health, key: str) -> None:
    """A source in trouble is in exactly the list of its trouble, and in the list of all."""
    line = make.source("ledger", health, error="403")
    coverage = make.document(coverage=Coverage(sources=(make.source(), line)))["coverage"]
    found = {
        name: value for name, value in coverage.items() if name not in ("checked", "unchanged", "sources") and value
    }
    assert found == {
        key: [{"source": "ledger", "url": line.url, "error": "403", "last_ok": iso(line.last_ok)}],
    }
    assert [source["source"] for source in coverage["sources"]] == ["courier-world", "ledger"]


def test_coverage_counts_sources_looked_at_and_those_without_news(make: Factory) -> None:
    """`checked` counts sources with a look, failed ones too; `unchanged` those that gave nothing new."""
    sources = (
        make.source("a", checks=7, unchanged=7),
        make.source("b", checks=7, unchanged=6),
        make.source("c", Health.FAILING, unchanged=1),
        make.source("d", Health.UNSEEN),
    )
    coverage = make.document(coverage=Coverage(sources=sources))["coverage"]
    assert (coverage["checked"], coverage["unchanged"]) == (3, 1)


def test_links_that_could_not_be_read_are_kept(make: Factory) -> None:
    """Each with its source and error, so that nothing is missed."""
    link = UnreadLink(url="https://a.example/1", title=None, source="a", error="timed out", since=CLOSED)
    coverage = make.document(coverage=Coverage(sources=(), unread=(link,)))["coverage"]
    assert coverage["unread"] == [
        {"url": "https://a.example/1", "title": None, "source": "a", "error": "timed out", "since": iso(CLOSED)}
    ]


def test_controls_are_taken_out_of_every_text(make: Factory) -> None:
    """Escape sequences, line breaks and direction overrides reach no reader of the record; letters all do."""
    item = make.item(1, title="A\x1b[31m\u202eb\u2066c\r\nd\x9bé\u200f", notes=("x\x00y",))
    [record] = make.document(make.entry(item=item))["new"]
    assert record["title"] == "A[31mbc  dé\u200f"
    assert record["notes"] == ["xy"]


def test_an_empty_window_gives_an_empty_record(make: Factory) -> None:
    """No events and no sources are no error."""
    window = Window(date="2026-11-21", start=CLOSED, end=CLOSED)
    document = make.document(coverage=Coverage(), window=window)
    assert document["new"] == document["changed"] == document["coverage"]["sources"] == []
    assert document["coverage"]["checked"] == 0
