"""`dateline fetch` and `digest` where sites, lists and clocks are not as they should be."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.conftest import SETTINGS, Desk
from tests.site import Site, article, prose, rss

FLOOD = "/news/1-flood-in-district-1"


def at(hour: int, day: int = 20) -> tuple[str, str]:
    """The clock of a command."""
    return "--now", f"2026-11-{day}T{hour:02}:00:00Z"


def watch(desk: Desk, site: Site, *paths: str, text: int = 1) -> None:
    """A feed that names these paths, with a text of their own each."""
    for number, path in enumerate(paths, text):
        site.put(path, article(f"Report {number}", prose(number)))
    site.put("/feed.xml", rss(site.base, [(path, "Report") for path in paths]))
    desk.follow(site)


def read(desk: Desk, date: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((desk.home / "digests" / f"{date}.json").read_text("utf-8"))
    return document


def sitemap(*urls: str, index: bool = False) -> str:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    entries = "".join(f"<{inner}><loc>{url}</loc></{inner}>" for url in urls)
    return f'<?xml version="1.0"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{outer}>'


# ── nothing is missed ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_date_of_long_ago_holds_up_nothing(desk: Desk, site: Site) -> None:
    """The year 99 of a feed is kept and read again as every other."""
    site.put(FLOOD, "x", status=500)
    feed = rss(site.base, [(FLOOD, "Flood")]).replace("</link>", "</link><pubDate>0099-01-01T00:00:00Z</pubDate>")
    site.put("/feed.xml", feed)
    desk.follow(site)
    desk.run(*at(8), "fetch")
    site.put(FLOOD, article("Flood", prose(1)))
    assert desk.lines(*at(9), "fetch", "--json")[0]["new"] == 1


def test_what_cannot_be_stored_fails_its_own_source_or_page_alone(desk: Desk, site: Site) -> None:
    """Half a character, as JSON can name it, is no text; all others are read."""
    watch(desk, site, FLOOD, "/news/2-another-report")
    half = r'"A \ud800 b"'
    ld = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": {half}, "author": {half}}}</script>'
    site.put(FLOOD, article("Flood", prose(1)).replace("</head>", ld + "</head>"))
    items = f'[{{"id": "1", "title": {half}, "url": "{site.base}/x-of-a-kind"}}]'
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "title": {half}, "items": {items}}}'
    site.put("/feed.json", feed, content_type="application/feed+json")
    desk.write(
        f'name: odd, kind: feed, url: "{site.base}/feed.json"', f'name: post, kind: feed, url: "{site.base}/feed.xml"'
    )
    checks = {check["name"]: check for check in desk.lines("fetch", "--json")}
    assert set(checks) == {"odd", "post"}
    assert "Report 2" in [item["title"] for item in desk.items()]


def test_a_sitemap_below_an_index_that_stays_the_same_is_read(desk: Desk, site: Site) -> None:
    """The index names the same files for years, and one of them has a new article."""
    for number in (1, 2):
        site.put(f"/news/{number}-a-long-report", article(f"Report {number}", prose(number)))
    site.put("/index.xml", sitemap(f"{site.base}/news.xml", index=True))
    site.put("/news.xml", sitemap(f"{site.base}/news/1-a-long-report"))
    desk.write(f'name: map, kind: sitemap, url: "{site.base}/index.xml"')
    assert desk.lines(*at(8), "fetch", "--json")[0]["new"] == 1
    site.put("/news.xml", sitemap(f"{site.base}/news/2-a-long-report", f"{site.base}/news/1-a-long-report"))
    assert desk.lines(*at(9), "fetch", "--json")[0]["new"] == 1


def test_a_sitemap_that_fails_is_told_though_another_is_unchanged(desk: Desk, site: Site) -> None:
    """One good file does not hide the other."""
    site.put("/index.xml", sitemap(f"{site.base}/b.xml", f"{site.base}/a.xml", index=True))
    site.put("/a.xml", sitemap(f"{site.base}{FLOOD}"))
    site.put("/b.xml", sitemap(f"{site.base}{FLOOD}"))
    site.put(FLOOD, article("Flood", prose(1)))
    desk.write(f'name: map, kind: sitemap, url: "{site.base}/index.xml"')
    desk.run(*at(8), "fetch")
    site.put("/b.xml", "x", status=500)
    assert desk.lines(*at(9), "fetch", "--json", exits=1)[0]["status"] == "failed"


def test_a_new_source_starts_with_items_that_it_wants(desk: Desk, site: Site) -> None:
    """What it leaves out by address does not use up its start."""
    site.publish(4)
    desk.write(f'name: post, url: "{site.base}/feed.xml", max_items: 2, exclude: ["*/1-*", "*/2-*"]')
    assert desk.lines("fetch", "--json")[0]["new"] == 2


def test_a_source_renamed_reads_what_it_had_not_read(desk: Desk, site: Site) -> None:
    """Though its feed has not changed, and without reading anything twice."""
    watch(desk, site, FLOOD, "/news/2-another-report")
    page = site.answers[FLOOD]
    site.put(FLOOD, "x", status=500)
    desk.run(*at(8), "fetch")
    site.answers[FLOOD] = page
    desk.write(f'name: courier, url: "{site.base}/feed.xml"')
    (check,) = desk.lines(*at(9), "fetch", "--json")
    assert (check["name"], check["new"], len(desk.items())) == ("courier", 1, 2)
    assert site.asked("/news/2-another-report") == 2  # the second time as its recheck is due


def test_two_sources_of_one_feed_both_name_its_articles(desk: Desk, site: Site) -> None:
    """The second is not told "not modified" of what only the first has heard."""
    watch(desk, site, FLOOD)
    desk.run(*at(8), "fetch")
    url = f"{site.base}/feed.xml"
    desk.write(f'name: post, url: "{url}"', f'name: twin, url: "{url}"')
    desk.run(*at(9), "fetch")
    assert desk.items()[0]["sources"] == ["post", "twin"]


# ── nothing is told that has not happened, or twice ───────────────────────────────────────────────────────────────


def test_one_of_two_addresses_gone_is_no_absence(desk: Desk, site: Site) -> None:
    """The article still stands at the other: it is neither missing nor, at the next look, restored."""
    site.put("/archive/flood", article("Flood", prose(1)))
    for path in ("/a/short-way", "/b/other-way"):
        site.put(path, "", status=302, headers={"Location": "/archive/flood"})
    site.put("/feed.xml", rss(site.base, [("/a/short-way", "Flood"), ("/b/other-way", "Flood")]))
    desk.follow(site)
    desk.run(*at(8), "fetch")
    assert len(desk.items()) == 1
    site.drop("/b/other-way")
    for hour in (9, 10, 11, 12, 18):
        desk.run(*at(hour), "fetch", "--recheck")
    document = desk.digest(*at(19))
    assert (document["removed"], document["restored"], desk.items()[0]["status"]) == ([], [], "live")
    site.drop("/a/short-way")
    for hour in (20, 21, 22):
        desk.run(*at(hour), "fetch", "--recheck")
    assert desk.items()[0]["status"] == "missing"


@pytest.mark.parametrize(("status", "moved"), [(301, 1), (302, 0)], ids=["for good", "for now"])
def test_an_address_that_leads_to_another_article_is_no_edit(desk: Desk, site: Site, status: int, moved: int) -> None:
    """The other article's text is not this one's; that it leads there for good is told once."""
    watch(desk, site, FLOOD, "/news/2-another-report")
    desk.run(*at(8), "fetch")
    site.put(FLOOD, "", status=status, headers={"Location": "/news/2-another-report"})
    for hour in (9, 11, 13, 15, 17):
        desk.run(*at(hour), "fetch", "--recheck")
    document = desk.digest(*at(18))
    assert (document["changed"], len(document["moved"])) == ([], moved)
    assert {item["revision"] for item in desk.items()} == {1}


def test_links_that_lead_to_each_other_are_told_as_unread(desk: Desk, site: Site) -> None:
    """And do not stop the others."""
    watch(desk, site, FLOOD)
    site.put("/a/one", "", status=301, headers={"Location": "/b/two"})
    site.put("/b/two", "", status=301, headers={"Location": "/a/one"})
    site.put("/feed.xml", rss(site.base, [("/a/one", "A"), ("/b/two", "B"), (FLOOD, "Flood")]))
    (check,) = desk.lines(*at(8), "fetch", "--json")
    assert (check["new"], check["failed"]) == (1, 2)
    assert len(desk.digest(*at(8))["coverage"]["unread"]) == 2


@pytest.mark.parametrize("first", ["/news/1-agency-report", "/reprint/1-agency-report"], ids=["lead", "copy"])
def test_an_edit_that_all_copies_make_is_told_once(desk: Desk, site: Site, first: str) -> None:
    """Whichever of them is read first."""
    paths = ["/news/1-agency-report", "/reprint/1-agency-report"]
    for path in paths:
        site.put(path, article("Agency report", ["At least 12 people died.", *prose(1)]))
    site.put("/feed.xml", rss(site.base, [(path, "Agency") for path in paths]))
    desk.follow(site)
    desk.run(*at(8), "fetch")
    for hour, path in enumerate([first, *paths], 10):
        site.put(path, article("Agency report", ["At least 17 people died.", *prose(1)]))
        desk.run(*at(hour), "fetch", "--recheck")
    assert len(desk.digest(*at(14))["changed"]) == 1


def test_a_copy_s_own_new_headline_is_told(desk: Desk, site: Site) -> None:
    """Its text is the original's, its headline is not."""
    watch(desk, site, FLOOD)
    site.put("/reprint/1-flood", article("Report, again", prose(1)))
    site.put("/feed.xml", rss(site.base, [(FLOOD, "Flood"), ("/reprint/1-flood", "Flood")]))
    desk.run(*at(8), "fetch")
    site.put("/reprint/1-flood", article("A minister resigns over the flood", prose(1)))
    desk.run(*at(10), "fetch", "--recheck")
    assert len(desk.digest(*at(11))["changed"]) == 1


