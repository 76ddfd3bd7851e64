"""Each kind of source from end to end, named or found out."""

import json

from tests.conftest import Workspace
from tests.sample_site import SampleSite, article, prose


def sitemap(*locations: tuple[str, str]) -> str:
    urls = "".join(f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>" for url, day in locations)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def index(*locations: tuple[str, str]) -> str:
    maps = "".join(f"<sitemap><loc>{url}</loc><lastmod>{day}</lastmod></sitemap>" for url, day in locations)
    return (
        f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'
    )


def section(site: SampleSite, count: int) -> str:
    cards = "".join(
        f'<article><h2><a href="/news/{n}-flood-in-district-{n}">Flood in district number {n} of the valley</a></h2>'
        f"<p>What happened there.</p></article>"
        for n in range(1, count + 1)
    )
    return f"""<!doctype html><html><body><nav><a href="/">Home</a><a href="/about-our-newspaper">About our paper</a>
<a href="/subscribe">Subscribe</a></nav><main><h1>World</h1>{cards}</main></body></html>"""


def test_a_listing_gives_its_articles_and_no_menu(workspace: Workspace, site: SampleSite) -> None:
    """Links of a section page that look like articles."""
    site.publish(6)
    url = site.put("/world", section(site, 6))
    workspace.write(f'name: world, kind: listing, url: "{url}"')
    (check,) = workspace.lines("fetch", "--json")
    assert (check["status"], check["links"], check["new"]) == ("ok", 6, 6)
    site.publish(7)
    site.put("/world", section(site, 7))
    assert workspace.lines("fetch", "--json")[0]["new"] == 1


def test_a_sitemap_index_is_followed_and_the_newest_start(workspace: Workspace, site: SampleSite) -> None:
    """A news sitemap below an index; old articles of a known source are no news."""
    site.publish(5)
    urls = [(f"{site.base}/news/{n}-flood-in-district-{n}", f"2026-11-1{n}") for n in range(1, 6)]
    new, old = site.put("/new.xml", sitemap(*urls[2:])), site.put("/old.xml", sitemap(*urls[:2]))
    url = site.put("/sitemap.xml", index((old, "2026-11-12"), (new, "2026-11-15")))
    workspace.write(f'name: post, kind: sitemap, url: "{url}", max_items: 3')
    (check,) = workspace.lines("--now", "2026-11-20T08:00:00Z", "fetch", "--json")
    assert (check["links"], check["new"]) == (5, 3)
    assert {item["title"][-1] for item in workspace.items()} == {"3", "4", "5"}
    site.put("/old.xml", sitemap(*urls[:2], (f"{site.base}/archive/1999", "1999-01-01")))
    assert workspace.lines("--now", "2026-11-20T09:00:00Z", "fetch", "--json")[0]["fetched"] <= 3
    assert site.asked("/archive/1999") == 0


def test_a_json_feed_is_a_feed(workspace: Workspace, site: SampleSite) -> None:
    """Found out by its own words."""
    site.publish(2)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Test Post",
        "items": [
            {"id": str(n), "url": f"{site.base}/news/{n}-flood-in-district-{n}", "title": "Flood"} for n in (1, 2)
        ],
    }
    url = site.put("/feed.json", json.dumps(feed), content_type="application/feed+json")
    workspace.write(f'name: post, url: "{url}"')
    assert workspace.lines("fetch", "--json")[0]["new"] == 2
    assert workspace.lines("sources", "list", "--json")[0]["kind"] == "feed"


def test_a_page_is_found_out_to_be_one_and_watched(workspace: Workspace, site: SampleSite) -> None:
    """A source that gives one article and no list is watched as a page, with its changes."""
    url = site.put("/statement", article("Statement on the flood", prose(4, 8)))
    workspace.write(f'name: statement, url: "{url}"')
    (check,) = workspace.lines("--now", "2026-11-20T08:00:00Z", "fetch", "--json")
    assert (check["status"], check["new"]) == ("ok", 1)
    site.put("/statement", article("Statement on the flood", [*prose(4, 8), "A sentence came later."]))
    assert workspace.lines("--now", "2026-11-20T08:05:00Z", "fetch", "--json")[0]["changed"] == 1


def test_a_folder_is_read_with_its_edits(workspace: Workspace) -> None:
    """An edited document is a change, a new one is new, one whose bytes are known costs nothing."""
    folder = workspace.home / "documents"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.txt").write_text("\n\n".join(prose(1)), "utf-8")
    workspace.write("name: mine, kind: folder, path: documents")
    assert workspace.lines("fetch", "--json")[0]["new"] == 1
    assert workspace.lines("fetch", "--json")[0]["unchanged"] == 1
    (folder / "sub" / "a.txt").write_text("\n\n".join([*prose(1), "One more."]), "utf-8")
    (folder / "b.md").write_text("# A report\n\n" + "\n\n".join(prose(7)), "utf-8")
    (check,) = workspace.lines("fetch", "--json")
    assert (check["new"], check["changed"]) == (1, 1)
    assert workspace.items()[1]["title"] == "A report"


def test_a_moved_folder_holds_the_same_items(workspace: Workspace) -> None:
    """As when a checkout becomes a container: documents are known by their source and name, not by their place."""
    (workspace.home / "one").mkdir()
    (workspace.home / "one" / "a.txt").write_text("\n\n".join(prose(1)), "utf-8")
    workspace.write("name: mine, kind: folder, path: one")
    workspace.run("fetch")
    (workspace.home / "one").rename(workspace.home / "two")
    workspace.write("name: mine, kind: folder, path: two")
    workspace.run("fetch")
    assert len(workspace.items()) == 1


def test_a_watched_page_that_is_no_article_is_kept_with_its_changes(workspace: Workspace, site: SampleSite) -> None:
    """An index of statements, all of it links: each new line is a change."""
    lines = [f'<li><a href="/statements/{n}">Statement number {n} on the dam at Velden</a></li>' for n in range(1, 9)]

    def page(entries: list[str]) -> str:
        return f"<title>Statements</title><main><h1>Statements</h1><ul>{''.join(entries)}</ul></main>"

    url = site.put("/statements", page(lines[:-1]))
    workspace.write(f'name: statements, kind: page, url: "{url}"')
    assert workspace.lines("--now", "2026-11-20T08:00:00Z", "fetch", "--json")[0]["new"] == 1
    assert workspace.items()[0]["text"].count("Statement number") == 7
    site.put("/statements", page(lines))
    assert workspace.lines("--now", "2026-11-20T09:00:00Z", "fetch", "--json")[0]["changed"] == 1
