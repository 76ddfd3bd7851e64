"""A publisher edits a headline, and the address of the article changes with it: from the feed to the digest."""

import pytest

from tests.conftest import Workspace
from tests.sample_site import SampleSite, article, prose

OLD, NEW = "/news/flood-in-arlen", "/news/flood-reaches-kells"
BEFORE, AFTER = "Flood in Arlen", "Flood reaches Kells, mayor says"
TEXT = prose(3)
EDITED = [paragraph.replace("families", "households") for paragraph in TEXT]


def feed(site: SampleSite, path: str, title: str, guid: str) -> None:
    """Let the feed name this page alone."""
    entry = f"<item><title>{title}</title><link>{site.base}{path}</link><guid isPermaLink='false'>{guid}</guid></item>"
    document = f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Test Post</title>{entry}</channel></rss>'
    site.put("/feed.xml", document)


def rename(site: SampleSite, answer: int, guid: str) -> None:
    """Let the page stand at its new address, which the feed names, and the old one answer so."""
    if answer == 404:
        site.drop(OLD)
    else:
        site.put(OLD, "", status=answer, headers={"Location": site.base + NEW})
    site.put(NEW, article(AFTER, EDITED))
    feed(site, NEW, AFTER, guid)


@pytest.mark.parametrize("guid", ["kept", "new"])
@pytest.mark.parametrize("answer", [301, 404])
@pytest.mark.parametrize("first", ["old", "new"])
def test_a_renamed_page_is_one_item_that_moved(
    workspace: Workspace, site: SampleSite, guid: str, answer: int, first: str
) -> None:
    """Whichever address is read first, and whether its feed keeps the identifier or not; nothing is news twice."""
    workspace.follow(site)
    site.put(OLD, article(BEFORE, TEXT))
    feed(site, OLD, BEFORE, "kept")
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    rename(site, answer, guid)
    if first == "old":
        site.put("/feed.xml", "", status=503)  # the new address is not named yet
        workspace.call("--now", "2026-11-20T09:00:00Z", "fetch", "--recheck")
        feed(site, NEW, AFTER, guid)
    for hour in (13, 14):
        workspace.run("--now", f"2026-11-20T{hour}:00:00Z", "fetch")
    (item,) = workspace.items()
    assert (item["id"], item["title"], item["url"]) == (1, AFTER, site.base + NEW)
    assert "households" in item["text"]
    digest = workspace.digest("--now", "2026-11-20T15:00:00Z")
    assert [len(digest[kind]) for kind in ("new", "changed", "moved", "removed")] == [1, 1, 1, 0]
    (edit,) = digest["changed"]
    assert edit["kinds"][0] == "headline"


def test_a_second_article_with_the_same_text_stays_beside_the_first(workspace: Workspace, site: SampleSite) -> None:
    """The first one is looked at when the second comes, and stands."""
    workspace.follow(site)
    site.put(OLD, article(BEFORE, TEXT))
    feed(site, OLD, BEFORE, "kept")
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    workspace.run("--now", "2026-11-20T13:00:00Z", "fetch")
    site.put(NEW, article(AFTER, EDITED))
    feed(site, NEW, AFTER, "new")
    workspace.run("--now", "2026-11-20T13:10:00Z", "fetch", "--force")
    asked = site.asked(OLD)
    workspace.run("--now", "2026-11-20T13:20:00Z", "fetch")
    assert site.asked(OLD) == asked + 1
    assert [(item["id"], item["title"]) for item in workspace.items()] == [(1, BEFORE), (2, AFTER)]
