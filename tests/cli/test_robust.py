"""`dateline fetch` and `digest` where sites, lists and clocks are not as they should be."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.conftest import SETTINGS, Workspace, told_first
from tests.sample_site import SampleSite, article, prose, rss

FLOOD = "/news/1-flood-in-district-1"


def at(hour: int, day: int = 20) -> tuple[str, str]:
    """The clock of a command."""
    return "--now", f"2026-11-{day}T{hour:02}:00:00Z"


def watch(workspace: Workspace, site: SampleSite, *paths: str, text: int = 1) -> None:
    """A feed that names these paths, with a text of their own each."""
    for number, path in enumerate(paths, text):
        site.put(path, article(f"Report {number}", prose(number)))
    site.put("/feed.xml", rss(site.base, [(path, "Report") for path in paths]))
    workspace.follow(site)


def read(workspace: Workspace, date: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((workspace.home / "digests" / f"{date}.json").read_text("utf-8"))
    return document


def sitemap(*urls: str, index: bool = False) -> str:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    entries = "".join(f"<{inner}><loc>{url}</loc></{inner}>" for url in urls)
    return f'<?xml version="1.0"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{outer}>'


# ── nothing is missed ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_date_of_long_ago_holds_up_nothing(workspace: Workspace, site: SampleSite) -> None:
    """The year 99 of a feed is kept and read again as every other."""
    site.put(FLOOD, "x", status=500)
    feed = rss(site.base, [(FLOOD, "Flood")]).replace("</link>", "</link><pubDate>0099-01-01T00:00:00Z</pubDate>")
    site.put("/feed.xml", feed)
    workspace.follow(site)
    workspace.run(*at(8), "fetch")
    site.put(FLOOD, article("Flood", prose(1)))
    assert workspace.lines(*at(9), "fetch", "--json")[0]["new"] == 1


def test_what_cannot_be_stored_fails_its_own_source_or_page_alone(workspace: Workspace, site: SampleSite) -> None:
    """Half a character, as JSON can name it, is no text; all others are read."""
    watch(workspace, site, FLOOD, "/news/2-another-report")
    half = r'"A \ud800 b"'
    ld = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": {half}, "author": {half}}}</script>'
    site.put(FLOOD, article("Flood", prose(1)).replace("</head>", ld + "</head>"))
    items = f'[{{"id": "1", "title": {half}, "url": "{site.base}/x-of-a-kind"}}]'
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "title": {half}, "items": {items}}}'
    site.put("/feed.json", feed, content_type="application/feed+json")
    workspace.write(
        f'name: odd, kind: feed, url: "{site.base}/feed.json"', f'name: post, kind: feed, url: "{site.base}/feed.xml"'
    )
    checks = {check["name"]: check for check in workspace.lines("fetch", "--json")}
    assert set(checks) == {"odd", "post"}
    assert "Report 2" in [item["title"] for item in workspace.items()]


def test_a_sitemap_below_an_index_that_stays_the_same_is_read(workspace: Workspace, site: SampleSite) -> None:
    """The index names the same files for years, and one of them has a new article."""
    for number in (1, 2):
        site.put(f"/news/{number}-a-long-report", article(f"Report {number}", prose(number)))
    site.put("/index.xml", sitemap(f"{site.base}/news.xml", index=True))
    site.put("/news.xml", sitemap(f"{site.base}/news/1-a-long-report"))
    workspace.write(f'name: map, kind: sitemap, url: "{site.base}/index.xml"')
    assert workspace.lines(*at(8), "fetch", "--json")[0]["new"] == 1
    site.put("/news.xml", sitemap(f"{site.base}/news/2-a-long-report", f"{site.base}/news/1-a-long-report"))
    assert workspace.lines(*at(9), "fetch", "--json")[0]["new"] == 1


def test_a_sitemap_that_fails_is_told_though_another_is_unchanged(workspace: Workspace, site: SampleSite) -> None:
    """One good file does not hide the other."""
    site.put("/index.xml", sitemap(f"{site.base}/b.xml", f"{site.base}/a.xml", index=True))
    site.put("/a.xml", sitemap(f"{site.base}{FLOOD}"))
    site.put("/b.xml", sitemap(f"{site.base}{FLOOD}"))
    site.put(FLOOD, article("Flood", prose(1)))
    workspace.write(f'name: map, kind: sitemap, url: "{site.base}/index.xml"')
    workspace.run(*at(8), "fetch")
    site.put("/b.xml", "x", status=500)
    assert workspace.lines(*at(9), "fetch", "--json", exits=1)[0]["status"] == "failed"


def test_a_new_source_starts_with_items_that_it_wants(workspace: Workspace, site: SampleSite) -> None:
    """What it leaves out by address does not use up its start."""
    site.publish(4)
    workspace.write(f'name: post, url: "{site.base}/feed.xml", max_items: 2, exclude: ["*/1-*", "*/2-*"]')
    assert workspace.lines("fetch", "--json")[0]["new"] == 2


def test_a_source_renamed_reads_what_it_had_not_read(workspace: Workspace, site: SampleSite) -> None:
    """Though its feed has not changed, and without reading anything twice."""
    watch(workspace, site, FLOOD, "/news/2-another-report")
    page = site.answers[FLOOD]
    site.put(FLOOD, "x", status=500)
    workspace.run(*at(8), "fetch")
    site.answers[FLOOD] = page
    workspace.write(f'name: courier, url: "{site.base}/feed.xml"')
    (check,) = workspace.lines(*at(9), "fetch", "--json")
    assert (check["name"], check["new"], len(workspace.items())) == ("courier", 1, 2)
    assert site.asked("/news/2-another-report") == 2  # the second time as its recheck is due


def test_two_sources_of_one_feed_both_name_its_articles(workspace: Workspace, site: SampleSite) -> None:
    """The second is not told "not modified" of what only the first has heard."""
    watch(workspace, site, FLOOD)
    workspace.run(*at(8), "fetch")
    url = f"{site.base}/feed.xml"
    workspace.write(f'name: post, url: "{url}"', f'name: twin, url: "{url}"')
    workspace.run(*at(9), "fetch")
    assert workspace.items()[0]["sources"] == ["post", "twin"]


# ── nothing is told that has not happened, or twice ───────────────────────────────────────────────────────────────


def test_one_of_two_addresses_gone_is_no_absence(workspace: Workspace, site: SampleSite) -> None:
    """The article still stands at the other: it is neither missing nor, at the next look, restored."""
    site.put("/archive/flood", article("Flood", prose(1)))
    for path in ("/a/short-way", "/b/other-way"):
        site.put(path, "", status=302, headers={"Location": "/archive/flood"})
    site.put("/feed.xml", rss(site.base, [("/a/short-way", "Flood"), ("/b/other-way", "Flood")]))
    workspace.follow(site)
    workspace.run(*at(8), "fetch")
    assert len(workspace.items()) == 1
    site.drop("/b/other-way")
    for hour in (9, 10, 11, 12, 18):
        workspace.run(*at(hour), "fetch", "--recheck")
    document = workspace.digest(*at(19))
    assert (document["removed"], document["restored"], workspace.items()[0]["status"]) == ([], [], "live")
    site.drop("/a/short-way")
    for hour in (20, 21, 22):
        workspace.run(*at(hour), "fetch", "--recheck")
    assert workspace.items()[0]["status"] == "missing"


@pytest.mark.parametrize(("status", "moved"), [(301, 1), (302, 0)], ids=["for good", "for now"])
def test_an_address_that_leads_to_another_article_is_no_edit(
    workspace: Workspace, site: SampleSite, status: int, moved: int
) -> None:
    """The other article's text is not this one's; that it leads there for good is told once."""
    watch(workspace, site, FLOOD, "/news/2-another-report")
    workspace.run(*at(8), "fetch")
    site.put(FLOOD, "", status=status, headers={"Location": "/news/2-another-report"})
    for hour in (9, 11, 13, 15, 17):
        workspace.run(*at(hour), "fetch", "--recheck")
    document = workspace.digest(*at(18))
    assert (document["changed"], len(document["moved"])) == ([], moved)
    assert {item["revision"] for item in workspace.items()} == {1}


def test_links_that_lead_to_each_other_are_told_as_unread(workspace: Workspace, site: SampleSite) -> None:
    """And do not stop the others."""
    watch(workspace, site, FLOOD)
    site.put("/a/one", "", status=301, headers={"Location": "/b/two"})
    site.put("/b/two", "", status=301, headers={"Location": "/a/one"})
    site.put("/feed.xml", rss(site.base, [("/a/one", "A"), ("/b/two", "B"), (FLOOD, "Flood")]))
    (check,) = workspace.lines(*at(8), "fetch", "--json")
    assert (check["new"], check["failed"]) == (1, 2)
    assert len(workspace.digest(*at(8))["coverage"]["unread"]) == 2


@pytest.mark.parametrize("first", ["/news/1-agency-report", "/reprint/1-agency-report"], ids=["lead", "copy"])
def test_an_edit_that_all_copies_make_is_told_once(workspace: Workspace, site: SampleSite, first: str) -> None:
    """Whichever of them is read first."""
    paths = ["/news/1-agency-report", "/reprint/1-agency-report"]
    for path in paths:
        site.put(path, article("Agency report", ["At least 12 people died.", *prose(1)]))
    site.put("/feed.xml", rss(site.base, [(path, "Agency") for path in paths]))
    workspace.follow(site)
    workspace.run(*at(8), "fetch")
    for hour, path in enumerate([first, *paths], 10):
        site.put(path, article("Agency report", ["At least 17 people died.", *prose(1)]))
        workspace.run(*at(hour), "fetch", "--recheck")
    assert len(workspace.digest(*at(14))["changed"]) == 1


def test_a_copy_s_own_new_headline_is_told(workspace: Workspace, site: SampleSite) -> None:
    """Its text is the original's, its headline is not."""
    watch(workspace, site, FLOOD)
    site.put("/reprint/1-flood", article("Report, again", prose(1)))
    site.put("/feed.xml", rss(site.base, [(FLOOD, "Flood"), ("/reprint/1-flood", "Flood")]))
    workspace.run(*at(8), "fetch")
    site.put("/reprint/1-flood", article("A minister resigns over the flood", prose(1)))
    workspace.run(*at(10), "fetch", "--recheck")
    assert len(workspace.digest(*at(11))["changed"]) == 1


