"""What a digest says of each event, read from the store."""

import asyncio

from service.ingest.story_clustering import StoryClustering
from service.models import Entry, EventKind, Window
from service.reporting.digest_entries import DigestEntries
from service.reporting.related_items import RelatedItems
from tests.ingest.conftest import RecorderBench

RESCUE = (
    "The ferry Aurora ran aground off Kestrel Point on Friday night in heavy fog. The coast guard of Bakoro said that"
    " {} people were hurt when it struck the reef near Kestrel Point, and all of them were taken to Bakoro."
)
OTHER_ACCOUNT = (
    "Rescuers reached the ferry Aurora at dawn off Kestrel Point, where it ran aground in fog. At the quay of Bakoro"
    " the coast guard counted {} people hurt. The owner of the Aurora named no reason."
)


def entries_of(recorder: RecorderBench, window: Window) -> list[Entry]:
    """All entries of what was recorded on the window's day."""
    events = tuple(recorder.store.events.of_digest(window.date))
    entries, left_out = DigestEntries(recorder.store, window, RelatedItems(recorder.store)).of(events)
    assert not left_out
    return entries


def test_an_item_is_shown_as_its_event_found_it(recorder: RecorderBench, window: Window) -> None:
    """What came later does not change what is said of an earlier event."""
    for count in (12, 17, 19):
        recorder.put("/ferry", "Ferry aground", [RESCUE.format(count)])
    kinds = [entry.kind for entry in entries_of(recorder, window)]
    assert kinds == [EventKind.NEW, EventKind.CHANGED, EventKind.CHANGED]
    new, first, second = entries_of(recorder, window)
    assert [RESCUE.format(count) for count in (12, 17, 19)] == [entry.item.text for entry in (new, first, second)]
    assert first.edit is not None
    assert (first.edit.kinds, first.edit.summary) == (("number",), "12 → 17 people")
    assert new.edit is None


def test_who_still_carries_a_corrected_number_is_named(recorder: RecorderBench, window: Window) -> None:
    """Another account of the story that counts the same has not been corrected yet."""
    recorder.put("/ferry", "Ferry aground off Kestrel Point", [RESCUE.format(12)])
    recorder.put("/aurora", "Aurora aground off Kestrel Point", [OTHER_ACCOUNT.format(12)])
    asyncio.run(StoryClustering(recorder.store).follow(recorder.now))
    other = recorder.item("/aurora")
    assert other.story is not None
    recorder.put("/ferry", "Ferry aground off Kestrel Point", [RESCUE.format(17)])
    [changed] = [entry for entry in entries_of(recorder, window) if entry.kind is EventKind.CHANGED]
    [number] = changed.still_carried
    assert (number.old, number.new, number.counted) == ("12", "17", "people")
    assert [place.item for place in number.where] == [other.id]


def test_a_number_that_nobody_carries_is_not_named(recorder: RecorderBench, window: Window) -> None:
    """The other account has the new number already."""
    recorder.put("/ferry", "Ferry aground off Kestrel Point", [RESCUE.format(12)])
    recorder.put("/aurora", "Aurora aground off Kestrel Point", [OTHER_ACCOUNT.format(17)])
    asyncio.run(StoryClustering(recorder.store).follow(recorder.now))
    recorder.put("/ferry", "Ferry aground off Kestrel Point", [RESCUE.format(17)])
    [changed] = [entry for entry in entries_of(recorder, window) if entry.kind is EventKind.CHANGED]
    assert changed.still_carried == ()


def test_a_variant_of_a_copy_is_told_of_that_copy(recorder: RecorderBench, window: Window) -> None:
    """No figures that were never compared are set against one another."""
    recorder.put("/ferry", "Ferry aground", [RESCUE.format(12)])
    recorder.put("/copy", "Ferry aground", [RESCUE.format(12)])
    recorder.put("/variant", "Ferry aground", [RESCUE.format(17)])
    copy, variant = recorder.item("/copy"), recorder.item("/variant")
    assert (copy.copy_of, variant.variant_of) == (1, 1)
    mine, theirs = ({"differing": [["number", *pair]]} for pair in (("17", "12"), ("12", "17")))
    with recorder.store.transaction():
        recorder.store.similarities.relate(variant.id, [(copy.id, "variant", mine, theirs)])
    [told] = [entry.variants for entry in entries_of(recorder, window) if entry.item.id == variant.id]
    assert [(other.item, other.differing) for other in told] == [(copy.id, (("17", "12"),))]
