"""What a clock that was ahead has left behind, found and set right in the tables."""

from datetime import datetime, timedelta

from service.models import Check, CheckStatus, EventKind, ItemStatus, Window
from service.store import ClockRepair, Store

from .conftest import NOW, Put

DAY = timedelta(days=1)
AHEAD = NOW + 365 * DAY


def day_of(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def record(store: Store, item: int, at: datetime, kind: EventKind = EventKind.NEW) -> None:
    with store.transaction():
        store.events.add(kind, item=item, at=at, digest=day_of(at), source="s", to_revision=1)


def arrive(store: Store, item: int, copied: int, at: datetime) -> None:
    with store.transaction():
        store.copy_arrivals.add(item, copied=copied, at=at, digest=day_of(at), source="s")


def publish(store: Store, at: datetime) -> None:
    with store.transaction():
        store.digests.publish(Window(date=day_of(at), start=at - DAY, end=at), {"date": day_of(at)}, now=at)


def check(store: Store, at: datetime) -> None:
    store.sources.record_check(
        Check(source="s", at=at, status=CheckStatus.OK, seconds=0.1), next_check=at + timedelta(hours=1)
    )


def test_the_latest_time_is_that_of_anything_done(store: Store, put: Put) -> None:
    """And the days on which something was done are counted apart, before and after a time."""
    assert store.clock_repairs.latest() is None
    for days in (0, 1, 1, 5):
        check(store, NOW + days * DAY)
    record(store, put("Text."), AHEAD)
    assert store.clock_repairs.latest() == AHEAD
    assert store.clock_repairs.days(None, NOW + 4 * DAY) == 2
    assert store.clock_repairs.days(NOW + 4 * DAY, None) == 1
    assert store.clock_repairs.days(AHEAD, None) == 0


def test_no_recorded_time_stays_ahead(store: Store, put: Put) -> None:
    """Those up to the clock stay what they were."""
    first, second = put("One."), put("Two.", url="https://a.example/2")
    record(store, first, NOW - DAY)
    record(store, second, AHEAD)
    with store.transaction():
        store.items.mark_seen(second, now=AHEAD)
        assert store.clock_repairs.set_back(NOW) == 2
    assert [event.at for item in (first, second) for event in store.events.of_item(item)] == [NOW - DAY, NOW]
    assert store.items.get(second).last_seen == NOW


def test_events_of_days_ahead_move_to_the_first_open_day_of_their_time(store: Store, put: Put) -> None:
    """Their own day is published here, so that they join the day after it; those of earlier days stay."""
    item = put("Text.")
    record(store, item, NOW - DAY)
    record(store, item, AHEAD)
    publish(store, NOW)
    assert store.clock_repairs.filed_after(day_of(NOW))
    with store.transaction():
        store.clock_repairs.set_back(NOW)
        assert store.clock_repairs.refile(day_of(NOW), day_of) == 1
    assert [event.digest for event in store.events.of_item(item)] == [day_of(NOW - DAY), day_of(NOW + DAY)]
    assert store.clock_repairs.filed_after(day_of(NOW))
    assert not store.clock_repairs.filed_after(day_of(NOW + DAY))


def test_a_removal_that_no_digest_has_reported_is_taken_back(store: Store, put: Put) -> None:
    """One that was reported stays, and so does one that was recorded before."""
    items = [put(f"Text {n}.", url=f"https://a.example/{n}") for n in range(3)]
    with store.transaction():
        for item in items:
            store.items.mark_absent(item, status=ItemStatus.REMOVED, now=NOW)
    for item, at in zip(items, (NOW - DAY, AHEAD, AHEAD + DAY), strict=True):
        record(store, item, at, EventKind.REMOVED)
    publish(store, AHEAD)
    with store.transaction():
        assert store.clock_repairs.take_back_removals(NOW) == 1
    statuses = [store.items.get(item).status for item in items]
    assert statuses == [ItemStatus.REMOVED, ItemStatus.REMOVED, ItemStatus.MISSING]
    assert store.events.of_item(items[2]) == []


def test_only_empty_digests_of_days_to_come_are_withdrawn(store: Store, put: Put) -> None:
    """One with an event stays, with its files to be written anew, and so does one whose day has ended."""
    record(store, put("Text."), AHEAD)
    for at in (NOW - DAY, AHEAD - DAY, AHEAD):
        publish(store, at)
        store.digests.mark_written(day_of(at), now=at)
    with store.transaction():
        assert store.clock_repairs.withdraw_empty(NOW) == [day_of(AHEAD - DAY)]
        store.clock_repairs.owe_files(NOW)
    assert store.digests.dates() == [day_of(NOW - DAY), day_of(AHEAD)]
    assert store.digests.unwritten() == [day_of(AHEAD)]


def test_copies_are_treated_as_events_are(store: Store, put: Put) -> None:
    """Those of days ahead move to the first open day of their time, and a digest that tells of one is not withdrawn."""
    first, second, told = (put(f"Text {n}.", url=f"https://a.example/{n}") for n in range(3))
    with store.transaction():
        for copy in (first, second):
            store.similarities.place(copy, copy_of=told, variant_of=None)
    for copy, at in ((first, NOW - DAY), (second, AHEAD)):
        arrive(store, copy, told, at)
    assert store.clock_repairs.filed_after(day_of(NOW))
    with store.transaction():
        assert store.clock_repairs.set_back(NOW) == 1
        assert store.clock_repairs.refile(day_of(NOW), day_of) == 0  # no event
    assert [copy.item for copy in store.copy_arrivals.of_digest(day_of(NOW))] == [second]
    assert not store.clock_repairs.filed_after(day_of(NOW))
    publish(store, AHEAD)
    arrive(store, told, first, AHEAD - DAY)
    publish(store, AHEAD - DAY)
    with store.transaction():
        assert store.clock_repairs.withdraw_empty(NOW) == [day_of(AHEAD)]


def test_the_record_of_repairs_is_kept(store: Store) -> None:
    """By when they were made."""
    repairs = [ClockRepair(at=NOW + n * DAY, clock=AHEAD, what="events moved", count=n) for n in (1, 2)]
    with store.transaction():
        store.clock_repairs.note(repairs)
    assert store.clock_repairs.since(NOW) == repairs
    assert store.clock_repairs.since(NOW + 2 * DAY) == repairs[1:]
