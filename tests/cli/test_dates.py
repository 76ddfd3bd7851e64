"""Dates that are none, and days that cannot be told, from the feed to the digest."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import Workspace
from tests.sample_site import SampleSite, article, prose

FETCHED, OPEN, CLOSED, NEXT, LATER = (
    f"2026-11-{day}T{hour}:00:00Z" for day, hour in ((20, "09"), (20, "10"), (21, "10"), (22, "10"), (23, "10"))
)
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title><link>{base}</link><item><title>One</title>
<link>{base}/news/1-a-long-report</link><pubDate>{date}</pubDate></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><id>p</id><entry><id>1</id>
<title>One</title><link href="{base}/news/1-a-long-report"/><published>{date}</published><updated>{date}</updated>
</entry></feed>"""


def follow(
    workspace: Workspace, site: SampleSite, feed: str = RSS, date: str = "Fri, 20 Nov 2026 08:00:00 GMT"
) -> None:
    """A feed that dates its one article, whose page says no date."""
    page = article("One", prose(1)).replace("article:published_time", "nothing")
    site.put("/news/1-a-long-report", page)
    site.put("/feed.xml", feed.format(base=site.base, date=date))
    workspace.follow(site)


def alter(workspace: Workspace, *statements: str) -> None:
    """Change the database behind the program's back."""
    with sqlite3.connect(workspace.home / "db" / "dateline.db") as raw:
        for statement in statements:
            raw.execute(statement)
    raw.close()


def written(workspace: Workspace, name: str) -> str:
    return (workspace.home / "digests" / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("feed", "date"),
    [
        pytest.param(RSS, "Mon, 01 Jan 0001 00:00:00 GMT", id="rss, the zero time"),
        pytest.param(ATOM, "0001-01-01T00:00:00Z", id="atom, the zero time"),
        pytest.param(ATOM, "0987-06-05T00:00:00Z", id="atom, year 987"),
        pytest.param(ATOM, "9999-12-31T23:59:59Z", id="atom, the last time"),
        pytest.param(RSS, "Tue, 24 Nov 2026 09:00:00 GMT", id="rss, four days ahead"),
    ],
)
def test_an_item_with_a_date_that_is_none_has_none(
    workspace: Workspace, site: SampleSite, feed: str, date: str
) -> None:
    """It is told as seen when it was first read, today and in the days after."""
    follow(workspace, site, feed, date)
    workspace.run("--now", FETCHED, "fetch")
    assert [item["published"] for item in workspace.items()] == [None]
    for now in (OPEN, CLOSED, NEXT):
        workspace.run("--now", now, "digest")
    assert json.loads(written(workspace, "2026-11-21.json"))["new"][0]["published"] is None
    assert json.loads(workspace.run("--now", NEXT, "status", "--json"))["healthy"] is True


@pytest.mark.parametrize(
    ("text", "published"),
    [
        pytest.param("Date: 12 May 1789", "1789-05-12T00:00:00Z", id="old"),
        pytest.param("Date: 25 November 2026", None, id="more than two days ahead"),
        pytest.param("Date: 22 November 2026", "2026-11-22T00:00:00Z", id="two days ahead"),
    ],
)
def test_a_document_may_be_old_but_not_from_the_future(workspace: Workspace, text: str, published: str | None) -> None:
    """A user's document is dated from year 1000 on, and to two days after it was read."""
    papers = workspace.home / "papers"
    papers.mkdir()
    (papers / "letter.txt").write_text("\n\n".join(("The bridge", text, *prose(1))), "utf-8")
    workspace.write("name: papers, kind: folder, path: papers")
    workspace.run("--now", FETCHED, "fetch")
    assert [item["published"] for item in workspace.items()] == [published]


def test_a_database_with_such_a_day_heals(workspace: Workspace, site: SampleSite) -> None:
    """As it was left by a version that wrote year 1 with one digit: the day closed and never written, the next as
    well. All of it can be read and is published with the next `dateline digest`."""
    follow(workspace, site)
    for now in (FETCHED, CLOSED, NEXT):
        workspace.run("--now", now, "fetch" if now is FETCHED else "digest")
    sound = [written(workspace, f"2026-11-2{day}.json") for day in (1, 2)]
    for file in (workspace.home / "digests").iterdir():
        file.unlink()
    alter(
        workspace,
        "UPDATE links SET published = '0001-01-01T00:00:00Z'",
        "UPDATE revisions SET published = '0001-01-01T00:00:00Z'",
        "UPDATE story_accounts SET published = '0001-01-01T00:00:00Z'",
        """UPDATE digests SET written = NULL, document = replace(document, '"published": "2026-11-20T08:00:00Z"',
           '"published": "1-01-01T00:00:00Z"')""",
        "PRAGMA user_version = 0",
    )
    assert [item["published"] for item in workspace.items()] == [None]
    assert "published:" not in workspace.run("show", "1")
    assert json.loads(workspace.run("export"))["revisions"][0]["published"] is None
    workspace.run("--now", LATER, "digest")
    assert "One" in written(workspace, "2026-11-21.html")
    assert "One" in written(workspace, "feed.xml")
    assert written(workspace, "2026-11-21.json") == sound[0].replace('"2026-11-20T08:00:00Z"', "null", 1)
    assert written(workspace, "2026-11-22.json") == sound[1]
    assert json.loads(workspace.run("--now", LATER, "status", "--json"))["healthy"] is True


