"""`explain`: which item an address is, how it came, what was made of it, and what was left out."""

import json
import re
from typing import Any

import pytest

from tests.conftest import Workspace
from tests.sample_articles import PROMOTION, UNRELATED, with_tail
from tests.sample_site import SampleSite, article, prose, rss


def explained(workspace: Workspace, target: str, *options: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(workspace.run(*options, "explain", target, "--json"))
    return facts


@pytest.fixture
def promoted(workspace: Workspace, site: SampleSite) -> Workspace:
    """Four unrelated articles of one site, the same promotion under each, read an hour apart."""
    entries = []
    for number in range(4):
        title, text = with_tail(number, PROMOTION)
        site.put(f"/{number}", article(title, text))
        entries.append((f"/{number}", title))
        site.put("/feed.xml", rss(site.base, entries))
        workspace.follow(site)
        workspace.run("--now", f"2026-11-20T{8 + number:02}:00:00Z", "fetch")
    return workspace


def test_lines_left_out_are_named_with_who_has_them_and_since_when(promoted: Workspace, site: SampleSite) -> None:
    """The first two pages were told with the line, and lose it in silence when they are read again."""
    assert [PROMOTION in item["text"] for item in promoted.items()] == [True, True, False, False]
    (line,) = explained(promoted, f"{site.base}/2")["left_out"]["lines"]
    assert line == {
        "line": PROMOTION,
        "left_out_since": "2026-11-20T10:00:00Z",
        "pages": 4,
        "seen_since": "2026-11-20T08:00:00Z",
    }
    told = promoted.run("explain", "3")
    assert PROMOTION in told
    assert "on 4 of the last 4 pages of 127.0.0.1, since 2026-11-20T08:00:00Z" in told
    title, text = with_tail(0, PROMOTION)
    site.put("/0", article(title, text, aside="<li>Another page altogether</li>"))
    (check,) = promoted.lines("--now", "2026-11-20T12:00:00Z", "fetch", "--recheck", "--json")
    assert (check["changed"], check["new"]) == (0, 0)
    assert promoted.items()[0]["text"] == "\n\n".join(UNRELATED[0][1])
    assert explained(promoted, "1")["left_out"]["lines"][0]["left_out_since"] == "2026-11-20T12:00:00Z"
    assert promoted.digest("--now", "2026-11-20T13:00:00Z")["changed"] == []


def test_it_says_how_an_item_came_and_when_it_is_looked_at_next(workspace: Workspace, site: SampleSite) -> None:
    """Sources, fetches with their reasons, extractor, next look; the same by its number, its URL and an old URL."""
    site.publish(1)
    url = f"{site.base}/news/1-flood-in-district-1"
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    workspace.run("--now", "2026-11-20T09:00:00Z", "fetch", "--recheck")
    workspace.run("--now", "2026-11-20T09:10:00Z", "fetch", "--url", f"{url}?utm_source=mail")
    facts = explained(workspace, url)
    assert explained(workspace, "1") == facts
    assert (facts["item"]["id"], facts["item"]["verdict"], facts["item"]["url"]) == (1, "new", url)
    assert [seen["source"] for seen in facts["sources"]] == ["post", "by-hand"]
    assert [(fetch["reason"], fetch["outcome"]) for fetch in facts["fetches"]] == [
        ("asked for by hand", "unchanged"),
        ("looked at again", "unchanged"),
        ("named by its source", "new"),
    ]
    assert facts["text"]["extractor"] == facts["text"]["extractor_now"]
    assert facts["text"]["blocks"] == 5
    assert (facts["doubts"], facts["left_out"]) == ([], None)
    assert [(address["state"], address["due"] > "2026-11-20T09:10:00Z") for address in facts["next"]] == [
        ("read", True)
    ]
    told = workspace.run("explain", url)
    assert re.match(
        rf"item:\n  1  Flood in district 1\n  live, new\n(.*\n)*sources:\n  post named {re.escape(url)}, .*\n"
        r"(.*\n)*decision:\n  unchanged at .*\n    .*\nfetches:\n(  .* → .*\n){3}text:\n  revision 1 since .*\n"
        r"  made by extractor .*\nhistory:\n  2026-11-20 08:00  revision 1    new\n"
        r"next:\n  .*: 2026-.*, .* after it was first seen; 2 looks since the first\nrates:\n(  .*\n){2}$",
        told,
    )


def test_an_edit_is_explained_with_its_kinds_and_what_it_does_to_the_next_look(
    workspace: Workspace, site: SampleSite
) -> None:
    """The last decision and what it rests on, the history, the rung, the rates of the source."""
    site.carry(article("Flood", ["12 people are missing.", *prose(1)]))
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    assert explained(workspace, "1")["decision"]["because"] == [
        "no item stood at its address, and no other one reads like it"
    ]
    site.carry(article("Flood", ["17 people are missing.", *prose(1)]))
    workspace.run("--now", "2026-11-20T12:00:00Z", "fetch", "--recheck")
    facts = explained(workspace, "1")
    assert facts["decision"]["outcome"] == "changed"
    assert facts["decision"]["because"] == ["revision 2, number: 12 → 17 people"]
    assert [(step["what"], step["kinds"]) for step in facts["history"]["steps"]] == [
        ("changed", ["number"]),
        ("new", []),
    ]
    [following] = facts["next"]
    assert following["rung"] == {
        "after": "its last edit",
        "since": "2026-11-20T12:00:00Z",
        "seconds": 5400,
        "looks": 1,
    }
    [rate] = facts["rates"]
    assert (rate["source"], rate["edit_rate"], rate["noise_rate"], rate["pace"]) == ("post", 1.0, 0.0, 1.0)
    told = workspace.run("explain", "1")
    assert "1.5 h after its last edit; 1 look since the first" in told
    assert "post: 1 look, 100.0 % found an edit, 0.0 % other bytes only; rungs as usual" in told
    workspace.run("--now", "2026-11-20T14:00:00Z", "fetch", "--recheck")
    assert explained(workspace, "1")["decision"]["because"] == ["the server says that it has not changed (304)"]


def test_addresses_that_a_page_states_without_being_believed_are_named(workspace: Workspace, site: SampleSite) -> None:
    """A canonical address on another host is a hint; the front page is refused. Until the page states it no more."""
    page = article("Flood", prose(1))
    states = '<link rel="canonical" href="https://elsewhere.example/flood">'
    shared = f'<meta property="og:url" content="{site.base}/">'
    url = site.base + site.carry(page.replace("</head>", f"{states}{shared}</head>"))
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    assert [(said["stated"], said["reason"]) for said in explained(workspace, url)["stated"]] == [
        (f"{site.base}/", "the front page"),
        ("https://elsewhere.example/flood", "another host"),
    ]
    assert "states https://elsewhere.example/flood as its own: another host, not believed" in workspace.run(
        "explain", url
    )
    site.carry(page)
    workspace.run("--now", "2026-11-20T12:00:00Z", "fetch", "--recheck")
    assert explained(workspace, url)["stated"] == []


def test_an_address_that_became_no_item_is_explained(workspace: Workspace, site: SampleSite) -> None:
    """What went wrong there, and when it is tried again."""
    url = site.base + site.carry("x", "/broken", "Broken", status=500)
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    workspace.run("--now", "2026-11-20T09:00:00Z", "fetch")
    facts = explained(workspace, url)
    assert facts["item"] is None
    assert [fetch["reason"] for fetch in facts["fetches"]] == ["tried again", "named by its source"]
    (doubt,) = facts["doubts"]
    assert ("500" in doubt["doubt"], doubt["since"], doubt["looks"]) == (True, "2026-11-20T08:00:00Z", 2)
    assert facts["next"][0]["state"] == "waiting"
    assert "has not been read" in workspace.run("explain", url)


def test_a_doubtful_page_is_explained(workspace: Workspace, site: SampleSite) -> None:
    """What it looked like, and how often in a row."""
    url = site.put("/flood", article("Flood", prose(1)))
    workspace.write()
    workspace.run("fetch", "--url", url)
    site.put("/flood", "<title>Just a moment...</title><h1>Verify you are human</h1><div class='g-recaptcha'></div>")
    workspace.run("fetch", "--url", url)
    (doubt,) = explained(workspace, url)["doubts"]
    assert (doubt["looks"], doubt["url"]) == (1, url)
    assert doubt["doubt"] in workspace.run("explain", url)


def test_a_copy_a_watched_page_and_a_document_are_explained(workspace: Workspace, site: SampleSite) -> None:
    """The copy names its first; the page is looked at with its source; a document goes by its key."""
    (workspace.home / "papers").mkdir()
    (workspace.home / "papers" / "a.txt").write_text("\n\n".join(prose(4)), encoding="utf-8")
    url = site.put("/statement", article("Statement", prose(4)))
    workspace.write("name: papers, path: papers", f'name: statement, kind: page, url: "{url}"')
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    facts = explained(workspace, url)
    assert (facts["item"]["verdict"], facts["item"]["of"]) == ("copy", 1)
    assert facts["next"][0]["due"] > "2026-11-20T08:00:00Z"
    assert explained(workspace, "folder:papers/a.txt")["item"]["id"] == 1


def test_what_is_not_known_is_one_clear_error(workspace: Workspace, site: SampleSite) -> None:
    """An address that nobody named, an item that is not there, what is no address."""
    site.publish(1)
    workspace.follow(site)
    workspace.run("fetch")
    assert "no source has named it" in workspace.refuse("explain", "https://nowhere.example/x")
    assert "no item 9" in workspace.refuse("explain", "9")
    assert "by its number" in workspace.refuse("explain", "nonsense")
    workspace.refuse("explain", "9" * 30)
