"""`dateline fetch`, run as a person runs it, against a site on loopback."""

import sqlite3

from tests.conftest import Workspace
from tests.sample_site import SampleSite, article, prose, rss


def test_a_feed_s_articles_become_items_once(workspace: Workspace, site: SampleSite) -> None:
    """Titles, clean text and sources are there; the second run brings nothing new and no second download."""
    site.publish(3)
    workspace.follow(site)
    (first,) = workspace.lines("fetch", "--json")
    assert (first["name"], first["status"], first["links"], first["new"], first["failed"]) == ("post", "ok", 3, 3, 0)
    items = workspace.items()
    assert [item["title"] for item in items] == [f"Flood in district {n}" for n in (1, 2, 3)]
    assert [item["text"] for item in items] == ["\n\n".join(prose(n)) for n in (1, 2, 3)]
    assert items[0]["sources"] == ["post"]
    assert items[0]["published"] == "2026-11-20T06:00:00Z"
    (second,) = workspace.lines("fetch", "--json")
    assert (second["status"], second["new"], second["changed"]) == ("not_modified", 0, 0)
    assert site.asked("/news/1-flood-in-district-1") == 1


def test_an_unchanged_feed_costs_a_304(workspace: Workspace, site: SampleSite) -> None:
    """Its ETag goes back to it."""
    site.publish(1)
    workspace.follow(site)
    workspace.run("fetch")
    workspace.run("fetch")
    assert ("/feed.xml", 304) in site.requests


def test_a_new_source_starts_with_its_newest_items(workspace: Workspace, site: SampleSite) -> None:
    """The others are known, and are not read later as if they were new."""
    site.publish(5)
    workspace.write(f'name: post, url: "{site.base}/feed.xml", max_items: 2')
    assert workspace.lines("fetch", "--json")[0]["new"] == 2
    site.put("/news/9-late", article("Late news", prose(9)))
    entries = [("/news/9-late", "Late news")] + [(f"/news/{n}-flood-in-district-{n}", "Flood") for n in range(1, 6)]
    site.put("/feed.xml", rss(site.base, entries))
    assert workspace.lines("fetch", "--json")[0]["new"] == 1


def test_all_new_links_of_a_known_source_are_read(workspace: Workspace, site: SampleSite) -> None:
    """`max_items` bounds the start alone: nothing is missed afterwards."""
    site.publish(1)
    workspace.write(f'name: post, url: "{site.base}/feed.xml", max_items: 2')
    workspace.run("fetch")
    site.publish(6)
    assert workspace.lines("fetch", "--json")[0]["new"] == 5


def test_the_same_text_under_another_address_is_a_copy(workspace: Workspace, site: SampleSite) -> None:
    """No second news: it is kept, linked to the first, and shown in the digest as another place."""
    text = prose(1)
    entries = [("/news/1-agency-report", "Agency report"), ("/reprint/1-agency-report", "Agency report, again")]
    for path, title in entries:
        site.put(path, article(title, text))
    site.put("/feed.xml", rss(site.base, entries))
    workspace.follow(site)
    (check,) = workspace.lines("fetch", "--json")
    assert (check["new"], check["copies"]) == (1, 1)
    first, second = workspace.items()
    assert (first["copy_of"], second["copy_of"]) == (None, first["id"])
    (told,) = workspace.digest()["new"]
    assert [copy["url"] for copy in told["copies"]] == [second["url"]]


def test_trackers_do_not_make_two_items_of_one(workspace: Workspace, site: SampleSite) -> None:
    """One page named with and without `utm_source` is fetched once."""
    site.put("/news/a-long-report", article("A report", prose(3)))
    entries = [("/news/a-long-report", "A report"), ("/news/a-long-report?utm_source=rss", "A report")]
    site.put("/feed.xml", rss(site.base, entries))
    workspace.follow(site)
    workspace.run("fetch")
    assert len(workspace.items()) == 1


def test_an_edit_is_a_change_with_its_number(workspace: Workspace, site: SampleSite) -> None:
    """Both texts are kept, and the digest tells of it."""
    before = ["At least 12 people died in the flood at Arlen.", *prose(1)]
    after = ["At least 17 people died in the flood at Arlen.", *prose(1)]
    path = site.carry(article("Flood", before))
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    site.put(path, article("Flood", after))
    (check,) = workspace.lines("--now", "2026-11-20T12:00:00Z", "fetch", "--json")
    assert check["changed"] == 1
    (change,) = workspace.digest("--now", "2026-11-20T12:00:00Z")["changed"]
    assert change["kinds"][0] == "number"
    assert "12" in change["summary"]
    assert "17" in change["summary"]
    assert "[-12-]{+17+}" in workspace.run("diff", "1")


