"""A look with a clock that is ahead, run as a person runs it: when the clock is back, so is everything else."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

import pytest

from service.store import Store
from tests.conftest import Workspace, told_first
from tests.sample_site import FLOOD, SampleSite, article, prose

AHEAD = "2027-11-29T12:00:00Z"
BACK = "2026-11-29T12:00:00Z"


@pytest.fixture
def watched(workspace: Workspace, site: SampleSite) -> Workspace:
    """A workspace that has fetched two articles on 28 November, and whose digest of the 29th is closed."""
    site.publish(2)
    workspace.follow(site)
    workspace.run("--now", "2026-11-28T08:00:00Z", "fetch")
    workspace.run("--now", "2026-11-29T07:00:00Z", "digest")
    return workspace


def rows(workspace: Workspace, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(workspace.home / "db" / "dateline.db") as database:
        return database.execute(sql).fetchall()


def files(workspace: Workspace) -> set[str]:
    return {path.name for path in (workspace.home / "digests").iterdir()}


def page(workspace: Workspace, name: str) -> str:
    return (workspace.home / "digests" / name).read_text("utf-8")


def of_days(dates: Sequence[str]) -> set[str]:
    return {f"{date}.{form}" for date in dates for form in ("html", "md", "json")}


def told(workspace: Workspace) -> list[str]:
    """The addresses told for the first time in the closed digests, oldest digest first."""
    documents = [json.loads(document) for (document,) in rows(workspace, "SELECT document FROM digests ORDER BY date")]
    return [entry["url"] for document in documents for entry in told_first(document)]


def mended(workspace: Workspace, now: str = BACK) -> dict[str, int]:
    """What `status` says was mended."""
    facts = json.loads(workspace.run("--now", now, "status", "--json"))
    return {mending["what"]: mending["count"] for mending in facts["mended"]}


WITHDRAWN = "empty digests of days to come withdrawn"
REFILED = "events given to the digest of their day"
TIMES = "recorded times set back"
PAGES = "looks at pages brought back"
SOURCES = "looks at sources brought back"
HOSTS = "waits of hosts brought back"


@pytest.mark.parametrize("command", ["digest", "fetch"])
def test_empty_digests_ahead_of_the_clock_are_withdrawn(watched: Workspace, command: str) -> None:
    """Their rows and their files, that of the day open by the wrong clock too; what shows the newest is anew."""
    before = {name: page(watched, name) for name in ("2026-11-29.html", "feed.xml")}
    stood = files(watched)
    watched.run("--now", AHEAD, "digest")
    assert len(files(watched) - stood) == 3 * 32
    watched.run("--now", BACK, command)
    assert rows(watched, "SELECT date FROM digests") == [("2026-11-29",)]
    assert files(watched) == {*of_days(["2026-11-29", "2026-11-30"]), "feed.xml", "latest.html"}
    assert before == {name: page(watched, name) for name in before}
    assert page(watched, "latest.html") == page(
        watched, "2026-11-30.html" if command == "digest" else "2026-11-29.html"
    )
    assert mended(watched) == {WITHDRAWN: 31}


def test_where_no_digest_remains_nothing_shows_one(workspace: Workspace, site: SampleSite) -> None:
    """The page of the newest digest and the feed go with the last."""
    site.publish(1)
    workspace.follow(site)
    workspace.run("--now", "2026-11-29T08:00:00Z", "fetch")
    workspace.run("--now", "2026-12-09T08:00:00Z", "digest")
    with sqlite3.connect(workspace.home / "db" / "dateline.db") as database:
        database.execute("UPDATE events SET digest = '2026-12-10'")
    workspace.run("--now", "2026-11-29T09:00:00Z", "fetch")
    assert files(workspace) == set()
    assert rows(workspace, "SELECT digest FROM events") == [("2026-11-30",)]


def test_later_events_belong_to_their_day_and_no_day_is_skipped(watched: Workspace, site: SampleSite) -> None:
    """Each is told once, and the days between have their digest when their time comes."""
    watched.run("--now", AHEAD, "digest")
    site.publish(3)
    watched.run("--now", BACK, "fetch")
    assert rows(watched, "SELECT digest FROM events ORDER BY id") == [("2026-11-29",)] * 2 + [("2026-11-30",)]
    watched.run("--now", "2026-12-02T08:00:00Z", "digest")
    assert rows(watched, "SELECT date FROM digests ORDER BY date") == [
        (date,) for date in ("2026-11-29", "2026-11-30", "2026-12-01", "2026-12-02")
    ]
    assert told(watched) == [f"{site.base}/news/{n}-flood-in-district-{n}" for n in (1, 2, 3)]


def test_events_of_a_look_ahead_of_the_clock_are_told_with_the_day_open_now(
    watched: Workspace, site: SampleSite
) -> None:
    """Found by the wrong clock and closed by none: the day open by the true clock tells them, and nothing else does."""
    site.publish(3)
    watched.run("--now", AHEAD, "fetch")
    assert rows(watched, "SELECT digest FROM events WHERE id = 3") == [("2027-11-30",)]
    document = watched.digest("--now", BACK)
    assert (document["date"], [entry["id"] for entry in told_first(document)]) == ("2026-11-30", [3])
    watched.run("--now", "2026-12-01T08:00:00Z", "digest")
    assert len(told(watched)) == 3
    assert mended(watched)[REFILED] == 1


def test_events_that_an_earlier_version_filed_under_next_year_come_home(watched: Workspace, site: SampleSite) -> None:
    """Recorded by the true clock, after the wrong one had closed the year: each goes to the day of its time, or where
    that is closed to the next open one."""
    site.publish(4)
    watched.run("--now", "2026-11-29T08:00:00Z", "fetch")
    with sqlite3.connect(watched.home / "db" / "dateline.db") as database:
        database.execute("UPDATE events SET digest = '2027-11-30' WHERE id > 2")
        database.execute("UPDATE events SET at = '2026-11-28T09:00:00Z' WHERE id = 4")
    watched.run("--now", "2026-12-02T08:00:00Z", "digest")
    assert rows(watched, "SELECT digest FROM events WHERE id > 2") == [("2026-11-30",)] * 2
    assert len(told(watched)) == 4


def test_a_digest_that_was_closed_early_with_events_stays(watched: Workspace, site: SampleSite) -> None:
    """It was published: its events are not told again, later ones go to the next day, and its page stays as it was."""
    site.publish(3)
    watched.run("--now", "2026-11-29T08:00:00Z", "fetch")
    watched.run("--now", AHEAD, "digest")
    held = page(watched, "2026-11-30.json")
    site.publish(4)
    watched.run("--now", BACK, "fetch")
    assert page(watched, "latest.html") == page(watched, "2026-11-30.html")
    assert [digest for (digest,) in rows(watched, "SELECT digest FROM events WHERE id > 2 ORDER BY id")] == [
        "2026-11-30",
        "2026-12-01",
    ]
    watched.run("--now", "2026-12-01T07:00:00Z", "digest", "--date", "2026-12-01")
    assert page(watched, "2026-11-30.json") == held
    assert page(watched, "latest.html") == page(watched, "2026-12-01.html")
    assert len(told(watched)) == 4


def test_a_digest_of_next_year_that_holds_events_does_not_stand_in_the_way(
    watched: Workspace, site: SampleSite
) -> None:
    """The wrong clock fetched, and closed a day a year from now: the days between have theirs, and are the latest."""
    site.publish(3)
    watched.run("--now", AHEAD, "fetch")
    watched.run("--now", "2027-11-30T08:00:00Z", "digest")
    site.publish(4)
    watched.run("--now", BACK, "fetch")
    assert rows(watched, "SELECT date FROM digests ORDER BY date") == [("2026-11-29",), ("2027-11-30",)]
    watched.run("--now", "2026-11-30T08:00:00Z", "digest", "--date", "2026-11-30")
    watched.run("--now", "2026-12-03T08:00:00Z", "digest", "--date", "2026-12-03")
    dates = [date for (date,) in rows(watched, "SELECT date FROM digests ORDER BY date")]
    assert dates == ["2026-11-29", "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2027-11-30"]
    assert page(watched, "latest.html") == page(watched, "2026-12-03.html")
    assert sorted(told(watched)) == [f"{site.base}/news/{n}-flood-in-district-{n}" for n in (1, 2, 3, 4)]
    watched.run("--now", "2027-11-30T08:00:00Z", "digest")
    assert len(told(watched)) == 4


def test_looks_that_a_wrong_clock_planned_or_ended_come_by_the_ladder_again(
    watched: Workspace, site: SampleSite
) -> None:
    """Of an article whose ladder it thought over, of one it found, and of their source."""
    site.publish(3)
    watched.run("--now", AHEAD, "fetch")
    assert rows(watched, "SELECT due FROM links ORDER BY key") == [(None,), (None,), ("2027-11-29T12:30:00Z",)]
    watched.run("--now", BACK, "digest")
    due = [("2026-12-01T08:00:00Z",)] * 2 + [("2026-11-29T12:30:00Z",)]
    assert rows(watched, "SELECT due FROM links ORDER BY key") == due
    ((source,),) = rows(watched, "SELECT next_check FROM sources")
    assert "2026-11-29T12:54:00Z" <= source <= "2026-11-29T13:06:00Z"
    said = mended(watched)
    assert (said[PAGES], said[SOURCES]) == (3, 1)
    asked = site.asked(FLOOD)
    watched.run("--now", "2026-12-01T08:01:00Z", "fetch")
    assert site.asked(FLOOD) == asked + 1


def test_nothing_is_recorded_later_than_the_clock(watched: Workspace, site: SampleSite) -> None:
    """In no table and no column, but where the mending itself is noted; and health is judged by looks that were."""
    site.publish(3)
    site.put(FLOOD, article("Flood in district 1", ["At least 99 people are missing.", *prose(1)]))
    watched.run("--now", AHEAD, "fetch", "--recheck")
    watched.run("--now", AHEAD, "digest")
    watched.run("--now", BACK, "fetch")
    tables = [name for (name,) in rows(watched, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    left = {
        (table, text)
        for table in tables
        for row in rows(watched, f"SELECT * FROM {table}")
        for text in row
        if isinstance(text, str) and text.startswith("2027-")
    }
    assert left == {("mendings", AHEAD)}
    (source,) = watched.lines("--now", BACK, "sources", "list", "--json")
    assert "2027" not in str(source)
    assert "2027" not in watched.run("--now", BACK, "show", "1")
    coverage = watched.digest("--now", "2026-11-29T13:00:00Z")["coverage"]
    assert (coverage["checked"], coverage["failed"]) == (1, [])


def test_a_page_that_failed_and_a_host_that_asked_for_quiet_are_asked_within_a_day(
    watched: Workspace, site: SampleSite
) -> None:
    """No failure and no wish of a server holds a look back for longer."""
    site.publish(3)
    site.put("/news/3-flood-in-district-3", "", status=429, headers={"Retry-After": "7200"})
    watched.run("--now", AHEAD, "fetch")
    assert rows(watched, "SELECT not_before FROM hosts") == [("2027-11-29T14:00:00Z",)]
    watched.run("--now", BACK, "digest")
    assert rows(watched, "SELECT not_before FROM hosts") == [("2026-11-29T14:00:00Z",)]
    ((due,),) = rows(watched, "SELECT due FROM links WHERE state = 'waiting'")
    assert BACK <= due <= "2026-11-30T12:00:00Z"
    assert mended(watched)[HOSTS] == 1


def test_a_page_that_was_missing_for_a_day_is_not_removed_by_a_wrong_clock(
    watched: Workspace, site: SampleSite
) -> None:
    """The year that it seemed to be gone did not pass: it is missing, is looked at again, and nothing more is told."""
    site.drop(FLOOD)
    for hour in ("08", "11"):
        watched.run("--now", f"2026-11-29T{hour}:00:00Z", "fetch", "--recheck")
    watched.run("--now", AHEAD, "fetch")
    assert watched.items()[0]["status"] == "removed"
    watched.run("--now", BACK, "digest")
    assert watched.items()[0]["status"] == "missing"
    assert [kind for (kind,) in rows(watched, "SELECT kind FROM events WHERE item = 1")] == ["new", "missing"]
    ((due,),) = rows(watched, "SELECT due FROM links WHERE failures > 0")
    assert BACK < due <= "2026-11-30T12:00:00Z"


def test_status_says_for_a_week_what_was_mended(watched: Workspace) -> None:
    """For a program and for a person: what, how many, when, and where the clock had stood. The log says it, too."""
    watched.run("--now", AHEAD, "digest")
    assert mended(watched) == {}
    _, _, logged = watched.call("--now", BACK, "digest")
    assert WITHDRAWN in logged
    line = f"mended {BACK}: {WITHDRAWN}: 31; the clock was at {AHEAD}"
    assert line in watched.run("--now", "2026-12-05T12:00:00Z", "status").splitlines()
    facts = json.loads(watched.run("--now", BACK, "status", "--json"))
    assert facts["mended"] == [{"at": BACK, "clock": AHEAD, "what": WITHDRAWN, "count": 31}]
    assert "mended" not in watched.run("--now", "2026-12-07T12:00:00Z", "status")


@pytest.mark.parametrize(
    "moments",
    [
        ("2026-11-29T12:00:00Z", "2026-11-29T11:55:00Z"),  # a clock set back by a little
        ("2026-11-29T12:00:00Z", "2026-11-28T12:30:00Z"),  # a time zone, or commands given in another order
        ("2026-12-29T12:00:00Z", "2026-12-29T13:00:00Z"),  # a pause of a month
    ],
)
def test_skew_hours_and_pauses_need_no_mending(watched: Workspace, site: SampleSite, moments: tuple[str, str]) -> None:
    """Nothing is withdrawn, and nothing that was recorded is touched."""
    site.publish(3)
    watched.run("--now", moments[0], "fetch")
    watched.run("--now", moments[0], "digest")
    sql = "SELECT date, published FROM digests UNION ALL SELECT at, digest FROM events ORDER BY 1"
    before = rows(watched, sql)
    watched.run("--now", moments[1], "digest")
    assert rows(watched, sql) == before
    assert mended(watched, moments[1]) == {}


def test_a_clock_that_begins_in_2000_rewrites_no_history(workspace: Workspace, site: SampleSite) -> None:
    """A machine whose battery is empty: most of what was seen is ahead of it, so that it is the clock that is wrong."""
    workspace.follow(site)
    for count, day in enumerate(range(10, 20), 1):
        site.publish(count)
        workspace.run("--now", f"2026-11-{day}T08:00:00Z", "fetch")
        workspace.run("--now", f"2026-11-{day}T08:00:00Z", "digest")
    sql = "SELECT first_seen FROM items UNION ALL SELECT at FROM events UNION ALL SELECT date FROM digests ORDER BY 1"
    before = rows(workspace, sql)
    site.publish(11)
    workspace.run("--now", "2000-01-01T00:00:00Z", "fetch")
    workspace.run("--now", "2000-01-01T00:00:00Z", "digest")
    assert set(before) <= set(rows(workspace, sql))
    assert mended(workspace, "2000-01-01T00:00:00Z") == {}
    workspace.run("--now", "2026-11-21T08:00:00Z", "digest")
    assert sorted(told(workspace)) == sorted(f"{site.base}/news/{n}-flood-in-district-{n}" for n in range(1, 12))


def test_all_or_nothing_where_files_cannot_be_removed(watched: Workspace) -> None:
    """The digests are withdrawn with their files, or neither is; the next command tries again."""
    watched.run("--now", AHEAD, "digest")
    blocked = watched.home / "digests" / "2027-11-29.md"
    blocked.unlink()
    blocked.mkdir()
    assert "2027-11-29.md" in watched.refuse("--now", BACK, "digest")
    with Store.open(watched.home / "db" / "dateline.db") as store:
        assert len(store.digests.dates()) == 32
    blocked.rmdir()
    watched.run("--now", BACK, "digest")
    assert mended(watched) == {WITHDRAWN: 31}
