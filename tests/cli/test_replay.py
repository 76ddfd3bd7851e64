"""`dateline replay`: today's rules on yesterday's pages, and nothing written."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SETTINGS, Workspace
from tests.sample_site import SampleSite, article, prose, rss

TICKER, QUIET = "/news/ticker", "/news/quiet"
HOURS = (8, 14, 20)


def ticker(readers: int, houses: int) -> str:
    """An article with a line that changes all the time, and one that changes when something has happened."""
    page = article("Flood in the valley", [f"The flood took {houses} houses, the council said on Thursday.", *prose(2)])
    return page.replace("</h1>", f"</h1><p class='box'>So far {readers} people have read this report with us.</p>")


def source(site: SampleSite, more: str = "") -> str:
    return f'name: post, url: "{site.base}/feed.xml"{more}'


@pytest.fixture(scope="module")
def prepared(shared_site: SampleSite, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """An article read three times, each time with another number of readers and once with another of houses: two edits
    were told of it. Another one is never edited, and the third source is a page."""
    workspace = Workspace(home=tmp_path_factory.mktemp("replay"))
    shared_site.put(QUIET, article("A quiet day", prose(1)))
    shared_site.put("/feed.xml", rss(shared_site.base, [(TICKER, "Flood in the valley"), (QUIET, "A quiet day")]))
    shared_site.put("/watched", article("Notices", prose(3)))
    workspace.write(source(shared_site), f'name: notices, kind: page, url: "{shared_site.base}/watched"')
    for hour, readers, houses in zip(HOURS, (1200, 1300, 1400), (12, 12, 17), strict=True):
        shared_site.put(TICKER, ticker(readers, houses))
        workspace.run("--now", f"2026-11-20T{hour:02}:00:00Z", "fetch", "--recheck")
    return workspace


@pytest.fixture
def filled(prepared: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the prepared workspace."""
    return prepared.copy(tmp_path)


def rules(workspace: Workspace, *sources: str) -> str:
    """Write another list of sources; its name."""
    (workspace.home / "new.yaml").write_text(
        "sources:\n" + "".join(f"  - {{{one}}}\n" for one in sources), encoding="utf-8"
    )
    return "new.yaml"


