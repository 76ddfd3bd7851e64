"""The types of single values in sources.yaml: durations, times of day, URLs, selectors, networks, headers.

This is the only module that reads the environment (`${NAME}` in a header's value).
"""

import os
import re
from datetime import UTC, datetime, time, timedelta
from ipaddress import ip_network
from typing import Annotated
from zoneinfo import ZoneInfo

import can_ada
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema


def _web_url(value: str) -> str:
    """Check a URL and return it as written. Credentials in it are refused, since URLs are logged and shown."""
    try:
        url = can_ada.parse(value)
    except ValueError:
        raise ValueError("not a URL; write it in full, as https://example.org/feed.xml") from None
    if url.protocol not in ("http:", "https:") or not url.hostname:
        raise ValueError("only http:// and https:// URLs can be fetched")
    if url.username or url.password:
        raise ValueError("take the user name and password out of the URL; send them with `headers`")
    return value


def clock_time(value: object) -> time:
    """Read a time of day such as `7:00` or `07:00`.

    Raises:
        ValueError: `value` is written otherwise.
    """
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value):
        raise ValueError('write a time of day in quotes, such as "07:00"')
    hour, minute = value.split(":")
    return time(int(hour), int(minute))


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("not a time zone of the IANA list, such as Europe/Paris or UTC") from None
    return value


def _cron(value: str) -> str:
    fields = value.split()
    if len(fields) != 5:
        raise ValueError('five fields are needed: minute hour day month weekday, such as "0 7 * * mon-fri"')
    if re.search(r"\d", fields[4]):
        raise ValueError("name the weekdays (mon-fri, sat): numbers mean different days in different programs")
    from apscheduler.triggers.cron import CronTrigger

    try:
        trigger = CronTrigger.from_crontab(value, timezone="UTC")
    except ValueError as error:
        raise ValueError(f"not a schedule: {error}") from None
    if trigger.get_next_fire_time(None, datetime(2000, 1, 1, tzinfo=UTC)) is None:
        raise ValueError("no day ever meets this schedule; change the day or the month")
    return value


def _selector(value: str) -> str:
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        LexborHTMLParser("<p>").css(value)
    except SelectolaxError:
        raise ValueError("not a CSS selector") from None
    return value


def _network(value: str) -> str:
    try:
        ip_network(value)
    except ValueError as error:
        raise ValueError(f"not a network such as 10.0.0.0/8: {error}") from None
    return value


WebURL = Annotated[str, AfterValidator(_web_url), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
ClockTime = Annotated[
    time,
    BeforeValidator(clock_time),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"}),
]
TimeZone = Annotated[str, AfterValidator(_timezone)]
Cron = Annotated[str, AfterValidator(_cron)]
Selector = Annotated[str, AfterValidator(_selector)]
Network = Annotated[str, AfterValidator(_network)]
Phrase = Annotated[str, Field(min_length=1, max_length=200)]


_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|[smhdw])")


def parse_duration(value: object) -> timedelta:
    """Read a duration such as `500ms`, `2s`, `30m`, `1h30m`, `7d` or `2w`; a bare number counts seconds.

    Raises:
        ValueError: `value` is written otherwise, is negative, or is longer than ten years.
    """
    if isinstance(value, timedelta):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = float(value)
    elif isinstance(value, str) and _DURATION.sub("", value).strip() == "" and _DURATION.search(value):
        seconds = sum(float(number) * _UNITS[unit] for number, unit in _DURATION.findall(value))
    elif isinstance(value, str) and value.strip() == "0":
        seconds = 0.0
    else:
        raise ValueError("write a duration such as 2s, 30m, 1h30m or 7d")
    if not 0 <= seconds <= 3650 * 86400:
        raise ValueError("a duration lies between 0s and 3650d")
    return timedelta(seconds=seconds)


def _at_least_a_minute(value: timedelta) -> timedelta:
    if value < timedelta(minutes=1):
        raise ValueError("once a minute (1m) is the most often a source can be asked")
    return value


def _recheck(value: object) -> tuple[timedelta, ...]:
    """Read the steps of a re-check schedule, counted from the first sighting; `off` gives none."""
    if value == "off":
        return ()
    steps = value if isinstance(value, tuple) else (value,)
    try:
        return tuple(_at_least_a_minute(parse_duration(step)) for step in steps)
    except ValueError as error:
        raise ValueError(f"write off, or a list of steps such as [30m, 4h, 1d]: {error}") from None


Duration = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    WithJsonSchema({"type": ["string", "number"], "examples": ["2s", "30m", "1h30m", "7d"]}),
]
Interval = Annotated[Duration, AfterValidator(_at_least_a_minute)]
Recheck = Annotated[
    tuple[timedelta, ...],
    BeforeValidator(_recheck),
    WithJsonSchema({"anyOf": [{"const": "off"}, {"type": "array", "items": {"type": ["string", "number"]}}]}),
]


_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_ENVIRONMENT = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def header_value(name: str, value: str) -> str:
    """Return `value` of the header `name` with each `${NAME}` in it replaced from the environment.

    Raises:
        ValueError: a header cannot have this name or value, or the environment lacks a name.
    """
    if not _HEADER.fullmatch(name):
        raise ValueError(f"{name!r} is not a header's name")

    def read(match: re.Match[str]) -> str:
        found = os.environ.get(match[1])
        if found is None:
            raise ValueError(f"the environment has no {match[1]}: set it before starting")
        return found

    text = _ENVIRONMENT.sub(read, value)
    if not text.isprintable():
        raise ValueError(f"the value of {name} has control characters")
    return text