def test_other_related_links_are_no_change(workspace: Workspace, site: SampleSite) -> None:
    """What stands around the text is not the text."""
    path = site.carry(article("Flood", prose(1), aside='<li><a href="/a">One thing</a></li>'))
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    site.put(path, article("Flood", prose(1), aside='<li><a href="/b">Another thing altogether</a></li>'))
    (check,) = workspace.lines("--now", "2026-11-20T12:00:00Z", "fetch", "--json")
    assert (check["changed"], check["unchanged"]) == (0, 1)
    assert workspace.items()[0]["revision"] == 1


def test_a_captcha_page_is_doubted_not_believed(workspace: Workspace, site: SampleSite) -> None:
    """No change, and when the article is back all is as before."""
    page = article("Flood", prose(1))
    path = site.carry(page)
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    site.put(path, "<title>Just a moment...</title><h1>Verify you are human</h1><div class='g-recaptcha'></div>")
    for hour in (9, 12, 18):
        (check,) = workspace.lines("--now", f"2026-11-20T{hour:02}:00:00Z", "fetch", "--recheck", "--json")
        assert (check["changed"], check["failed"]) == (0, 1)
    site.put(path, page)
    workspace.run("--now", "2026-11-20T20:00:00Z", "fetch", "--recheck")
    document = workspace.digest("--now", "2026-11-20T21:00:00Z")
    assert (len(document["new"]), document["changed"], document["removed"]) == (1, [], [])


def test_a_page_that_is_cut_is_believed_on_the_third_look(workspace: Workspace, site: SampleSite) -> None:
    """Once may be a fault of the site; the same thing three times is an edit."""
    path = site.carry(article("Flood", prose(1, 8)))
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    site.put(path, article("Flood", prose(1, 8)[:2]))
    changed = [
        workspace.lines("--now", f"2026-11-20T{hour}:00:00Z", "fetch", "--recheck", "--json")[0]["changed"]
        for hour in (10, 12, 14, 16)
    ]
    assert changed == [0, 0, 1, 0]


def test_a_page_that_is_gone_is_missing_on_the_second_look_and_restored(workspace: Workspace, site: SampleSite) -> None:
    """Suspected first, told once, and taken back when it stands again."""
    page = article("Flood", prose(1))
    path = site.carry(page)
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    site.drop(path)
    states = []
    for hour in (9, 10, 18):
        workspace.run("--now", f"2026-11-20T{hour:02}:00:00Z", "fetch", "--recheck")
        states.append(workspace.items()[0]["status"])
    assert states == ["live", "missing", "missing"]
    site.put(path, page)
    workspace.run("--now", "2026-11-20T20:00:00Z", "fetch", "--recheck")
    assert workspace.items()[0]["status"] == "live"
    document = workspace.digest("--now", "2026-11-20T21:00:00Z")
    assert [(entry["status"], entry["item"]["id"]) for entry in document["removed"]] == [("missing", 1)]
    assert [entry["item"]["id"] for entry in document["restored"]] == [1]


def test_a_permanent_redirect_is_told_as_a_move(workspace: Workspace, site: SampleSite) -> None:
    """The old address stays an alias."""
    page = article("Flood", prose(1))
    path = site.carry(page)
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    site.put("/archive/flood-in-district-one", page)
    site.put(path, "", status=301, headers={"Location": "/archive/flood-in-district-one"})
    workspace.run("--now", "2026-11-20T12:00:00Z", "fetch")
    (item,) = workspace.items()
    assert item["url"] == f"{site.base}/archive/flood-in-district-one"
    assert [entry["item"]["id"] for entry in workspace.digest("--now", "2026-11-20T12:00:00Z")["moved"]] == [1]


def test_a_lost_article_that_leads_to_the_front_page_is_no_edit(workspace: Workspace, site: SampleSite) -> None:
    """A soft 404."""
    site.put("/", article("The Test Post", prose(7)))
    path = site.carry(article("Flood", prose(1)))
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    site.put(path, "", status=302, headers={"Location": "/"})
    (check,) = workspace.lines("--now", "2026-11-20T12:00:00Z", "fetch", "--json")
    assert (check["changed"], check["failed"]) == (0, 1)


