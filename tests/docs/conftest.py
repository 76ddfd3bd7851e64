"""The workspace in which the documented commands are run."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import Workspace
from tests.sample_site import SampleSite, article, prose, rss

EDITED = 2
"""The item that `dateline diff 2` asks for."""


def ferry(number: int, passengers: int) -> str:
    text = [f"The ferry of pier {number} took {passengers} people across on Friday, its crew said.", *prose(number)]
    return article(f"Ferry {number} sails again", text)


@pytest.fixture(scope="module")
def prepared(shared_site: SampleSite, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two articles of `courier`, the second of them edited once, a document in db/seed, and a copy of sources.yaml."""
    workspace = Workspace(home=tmp_path_factory.mktemp("docs"))
    seed = workspace.home / "db" / "seed"
    seed.mkdir(parents=True)
    (seed / "note.txt").write_text("A note on the harbour\n\n" + "\n\n".join(prose(9)), encoding="utf-8")
    base, pages = shared_site.base, [(f"/{number}", f"Ferry {number} sails again") for number in (1, 2)]
    shared_site.put("/feed.xml", rss(base, pages))
    for number, (path, _) in enumerate(pages, 1):
        shared_site.put(path, ferry(number, 200))
    shared_site.put("/2026/11/ferry", article("A new ferry", prose(5)))
    workspace.write(f'name: courier, kind: feed, url: "{base}/feed.xml"', "name: seed, kind: folder, path: db/seed")
    shutil.copy(workspace.home / "sources.yaml", workspace.home / "trial.yaml")
    workspace.run("fetch", "courier")
    url = next(item["url"] for item in workspace.items() if item["id"] == EDITED)
    shared_site.put(url.removeprefix(base), ferry(int(url[-1]), 450))
    workspace.run("fetch", "--recheck", "courier")
    workspace.run("fetch", "seed")
    return workspace


@pytest.fixture
def watched(prepared: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the prepared workspace, for one command."""
    return prepared.copy(tmp_path)