def test_a_database_without_such_a_day_is_opened_as_it_is(workspace: Workspace, site: SampleSite) -> None:
    """One of the version before: no row changes, and no page is read again."""
    follow(workspace, site)
    workspace.run("--now", FETCHED, "fetch")
    workspace.run("--now", CLOSED, "digest")
    alter(workspace, "PRAGMA user_version = 0")
    before = dump(workspace.home / "db" / "dateline.db")
    workspace.run("--now", CLOSED, "status")
    assert dump(workspace.home / "db" / "dateline.db") == before


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as raw:
        lines = list(raw.iterdump())
    raw.close()
    return lines


def test_an_entry_that_cannot_be_read_is_left_out_of_its_day(workspace: Workspace, site: SampleSite) -> None:
    """The day is closed, written, and says which item is missing and why."""
    follow(workspace, site)
    workspace.run("--now", FETCHED, "fetch")
    alter(workspace, "UPDATE revisions SET published = 'yesterday'")
    workspace.run("--now", CLOSED, "digest")
    record = json.loads(written(workspace, "2026-11-21.json"))
    assert record["new"] == []
    (fault,) = record["left_out"]
    assert (fault["id"], fault["title"], fault["kind"]) == (1, "One", "new")
    assert "yesterday" in fault["reason"]
    for name in ("2026-11-21.html", "2026-11-21.md"):
        assert "One (item 1)" in written(workspace, name)


def test_a_day_that_cannot_be_closed_keeps_none_after_it(workspace: Workspace, site: SampleSite) -> None:
    """The next is published; `status` names the day and why, until the day can be made, which is tried each time."""
    follow(workspace, site)
    workspace.run("--now", FETCHED, "fetch")
    alter(
        workspace,
        """INSERT INTO checks (source, at, status, links, fetched, new, changed, copies, unchanged, failed, seconds)
           VALUES ('post', '2026-11-20T09:99:99Z', 'failed', 0, 0, 0, 0, 0, 0, 0, 0)""",
    )
    said = workspace.refuse("--now", NEXT, "digest", exits=1)
    assert "digest 2026-11-21 could not be made" in said
    assert written(workspace, "2026-11-22.json")
    assert not (workspace.home / "digests" / "2026-11-21.json").exists()
    assert "2026-11-21" in workspace.refuse("--now", NEXT, "digest", "--date", "2026-11-21")
    facts = json.loads(workspace.run("--now", NEXT, "status", "--json", exits=1))
    assert (facts["healthy"], [day["date"] for day in facts["failed_digests"]]) == (False, ["2026-11-21"])
    assert "minute must be" in facts["failed_digests"][0]["reason"]
    page = workspace.run("--now", NEXT, "status", exits=1)
    assert "NOT HEALTHY" in page
    assert "digest 2026-11-21 is owed and could not be made" in page
    alter(workspace, "DELETE FROM checks WHERE at = '2026-11-20T09:99:99Z'")
    workspace.run("--now", LATER, "digest")
    assert [item["title"] for item in json.loads(written(workspace, "2026-11-21.json"))["new"]] == ["One"]
    assert "One" in written(workspace, "feed.xml")
    assert "healthy" in workspace.run("--now", LATER, "status")


def test_a_closed_day_that_cannot_be_shown_keeps_none_after_it(workspace: Workspace, site: SampleSite) -> None:
    """Nor does it keep the feed of all digests from being written."""
    follow(workspace, site)
    workspace.run("--now", FETCHED, "fetch")
    workspace.run("--now", CLOSED, "digest")
    alter(workspace, "UPDATE digests SET written = NULL, document = json_set(document, '$.timezone', 'Nowhere')")
    workspace.refuse("--now", NEXT, "digest", exits=1)
    assert "2026-11-22" in written(workspace, "feed.xml")
    facts = json.loads(workspace.run("--now", NEXT, "status", "--json", exits=1))
    assert [day["date"] for day in facts["failed_digests"]] == ["2026-11-21"]
