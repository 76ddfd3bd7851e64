"""Events: each belongs to exactly one digest, and none to a digest that is published."""

from datetime import datetime, timedelta

import pytest

from service.models import EventKind, Window
from service.store import Store

from .conftest import NOW, Put


def record(store: Store, item: int, digest: str, at: datetime = NOW) -> None:
    with store.transaction():
        store.events.add(EventKind.NEW, item=item, at=at, digest=digest, source="s", to_revision=1)


def close(store: Store, date: str) -> None:
    with store.transaction():
        store.digests.publish(Window(date=date, start=NOW - timedelta(days=1), end=NOW), {"date": date}, now=NOW)


@pytest.mark.parametrize(
    ("given", "lands"), [("2026-11-20", "2026-11-20"), ("2026-11-21", "2026-11-22"), ("2026-11-23", "2026-11-23")]
)
def test_no_event_joins_a_closed_digest(store: Store, put: Put, given: str, lands: str) -> None:
    """A clock that went back, or a late record, gives it to the first open day; one closed later on holds none up."""
    item = put("Text.")
    close(store, "2026-11-21")
    record(store, item, given)
    assert [event.digest for event in store.events.of_item(item)] == [lands]


def test_the_day_after_a_month_s_last_is_the_first(store: Store, put: Put) -> None:
    """Days are counted by the calendar."""
    item = put("Text.")
    close(store, "2028-02-29")
    record(store, item, "2028-02-29")
    assert [event.digest for event in store.events.of_item(item)] == ["2028-03-01"]
