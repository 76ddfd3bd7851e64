"""Paragraphs that seem to come and go when a site turns its pages over, and the edits made meanwhile."""

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from service.engine import Parsers
from service.extract import lines_of
from service.ingest.apply import Outcome
from service.ingest.page_readers import EvidenceReader, FetchedPage, PageEvidence
from service.models import Line
from tests.conftest import Workspace
from tests.ingest.conftest import RecorderBench
from tests.sample_site import SampleSite, article, prose, rss

FLOOD = "/news/flood"
NUMBERED = "The flood took {} houses in the valley, the council said on Thursday after a count."
TEXT = prose(2)
OTHER = "On Friday the school will be open again, and the council meets in its hall at noon to hear the engineers."
NOTE = "Correction: an earlier version of this article gave the wrong year for the building of the embankment."


def page(*, houses: int = 12, boxed: str | None = TEXT[2], text: list[str] = TEXT) -> str:
    """An article. `boxed`: the paragraph that its template puts into a box, of which extraction takes it for no
    text."""
    markup = article("Flood in the valley", [NUMBERED.format(houses), *text])
    return markup if boxed is None else markup.replace(f"<p>{boxed}</p>", f"<div class='promo'><p>{boxed}</p></div>")


@pytest.fixture
def feed(workspace: Workspace, site: SampleSite) -> Workspace:
    """The article, read once before its template changed."""
    site.put(FLOOD, page(boxed=None))
    site.put("/feed.xml", rss(site.base, [(FLOOD, "Flood in the valley")]))
    workspace.follow(site)
    look(workspace, 8)
    return workspace


def look(workspace: Workspace, hour: int, day: int = 20) -> None:
    workspace.run("--now", f"2026-11-{day}T{hour:02}:00:00Z", "fetch", "--recheck")


def rows(workspace: Workspace, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(workspace.home / "db" / "dateline.db")) as database:
        found = database.execute(sql).fetchall()
        database.commit()
        return found


def told(workspace: Workspace) -> list[tuple[Any, ...]]:
    """The edits told: revisions, kinds."""
    return rows(workspace, "SELECT from_revision, to_revision, kinds FROM events WHERE kind = 'changed' ORDER BY id")


def paragraphs(workspace: Workspace) -> list[str]:
    """Of the newest text."""
    text: str = workspace.items()[0]["text"]
    return text.split("\n\n")


# ── only the template changed ─────────────────────────────────────────────────────────────────────────────────────


def test_a_new_template_is_no_edit(feed: Workspace, site: SampleSite) -> None:
    """The paragraph stands where it stood: nothing is told, no revision is kept, and the page is not asked for whole
    again."""
    site.put(FLOOD, page())
    look(feed, 12)
    look(feed, 16)
    assert told(feed) == []
    assert rows(feed, "SELECT count(*) FROM revisions") == [(1,)]
    assert paragraphs(feed) == [NUMBERED.format(12), *TEXT]
    assert site.requests[-1] == (FLOOD, 304)


def test_what_stood_in_a_box_has_not_come(workspace: Workspace, site: SampleSite) -> None:
    """The template takes it out of its box, and it stays what it was."""
    site.carry(page(), FLOOD)
    workspace.follow(site)
    look(workspace, 8)
    site.put(FLOOD, page(boxed=None))
    look(workspace, 12)
    assert told(workspace) == []
    assert TEXT[2] not in paragraphs(workspace)


def test_an_edit_under_a_new_template_is_told_alone(feed: Workspace, site: SampleSite) -> None:
    """With its revision, which reads as the page does; the old template, back again, is no edit either."""
    site.put(FLOOD, page(houses=17))
    look(feed, 12)
    assert told(feed) == [(1, 2, '["number"]')]
    assert paragraphs(feed) == [NUMBERED.format(17), *TEXT]
    look(feed, 14)
    assert site.requests[-1] == (FLOOD, 304)
    site.put(FLOOD, page(houses=17, boxed=None))
    look(feed, 16)
    site.put(FLOOD, page(houses=19, boxed=None))
    look(feed, 20)
    assert told(feed) == [(1, 2, '["number"]'), (2, 3, '["number"]')]


