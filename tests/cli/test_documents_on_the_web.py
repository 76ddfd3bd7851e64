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
