"""A store filled once, as a person fills it, for tests that only look at it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from service.store import Store
from tests.conftest import Workspace
from tests.sample_articles import UNRELATED
from tests.sample_site import article, rss, serving

MORNING = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FERRY, MASKS, WHEAT = (list(paragraphs) for _, paragraphs in UNRELATED[:3])


@pytest.fixture(scope="package")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Four items of one site: 1 is edited at noon, 2 stays, 3 is a copy of 2, and 4 is a variant of 2."""
    workspace = Workspace(home=tmp_path_factory.mktemp("desk"))
    pages = {
        "/ferry": ("Ferries stop", FERRY),
        "/masks": ("Masks return", MASKS),
        "/masks-again": ("Carved masks return", MASKS),
        "/masks-otherwise": ("Masks return", [MASKS[0].replace("eleven", "fourteen"), *MASKS[1:]]),
    }
    with serving() as site:
        workspace.follow(site)
        site.put("/feed.xml", rss(site.base, [(path, title) for path, (title, _) in pages.items()]))
        for path, (title, paragraphs) in pages.items():
            site.put(path, article(title, paragraphs))
        workspace.run("--now", MORNING.isoformat(), "fetch")
        site.put("/ferry", article("Ferries stop", [FERRY[0], FERRY[1], FERRY[2].replace("nine", "six"), FERRY[3]]))
        workspace.run("--now", NOON.isoformat(), "fetch", "--recheck")
    with Store.open(workspace.home / "db" / "dateline.db") as opened:
        yield opened
