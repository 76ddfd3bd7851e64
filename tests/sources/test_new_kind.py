"""A new kind of source is a module, an entry in the registry and a line of the configuration model, and no more.

Proved on a copy of the package to which just these are added for two toy kinds, run as a person runs it.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Workspace
from tests.packaging.checkout import ROOT
from tests.sample_site import SampleSite, article, prose

TOYS = Path(__file__).parent / "toy_kinds"


def add(file: Path, addition: str, *, after: str) -> None:
    """Add to a module."""
    text = file.read_text("utf-8")
    assert text.count(after) == 1, f"{file} has {after!r} {text.count(after)} times"
    file.write_text(text.replace(after, after + addition), "utf-8")


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a copy of the package stands that knows two kinds more."""
    home = tmp_path_factory.mktemp("extended")
    service = home / "service"
    shutil.copytree(ROOT / "service", service, ignore=shutil.ignore_patterns("__pycache__"))
    for toy in ("lines.py", "notes.py"):
        shutil.copy(TOYS / toy, service / "sources" / toy)
    registry, kinds = service / "sources" / "registry.py", service / "models" / "discovery.py"
    for kind, name in (("lines", "LinesSource"), ("notes", "NotesSource")):
        add(registry, f"from service.sources.{kind} import {name}\n", after="import SourceDocument\n")
    add(registry, " LinesSource(),", after="    FeedSource(),")
    add(registry, " NotesSource(),", after="(FolderSource(),")
    add(kinds, '    LINES = "lines"\n', after='    FEED = "feed"\n')
    add(kinds, '    NOTES = "notes", "path"\n', after='    FOLDER = "folder", "path"\n')
    return home


class Extended:
    """Runs the copy in a workspace."""

    def __init__(self, home: Path, workspace: Workspace) -> None:
        self._home = home
        self._workspace = workspace

    def lines(self, *arguments: str) -> list[dict[str, Any]]:
        """Run a command; the JSON objects it printed, one a line."""
        process = self._workspace.start(*arguments, "--json", env={"PYTHONPATH": str(self._home)})
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, out + err
        return [json.loads(line) for line in out.splitlines()]

    def items(self) -> dict[str, dict[str, Any]]:
        """All items by title."""
        return {item["title"]: item for item in self.lines("items")}


@pytest.fixture
def program(extended: Path, workspace: Workspace) -> Extended:
    """The program with two kinds more."""
    return Extended(extended, workspace)


def listed(*lines: str) -> bytes:
    return "\n".join(("#lines", *lines)).encode()


def text(number: int) -> str:
    return "¶".join(prose(number))


def test_a_web_kind_with_texts_of_its_own_and_a_cursor(
    program: Extended, workspace: Workspace, site: SampleSite
) -> None:
    """What a link carries becomes an item and its later edit a change, and its page is never asked for; a link without
    text is fetched; the cursor of one poll shapes the request of the next."""
    fetched = site.put("/fetched", article("Flood at Brook", prose(1)))
    site.put("/carried", article("A page that nobody is to read", prose(9)))
    carried = f"{site.base}/carried | Fire at Arlen"
    url = site.put("/list.txt", listed(f"{carried} | {text(2)}", f"{fetched} | Flood"), content_type="text/plain")
    workspace.write(f'name: wire, kind: lines, url: "{url}", recheck: [1h, 1d]')

    (check,) = program.lines("--now", "2026-11-20T08:00:00Z", "fetch")
    assert (check["status"], check["links"], check["new"], check["failed"]) == ("ok", 2, 2, 0)
    items = program.items()
    assert items["Fire at Arlen"]["text"] == "\n\n".join(prose(2))
    assert items["Fire at Arlen"]["url"] == f"{site.base}/carried"
    assert items["Flood at Brook"]["text"] == "\n\n".join(prose(1))

    edited = text(2).replace(prose(2)[0], "At least 17 people died in the fire.")
    site.put("/list.txt?after=2", listed(f"{carried} | {edited}"), content_type="text/plain")
    (check,) = program.lines("--now", "2026-11-20T10:00:00Z", "fetch", "--recheck")
    assert (check["links"], check["new"], check["changed"], check["failed"]) == (1, 0, 1, 0)
    assert program.items()["Fire at Arlen"]["text"].startswith("At least 17 people died")
    assert (site.asked("/carried"), site.asked("/list.txt"), site.asked("/list.txt?after=2")) == (0, 1, 1)


def write_notes(workspace: Workspace) -> Path:
    notes = workspace.home / "notes.txt"
    notes.write_text("\n---\n".join(f"Note {number}\n\n" + "\n\n".join(prose(number)) for number in (1, 2)), "utf-8")
    return notes


def test_a_local_kind(program: Extended, workspace: Workspace) -> None:
    """Its documents become items, each with an address of its own."""
    notes = write_notes(workspace)
    workspace.write("name: desk, kind: notes, path: notes.txt")
    (check,) = program.lines("fetch")
    assert (check["status"], check["links"], check["new"]) == ("ok", 2, 2)
    assert {item["url"] for item in program.items().values()} == {f"{notes.as_uri()}#{n}.txt" for n in (1, 2)}


def test_new_kinds_are_checked_and_found_out(program: Extended, workspace: Workspace, site: SampleSite) -> None:
    """A check names them; a kind that is left out is told from the kinds that were there."""
    site.publish(1)
    write_notes(workspace)
    url = site.put("/list.txt", listed(f"{site.base}/a | A | {text(3)}"), content_type="text/plain")
    workspace.write(
        f'name: wire, url: "{url}"',
        f'name: post, url: "{site.base}/feed.xml"',
        "name: desk, kind: notes, path: notes.txt",
    )
    tried = [(check["kind"], check["links"], check["error"]) for check in program.lines("sources", "check")]
    assert tried == [("lines", 1, None), ("feed", 1, None), ("notes", 2, None)]
