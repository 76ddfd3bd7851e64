"""`show`: an item with its history, however long that is."""

import json
from datetime import timedelta

import pytest

from service.models import Article, TextBlock
from service.store import Store
from tests.conftest import Workspace
from tests.sample_site import FLOOD, SampleSite, article, prose

MORNING, NOON, EVENING = (f"2026-11-20T{hour}:00:00Z" for hour in ("08", "12", "18"))


@pytest.fixture
def watched(workspace: Workspace, site: SampleSite) -> Workspace:
    """One item, seen once."""
    workspace.follow(site)
    site.carry(article("Flood", ["12 people are missing.", *prose(1)]))
    workspace.run("--now", MORNING, "fetch")
    return workspace


def history(workspace: Workspace, *options: str) -> list[str]:
    """The rows of the history as a person reads them."""
    lines = workspace.run("show", "1", *options).splitlines()
    return [line.strip() for line in lines[lines.index("history:") + 1 : lines.index("addresses:")]]


def test_the_history_tells_edits_and_what_befell_the_item(watched: Workspace, site: SampleSite) -> None:
    """The newest first: when, which revision, what, the kinds and a line; gone and back again have rows too."""
    site.carry(article("Flood", ["17 people are missing.", *prose(1)]))
    watched.run("--now", NOON, "fetch", "--recheck")
    site.drop(FLOOD)
    for hour in (14, 16):
        watched.run("--now", f"2026-11-20T{hour}:00:00Z", "fetch", "--recheck")
    site.carry(article("Flood", ["17 people are missing.", *prose(1)]))
    watched.run("--now", EVENING, "fetch", "--recheck")
    assert [" ".join(row.split()) for row in history(watched)] == [
        "2026-11-20 18:00 restored was gone since 2026-11-20 14:00 UTC",
        "2026-11-20 16:00 missing 404 since 2026-11-20 14:00 UTC",
        "2026-11-20 12:00 revision 2 changed number: 12 → 17 people",
        "2026-11-20 08:00 revision 1 new",
    ]
    steps = json.loads(watched.run("show", "1", "--json"))["history"]
    assert steps[2] == {
        "at": NOON,
        "what": "changed",
        "revision": 2,
        "kinds": ["number"],
        "summary": "12 → 17 people",
        "digest": "2026-11-21",
    }


def rewrite(workspace: Workspace, *texts: tuple[str, str]) -> None:
    """One more revision of item 1 for each (extractor, text), an hour apart, told to nobody."""
    with Store.open(workspace.home / "db" / "dateline.db") as store, store.transaction():
        for hours, (extractor, text) in enumerate(texts, 1):
            known = store.items.known(1)
            made = Article(blocks=(TextBlock(text),), title="Flood", extractor=extractor or known.extractor)
            store.items.revise(1, made, text_hash=text, now=known.first_seen + timedelta(hours=hours))


def test_revisions_of_our_own_making_are_marked(watched: Workspace) -> None:
    """Another extractor read the page; that is told beside what differs. What nobody was told of is said, too."""
    rewrite(watched, ("x", "14 people are missing."), ("x", "15 people are missing."), ("x", "15 people are missing."))
    same, untold, ours, first = (row.split(maxsplit=2)[2] for row in history(watched))
    assert ours.startswith("revision 2    our own rules  ")
    assert "→ x; " in ours
    assert untold == "revision 3    not told       number: 14 → 15 people"
    rewrite(watched, *(("x", f"{n} people are missing.") for n in range(30)))
    assert (len(history(watched)), len(history(watched, "--all"))) == (21, 34)
    assert same == "revision 4    not told       reads the same"
    assert first == "revision 1    new"


def test_a_thousand_revisions_stay_readable(watched: Workspace) -> None:
    """The newest twenty, and how many more there are; a program gets all."""
    with Store.open(watched.home / "db" / "dateline.db") as store, store.transaction():
        [first] = map(dict, store.database.rows("SELECT * FROM revisions"))
        rows = [first | {"number": n, "text": f"{n} people are missing."} for n in range(2, 1_001)]
        store.database.table("revisions").insert_all(rows)
        store.database.run("UPDATE items SET revision = 1000")
    rows = history(watched)
    assert len(rows) == 21
    assert "revision 1000 " in rows[0]
    assert rows[-1] == "… 980 earlier; --all shows them"
    assert len(json.loads(watched.run("show", "1", "--json"))["history"]) == 1_000


def test_huge_texts_are_bounded_and_not_compared(watched: Workspace) -> None:
    """A text of megabytes is cut on a terminal; what differs from it is left to `diff`."""
    rewrite(watched, ("", "word " * 300_000))
    page = watched.run("show", "1")
    assert len(page) < 110_000
    assert "more characters; --all shows them" in page
    assert "`dateline diff 1 1 2`" in page
    assert len(watched.run("show", "1", "--all")) > 1_000_000


def test_copies_and_stories_are_named(workspace: Workspace, site: SampleSite) -> None:
    """On the lead its copies, on a copy its lead, and the items of the story."""
    workspace.follow(site)
    site.carry(article("Flood", prose(1)), "/a")
    workspace.run("--now", MORNING, "fetch")
    site.carry(article("Flood", prose(1)), "/b")
    workspace.run("--now", NOON, "fetch")
    assert "copies:    2" in workspace.run("show", "1")
    assert "copy of:   1" in workspace.run("show", "2")
