"""`dateline digest`: windows, exactness, and the files."""

import json
from typing import Any

import pytest

from tests.conftest import Workspace, told_first
from tests.sample_articles import UNRELATED
from tests.sample_site import SampleSite, article, prose, rss


@pytest.fixture
def watched(workspace: Workspace, site: SampleSite) -> Workspace:
    """A workspace that has fetched three articles on the morning of 20 November."""
    site.publish(3)
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    return workspace


def read(workspace: Workspace, date: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((workspace.home / "digests" / f"{date}.json").read_text("utf-8"))
    return document


def test_an_open_digest_is_written_as_it_stands_so_far(watched: Workspace) -> None:
    """A person who has just fetched sees what came, marked as not final."""
    printed = watched.run("--now", "2026-11-20T09:00:00Z", "digest")
    assert printed.startswith("digest 2026-11-21 (so far): 2 new, 1 updated – ")
    assert read(watched, "2026-11-21")["final"] is False
    names = {path.name for path in (watched.home / "digests").iterdir()}
    assert names == {"2026-11-21.html", "2026-11-21.md", "2026-11-21.json", "feed.xml", "latest.html"}


def test_a_closed_digest_is_written_once_and_stays(watched: Workspace, site: SampleSite) -> None:
    """Same bytes again, whatever happens afterwards; later events go to the next."""
    watched.run("--now", "2026-11-21T07:00:00Z", "digest")
    before = (watched.home / "digests" / "2026-11-21.html").read_bytes()
    site.put("/news/1-flood-in-district-1", article("Flood", ["Now 99 people are missing.", *prose(1)]))
    watched.run("--now", "2026-11-21T08:00:00Z", "fetch", "--recheck")
    watched.run("--now", "2026-11-21T09:00:00Z", "digest", "--date", "2026-11-21")
    assert (watched.home / "digests" / "2026-11-21.html").read_bytes() == before
    document = watched.digest("--now", "2026-11-21T09:00:00Z")
    assert (document["date"], len(document["new"]), len(document["changed"])) == ("2026-11-22", 0, 1)


def test_every_event_is_in_exactly_one_digest(workspace: Workspace, site: SampleSite) -> None:
    """Over days, closings in the middle, a clock that goes back, and a repeated run."""
    workspace.follow(site)
    moments = ["20T06:59:59", "20T07:00:00", "20T23:00:00", "21T07:00:00", "20T12:00:00", "22T07:00:01", "22T07:00:01"]
    for count, moment in enumerate(moments, 1):
        site.publish(count)
        workspace.run("--now", f"2026-11-{moment}Z", "fetch")
        workspace.run("--now", f"2026-11-{moment}Z", "digest")
    workspace.run("--now", "2026-11-25T08:00:00Z", "digest")
    days = [read(workspace, f"2026-11-{day}") for day in range(20, 26)]
    told = [entry["id"] for day in days for entry in told_first(day)]
    assert sorted(told) == [item["id"] for item in workspace.items()] == list(range(1, len(moments) + 1))
    assert [day["to"] for day in days[:-1]] == [day["from"] for day in days[1:]]


def test_an_empty_day_gets_a_digest_that_says_so(watched: Workspace) -> None:
    """Both that nothing was new, and that nothing was looked at."""
    watched.run("--now", "2026-11-22T08:00:00Z", "digest")
    document = read(watched, "2026-11-22")
    assert (document["new"], document["changed"], document["final"]) == ([], [], True)
    assert document["coverage"]["checked"] == 0
    page = (watched.home / "digests" / "2026-11-22.md").read_text("utf-8")
    assert "othing" in page


def test_failures_are_in_the_coverage(workspace: Workspace) -> None:
    """The reader is told what was not seen, and why."""
    workspace.write('name: nowhere, kind: feed, url: "http://127.0.0.1:9/feed.xml"')
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch", exits=1)
    coverage = workspace.digest("--now", "2026-11-20T08:00:00Z")["coverage"]
    assert [(line["source"], "unreachable" in line["error"]) for line in coverage["failed"]] == [("nowhere", True)]


def test_a_later_edit_does_not_change_what_an_earlier_event_said(watched: Workspace, site: SampleSite) -> None:
    """New as it was when new, and changed as it is now, in the same digest."""
    site.put("/news/1-flood-in-district-1", article("Quite another headline", prose(1)))
    watched.run("--now", "2026-11-20T12:00:00Z", "fetch", "--recheck")
    document = watched.digest("--now", "2026-11-20T13:00:00Z")
    assert [entry["title"] for entry in document["new"] if entry["id"] == 1] == ["Flood in district 1"]
    (change,) = document["changed"]
    assert (change["item"]["title"], change["kinds"][0]) == ("Quite another headline", "headline")


@pytest.mark.parametrize(("form", "begins"), [("html", "<!doctype html>"), ("md", "# "), ("json", "{")])
def test_forms_for_people_and_programs(watched: Workspace, form: str, begins: str) -> None:
    """On standard output, and no file where only that was asked for."""
    printed = watched.run("--now", "2026-11-20T09:00:00Z", "digest", "--format", form, "--stdout")
    assert printed.lower().startswith(begins)
    assert not (watched.home / "digests").exists()


@pytest.mark.parametrize("date", ["2026-11-19", "2026-11-31", "20261121", "tomorrow", "2027-01-01", "../../x"])
def test_a_day_that_cannot_be_is_refused(watched: Workspace, date: str) -> None:
    """No such day, or not begun yet."""
    assert "--date" in watched.refuse("--now", "2026-11-20T09:00:00Z", "digest", "--date", date)


def test_a_folder_that_cannot_be_written_is_one_clear_error(watched: Workspace) -> None:
    """Exit status 2, and the digest is owed until it can be written."""
    (watched.home / "digests").write_text("a file")
    assert "--digests" in watched.refuse("--now", "2026-11-21T08:00:00Z", "digest")
    (watched.home / "digests").unlink()
    watched.run("--now", "2026-11-22T08:00:00Z", "digest")
    assert read(watched, "2026-11-21")["final"] is True


def test_a_clock_that_began_in_1970_owes_no_20000_digests(workspace: Workspace, site: SampleSite) -> None:
    """What it saw is told, and the last month's days have theirs; `--now` itself takes no such time."""
    site.publish(1)
    workspace.follow(site)
    workspace.run("--now", "2000-01-05T12:00:00Z", "fetch")
    workspace.run("--now", "2026-11-20T09:00:00Z", "digest")
    days = sorted(path.stem for path in (workspace.home / "digests").glob("*.json"))
    assert (len(days), days[0], days[1], days[-1]) == (33, "2000-01-06", "2026-10-21", "2026-11-21")
    workspace.refuse("--now", "1970-01-01T00:00:10Z", "fetch")


def show(workspace: Workspace, site: SampleSite, toll: int, *moments: str) -> None:
    """A page with this number, looked at in these moments; a return is believed at the second look."""
    page = article("Flood", [f"At least {toll} people were aboard the ferry that did leave.", *prose(1)])
    site.put("/news/1-flood-in-district-1", page)
    for moment in moments:
        workspace.run("--now", f"2026-11-{moment}:00:00Z", "fetch", "--recheck")


@pytest.fixture
def returned(workspace: Workspace, site: SampleSite) -> Workspace:
    """A workspace whose one article said 83, then 17, and says 83 again."""
    site.publish(1)
    workspace.follow(site)
    show(workspace, site, 83, "20T08")
    show(workspace, site, 17, "20T09", "20T10")
    show(workspace, site, 83, "20T11", "20T12")
    return workspace


RETURNED = "returned to the version of 2026-11-20 08:00 UTC: 17 → 83 people"


def test_an_item_that_alternates_is_told_as_such(returned: Workspace, site: SampleSite) -> None:
    """A return says what came back last; of versions that alternate that would be wrong half of the time."""
    summaries = [change["summary"] for change in returned.digest("--now", "2026-11-20T13:00:00Z")["changed"]]
    assert summaries[0] == RETURNED
    show(returned, site, 17, "20T13", "20T14")
    show(returned, site, 83, "20T15", "20T16")
    summaries = [change["summary"] for change in returned.digest("--now", "2026-11-20T17:00:00Z")["changed"]]
    assert summaries[0] == "alternates between two versions since 2026-11-20 12:00 UTC: 17 → 83 people"


def test_a_digest_says_nothing_of_what_alternated_after_its_day(returned: Workspace, site: SampleSite) -> None:
    """Closed late: the return is all that its day saw."""
    show(returned, site, 17, "21T08", "21T09")
    returned.run("--now", "2026-11-21T10:00:00Z", "digest")
    assert read(returned, "2026-11-21")["changed"][0]["summary"] == RETURNED


def test_the_line_that_is_printed_calls_a_suspicion_a_suspicion(watched: Workspace, site: SampleSite) -> None:
    """A page that was not found twice is suspected gone, not removed."""
    site.drop("/news/1-flood-in-district-1")
    for hour in (12, 14):
        watched.run("--now", f"2026-11-20T{hour}:00:00Z", "fetch", "--recheck")
    printed = watched.run("--now", "2026-11-20T15:00:00Z", "digest")
    assert printed.startswith("digest 2026-11-21 (so far): 2 new, 1 updated, 1 suspected gone – ")


def test_pages_that_are_doubted_are_in_the_coverage_of_each_day(workspace: Workspace, site: SampleSite) -> None:
    """Known ones, too: the reader hears that they were not seen; when they are back, they are off the list."""
    page = article("Flood", prose(1))
    path = site.carry(page)
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    site.put(path, "<title>Just a moment...</title><h1>Verify you are human</h1><div class='g-recaptcha'></div>")
    listed = []
    for day, hour in ((20, 12), (21, 12)):
        workspace.run("--now", f"2026-11-{day}T{hour}:00:00Z", "fetch", "--recheck")
        listed.append(workspace.digest("--now", f"2026-11-{day}T{hour}:00:00Z")["coverage"]["unread"])
    assert [[(line["title"], "captcha" in line["error"]) for line in day] for day in listed] == [[("Flood", True)]] * 2
    assert listed[1][0]["since"] == "2026-11-20T12:00:00Z"
    site.put(path, page)
    workspace.run("--now", "2026-11-21T14:00:00Z", "fetch", "--recheck")
    assert workspace.digest("--now", "2026-11-21T14:00:00Z")["coverage"]["unread"] == []


def test_hostile_titles_stay_text(workspace: Workspace, site: SampleSite) -> None:
    """From the feed through the store into all three forms."""
    title = "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} | `x` ](javascript:1)"
    site.carry(article(title, prose(1)), "/news/1-hostile-title", title)
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    page = workspace.run("--now", "2026-11-20T09:00:00Z", "digest", "--format", "html", "--stdout")
    assert "<script" not in page
    assert "{{7*7}}" in page


def blast(title: str, *lines: str) -> str:
    return article(title, [*lines, *prose(1, 2)])


def test_a_corrected_number_names_who_still_carries_the_old_one(workspace: Workspace, site: SampleSite) -> None:
    """Of one story: who has followed the correction is not named. Closed and printed again, it reads the same."""
    lines = {
        "/a": ("Blast at grain store in Kells kills 12", "At least 12 people were killed in the blast at Kells."),
        "/b": ("Grain store in Kells explodes", "The grain store of Kells exploded in a blast that killed 12 people."),
        "/c": ("Kells grain store blast", "The blast at the grain store in Kells has left 12 people dead."),
    }
    for path, (title, line) in lines.items():
        site.put(path, blast(title, line))
    site.put("/feed.xml", rss(site.base, [(path, title) for path, (title, _) in lines.items()]))
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    for path in ("/a", "/c"):
        title, line = lines[path]
        site.put(path, blast(title.replace("12", "17"), line.replace("12", "17")))
    workspace.run("--now", "2026-11-20T12:00:00Z", "fetch", "--recheck")
    changed = workspace.digest("--now", "2026-11-20T13:00:00Z")["changed"]
    assert [change["item"]["url"].removeprefix(site.base) for change in changed] == ["/a", "/c"]  # a headline first
    for change in changed:
        [number] = change["still_carried"]
        assert (number["old"], number["new"], number["counted"]) == ("12", "17", "people")
        assert [context["url"] for context in number["where"]] == [f"{site.base}/b"]
    page = workspace.run("--now", "2026-11-20T13:00:00Z", "digest", "--stdout")
    assert f"Still 12 people at [The Test Post](<{site.base}/b>)" in page
    before = workspace.run(
        "--now", "2026-11-21T08:00:00Z", "digest", "--date", "2026-11-21", "--format", "json", "--stdout"
    )
    site.put("/b", blast(lines["/b"][0], lines["/b"][1].replace("12", "17")))
    workspace.run("--now", "2026-11-21T09:00:00Z", "fetch", "--recheck")
    again = workspace.run(
        "--now", "2026-11-21T10:00:00Z", "digest", "--date", "2026-11-21", "--format", "json", "--stdout"
    )
    assert again == before
    assert json.loads(again)["changed"][0]["still_carried"]


def test_a_slip_is_minor_but_not_in_a_name(workspace: Workspace, site: SampleSite) -> None:
    """From the page to the digest: what is spelt otherwise is listed apart, a name spelt otherwise is not."""
    slip, name = "The committee met behind closed doors.", "Once more Mr Lindqvist spoke of the harbour first."
    texts = {
        "/a": (*UNRELATED[0], slip.replace("committee", "comittee"), slip),
        "/b": (*UNRELATED[1], name.replace("Lindqvist", "Lindqist"), name),
    }
    site.put("/feed.xml", rss(site.base, [(path, title) for path, (title, *_) in texts.items()]))
    workspace.follow(site)
    for hour, at in (("08", 0), ("12", 1)):
        for path, (title, text, *versions) in texts.items():
            site.put(path, article(title, [versions[at], *text]))
        workspace.run("--now", f"2026-11-20T{hour}:00:00Z", "fetch", "--recheck")
    document = workspace.digest("--now", "2026-11-20T13:00:00Z")
    assert [change["kinds"] for change in document["changed"]] == [["name"], ["typo"]]
    page = workspace.run("--now", "2026-11-20T13:00:00Z", "digest", "--stdout")
    major, minor = page.split("### Minor edits")
    assert "~~Lindqist~~**Lindqvist**" in major
    assert "~~comittee~~**committee**" in minor
