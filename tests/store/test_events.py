"""Events and digests: each event in exactly one digest, and none in a digest that is closed."""

from datetime import datetime, timedelta

import pytest

from service.models import EventKind, Window
from service.store import Store

from .conftest import NOW, Put


def tell(store: Store, item: int, digest: str, at: datetime = NOW) -> None:
    with store.transaction():
        store.events.add(EventKind.NEW, item=item, at=at, digest=digest, source="s", to_revision=1)


def close(store: Store, date: str, of: str = "first") -> None:
    window = Window(date=date, start=NOW - timedelta(days=1), end=NOW)
    with store.transaction():
        store.digests.publish(window, {"date": date, "of": of}, now=NOW)


@pytest.mark.parametrize(
    ("given", "lands"), [("2026-11-20", "2026-11-20"), ("2026-11-21", "2026-11-22"), ("2026-11-23", "2026-11-23")]
)
def test_no_event_joins_a_closed_digest(store: Store, put: Put, given: str, lands: str) -> None:
    """A clock that went back, or a late record, gives it to the first open day; one closed later on holds none up."""
    item = put("Text.")
    close(store, "2026-11-21")
    tell(store, item, given)
    assert [event.digest for event in store.events.of_item(item)] == [lands]


def test_the_day_after_a_month_s_last_is_the_first(store: Store, put: Put) -> None:
    """Days are counted by the calendar."""
    item = put("Text.")
    close(store, "2028-02-29")
    tell(store, item, "2028-02-29")
    assert [event.digest for event in store.events.of_item(item)] == ["2028-03-01"]


def test_a_closed_digest_stays_what_it_was(store: Store) -> None:
    """Publishing again gives the first document."""
    close(store, "2026-11-21")
    close(store, "2026-11-21", "second")
    assert store.digests.document("2026-11-21") == {"date": "2026-11-21", "of": "first"}


def test_a_closed_digest_is_owed_until_its_files_stand(store: Store) -> None:
    """A kill between the two is made good by the next run."""
    close(store, "2026-11-21")
    assert store.digests.unwritten() == ["2026-11-21"]
    store.digests.mark_written("2026-11-21", now=NOW)
    assert store.digests.unwritten() == []