def test_a_page_that_asks_for_a_login_is_given_up_after_a_month(desk: Desk, site: Site) -> None:
    """Though it says something else each time, and looks like the first doubt."""
    watch(desk, site, FLOOD)
    desk.run(*at(8), "fetch")
    moment = datetime.fromisoformat("2026-11-20T09:00:00+00:00")
    for number in range(12):
        words = f"<title>Just a moment...</title><h1>Verify you are human</h1><p>Ray {number}</p>"
        site.put(FLOOD, words + "<div class='g-recaptcha'></div>")
        desk.run("--now", moment.isoformat(), "fetch")
        moment += timedelta(days=4)
    assert site.asked(FLOOD) == 1 + 9  # of twelve: the first look later than a month is the last


# ── the day's edge ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "later",
    ["timezone: UTC\n  digest: {at: '09:00'}", "timezone: UTC\n  digest: {at: '05:00'}", "timezone: Asia/Tokyo"],
    ids=["later cutoff", "earlier cutoff", "another zone"],
)
def test_windows_touch_when_the_cutoff_is_changed(desk: Desk, site: Site, later: str) -> None:
    """No event falls between two digests or is in both, and no unread page is left out."""
    sources = f'name: post, url: "{site.base}/feed.xml"'
    desk.write(sources)
    moments = [at(6, 20), at(8, 20), at(8, 21), at(18, 21), at(6, 22), at(8, 22), at(23, 22)]
    for count, moment in enumerate(moments, 1):
        site.publish(count)
        site.put(f"/broken/{count}-page", "x", status=403)
        broken = [(f"/broken/{n}-page", "Broken") for n in range(1, count + 1)]
        known = [(f"/news/{n}-flood-in-district-{n}", "Flood") for n in range(1, count + 1)]
        site.put("/feed.xml", rss(site.base, broken + known))
        if count == 3:
            desk.write(sources, settings=SETTINGS.replace('digest: {at: "07:00"}', later))
        desk.run(*moment, "fetch")
        desk.run(*moment, "digest")
    desk.run(*at(8, 25), "digest")
    days = [read(desk, f"2026-11-{day}") for day in range(20, 25)]
    assert [day["to"] for day in days[:-1]] == [day["from"] for day in days[1:]]
    assert all(day["from"] <= day["to"] for day in days)
    told = [entry["id"] for day in days for entry in day["new"]]
    assert sorted(told) == [item["id"] for item in desk.items()]
    unread = {page["url"] for day in days for page in day["coverage"]["unread"]}
    assert sorted(unread) == [f"{site.base}/broken/{n}-page" for n in range(1, len(moments) + 1)]


