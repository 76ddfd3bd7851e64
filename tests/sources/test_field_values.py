"""Points in time."""

import time
from datetime import UTC, datetime

import pytest

from service.sources.field_values import from_struct, moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20T09:00:00Z", datetime(2026, 11, 20, 9, tzinfo=UTC)),
        ("2026-11-20T09:00+02:00", datetime(2026, 11, 20, 7, tzinfo=UTC)),
        ("2026-11-20T09:00:00.123456789-0500", datetime(2026, 11, 20, 14, 0, 0, 123456, tzinfo=UTC)),
        ("2026-11-20 09:00", datetime(2026, 11, 20, 9, tzinfo=UTC)),
        (" 2026-11-20\n", datetime(2026, 11, 20, tzinfo=UTC)),
        ("20261120", datetime(2026, 11, 20, tzinfo=UTC)),
        ("Fri, 20 Nov 2026 09:00:00 +0100", datetime(2026, 11, 20, 8, tzinfo=UTC)),
    ],
)
def test_read(text: str, expected: datetime) -> None:
    """ISO 8601 and e-mail dates are read, in UTC; what has no offset is UTC, a day its first moment."""
    assert moment(text) == expected


@pytest.mark.parametrize(
    "value", ["", "soon", "2026-13-01", "20/11/2026", "0001-01-01T00:00:00+14:00", None, 20261120, "9" * 5_000]
)
def test_none(value: object) -> None:
    """All else is None, and never an error."""
    assert moment(value) is None


def test_struct() -> None:
    """feedparser's times are read as UTC whatever the machine's zone is; what is out of range is None."""
    assert from_struct(time.struct_time((2026, 11, 20, 9, 0, 0, 4, 324, 0))) == datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert from_struct(time.struct_time((2026, 11, 20, 23, 59, 60, 4, 324, 0))) == datetime(2026, 11, 21, tzinfo=UTC)
    assert from_struct(time.struct_time((20260, 11, 20, 9, 0, 0, 4, 324, 0))) is None
    assert from_struct(None) is None
