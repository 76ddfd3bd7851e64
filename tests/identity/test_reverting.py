"""Which returns to an earlier version are told."""

from datetime import UTC, datetime, timedelta

import pytest

from service.identity.lifecycle import is_told

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "returns", "told"),
    {
        "the first, at once": (0, 0, True),
        "the first, late": (300, 0, True),
        "the second, a day later": (1, 1, False),
        "the hundredth, a week later": (7, 100, False),
        "one after long, though it alternated once": (7.1, 100, True),
    }.values(),
    ids=str,
)
def test_the_first_return_and_late_ones_are_told(days: float, returns: int, told: bool) -> None:
    """What alternates within a week is told once."""
    assert is_told(left_at=NOW - timedelta(days=days), returns=returns, now=NOW) is told
