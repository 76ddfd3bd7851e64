"""What commands import: each loads what it uses, since most of a short command's time is spent importing."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT, Workspace
from tests.sample_site import article, prose, serving

FETCHING = ("httpx", "protego", "feedparser", "selectolax", "pebble", "multiprocessing", "asyncio", "service.crawl")
"""What asks the sources and reads their answers."""
LOGGING = ("structlog", "rich")
"""What nothing needs that logs nothing and shows no progress."""
OTHERS = ("apscheduler", "warcio", "service.extract", "service.engine", "service.fetch", "service.demo")
CONFIGURATION = ("pydantic", "ruamel.yaml", "service.config")
DECIDING = ("jinja2", "service.changes", "service.identity", "service.ingest", "service.digest", "service.reporting")


def imported(workspace: Workspace, *arguments: str) -> set[str]:
    """Run a command in a process of its own, and return the modules that it imported."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "service", "--now", "2026-11-21T08:00:00Z", *arguments],
        cwd=workspace.home,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stdout, "the command printed nothing: it did not do its work"
    lines = [line for line in run.stderr.splitlines() if line.startswith("import time:")]
    modules = {line.rpartition("|")[2].strip() for line in lines}
    assert "service.store" in modules, "the list of imports is read wrongly"
    return modules


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two items, of which one was edited: so that a digest and a history have something to compare."""
    workspace = Workspace(home=tmp_path_factory.mktemp("desk"))
    with serving() as site:
        workspace.follow(site)
        site.publish(2)
        workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
        site.put("/news/2-flood-in-district-2", article("Flood in district 2", ["Some 40 boats came.", *prose(2)]))
        workspace.run("--now", "2026-11-20T12:00:00Z", "fetch", "--recheck")
    return workspace


@pytest.mark.parametrize(
    "command",
    [("items",), ("items", "--json"), ("show", "2"), ("show", "2", "--json"), ("status",), ("status", "--json")],
    ids=" ".join,
)
def test_a_command_that_shows_what_is_kept_loads_the_store_and_little_else(
    read: Workspace, command: tuple[str, ...]
) -> None:
    """No client, no parser, no scheduler, no templates, no models of sources.yaml, no logging library."""
    found = imported(read, *command)
    assert found.isdisjoint((*FETCHING, *LOGGING, *OTHERS, *CONFIGURATION, *DECIDING))


def test_a_digest_loads_no_client_and_no_parser_of_feeds_or_pages(read: Workspace) -> None:
    """It reads sources.yaml and the store, compares texts and fills templates."""
    found = imported(read, "digest", "--date", "2026-11-21")
    assert found.isdisjoint((*FETCHING, *LOGGING, *OTHERS))
    assert {"jinja2", "service.changes"} <= found