def test_a_page_that_cannot_be_read_is_listed_and_tried_again(workspace: Workspace, site: SampleSite) -> None:
    """The digest names what was not read; when it can be read, it is news."""
    site.carry("x", "/news/1-broken-page", "Broken", status=500)
    workspace.follow(site)
    (check,) = workspace.lines("--now", "2026-11-20T08:00:00Z", "fetch", "--json")
    assert (check["status"], check["failed"], check["new"]) == ("ok", 1, 0)
    (unread,) = workspace.digest("--now", "2026-11-20T08:00:00Z")["coverage"]["unread"]
    assert (unread["title"], "500" in unread["error"]) == ("Broken", True)
    site.put("/news/1-broken-page", article("Mended", prose(2)))
    assert workspace.lines("--now", "2026-11-20T08:02:00Z", "fetch", "--json")[0]["new"] == 0
    assert workspace.lines("--now", "2026-11-20T08:02:00Z", "fetch", "--force", "--json")[0]["new"] == 1


def test_one_source_that_fails_does_not_stop_the_others(workspace: Workspace, site: SampleSite) -> None:
    """It is listed with its reason; the exit status is 0, or 1 when asked to be strict."""
    site.publish(1)
    site.put("/gone.xml", "x", status=410)
    site.put("/page.html", "<html><body><p>Hello</p></body></html>")
    sources = [
        f'name: post, url: "{site.base}/feed.xml"',
        f'name: gone, kind: feed, url: "{site.base}/gone.xml"',
        f'name: html, kind: feed, url: "{site.base}/page.html"',
        'name: nowhere, kind: feed, url: "http://127.0.0.1:9/feed.xml"',
        "name: lost, path: no/such/folder",
    ]
    workspace.write(*sources)
    checks = {check["name"]: check for check in workspace.lines("fetch", "--json")}
    assert {name: check["status"] for name, check in checks.items()} == {
        "post": "ok",
        "gone": "failed",
        "html": "failed",
        "nowhere": "failed",
        "lost": "failed",
    }
    assert all(check["error"] for name, check in checks.items() if name != "post")
    workspace.run("fetch", "--strict", exits=1)
    workspace.run("fetch", "gone", exits=1)


def test_robots_txt_is_obeyed(workspace: Workspace, site: SampleSite) -> None:
    """A disallowed page is never asked for, and is listed as not read."""
    site.publish(2)
    site.put("/robots.txt", "User-agent: *\nDisallow: /news/1-", content_type="text/plain")
    workspace.follow(site)
    (check,) = workspace.lines("fetch", "--json")
    assert (check["new"], check["failed"]) == (1, 1)
    assert site.asked("/news/1-flood-in-district-1") == 0


def test_private_addresses_are_refused_by_default(workspace: Workspace, site: SampleSite) -> None:
    """Without `allow_networks` loopback is out of reach, whatever a feed names."""
    site.publish(1)
    workspace.write(f'name: post, url: "{site.base}/feed.xml"', settings="sources:\n")
    (check,) = workspace.lines("fetch", "--json", exits=1)
    assert check["status"] == "failed"
    assert site.requests == []


def test_a_host_that_asks_to_be_left_alone_is(workspace: Workspace, site: SampleSite) -> None:
    """Retry-After holds over runs; --force looks all the same."""
    site.put("/feed.xml", "slow down", status=429, headers={"Retry-After": "3600"})
    workspace.follow(site)
    assert workspace.lines("--now", "2026-11-20T08:00:00Z", "fetch", "--json", exits=1)[0]["status"] == "blocked"
    asked = site.asked("/feed.xml")
    (check,) = workspace.lines("--now", "2026-11-20T08:30:00Z", "fetch", "--json", exits=1)
    assert (check["status"], "09:00" in check["error"], site.asked("/feed.xml")) == ("skipped", True, asked)
    workspace.run("--now", "2026-11-20T08:30:00Z", "fetch", "--force", exits=1)
    assert site.asked("/feed.xml") == asked + 1


def test_a_watched_page_is_one_item_with_its_changes(workspace: Workspace, site: SampleSite) -> None:
    """`kind: page`: each fetch looks at the page itself."""
    url = site.put("/statement", article("Statement", prose(4)))
    workspace.write(f'name: statement, kind: page, url: "{url}"')
    assert workspace.lines("--now", "2026-11-20T08:00:00Z", "fetch", "--json")[0]["new"] == 1
    site.put("/statement", article("Statement", [*prose(4), "A sentence was added on the following day."]))
    assert workspace.lines("--now", "2026-11-20T08:05:00Z", "fetch", "--json")[0]["changed"] == 1
    site.drop("/statement")
    (check,) = workspace.lines("--now", "2026-11-20T08:10:00Z", "fetch", "--json", exits=1)
    assert check["status"] == "failed"


def test_include_and_exclude_choose_what_is_kept(workspace: Workspace, site: SampleSite) -> None:
    """By words in the article, and by URL patterns before anything is fetched."""
    site.publish(4)
    workspace.write(
        f'name: post, url: "{site.base}/feed.xml", include: [district 1, District 2, district 3], exclude: ["*/2-*"]'
    )
    workspace.run("fetch")
    assert [item["title"][-1] for item in workspace.items()] == ["1", "3"]
    assert site.asked("/news/2-flood-in-district-2") == 0


