"""A real database in a temporary folder, and small things to put into it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.models import Article, Link, TextBlock
from service.store import Store

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)

Put = Callable[..., int]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store.open(tmp_path / "db" / "dateline.db") as opened:
        yield opened


@pytest.fixture
def put(store: Store) -> Put:
    """Stores an article under a URL, seen through a source; its item's id."""

    def put(
        text: str, *, url: str = "https://a.example/1", source: str = "s", title: str | None = "T", **more: object
    ) -> int:
        article = Article(blocks=tuple(map(TextBlock, text.split("\n\n"))), title=title)
        key = url.partition("//")[2]
        with store.transaction():
            store.links.add(key, Link(url=url), source=source, now=NOW, due=None)
            item = store.items.add(article, url=url, text_hash=f"hash of {text}", now=NOW, **more)  # type: ignore[arg-type]
            store.items.add_alias(item, key=key, url=url, how="fetched", now=NOW)
        return item

    return put
