"""Values as they are written on the command line: times, ages, and the numbers of items."""

from datetime import UTC, datetime, timedelta

import click

from service.errors import UsageError

ITEM = click.IntRange(1, 2**63 - 1)
"""The number of an item or a revision; the largest is SQLite's."""


class ClockMoment(click.ParamType[datetime]):
    """The moment of `--now`: an ISO 8601 time with its offset, from 2000 to 2199."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no ISO 8601 time; write it as 2026-11-21T07:00:00Z")
        if moment.tzinfo is None:
            self.fail(f"{value!r} has no offset; write it as 2026-11-21T07:00:00Z or with +01:00")
        if not 2000 <= moment.year <= 2199:
            self.fail(f"{value!r} lies outside the years 2000 to 2199")
        return moment


def since(option: str, text: str | None, now: datetime) -> datetime | None:
    """Return the moment written after `option`: a day or a time (in UTC where it names no zone), or an age before
    `now`. None where the option was not given.

    Raises:
        UsageError: the text is no day, no time and no age.
    """
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return now - _age(option, text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def _age(option: str, text: str) -> timedelta:
    from service.config import parse_duration

    try:
        return parse_duration(text)
    except ValueError:
        raise UsageError(f"{option} {text!r}: write a day (2026-11-21), a time, or an age such as 24h") from None
