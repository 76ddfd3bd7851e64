"""Digests: published once, written to files, and those that could not be made."""

from datetime import datetime, timedelta

from service.models import EventKind, Window
from service.store import Store

from .conftest import NOW, Put

DAY = timedelta(days=1)


def close(store: Store, date: str, of: str = "first", *, end: datetime = NOW) -> None:
    with store.transaction():
        store.digests.publish(Window(date=date, start=end - DAY, end=end), {"date": date, "of": of}, now=NOW)


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


def test_published_days_are_listed_in_their_order(store: Store) -> None:
    """Also the newest of them, and the newest that has ended by a time."""
    assert (store.digests.last_date(), store.digests.last_ended(NOW), store.digests.dates()) == (None, None, [])
    close(store, "2026-11-22", end=NOW + DAY)
    close(store, "2026-11-20", end=NOW - DAY)
    close(store, "2026-11-21")
    assert store.digests.dates() == ["2026-11-20", "2026-11-21", "2026-11-22"]
    assert [document["date"] for document in store.digests.newest(2)] == ["2026-11-22", "2026-11-21"]
    assert (store.digests.last_date(), store.digests.last_ended(NOW)) == ("2026-11-22", "2026-11-21")
    assert (store.digests.end("2026-11-21"), store.digests.end("2026-11-19")) == (NOW, None)


def test_a_day_is_open_while_it_has_events_and_is_not_published(store: Store, put: Put) -> None:
    """The days of the events themselves count."""
    item = put("Text.")
    with store.transaction():
        for date in ("2026-11-20", "2026-11-21"):
            store.events.add(EventKind.NEW, item=item, at=NOW, digest=date, source="s", to_revision=1)
    close(store, "2026-11-20")
    assert store.digests.open_dates() == {"2026-11-21"}


def test_a_digest_that_could_not_be_made_is_kept_with_its_reason(store: Store) -> None:
    """The newest reason for each day, until the day is made or no longer owed; other rows of the table stay."""
    store.note("daemon", NOW)
    store.failed_digests.note("2026-11-21", "no space")
    store.failed_digests.note("2026-11-20", "no space")
    store.failed_digests.note("2026-11-20", "a folder stands there")
    assert store.failed_digests.all() == {"2026-11-20": "a folder stands there", "2026-11-21": "no space"}
    store.failed_digests.keep(["2026-11-21"])
    assert store.failed_digests.all() == {"2026-11-21": "no space"}
    assert store.noted("daemon") == NOW