@pytest.mark.parametrize(
    ("changed", "kinds"),
    [
        pytest.param(page(text=[part for part in TEXT if part != TEXT[3]]), "paragraph_removed", id="another removed"),
        pytest.param(page(text=[part for part in TEXT if part != TEXT[2]]), "paragraph_removed", id="itself removed"),
        pytest.param(page(text=[*TEXT[:1], OTHER, *TEXT[1:]]), "paragraph_added", id="another added"),
        pytest.param(page().replace("27 families", "72 families"), "number", id="edited in its box"),
    ],
)
def test_a_true_edit_under_a_new_template_is_told(feed: Workspace, site: SampleSite, changed: str, kinds: str) -> None:
    """And nothing beside it."""
    site.put(FLOOD, changed)
    look(feed, 12)
    assert told(feed) == [(1, 2, f'["{kinds}"]')]


def test_a_correction_is_told_where_it_first_stands(workspace: Workspace, site: SampleSite) -> None:
    """In a box beside the text; that it comes out of the box is no news."""
    site.carry(page(boxed=None, text=TEXT), FLOOD)
    workspace.follow(site)
    look(workspace, 8)
    site.put(FLOOD, page(boxed=NOTE, text=[*TEXT, NOTE]))
    look(workspace, 12)
    site.put(FLOOD, page(boxed=None, text=[*TEXT, NOTE]))
    look(workspace, 16)
    assert told(workspace) == [(1, 2, '["correction_note"]')]
    assert paragraphs(workspace).count(NOTE) == 1


# ── what else is decided ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_return_under_a_new_template_is_a_return(feed: Workspace, site: SampleSite) -> None:
    """The earlier version is known by the text as it was settled."""
    for hour, houses in ((12, 17), (16, 12), (20, 12)):
        site.put(FLOOD, page(houses=houses))
        look(feed, hour)
    assert told(feed) == [(1, 2, '["number"]'), (2, 1, '["number"]')]
    assert rows(feed, "SELECT count(*) FROM revisions") == [(2,)]


def test_a_page_that_has_become_a_list_is_doubted(feed: Workspace, site: SampleSite) -> None:
    """Though two of its lines still stand on it."""
    others = [
        f"Number {n} of the new readers' letters is about a lost dog, and asks who has found it." for n in range(9)
    ]
    site.put(FLOOD, page(boxed=None, text=[TEXT[2], *others]))
    look(feed, 12)
    assert told(feed) == []
    ((reason,),) = rows(feed, "SELECT suspect FROM items")
    assert reason.startswith("lost ")
    assert paragraphs(feed) == [NUMBERED.format(12), *TEXT]


def test_rules_that_changed_meanwhile_make_no_phantom(feed: Workspace, site: SampleSite) -> None:
    """The kept page reads otherwise by itself than it was settled. Read anew, it is taken so in silence, and what its
    page showed in its box has not come when it leaves it."""
    site.put(FLOOD, page(houses=17))
    look(feed, 12)
    for hour, houses, boxed in ((16, 19, TEXT[2]), (20, 21, None)):
        rows(feed, "UPDATE revisions SET extractor = '0-earlier'")
        site.put(FLOOD, page(houses=houses, boxed=boxed))
        look(feed, hour)
        assert paragraphs(feed) == [NUMBERED.format(houses), *(text for text in TEXT if text != TEXT[2])]
    assert [kinds for _, _, kinds in told(feed)] == ['["number"]'] * 3
    found = replay(feed)
    assert (found["changes"], found["texts"], found["differing"]) == ({"then": 3, "now": 3}, 0, 0)


def test_what_todays_rules_make_of_the_kept_page_is_asked_about(feed: Workspace, site: SampleSite) -> None:
    """And not what former ones made of it, which the new page may read as, too."""
    rows(feed, f"UPDATE revisions SET extractor = '0-earlier', text = replace(text, '{TEXT[2]}', '')")
    rows(feed, "INSERT INTO items_fts (items_fts) VALUES ('rebuild')")
    site.put(FLOOD, page())
    look(feed, 12)
    assert told(feed) == []
    assert paragraphs(feed) == [NUMBERED.format(12), *TEXT]