def test_a_page_that_asks_for_a_login_is_given_up_after_a_month(workspace: Workspace, site: SampleSite) -> None:
    """Though it says something else each time, and looks like the first doubt."""
    watch(workspace, site, FLOOD)
    workspace.run(*at(8), "fetch")
    moment = datetime.fromisoformat("2026-11-20T09:00:00+00:00")
    for number in range(12):
        words = f"<title>Just a moment...</title><h1>Verify you are human</h1><p>Ray {number}</p>"
        site.put(FLOOD, words + "<div class='g-recaptcha'></div>")
        workspace.run("--now", moment.isoformat(), "fetch")
        moment += timedelta(days=4)
    assert site.asked(FLOOD) == 1 + 9  # of twelve: the first look later than a month is the last


# ── the day's edge ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "later",
    ["timezone: UTC\n  digest: {at: '09:00'}", "timezone: UTC\n  digest: {at: '05:00'}", "timezone: Asia/Tokyo"],
    ids=["later cutoff", "earlier cutoff", "another zone"],
)
def test_windows_touch_when_the_cutoff_is_changed(workspace: Workspace, site: SampleSite, later: str) -> None:
    """No event falls between two digests or is in both, and no unread page is left out."""
    sources = f'name: post, url: "{site.base}/feed.xml"'
    workspace.write(sources)
    moments = [at(6, 20), at(8, 20), at(8, 21), at(18, 21), at(6, 22), at(8, 22), at(23, 22)]
    for count, moment in enumerate(moments, 1):
        site.publish(count)
        site.put(f"/broken/{count}-page", "x", status=403)
        broken = [(f"/broken/{n}-page", "Broken") for n in range(1, count + 1)]
        known = [(f"/news/{n}-flood-in-district-{n}", "Flood") for n in range(1, count + 1)]
        site.put("/feed.xml", rss(site.base, broken + known))
        if count == 3:
            workspace.write(sources, settings=SETTINGS.replace('digest: {at: "07:00"}', later))
        workspace.run(*moment, "fetch")
        workspace.run(*moment, "digest")
    workspace.run(*at(8, 25), "digest")
    days = [read(workspace, f"2026-11-{day}") for day in range(20, 25)]
    assert [day["to"] for day in days[:-1]] == [day["from"] for day in days[1:]]
    assert all(day["from"] <= day["to"] for day in days)
    told = [entry["id"] for day in days for entry in told_first(day)]
    assert sorted(told) == [item["id"] for item in workspace.items()]
    unread = {page["url"] for day in days for page in day["coverage"]["unread"]}
    assert sorted(unread) == [f"{site.base}/broken/{n}-page" for n in range(1, len(moments) + 1)]