def replay(workspace: Workspace, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(workspace.run("replay", "--json", *options))
    return found


def test_the_rules_that_read_the_pages_change_nothing(filled: Workspace) -> None:
    """As many edits as were told, and every text as it is."""
    found = replay(filled)
    assert (found["pages"], found["items"]) == (5, 3)
    assert found["changes"] == {"then": 2, "now": 2}
    assert (found["texts"], found["differing"], found["problems"]) == (0, 0, [])
    assert filled.run("replay").splitlines() == [
        "2 changes, as then",
        "5 pages of 3 items read again: 0 texts would be another",
    ]


def test_better_rules_say_how_many_edits_would_have_been_none(filled: Workspace, shared_site: SampleSite) -> None:
    """The line that changes all the time is left out: one edit is left of two, and told as what it is."""
    name = rules(filled, source(shared_site, ", remove: .box"))
    found = replay(filled, "--rules", name)
    assert found["changes"] == {"then": 2, "now": 1}
    (item,) = found["items_differing"]
    assert [text["revision"] for text in item["texts"]] == [1, 2, 3]
    assert [(step["from_revision"], step["to_revision"], step["now"]) for step in item["steps"]] == [(1, 2, None)]
    lines = filled.run("replay", "--rules", name).splitlines()
    assert lines[0] == "1 change, not 2"
    assert lines[3].endswith("Flood in the valley")
    assert lines[4].startswith("  revision 1 would read otherwise: paragraph_removed")
    assert lines[-1].startswith("  1 → 2: no change any more; was told as number")


def test_an_edit_that_was_missed_is_found(filled: Workspace, shared_site: SampleSite) -> None:
    """The other way round: rules that left too much out are no more."""
    strict = source(shared_site, ", remove: .box")
    filled.write(strict, settings=SETTINGS)
    filled.run("--now", "2026-11-20T21:00:00Z", "fetch", "--recheck")
    found = replay(filled, "--rules", rules(filled, source(shared_site)))
    steps = [step for item in found["items_differing"] for step in item["steps"]]
    assert found["changes"]["now"] == 2
    assert steps == []
    with closing(sqlite3.connect(filled.home / "db" / "dateline.db")) as database:
        database.execute("DELETE FROM events WHERE kind = 'changed' AND to_revision = 2")
        database.execute("UPDATE revisions SET text = replace(text, '1300', '1200') WHERE number = 2")
        database.commit()
    found = replay(filled, "--rules", rules(filled, source(shared_site)))
    (step,) = (step for item in found["items_differing"] for step in item["steps"])
    assert (step["from_revision"], step["to_revision"], step["then"]) == (1, 2, None)
    assert step["now"]["kinds"] == ["number"]


@pytest.mark.parametrize(
    ("extractor", "now"),
    [pytest.param(None, 1, id="same rules"), pytest.param("0-earlier", 2, id="other rules")],
)
def test_an_edit_that_was_passed_over_stays_so_unless_our_rules_were_why(
    filled: Workspace, extractor: str | None, now: int
) -> None:
    """The same edit between the same texts is not told of a copy, or of many pages at once. But where the rules changed
    in between, that was why, and today both pages would be read with the same."""
    with closing(sqlite3.connect(filled.home / "db" / "dateline.db")) as database:
        database.execute("DELETE FROM events WHERE kind = 'changed' AND to_revision = 2")
        if extractor:
            database.execute("UPDATE revisions SET extractor = ? WHERE number = 1", (extractor,))
        database.commit()
    assert replay(filled)["changes"] == {"then": 1, "now": now}


def test_nothing_is_written(filled: Workspace, shared_site: SampleSite) -> None:
    """Not a byte of the database, whatever would differ."""
    database = filled.home / "db" / "dateline.db"
    before = hashlib.sha256(database.read_bytes()).hexdigest()
    filled.run("replay", "--rules", rules(filled, source(shared_site, ", remove: .box")))
    assert hashlib.sha256(database.read_bytes()).hexdigest() == before


def test_one_source_can_be_replayed(filled: Workspace) -> None:
    """The items of which pages were read for it."""
    found = replay(filled, "--source", "notices")
    assert (found["pages"], found["items"], found["changes"]) == (1, 1, {"then": 0, "now": 0})


def test_pages_that_cannot_be_read_are_one_line_each(filled: Workspace) -> None:
    """A damaged body; the edits told of it are left out of both counts, the rest is replayed."""
    with closing(sqlite3.connect(filled.home / "db" / "dateline.db")) as database:
        (item,) = database.execute("SELECT item FROM pages WHERE revision = 3").fetchone()
        database.execute("UPDATE bodies SET data = x'00' WHERE id = (SELECT body FROM pages WHERE revision = 3)")
        database.commit()
    found = replay(filled)
    assert found["changes"] == {"then": 1, "now": 1}
    (problem,) = found["problems"]
    assert problem.startswith(f"item {item}, revision 3: the page kept of ")
    assert filled.run("replay").splitlines()[-1].startswith(f"  item {item}, revision 3: ")


def test_rules_that_leave_no_text_are_told_for_what_they_are(filled: Workspace, shared_site: SampleSite) -> None:
    """Such a page would not be believed, and no edit is judged by it."""
    found = replay(filled, "--rules", rules(filled, source(shared_site, ", remove: body")))
    assert len(found["problems"]) == 4
    assert all("would not be believed" in problem for problem in found["problems"])
    assert found["changes"] == {"then": 0, "now": 0}


def test_the_list_is_as_long_as_is_asked_for(filled: Workspace, shared_site: SampleSite) -> None:
    """The counts stay those of all items."""
    name = rules(filled, source(shared_site, ", remove: [.box, 'p:first-of-type']"))
    whole = replay(filled, "--rules", name)
    assert whole["differing"] == len(whole["items_differing"]) == 2
    short = replay(filled, "--rules", name, "--limit", "1")
    assert (short["differing"], len(short["items_differing"])) == (2, 1)
    assert "… and 1 more item;" in filled.run("replay", "--rules", name, "--limit", "1")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param("sources:\n  - {name: post, url: 'http://x/', remov: .b}\n", "new.yaml:2:", id="a misspelt key"),
        pytest.param("sources:\n  - {name: post, url: 'http://x/', remove: '<'}\n", "not a CSS", id="no selector"),
        pytest.param(
            "sources:\n  - {name: other, url: 'http://x/'}\n", "there are pages of: notices, post", id="other"
        ),
        pytest.param("content: .x\n", "new.yaml:1:1", id="no list of sources"),
    ],
)
def test_rules_that_cannot_be_used_are_refused(filled: Workspace, text: str, what: str) -> None:
    """Where the trouble stands, as for sources.yaml."""
    (filled.home / "new.yaml").write_text(text, encoding="utf-8")
    assert what in filled.refuse("replay", "--rules", "new.yaml")


def test_what_cannot_be_replayed_is_said(filled: Workspace) -> None:
    """No such source, no database."""
    assert "there are pages of: notices, post" in filled.refuse("replay", "--source", "nobody")
    (filled.home / "db" / "dateline.db").unlink()
    assert "there is no database" in filled.refuse("replay")
