"""Killed at any moment, nothing is lost, nothing is reported twice."""

import json
import random
import signal
import sqlite3
import time

import pytest

from tests.conftest import Workspace, told_first
from tests.sample_site import SampleSite

ARTICLES = 8
MORNING = "2026-11-21T07:30:00Z"


def fetch_and_kill(workspace: Workspace, site: SampleSite, chance: random.Random) -> None:
    """Start a fetch, and kill it some moments after it has asked for some number of pages."""
    before, after = len(site.requests), chance.randrange(1, ARTICLES + 2)
    with workspace.start("--now", "2026-11-20T08:00:00Z", "fetch") as process:
        deadline = time.monotonic() + 30
        while process.poll() is None and len(site.requests) - before < after and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.03))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)


def digest_and_kill(workspace: Workspace, chance: random.Random) -> None:
    """Start the writing of digests, and kill it somewhere around the moment it writes."""
    with workspace.start("--now", MORNING, "digest") as process:
        deadline = time.monotonic() + 30
        while process.poll() is None and not (workspace.home / "digests").exists() and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.02))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)


def survive(workspace: Workspace, site: SampleSite, seed: int) -> None:
    """Kill two fetches and a digest, do both again, and look at what is there."""
    chance = random.Random(seed)
    site.publish(ARTICLES, delay=0.01)
    workspace.write(f'name: post, url: "{site.base}/feed.xml"')
    fetch_and_kill(workspace, site, chance)
    fetch_and_kill(workspace, site, chance)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    digest_and_kill(workspace, chance)
    workspace.run("--now", MORNING, "digest")

    items = workspace.items()
    assert sorted(item["title"] for item in items) == [f"Flood in district {n}" for n in range(1, ARTICLES + 1)]
    digest = json.loads((workspace.home / "digests" / "2026-11-21.json").read_text("utf-8"))
    assert sorted(entry["id"] for entry in told_first(digest)) == sorted(item["id"] for item in items)
    assert digest["final"]
    with sqlite3.connect(workspace.home / "db" / "dateline.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        database.execute("INSERT INTO items_fts (items_fts) VALUES ('integrity-check')")
        assert database.execute("SELECT count(*), count(DISTINCT item) FROM events").fetchone() == (ARTICLES, ARTICLES)
        assert database.execute("SELECT count(*), count(DISTINCT item) FROM pages").fetchone() == (ARTICLES, ARTICLES)


@pytest.mark.parametrize("seed", range(1))
def test_a_killed_fetch_loses_and_repeats_nothing(workspace: Workspace, site: SampleSite, seed: int) -> None:
    """Every item once, every event in one digest, the database whole."""
    survive(workspace, site, seed)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(100, 170))
def test_many_killed_fetches_lose_and_repeat_nothing(workspace: Workspace, site: SampleSite, seed: int) -> None:
    """The same over 210 kills."""
    survive(workspace, site, seed)
