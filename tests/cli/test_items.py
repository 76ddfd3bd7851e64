"""`items`, `show`, `diff`, `export`, `import`: what is kept, as people and programs read it."""

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT, Workspace
from tests.sample_site import SampleSite, article, prose

KEYS = """id url title byline published modified language site section tags access text notes cites sources
first_seen last_seen revision status copy_of variant_of update_of story"""


@pytest.fixture
def filled(workspace: Workspace, site: SampleSite) -> Workspace:
    """Two items, the second edited once."""
    site.publish(2)
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    site.put("/news/2-flood-in-district-2", article("Flood in district 2", ["Some 40 boats came.", *prose(2)]))
    workspace.run("--now", "2026-11-20T12:00:00Z", "fetch")
    return workspace


def test_items_json_has_the_promised_keys(filled: Workspace) -> None:
    """One object a line, absent as null, times in UTC."""
    first, second = filled.items()
    assert list(first) == KEYS.split()
    assert (first["first_seen"], first["revision"], first["status"], first["copy_of"]) == (
        "2026-11-20T08:00:00Z",
        1,
        "live",
        None,
    )
    assert second["revision"] == 2


def test_items_can_be_narrowed(filled: Workspace) -> None:
    """By time, by source, by words."""
    assert "Flood in district 1" in filled.run("items")
    assert [item["id"] for item in filled.lines("items", "--json", "--query", "boats")] == [2]
    assert [item["id"] for item in filled.lines("items", "--json", "--since", "2026-11-20T09:00:00Z")] == [2]
    assert filled.lines("--now", "2026-11-20T13:00:00Z", "items", "--json", "--since", "2h")[0]["id"] == 2
    assert filled.lines("items", "--json", "--source", "nosuch") == []
    assert "--query" in filled.refuse("items", "--query", '"')
    assert "there is no database" in filled.refuse("--db", "elsewhere.db", "items")
    assert not (filled.home / "elsewhere.db").exists()
    assert "--since" in filled.refuse("items", "--since", "lately")


def test_items_can_be_narrowed_by_their_edits(filled: Workspace) -> None:
    """Since when, of which kind; together with the other ways; kinds that there are not are refused with those there
    are."""

    def found(*options: str) -> list[int]:
        return [item["id"] for item in filled.lines("--now", "2026-11-20T13:00:00Z", "items", "--json", *options)]

    assert found("--changed-since", "2h") == [2]
    assert found("--changed-since", "30m") == []
    assert found("--kind", "paragraph_added", "--source", "post") == [2]
    assert found("--kind", "number", "--kind", "paragraph_added", "--query", "boats") == [2]
    assert found("--kind", "typo") == []
    assert found("--kind", "paragraph_added", "--source", "nosuch") == []
    assert list(filled.lines("items", "--json", "--kind", "paragraph_added")[0]) == KEYS.split()
    refused = filled.refuse("items", "--kind", "numbers")
    assert "'numbers'" in refused
    assert "headline, number, quote" in refused
    assert "--changed-since" in filled.refuse("items", "--changed-since", "lately")


def test_show_gives_text_and_history(filled: Workspace) -> None:
    """For a person, and as JSON."""
    page = filled.run("show", "2")
    assert "Some 40 boats came." in page
    assert "revision 2" in page
    assert "changed" in page
    whole = json.loads(filled.run("show", "2", "--json"))
    assert [revision["number"] for revision in whole["revisions"]] == [1, 2]
    assert [event["kind"] for event in whole["events"]] == ["new", "changed"]
    assert "no item 9" in filled.refuse("show", "9")
    filled.refuse("show", "99999999999999999999")


def test_show_marks_headings_and_items(workspace: Workspace, site: SampleSite) -> None:
    """A list stands close together; facts that the page gives beside its text are there, too."""
    lines = prose(1)
    rich = article("Flood", lines).replace(f"<p>{lines[2]}</p>", f"<h2>What we know</h2><ul><li>{lines[2]}</li></ul>")
    url = site.put("/news/rich", rich.replace("<body>", '<meta property="article:section" content="World"><body>'))
    workspace.write()
    workspace.run("fetch", "--url", url)
    page = workspace.run("show", "1")
    assert f"\n\n## What we know\n\n• {lines[2]}\n" in page
    kinds = json.loads(workspace.run("show", "1", "--json"))["revisions"][0]["kinds"]
    assert kinds == ["paragraph", "paragraph", "heading", "item", "paragraph", "paragraph"]