def test_one_page_by_hand(workspace: Workspace, site: SampleSite) -> None:
    """`--url` reads a page that no source names."""
    url = site.put("/lonely/page-of-its-own", article("Alone", prose(5)))
    workspace.write()
    (check,) = workspace.lines("fetch", "--url", url, "--json")
    assert (check["name"], check["new"]) == ("by-hand", 1)
    assert workspace.items()[0]["title"] == "Alone"
    assert "http" in workspace.refuse("fetch", "--url", "file:///etc/passwd")


def test_headers_go_to_the_source_s_own_host_only(workspace: Workspace, site: SampleSite) -> None:
    """And never into what is printed or kept."""
    site.publish(1)
    workspace.write(f'name: post, url: "{site.base}/feed.xml", headers: {{X-Key: canary}}')
    printed = workspace.run("-v", "fetch") + workspace.run("export")
    assert "canary" not in printed
    with sqlite3.connect(workspace.home / "db" / "dateline.db") as database:
        assert not any("canary" in line for line in database.iterdump())


def test_unknown_names_and_bad_files_are_usage_errors(workspace: Workspace, site: SampleSite) -> None:
    """Exit status 2, one line, with what to do."""
    assert "--config" in workspace.refuse("fetch")
    workspace.follow(site)
    assert "post" in workspace.refuse("fetch", "nosuch")
    (workspace.home / "sources.yaml").write_text("sources:\n  - name: a\n    evry: 1h\n")
    assert workspace.refuse("fetch").startswith("sources.yaml:3:5: ")


def test_a_change_of_our_own_rules_is_no_news_and_hides_no_later_edit(workspace: Workspace, site: SampleSite) -> None:
    """After an upgrade pages are read whole once, in silence; the first edit after that is told."""
    path = site.carry(article("Flood", prose(1)))
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    with sqlite3.connect(workspace.home / "db" / "dateline.db") as database:
        database.execute("UPDATE revisions SET extractor = 'older', text = text || ' Share this article'")
        database.execute("INSERT INTO items_fts (items_fts) VALUES ('rebuild')")
    workspace.run("--now", "2026-11-20T09:00:00Z", "fetch", "--recheck")
    assert (path, 304) not in site.requests
    assert workspace.items()[0]["text"] == "\n\n".join(prose(1))
    site.put(path, article("Flood", ["Now 99 people are missing.", *prose(1)]))
    workspace.run("--now", "2026-11-20T12:00:00Z", "fetch", "--recheck")
    document = workspace.digest("--now", "2026-11-20T13:00:00Z")
    assert [(change["from_revision"], change["to_revision"]) for change in document["changed"]] == [(2, 3)]


def test_an_upgrade_that_changes_nothing_hides_no_later_edit(workspace: Workspace, site: SampleSite) -> None:
    """A page found the same by the new rules is theirs from then on."""
    path = site.carry(article("Flood", prose(1)))
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    with sqlite3.connect(workspace.home / "db" / "dateline.db") as database:
        database.execute("UPDATE revisions SET extractor = 'older'")
    workspace.run("--now", "2026-11-20T09:00:00Z", "fetch", "--recheck")
    site.put(path, article("Flood", ["Now 99 people are missing.", *prose(1)]))
    workspace.run("--now", "2026-11-20T12:00:00Z", "fetch", "--recheck")
    assert len(workspace.digest("--now", "2026-11-20T13:00:00Z")["changed"]) == 1


def test_strict_minds_pages_too(workspace: Workspace, site: SampleSite) -> None:
    """A page that failed is a failure, where failures are not to be overlooked."""
    site.carry("x", "/news/1-broken-page", "Broken", status=500)
    workspace.follow(site)
    workspace.run("fetch")
    workspace.run("fetch", "--force", "--strict", exits=1)


def test_the_table_is_in_the_order_of_the_list_and_has_a_total(workspace: Workspace, site: SampleSite) -> None:
    """So that it can be read beside sources.yaml, and a second run says that it brought nothing."""
    site.publish(2)
    other = site.put("/statement", article("Statement", prose(9)))
    workspace.write(f'name: zeta, url: "{site.base}/feed.xml"', f'name: alpha, kind: page, url: "{other}"')
    printed = workspace.run("fetch").splitlines()
    assert [line.split()[0] for line in printed[1:3]] == ["zeta", "alpha"]
    assert printed[-1].strip() == "in this run: 3 new"
    assert workspace.run("fetch").splitlines()[-1].strip() == "in this run: nothing new"
