"""Times as the tables hold them: `2026-11-21T07:00:00Z`, so that they sort as text."""

from datetime import datetime

from service.models import iso, parse_iso


def stored(moment: datetime) -> str:
    """As kept in a column, with four digits for the year whatever it is: feeds date articles to the year 99, too."""
    text = iso(moment)
    assert text is not None
    return text


def read(text: str) -> datetime:
    """As read from a column that is never null."""
    moment = parse_iso(text)
    assert moment is not None
    return moment
