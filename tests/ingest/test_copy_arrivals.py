"""Copies are recorded as they come, each in the digest that is open."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from service.ingest.event_log import EventLog
from service.reporting.digest_publisher import DigestPublisher
from service.store import CopyArrival
from tests.sample_articles import UNRELATED

from .conftest import RecorderBench

TITLE, FERRY = UNRELATED[0]
MIRROR, AGENCY = "https://mirror.example", "https://agency.example"
TODAY, TOMORROW = "2026-11-22", "2026-11-23"


def arrived(recorder: RecorderBench, date: str = TODAY) -> list[CopyArrival]:
    return recorder.store.copy_arrivals.of_digest(date)


def publish(recorder: RecorderBench, folder: Path) -> None:
    """Let a day pass, and close its digest."""
    recorder.now += timedelta(days=1)
    DigestPublisher(recorder.store, recorder.config, folder).publish_owed(recorder.now)


def test_a_copy_is_recorded_once(recorder: RecorderBench) -> None:
    """With its source; the item that it repeats, a later visit and an edit are none."""
    recorder.put("/ferry", TITLE, FERRY)
    assert arrived(recorder) == []
    for blocks in (FERRY[:3], FERRY[:3], FERRY):
        recorder.put("/cut", TITLE, blocks, host=MIRROR, source=1)
    (come,) = arrived(recorder)
    assert (come.item, come.copied, come.lead, come.source) == (2, 1, 1, "index")


def test_a_copy_after_the_close_is_of_the_next_digest(recorder: RecorderBench, tmp_path: Path) -> None:
    """The published one does not change."""
    recorder.put("/ferry", TITLE, FERRY)
    publish(recorder, tmp_path)
    recorder.put("/cut", TITLE, FERRY, host=MIRROR)
    assert arrived(recorder) == []
    assert [come.item for come in arrived(recorder, TOMORROW)] == [2]


def test_an_item_that_takes_the_lead_of_what_was_told_came_as_a_copy(recorder: RecorderBench, tmp_path: Path) -> None:
    """The agency's text leads from now on; that it stands there is told, since it is no news."""
    recorder.put("/ferry", TITLE, FERRY)
    publish(recorder, tmp_path)
    recorder.put("/wire", TITLE, FERRY, host=AGENCY, source=2)
    assert recorder.item("/ferry").copy_of == 2
    (come,) = arrived(recorder, TOMORROW)
    assert (come.item, come.copied, come.lead) == (2, 1, 2)


def test_an_item_that_takes_over_news_that_is_not_told_yet_is_no_copy(recorder: RecorderBench) -> None:
    """It is the news."""
    recorder.put("/ferry", TITLE, FERRY)
    recorder.put("/wire", TITLE, FERRY, host=AGENCY, source=2)
    assert recorder.item("/ferry").copy_of == 2
    assert recorder.events("/ferry") == []
    assert arrived(recorder) == []


def test_a_copy_is_recorded_with_its_page_or_not_at_all(recorder: RecorderBench) -> None:
    """What fails after it, in the transaction of the page, takes it back."""
    recorder.put("/ferry", TITLE, FERRY)
    recorder.put("/cut", TITLE, FERRY, host=MIRROR)
    events = EventLog(recorder.store, recorder.config)
    with recorder.store.transaction():
        recorder.store.database.run("DELETE FROM copy_arrivals")
    with suppress(OSError), recorder.store.transaction():
        events.record_copy(2, "post", recorder.now)
        assert len(arrived(recorder)) == 1
        raise OSError("disk full")
    assert arrived(recorder) == []
