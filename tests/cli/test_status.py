"""`status`, `backup`, `sources`, and the command line's own manners."""

import json
import sqlite3

import pytest

from service.locks import DAEMON, held
from service.store import Store
from tests.conftest import Workspace
from tests.sample_site import SampleSite


def test_status_says_how_things_stand(filled: Workspace) -> None:
    """Healthy with exit status 0; the sources with their next check."""
    facts = json.loads(filled.run("status", "--json"))
    assert (facts["healthy"], facts["daemon"], facts["items"]) == (True, "not running", 2)
    assert facts["sources"][0]["last_ok"] == "2026-11-20T08:00:00Z"
    assert "post: last ok" in filled.run("status")


def test_status_fails_when_no_source_answers(filled: Workspace, site: SampleSite) -> None:
    """What a health check is for."""
    site.drop("/feed.xml")
    filled.run("fetch", exits=1)
    assert "NOT HEALTHY" in filled.run("status", exits=1)


def test_status_fails_when_the_daemon_hangs(filled: Workspace) -> None:
    """It holds its lock, but shows no sign of life."""
    database = filled.home / "db" / "dateline.db"
    with Store.open(database) as store, held(database, DAEMON):
        assert "stalled" in filled.run("status", exits=1)
        from service.models import parse_iso

        moment = parse_iso("2026-11-20T08:00:00Z")
        assert moment is not None
        store.note("daemon", moment)
        assert "running" in filled.run("--now", "2026-11-20T08:01:00Z", "status")
        assert "stalled" in filled.run("--now", "2026-11-20T08:06:00Z", "status", exits=1)
    assert "died" in filled.run("--now", "2026-11-20T08:01:00Z", "status", exits=1)


def test_status_without_a_database_says_what_to_do(workspace: Workspace) -> None:
    """And does not make one."""
    assert "dateline fetch" in workspace.refuse("status", exits=1)
    assert not (workspace.home / "db").exists()


def test_a_backup_is_a_database_of_its_own(filled: Workspace) -> None:
    """To a file or into a folder."""
    filled.run("backup", "copy.db")
    (filled.home / "folder").mkdir()
    filled.run("backup", "folder")
    for path in ("copy.db", "folder/dateline.db"):
        with sqlite3.connect(filled.home / path) as copy:
            assert copy.execute("SELECT count(*) FROM items").fetchone() == (2,)


def test_sources_are_listed_with_how_they_do(filled: Workspace) -> None:
    """Its kind as it was found out."""
    (source,) = filled.lines("sources", "list", "--json")
    assert (source["name"], source["kind"], source["failures"]) == ("post", "feed", 0)
    assert filled.run("sources", "list").startswith("post: feed http://127.0.0.1:")


def test_sources_are_tried_without_keeping_anything(workspace: Workspace, site: SampleSite) -> None:
    """What each gives, and what is wrong with those that give nothing."""
    site.publish(3)
    workspace.write(f'name: post, url: "{site.base}/feed.xml"', f'name: gone, kind: feed, url: "{site.base}/gone.xml"')
    good, bad = workspace.lines("sources", "check", "--json")
    assert (good["kind"], good["links"], good["error"]) == ("feed", 3, None)
    assert "404" in bad["error"]
    assert not (workspace.home / "db").exists()
    assert "FAILED" in workspace.run("sources", "check", "gone", exits=1)
    assert "nosuch" in workspace.refuse("sources", "check", "nosuch")


def test_a_damaged_database_is_told_in_one_line(workspace: Workspace) -> None:
    """Its backups are named."""
    (workspace.home / "db").mkdir()
    (workspace.home / "db" / "dateline.db").write_bytes(b"garbage " * 1000)
    message = workspace.refuse("items", exits=1)
    assert "backups" in message
    assert message.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["nosuch"],
        ["--nosuch"],
        ["show"],
        ["show", "x"],
        ["--now", "yesterday", "items"],
        ["--now", "2026-11-21", "items"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_status_2(workspace: Workspace, arguments: list[str]) -> None:
    """With what to do instead."""
    assert "Error: " in workspace.refuse(*arguments)


def test_status_says_what_the_archive_takes(filled: Workspace) -> None:
    """How many pages are kept, and their bytes as packed."""
    facts = json.loads(filled.run("status", "--json"))
    assert facts["kept_pages"] == 2
    assert 0 < facts["kept_bytes"] < facts["bytes"]
    assert "\n2 pages kept (0.0 MB)\n" in filled.run("status")
