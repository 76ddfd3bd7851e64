"""Digests of a store: which are owed, closed once, written as files."""

from datetime import timedelta
from pathlib import Path

import pytest

from service.errors import UsageError
from service.models import Health, Window
from service.reporting.digest_coverage import coverage_of
from service.reporting.digest_publisher import CATCH_UP, DigestPublisher
from tests.ingest.conftest import RecorderBench

TEXT = "The harbour council has agreed on the new quay. Work starts in May and will take {} months."


@pytest.fixture
def publisher(recorder: RecorderBench, tmp_path: Path) -> DigestPublisher:
    """One whose store has an item that is new today."""
    recorder.put("/quay", "Council agrees on quay", [TEXT.format(12)])
    return DigestPublisher(recorder.store, recorder.config, tmp_path / "digests")


def test_nothing_is_owed_before_the_first_visit(recorder: RecorderBench, tmp_path: Path) -> None:
    """An empty store has no day to tell of."""
    publisher = DigestPublisher(recorder.store, recorder.config, tmp_path)
    assert publisher.owed(recorder.now) == ()
    assert publisher.publish_owed(recorder.now) == ()


def test_a_day_is_closed_once_and_its_files_last(publisher: DigestPublisher, recorder: RecorderBench) -> None:
    """The digest holds what was new; publishing again adds nothing, and writing it again gives the same bytes."""
    next_day = recorder.now + timedelta(days=1)
    [published] = publisher.publish_owed(next_day)
    assert [item["title"] for item in published.document["new"]] == ["Council agrees on quay"]
    assert publisher.publish_owed(next_day) == ()
    files = {path.name: path.read_bytes() for path in sorted(published.path.parent.iterdir())}
    date = published.document["date"]
    assert list(files) == [f"{date}.html", f"{date}.json", f"{date}.md", "feed.xml", "latest.html"]
    publisher.write(date, next_day + timedelta(hours=1))
    assert {path.name: path.read_bytes() for path in sorted(published.path.parent.iterdir())} == files


def test_an_edit_after_the_close_is_told_the_next_day(publisher: DigestPublisher, recorder: RecorderBench) -> None:
    """A closed digest does not change; each event is in exactly one."""
    recorder.now += timedelta(days=1)
    [first] = publisher.publish_owed(recorder.now)
    recorder.put("/quay", "Council agrees on quay", [TEXT.format(18)])
    recorder.now += timedelta(days=1)
    [second] = publisher.publish_owed(recorder.now)
    assert not first.document["changed"]
    assert [change["summary"] for change in second.document["changed"]] == ["12 → 18 months"]
    assert not second.document["new"]
    assert publisher.document(first.document["date"], recorder.now) == first.document


def test_days_missed_are_owed_but_not_without_end(publisher: DigestPublisher, recorder: RecorderBench) -> None:
    """After half a year's sleep, the day with events and the last month are made."""
    owed = publisher.owed(recorder.now + timedelta(days=180))
    assert owed[0] == publisher.day_of(recorder.now)
    assert len(owed) == CATCH_UP + 1


@pytest.mark.parametrize(
    ("date", "reason"),
    [("21.11.2026", "write a day"), ("2030-01-01", "not begun"), ("2020-01-01", "nothing was watched")],
)
def test_a_day_without_a_digest_is_refused(
    publisher: DigestPublisher, recorder: RecorderBench, date: str, reason: str
) -> None:
    """The error says why there is none."""
    with pytest.raises(UsageError, match=reason):
        publisher.document(date, recorder.now)


def test_files_of_withdrawn_days_are_removed(publisher: DigestPublisher, recorder: RecorderBench) -> None:
    """The page of a day that is not published stays no longer than it is asked for."""
    open_day = publisher.write(publisher.open_date(recorder.now), recorder.now)
    with recorder.store.transaction():
        publisher.remove([open_day.document["date"]], recorder.now)
    assert list(open_day.path.parent.iterdir()) == []


def test_a_source_that_was_not_visited_is_unseen(recorder: RecorderBench, window: Window) -> None:
    """Every source of the list is named in the coverage, whatever was done with it."""
    listed = [(source.name, source.kind, str(source.url or source.path)) for source in recorder.config.sources]
    recorder.store.sources.list_only(listed, now=recorder.now)
    coverage = coverage_of(recorder.store, window, (), recorder.now)
    assert {line.source for line in coverage.sources} == {"post", "index", "agency", "papers"}
    assert {line.health for line in coverage.sources} == {Health.UNSEEN}
