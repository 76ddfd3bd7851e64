"""Local documents that are also on the web: one item, whatever headers and forms stand around the text."""

import re
from pathlib import Path

import pytest

from tests.conftest import Workspace
from tests.sample_articles import UNRELATED
from tests.sample_site import SampleSite, article

FORM = (
    "For free real time breaking news alerts sent straight to your inbox sign up to our breaking news emails "
    "Please enter a valid email address SIGN UP Read our privacy notice Thanks for signing up to the"
)
TITLE, FERRY = UNRELATED[0][0], "\n\n".join(UNRELATED[0][1])
SHAPES = {
    "a date before the text": f" date 2023-11-13 {FERRY}",
    "a form before the text": f" date 2023-11-01 {FORM}\n\n{FERRY}",
    "a letter": f"\n\n\nBeirut, 17 March 2017\n\nDear Mr. Secretary-General,\n\n{FERRY}\n\nYours sincerely,\n\nA. Name",
    "facts in lines": f"{TITLE}\n\nDate 2023-12-13\n\nLOCATION Corvo\n\nCategory Corvo / statement\n\n{FERRY}",
    "one paragraph": FERRY.replace("\n\n", " "),
}


@pytest.mark.parametrize("document", SHAPES.values(), ids=SHAPES.keys())
def test_a_document_and_its_page_are_one_item(workspace: Workspace, site: SampleSite, document: str) -> None:
    """It gains the page's address and byline; the digest tells it once; its document's text is kept."""
    (workspace.home / "papers").mkdir()
    (workspace.home / "papers" / "a.txt").write_text(document, encoding="utf-8")
    workspace.write("name: papers, path: papers")
    workspace.run("fetch")
    page = article(TITLE, list(UNRELATED[0][1]))
    url = site.put("/ferry", page.replace("</head>", '<meta name="author" content="Ines Calder"></head>'))
    workspace.run("fetch", "--url", url)
    (item,) = workspace.items()
    assert (item["id"], item["url"], item["byline"], item["copy_of"]) == (1, url, "Ines Calder", None)
    assert [new["id"] for new in workspace.digest()["new"]] == [1]
    workspace.run("fetch")
    assert [again["revision"] for again in workspace.items()] == [item["revision"]]


def test_the_users_documents_are_recognised_on_the_web(workspace: Workspace, site: SampleSite, seeds: Path) -> None:
    """Each of them, put on a page as it stands, without the forms before it."""
    workspace.run("import", str(seeds))
    workspace.write("name: none, path: nowhere")
    before = workspace.items()
    for item in before:
        title = item["title"] or f"Document {item['id']}"
        text = [re.sub(r"[<>&]", " ", paragraph) for paragraph in item["text"].split("\n\n")]
        workspace.run("fetch", "--url", site.put(f"/{item['id']}", article(title, text)))
    after = workspace.items()
    assert [item["id"] for item in after] == [item["id"] for item in before]
    assert all(item["url"].startswith(site.base) for item in after)
    assert len(workspace.digest()["new"]) == len(before)


ADDED = "On Saturday the harbour office said that 14 crews had signed the offer, and that Ines Calder had resigned."


def test_what_a_page_adds_to_its_document_is_told(workspace: Workspace, site: SampleSite) -> None:
    """They are one item, and its edit is that a paragraph with a fact was added."""
    (workspace.home / "papers").mkdir()
    (workspace.home / "papers" / "a.txt").write_text(f"{TITLE}\n\n{FERRY}", encoding="utf-8")
    workspace.write("name: papers, path: papers")
    workspace.run("fetch")
    workspace.run("fetch", "--url", site.put("/ferry", article(TITLE, [*UNRELATED[0][1], ADDED])))
    (item,) = workspace.items()
    assert ADDED in item["text"]
    (change,) = workspace.digest()["changed"]
    assert "paragraph_added" in change["kinds"]


def test_what_a_document_adds_to_its_page_is_told(workspace: Workspace, site: SampleSite) -> None:
    """It is an update of the page: an item of its own."""
    workspace.write("name: papers, path: papers")
    (workspace.home / "papers").mkdir()
    workspace.run("fetch", "--url", site.put("/ferry", article(TITLE, list(UNRELATED[0][1]))))
    (workspace.home / "papers" / "a.txt").write_text(f"{TITLE}\n\n{FERRY}\n\n{ADDED}", encoding="utf-8")
    workspace.run("fetch", "papers")
    page, document = workspace.items()
    assert (document["copy_of"], document["update_of"]) == (None, page["id"])
    (update,) = workspace.digest()["updated"]
    assert update["adds"] == [ADDED]