def test_rules_that_changed_where_no_page_is_kept_are_believed(workspace: Workspace, site: SampleSite) -> None:
    """What they leave out of the text still stands on the page, and yet stays out. Nothing is told of it."""
    site.carry(page(), FLOOD)
    workspace.write(f'name: post, url: "{site.base}/feed.xml", archive: none')
    look(workspace, 8)
    whole = "\n\n".join(TEXT[1:3])
    rows(workspace, f"UPDATE revisions SET extractor = '0-earlier', text = replace(text, '{TEXT[1]}', '{whole}')")
    rows(workspace, "INSERT INTO items_fts (items_fts) VALUES ('rebuild')")
    site.put(FLOOD, page(houses=17))
    look(workspace, 12)
    assert told(workspace) == []
    assert paragraphs(workspace) == [NUMBERED.format(17), *(text for text in TEXT if text != TEXT[2])]


def test_without_a_kept_page_what_still_stands_is_known(workspace: Workspace, site: SampleSite) -> None:
    """`archive: none`. What leaves its box may be new."""
    site.carry(page(boxed=None), FLOOD)
    workspace.write(f'name: post, url: "{site.base}/feed.xml", archive: none')
    look(workspace, 8)
    site.put(FLOOD, page(houses=17))
    look(workspace, 12)
    assert told(workspace) == [(1, 2, '["number"]')]
    assert TEXT[2] in paragraphs(workspace)
    site.put(FLOOD, page(houses=17, boxed=TEXT[3]))
    look(workspace, 16)
    assert len(told(workspace)) == 1


def test_a_kept_page_that_is_damaged_is_as_none(feed: Workspace, site: SampleSite) -> None:
    """It cannot be asked; the new one can."""
    rows(feed, "UPDATE bodies SET data = x'00'")
    site.put(FLOOD, page())
    look(feed, 12)
    assert told(feed) == []


async def test_a_page_that_parsers_refuse_shows_nothing(recorder: RecorderBench) -> None:
    """It was read once, or would not have been kept; but the limits of parsing hold whenever it is read."""
    shown = []
    for path, body in (("/1", page().encode()), ("/2", b"<div>" * 100_000)):
        recorder.put(path, f"Flood {path}", prose(len(shown)), fetched=FetchedPage(body=body))
        kept = recorder.store.archive.newest(recorder.item(path).id)
        assert kept is not None
        async with Parsers(workers=1) as parsers:
            shown.append(await EvidenceReader(recorder.store, parsers).kept(kept, recorder.config.sources[0]))
    assert shown == [lines_of(page().encode(), url="http://x/"), ()]


BEFORE, NOW = (tuple(Line(text, is_long=True) for text in (NUMBERED.format(houses), *TEXT)) for houses in (12, 17))


@pytest.mark.parametrize(
    ("item", "kept", "kinds"),
    [
        pytest.param(1, True, ["number"], id="of this item and its page"),
        pytest.param(2, True, ["number", "paragraph_removed"], id="of another item"),
        pytest.param(1, False, ["number", "paragraph_removed"], id="of a page that is not its newest"),
    ],
)
def test_what_was_seen_of_another_page_settles_nothing(
    recorder: RecorderBench, item: int, kept: bool, kinds: list[str]
) -> None:
    """An item may be edited between the reading of a page and its recording."""
    recorder.put("/1", "Flood", [NUMBERED.format(12), *TEXT], fetched=FetchedPage(body=b"kept"))
    newest = recorder.store.archive.newest(1)
    assert newest is not None
    seen = PageEvidence(item=item, kept=newest.sha256 if kept else None, before=BEFORE, now=NOW)
    recorder.put("/1", "Flood", [NUMBERED.format(17), *TEXT[1:]], fetched=FetchedPage(body=b"new", seen=seen))
    (event,) = (event for event in recorder.store.events.of_item(1) if event.kind == "changed")
    assert list(event.kinds) == kinds