# ── one page by hand ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_by_hand_that_fails_is_exit_status_1(desk: Desk, site: Site) -> None:
    """With its reason; also while its host is left alone."""
    url = site.put("/lonely/page", "slow down", status=429, headers={"Retry-After": "3600"})
    desk.write()
    (check,) = desk.lines(*at(8), "fetch", "--url", url, "--json", exits=1)
    assert (check["status"], "429" in check["error"]) == ("blocked", True)
    (check,) = desk.lines(*at(8), "fetch", "--url", url, "--json", exits=1)
    assert (check["status"], "09:00" in check["error"]) == ("skipped", True)
    assert "--url" in desk.refuse("fetch", "--url", url, "post")


def test_a_host_that_has_had_too_much_is_left_alone_without_being_asked(desk: Desk, site: Site) -> None:
    """A 429 without Retry-After, too."""
    watch(desk, site, FLOOD)
    site.put("/feed.xml", "slow down", status=429)
    desk.run(*at(8), "fetch", exits=1)
    assert desk.lines(*at(8), "fetch", "--json", exits=1)[0]["status"] == "skipped"


def test_a_watched_page_that_a_feed_named_first_keeps_its_own_schedule(desk: Desk, site: Site) -> None:
    """Under whatever spelling the feed named it."""
    watch(desk, site, f"{FLOOD}?utm_source=rss")
    site.put(FLOOD, article("Report 1", prose(1)))
    feed = f'name: post, url: "{site.base}/feed.xml"'
    desk.write(feed)
    desk.run(*at(8), "fetch")
    desk.write(feed, f'name: page, kind: page, url: "{site.base}{FLOOD}"')
    desk.run(*at(9), "fetch")
    asked = len(site.requests)
    desk.run(*at(18), "fetch", "post")
    assert len(site.requests) == asked + 1


def test_a_source_named_twice_is_asked_once(desk: Desk, site: Site) -> None:
    """On the command line."""
    watch(desk, site, FLOOD)
    desk.run("fetch", "post", "post")
    assert site.asked("/feed.xml") == 1