# ── one page by hand ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_by_hand_that_fails_is_exit_status_1(workspace: Workspace, site: SampleSite) -> None:
    """With its reason; also while its host is left alone."""
    url = site.put("/lonely/page", "slow down", status=429, headers={"Retry-After": "3600"})
    workspace.write()
    (check,) = workspace.lines(*at(8), "fetch", "--url", url, "--json", exits=1)
    assert (check["status"], "429" in check["error"]) == ("blocked", True)
    (check,) = workspace.lines(*at(8), "fetch", "--url", url, "--json", exits=1)
    assert (check["status"], "09:00" in check["error"]) == ("skipped", True)
    assert "--url" in workspace.refuse("fetch", "--url", url, "post")


def test_a_host_that_has_had_too_much_is_left_alone_without_being_asked(workspace: Workspace, site: SampleSite) -> None:
    """A 429 without Retry-After, too."""
    watch(workspace, site, FLOOD)
    site.put("/feed.xml", "slow down", status=429)
    workspace.run(*at(8), "fetch", exits=1)
    assert workspace.lines(*at(8), "fetch", "--json", exits=1)[0]["status"] == "skipped"


def test_a_watched_page_that_a_feed_named_first_keeps_its_own_schedule(workspace: Workspace, site: SampleSite) -> None:
    """Under whatever spelling the feed named it."""
    watch(workspace, site, f"{FLOOD}?utm_source=rss")
    site.put(FLOOD, article("Report 1", prose(1)))
    feed = f'name: post, url: "{site.base}/feed.xml"'
    workspace.write(feed)
    workspace.run(*at(8), "fetch")
    workspace.write(feed, f'name: page, kind: page, url: "{site.base}{FLOOD}"')
    workspace.run(*at(9), "fetch")
    asked = len(site.requests)
    workspace.run(*at(18), "fetch", "post")
    assert len(site.requests) == asked + 1


def test_a_source_named_twice_is_asked_once(workspace: Workspace, site: SampleSite) -> None:
    """On the command line."""
    watch(workspace, site, FLOOD)
    workspace.run("fetch", "post", "post")
    assert site.asked("/feed.xml") == 1
