"""A recorder whose store digests are made of, and a window around what it has recorded."""

from datetime import timedelta

import pytest

from service.models import Window
from tests.ingest.conftest import NOW, RecorderBench, recorder

__all__ = ["recorder"]


@pytest.fixture
def window(recorder: RecorderBench) -> Window:
    """The day on which the recorder records."""
    date = str(NOW.date() + timedelta(days=1))
    return Window(date=date, start=NOW - timedelta(hours=1), end=NOW + timedelta(days=1))
