"""What is kept for how long: copies of the database, and pages."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.config import parse
from service.maintenance.retention import forget_pages, rotate_backups
from service.models import Article, TextBlock
from service.store import KeptPage, Store

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def test_copies_rotate(tmp_path: Path) -> None:
    """The newest stay, each one whole; what a run that was killed has left goes; `keep: 0` makes none."""
    database = tmp_path / "db" / "dateline.db"
    for day in (1, 2, 3, 4):
        rotate_backups(database, keep=2, now=datetime(2026, 11, day, 3, 30, tzinfo=UTC))
        (database.parent / "backups" / f".dateline-2026-10-0{day}.db.partial").touch()
    rotate_backups(database, keep=2, now=datetime(2026, 11, 4, 3, 31, tzinfo=UTC))
    assert rotate_backups(database, keep=0, now=datetime(2026, 11, 9, tzinfo=UTC)) is None
    names = sorted(path.name for path in (tmp_path / "db" / "backups").iterdir())
    assert names == ["dateline-2026-11-03.db", "dateline-2026-11-04.db"]


def test_a_copy_made_while_the_clock_was_ahead_takes_no_place(tmp_path: Path) -> None:
    """The newest up to the clock stay; the one of a day to come is counted when that day has come."""
    database = tmp_path / "dateline.db"
    for moment in (datetime(2027, 11, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)):
        rotate_backups(database, keep=1, now=moment)
    rotate_backups(database, keep=1, now=datetime(2026, 11, 2, tzinfo=UTC))
    names = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert names == ["dateline-2026-11-02.db", "dateline-2027-11-01.db"]


def add(store: Store, path: str) -> int:
    article = Article(blocks=(TextBlock(f"Text of {path}."),), title="T")
    return store.items.add(article, url=f"https://a.example/{path}", text_hash=path, now=NOW)


def keep(store: Store, item: int, revision: int, fetched_at: datetime) -> None:
    body = f"page {item} {revision}".encode()
    page = KeptPage(
        item=item,
        revision=revision,
        source="post",
        key=f"a.example/{item}",
        url=f"https://a.example/{item}",
        fetched_at=fetched_at,
        status=200,
        headers=(),
        sha256=hashlib.sha256(body).hexdigest(),
        size=len(body),
    )
    store.archive.keep(page, body)


@pytest.mark.parametrize(
    ("settings", "source", "left"),
    [
        pytest.param("all", None, 3, id="all"),
        pytest.param("latest", None, 2, id="the newest of each item"),
        pytest.param("none", None, 0, id="none"),
        pytest.param("none", "latest", 2, id="a source's own word"),
        pytest.param("{days: 1}", None, 2, id="old ones, but the newest of each"),
        pytest.param("{days: 9}", None, 3, id="none is old enough"),
    ],
)
def test_pages_are_forgotten_that_are_not_to_be_kept(
    tmp_path: Path, settings: str, source: str | None, left: int
) -> None:
    """By the settings, and by a source's own word before them; bodies that nothing needs go with them."""
    own = f", archive: {source}" if source else ""
    text = f"settings: {{archive: {settings}}}\nsources: [{{name: post, url: 'http://x/'{own}}}]\n"
    with Store.open(tmp_path / "d.db") as store:
        with store.transaction():
            cross, flood = add(store, "cross"), add(store, "flood")
            article = Article(blocks=(TextBlock("The flood took 17 houses."),), title="T")
            keep(store, cross, 1, NOW)
            keep(store, flood, 1, NOW)
            later = NOW + timedelta(hours=12)
            keep(store, flood, store.items.revise(flood, article, text_hash="17", now=later), later)
        gone = forget_pages(store, parse(text.encode(), "sources.yaml"), datetime(2026, 11, 23, tzinfo=UTC))
        assert (store.archive.totals()[0], gone) == (left, 3 - left)
        assert all(store.archive.body(page) for item in (cross, flood) for page in store.archive.of(item))
        assert store.database.integrity() is None
