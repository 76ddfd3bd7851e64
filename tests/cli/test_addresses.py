"""One article under several addresses, and pages that name addresses which are not theirs."""

import pytest

from tests.conftest import Workspace
from tests.sample_site import SampleSite, article, prose, rss

MORNING, NOON = "2026-11-20T08:00:00Z", "2026-11-20T12:00:00Z"


def page(site: SampleSite, title: str, seed: int, *, canonical: str | None = None) -> str:
    """A page that states `canonical`, a path or a whole address, as its own."""
    stated = canonical if canonical is None or "://" in canonical else f"{site.base}{canonical}"
    link = f'<link rel="canonical" href="{stated}">' if stated else ""
    return article(title, prose(seed)).replace("</head>", f"{link}</head>")


def feed(site: SampleSite, workspace: Workspace, *paths: str, at: str) -> list[dict[str, object]]:
    """Name these paths in the feed, fetch, and give the items."""
    site.put("/feed.xml", rss(site.base, [(path, "Flood") for path in paths]), content_type="application/rss+xml")
    workspace.run("--now", at, "fetch")
    return workspace.items()


def test_an_amp_view_is_no_item_of_its_own(workspace: Workspace, site: SampleSite) -> None:
    """Its address differs in nothing but what makes it the AMP view, and the text agrees."""
    workspace.follow(site)
    site.put("/news/flood-in-arlen", page(site, "Flood in Arlen", 1))
    site.put("/news/flood-in-arlen/amp", page(site, "Flood in Arlen", 1))
    items = feed(site, workspace, "/news/flood-in-arlen", "/news/flood-in-arlen/amp", at=MORNING)
    assert len(items) == 1
    feed(site, workspace, "/news/flood-in-arlen", at=NOON)
    assert site.asked("/news/flood-in-arlen") + site.asked("/news/flood-in-arlen/amp") == 3  # one of the two, again


def test_another_text_at_such_an_address_is_another_item(workspace: Workspace, site: SampleSite) -> None:
    """The address alone merges nothing."""
    workspace.follow(site)
    site.put("/news/flood-in-arlen", page(site, "Flood in Arlen", 1))
    site.put("/news/flood-in-arlen/amp", page(site, "Storm over Kells", 4))
    assert len(feed(site, workspace, "/news/flood-in-arlen", "/news/flood-in-arlen/amp", at=MORNING)) == 2


def test_a_stated_address_is_the_item_once_the_text_there_agrees(workspace: Workspace, site: SampleSite) -> None:
    """It is fetched when a source names it, and found to be the item."""
    workspace.follow(site)
    site.put("/s/12", page(site, "Flood in Arlen", 1, canonical="/news/flood-in-arlen"))
    site.put("/news/flood-in-arlen", page(site, "Flood in Arlen", 1, canonical="/news/flood-in-arlen"))
    feed(site, workspace, "/s/12", at=MORNING)
    (item,) = feed(site, workspace, "/news/flood-in-arlen", at=NOON)
    assert item["revision"] == 1


@pytest.mark.parametrize(
    "stated",
    ['<meta property="og:url" content="{}/news/flood-in-arlen">', '<link rel="amphtml" href="{}/news/flood-in-arlen">'],
    ids=["og:url", "amphtml"],
)
def test_other_statements_count_as_well(stated: str, workspace: Workspace, site: SampleSite) -> None:
    """The address for sharing, and that of the AMP view."""
    workspace.follow(site)
    text = page(site, "Flood in Arlen", 1)
    site.put("/s/12", text.replace("</head>", stated.format(site.base) + "</head>"))
    site.put("/news/flood-in-arlen", text)
    feed(site, workspace, "/s/12", at=MORNING)
    assert len(feed(site, workspace, "/news/flood-in-arlen", at=NOON)) == 1


def test_a_page_cannot_take_an_address_that_is_not_its_own(workspace: Workspace, site: SampleSite) -> None:
    """A page that states the address of an article to come does not swallow it: both are told, each with its text."""
    workspace.follow(site)
    site.put("/users/mallory", page(site, "Read all about it", 2, canonical="/news/flood-in-arlen"))
    site.put("/news/flood-in-arlen", page(site, "Flood in Arlen", 5))
    feed(site, workspace, "/users/mallory", at=MORNING)
    titles = {item["title"]: item["revision"] for item in feed(site, workspace, "/news/flood-in-arlen", at=NOON)}
    assert titles == {"Read all about it": 1, "Flood in Arlen": 1}


def test_another_site_s_address_is_never_taken(workspace: Workspace, site: SampleSite) -> None:
    """Nor the item that stands there."""
    workspace.follow(site)
    victim = "https://victim.example/news/1"
    site.put("/news/flood-in-arlen", page(site, "Flood in Arlen", 1, canonical=victim))
    feed(site, workspace, "/news/flood-in-arlen", at=MORNING)
    assert "victim.example" not in workspace.run("show", "1")


def test_an_item_is_looked_at_where_it_still_stands(workspace: Workspace, site: SampleSite) -> None:
    """When the address it is looked at goes, the other one is asked, and it is not missing."""
    workspace.follow(site)
    site.put("/news/flood-in-arlen", page(site, "Flood in Arlen", 1))
    site.put("/news/flood-in-arlen/amp", page(site, "Flood in Arlen", 1))
    feed(site, workspace, "/news/flood-in-arlen", "/news/flood-in-arlen/amp", at=MORNING)
    site.put("/news/flood-in-arlen", "gone", status=404)
    for hour in range(10, 24, 2):
        workspace.run("--now", f"2026-11-20T{hour}:00:00Z", "fetch")
    assert workspace.items()[0]["status"] == "live"
    assert site.asked("/news/flood-in-arlen/amp") >= 2
