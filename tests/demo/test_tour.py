"""`dateline demo`: the whole of Dateline, from three rounds of a newsroom to the digest of a day."""

import json
from typing import Any

import pytest

from tests.conftest import Workspace

FERRY = "Ferry strikes breakwater off Port Selwyn in thick fog"
KARST = "Karst valleys draw up emergency water plan as springs fail"
COURT = "Velmara court hears petition on detained reporters"
BORDER = "Tamarind Gap border post to close for the winter"


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The demo's digest."""
    workspace = Workspace(home=tmp_path_factory.mktemp("demo"))
    found: dict[str, Any] = json.loads(workspace.run("demo", "--json"))
    return found


def test_every_article_is_new_once(document: dict[str, Any]) -> None:
    """Ten of the Courier and four of the Ledger's own; the Ledger's fifth is the Courier's."""
    titles = [entry["title"] for entry in document["new"]]
    assert len(titles) == len(set(titles)) == 14
    assert document["final"]


def test_the_copy_is_folded(document: dict[str, Any]) -> None:
    """One piece of news, which also stands in the other paper."""
    (entry,) = [entry for entry in document["new"] if entry["copies"]]
    (copy,) = entry["copies"]
    assert {entry["site"], copy["site"]} == {"The Harbour Courier", "Northern Ledger"}


def test_the_correction_is_a_change_with_its_number(document: dict[str, Any]) -> None:
    """And the only change of the day: no other page's boilerplate, captcha or absence is one."""
    (change,) = document["changed"]
    assert (change["item"]["title"], change["kinds"][0]) == (FERRY, "number")
    assert "12 → 17" in change["summary"]
    runs = [(run["op"], run["text"].strip()) for block in change["diff"] for run in block["runs"]]
    assert ("delete", "12") in runs
    assert ("insert", "17") in runs


def test_related_links_and_captchas_are_no_events(document: dict[str, Any]) -> None:
    """Each is reported once, as new, and never again."""
    reported = [*document["changed"], *document["removed"], *document["restored"], *document["moved"]]
    assert not {KARST, COURT} & {entry["item"]["title"] for entry in reported}
    assert {KARST, COURT} <= {entry["title"] for entry in document["new"]}


def test_the_removal_is_suspected(document: dict[str, Any]) -> None:
    """As such: two visits that found a 404 are no proof."""
    (removed,) = document["removed"]
    assert (removed["item"]["title"], removed["status"]) == (BORDER, "missing")
    assert "404" in removed["detail"]


def test_what_robots_txt_forbids_is_listed_as_not_read(document: dict[str, Any]) -> None:
    """It was named by a feed, so that the reader hears of it."""
    (unread,) = document["coverage"]["unread"]
    assert unread["url"].endswith("/private/draft")
    assert document["coverage"]["checked"] == 4


def test_the_same_demo_gives_the_same_digest_and_keeps_its_files(tmp_path_factory: pytest.TempPathFactory) -> None:
    """But for the ports, which the system chooses."""
    workspace = Workspace(home=tmp_path_factory.mktemp("demo"))
    printed = workspace.run("demo", "--folder", "kept")
    assert "round 3, 2026-11-20" in printed
    assert "# Dateline · Saturday 21 November 2026" in printed
    assert {path.name for path in (workspace.home / "kept").iterdir()} >= {"dateline.db", "digests", "sources.yaml"}
    workspace.run("demo", "--folder", "kept")
    assert len(workspace.lines("--db", "kept/dateline.db", "items", "--json")) == 15