def test_diff_shows_words(filled: Workspace) -> None:
    """Between the last two revisions, or those named."""
    assert "{+Some 40 boats came.+}" in filled.run("diff", "2")
    assert "[-Some 40 boats came.-]" in filled.run("diff", "2", "2", "1")
    assert json.loads(filled.run("diff", "2", "--json"))["to_revision"] == 2
    assert "nothing to compare" in filled.refuse("diff", "1")
    assert "two revisions" in filled.refuse("diff", "2", "1")
    assert "no revision 7" in filled.refuse("diff", "2", "1", "7")


def test_export_writes_everything(filled: Workspace) -> None:
    """To standard output or a file; items with all their revisions."""
    lines = [json.loads(line) for line in filled.run("export").splitlines()]
    assert [len(line["revisions"]) for line in lines] == [1, 2]
    filled.run("export", "--output", "all.jsonl")
    assert (filled.home / "all.jsonl").read_text("utf-8").splitlines() == filled.run("export").splitlines()
    assert "cannot be written" in filled.refuse("export", "--output", "no/such/folder.jsonl")


def test_terminal_controls_in_titles_are_not_obeyed(workspace: Workspace, site: SampleSite) -> None:
    """An escape sequence in a headline is shown as dots."""
    site.carry(article("Red \x1b[31malert\x07", prose(1)), "/news/1-escape", "Red")
    workspace.follow(site)
    workspace.run("fetch")
    assert "\x1b" not in workspace.run("items") + workspace.run("show", "1")


def test_the_user_s_documents_become_five_items(workspace: Workspace, seeds: Path) -> None:
    """With the dates, titles and texts their authors gave them."""
    (check,) = workspace.lines("import", str(seeds), "--json")
    assert (check["status"], check["new"]) == ("ok", 5)
    items = workspace.items()
    assert [(item["published"] or "")[:10] for item in items] == [
        "2023-11-13",
        "2023-11-01",
        "",
        "2017-03-17",
        "2023-12-13",
    ]
    assert [item["title"] for item in items[:4]] == [None] * 4
    assert items[4]["title"].startswith("On the 75th anniversary of the Convention")
    begins = [
        "In a surprising move",
        "A top official from the United Nations",
        "Craig Mokhiber,",
        "Beirut, 17 March 2017",
        "Dear Secretary-General",
    ]
    assert all(item["text"].startswith(begin) for item, begin in zip(items, begins, strict=True))
    assert items[4]["text"].endswith("Organization for Freedom of Media and Expression - Hatem")
    assert [cite["title"] for cite in items[0]["cites"]] == ["theguardian.com"]
    assert "adapted from its original in French" in items[2]["notes"][0]
    assert workspace.lines("import", str(seeds), "--json")[0]["unchanged"] == 5
    assert len(workspace.items()) == 5


def test_a_document_that_is_also_on_the_web_is_one_item_and_a_copy(workspace: Workspace, site: SampleSite) -> None:
    """Whichever comes second is the copy: no second news."""
    folder = workspace.home / "documents"
    folder.mkdir()
    (folder / "report.txt").write_text("\n\n".join(prose(1)), encoding="utf-8")
    site.publish(1)
    workspace.write("name: seed, path: documents", f'name: post, url: "{site.base}/feed.xml"')
    checks = {check["name"]: check for check in workspace.lines("fetch", "--json")}
    assert (checks["seed"]["new"], checks["post"]["new"], checks["post"]["copies"]) == (1, 0, 1)
    assert len(workspace.digest()["new"]) == 1


def test_documents_that_cannot_be_read_are_named_and_the_others_are_read(workspace: Workspace) -> None:
    """A picture with the wrong ending is one failure."""
    folder = workspace.home / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("\n\n".join(prose(1)), "utf-8")
    (folder / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (folder / "ignored.docx").write_bytes(b"PK")
    workspace.write("name: seed, path: documents")
    (check,) = workspace.lines("fetch", "--json")
    assert (check["links"], check["new"], check["failed"]) == (2, 1, 1)
    (unread,) = workspace.digest()["coverage"]["unread"]
    assert "b.txt" in unread["error"]


def test_the_shipped_documents_are_read_whole(workspace: Workspace) -> None:
    """`db/seed` gives one item for each document, each with a text."""
    (check,) = workspace.lines("import", str(ROOT / "db" / "seed"), "--json")
    assert check["new"] == check["links"] >= 6
    assert all(item["text"] for item in workspace.items())


def test_importing_what_is_no_folder_is_refused(workspace: Workspace) -> None:
    """Before anything is made."""
    workspace.refuse("import", "no/such/folder")
    assert not (workspace.home / "db").exists()
