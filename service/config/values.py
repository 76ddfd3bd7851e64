"""The other words of sources.yaml that need reading: URLs, times of day, schedules, selectors, networks."""

import re
from datetime import UTC, datetime, time
from ipaddress import ip_network
from typing import Annotated
from zoneinfo import ZoneInfo

import can_ada
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema


def _web_url(value: str) -> str:
    """A URL that can be asked for, as written; credentials in it are refused, since URLs are logged and shown."""
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
    """A time of day, `7:00` or `07:00`.

    Raises:
        ValueError: anything else.
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
Words = Annotated[str, Field(min_length=1, max_length=200)]
