"""What to make of a source's checks."""

from datetime import UTC, datetime, timedelta

import pytest

from service.models import Check, CheckStatus, Health
from service.scheduling.source_health import judge_health

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def look(status: str, *, links: int = 20, fetched: int = 0, failed: int = 0) -> Check:
    return Check(source="guardian", at=NOW, status=CheckStatus(status), links=links, fetched=fetched, failed=failed)


OK = look("ok")
EMPTY = look("ok", links=0)
UNCHANGED = look("not_modified", links=0)
FAILED = look("failed", links=0)
BLOCKED = look("blocked", links=0)
SKIPPED = look("skipped", links=0)

CASES = {
    "no checks": ([], Health.UNSEEN),
    "only skipped": ([SKIPPED, SKIPPED], Health.UNSEEN),
    "good": ([OK, OK], Health.OK),
    "unchanged all day": ([UNCHANGED, UNCHANGED], Health.OK),
    "failed at last": ([OK, OK, FAILED], Health.FAILING),
    "failed, then skipped": ([OK, FAILED, SKIPPED], Health.FAILING),
    "failed once and recovered": ([FAILED, OK], Health.OK),
    "blocked at last": ([OK, FAILED, BLOCKED], Health.BLOCKED),
    "blocked, then failed": ([BLOCKED, FAILED], Health.FAILING),
    "no links twice": ([OK, EMPTY, EMPTY], Health.OK),
    "no links thrice": ([OK, EMPTY, EMPTY, EMPTY], Health.DRIFTING),
    "no links thrice, not modified between": ([EMPTY, UNCHANGED, EMPTY, UNCHANGED, EMPTY], Health.DRIFTING),
    "no links thrice, then links": ([EMPTY, EMPTY, EMPTY, OK], Health.OK),
    "no links thrice, then failed": ([EMPTY, EMPTY, EMPTY, FAILED], Health.FAILING),
    "every page failed": ([look("ok", fetched=3, failed=3), look("ok", fetched=1, failed=1)], Health.DRIFTING),
    "some pages failed": ([look("ok", fetched=3, failed=3), look("ok", fetched=1)], Health.OK),
}


@pytest.mark.parametrize(("checks", "expected"), CASES.values(), ids=CASES.keys())
def test_judged_by_its_checks(checks: list[Check], expected: Health) -> None:
    """With news an hour ago, the checks alone decide."""
    assert judge_health(checks, last_ok=NOW, last_new=NOW - HOUR, usual_gap=HOUR, now=NOW) is expected


SILENCES = {
    "within two days": (timedelta(days=2), HOUR, Health.OK),
    "beyond two days": (timedelta(days=2, seconds=1), HOUR, Health.SILENT),
    "within three gaps": (timedelta(days=9), 3 * DAY, Health.OK),
    "beyond three gaps": (timedelta(days=9, seconds=1), 3 * DAY, Health.SILENT),
    "gap not known, within a week": (timedelta(days=7), None, Health.OK),
    "gap not known, beyond a week": (timedelta(days=7, seconds=1), None, Health.SILENT),
    "never had news": (None, None, Health.OK),
    "never had news, gap known": (None, HOUR, Health.OK),
}


@pytest.mark.parametrize(("since", "gap", "expected"), SILENCES.values(), ids=SILENCES.keys())
def test_silence_is_measured_by_what_is_usual(since: timedelta | None, gap: timedelta | None, expected: Health) -> None:
    """A weekly paper is not silent after three days, a wire service is."""
    last_new = None if since is None else NOW - since
    assert judge_health([OK], last_ok=NOW, last_new=last_new, usual_gap=gap, now=NOW) is expected


def test_silence_without_a_known_good_answer_is_measured_to_now() -> None:
    """Where the store knows no earlier good answer, the present stands in."""
    assert judge_health([OK], last_ok=None, last_new=NOW - 3 * DAY, usual_gap=HOUR, now=NOW) is Health.SILENT


def test_time_not_looked_at_is_not_silence() -> None:
    """A good answer an hour after the last news says nothing of silence, however long ago both are."""
    assert (
        judge_health([OK], last_ok=NOW - 9 * DAY, last_new=NOW - 9 * DAY - HOUR, usual_gap=HOUR, now=NOW) is Health.OK
    )


def test_drifting_goes_before_silent() -> None:
    """A source that lost its links is silent for that reason, and the reason is what helps."""
    assert judge_health([EMPTY] * 3, last_ok=NOW, last_new=NOW - 30 * DAY, usual_gap=HOUR, now=NOW) is Health.DRIFTING