def test_a_copy_of_a_settled_text_is_its_copy(recorder: RecorderBench) -> None:
    """The item is found by the words that it has, the paragraph that stays among them."""
    recorder.put("/1", "Flood", [NUMBERED.format(12), *TEXT], fetched=FetchedPage(body=b"kept"))
    newest = recorder.store.archive.newest(1)
    assert newest is not None
    seen = PageEvidence(item=1, kept=newest.sha256, before=BEFORE, now=NOW)
    recorder.put("/1", "Flood", [NUMBERED.format(17), *TEXT[1:]], fetched=FetchedPage(body=b"new", seen=seen))
    copied = recorder.put("/2", "Flood", [NUMBERED.format(17), *TEXT], host="https://www.other.example")
    assert copied is Outcome.COPY
    cut = recorder.put("/3", "Flood", [NUMBERED.format(17), *TEXT[:3]], host="https://www.third.example")
    assert cut is Outcome.COPY


# ── replay ────────────────────────────────────────────────────────────────────────────────────────────────────────


def replay(workspace: Workspace, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(workspace.run("replay", "--json", *options))
    return found


def test_replay_settles_as_it_was_settled(feed: Workspace, site: SampleSite) -> None:
    """Each page with the one that it was an edit of, over more pages than are held at a time, and back to the first of
    them: as many edits, every text as it is."""
    days = [(21 + n, page(houses=13 + n, boxed=TEXT[1 + n % 3])) for n in range(7)]
    days[6] = 27, page(houses=19, boxed=TEXT[2], text=[text for text in TEXT if text != TEXT[3]])
    first = page(houses=13, boxed=TEXT[1])
    for hour, (day, markup) in enumerate([*days, (28, first), (28, first), (29, page(houses=30, boxed=TEXT[3]))], 8):
        site.put(FLOOD, markup)
        look(feed, hour, day)
    steps = [(start, end) for start, end, _ in told(feed)]
    assert steps == [*((n, n + 1) for n in range(1, 8)), (8, 2), (2, 9)]
    assert told(feed)[-1][2] == '["number"]'
    assert paragraphs(feed) == [NUMBERED.format(30), *TEXT]
    found = replay(feed)
    assert found["changes"] == {"then": 9, "now": 9}
    assert (found["texts"], found["differing"], found["problems"]) == (0, 0, [])


def test_replay_leaves_a_text_settled_whose_page_before_is_forgotten(feed: Workspace, site: SampleSite) -> None:
    """Read by itself, the page would read otherwise."""
    site.put(FLOOD, page(houses=17))
    look(feed, 12)
    site.put(FLOOD, page(houses=19))
    look(feed, 18)
    rows(feed, "DELETE FROM pages WHERE revision = 1")
    found = replay(feed)
    assert (found["pages"], found["changes"]) == (2, {"then": 1, "now": 1})
    assert (found["texts"], found["differing"]) == (0, 0)


def test_replay_takes_back_what_was_told_of_a_template(feed: Workspace, site: SampleSite) -> None:
    """The paragraph was told as removed before pages were asked. It is in both texts now, and the number is left."""
    site.put(FLOOD, page(houses=17))
    look(feed, 12)
    rows(feed, """UPDATE events SET kinds = '["number", "paragraph_removed"]' WHERE kind = 'changed'""")
    rows(feed, f"UPDATE revisions SET text = replace(text, '{TEXT[2]}', '') WHERE number = 2")
    found = replay(feed)
    (step,) = (step for item in found["items_differing"] for step in item["steps"])
    assert (step["then"]["kinds"], step["now"]["kinds"]) == (["number", "paragraph_removed"], ["number"])


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param('remove: "p:nth-of-type(4)"', id="what is removed goes from both texts, and from no edit"),
        pytest.param('content: "p:nth-of-type(-n+2)"', id="what is not chosen stands on each page, and in no text"),
    ],
)
def test_replay_with_other_rules_settles_by_them(feed: Workspace, site: SampleSite, rule: str) -> None:
    """Both texts read otherwise, and as many edits are told."""
    site.put(FLOOD, page(houses=17))
    look(feed, 12)
    line = f'name: post, url: "{site.base}/feed.xml", {rule}'
    (feed.home / "new.yaml").write_text(f"sources:\n  - {{{line}}}\n", encoding="utf-8")
    found = replay(feed, "--rules", "new.yaml")
    (item,) = found["items_differing"]
    assert [text["revision"] for text in item["texts"]] == [1, 2]
    assert found["changes"] == {"then": 1, "now": 1}
