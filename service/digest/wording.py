"""The digest's own English: days, times, counts, labels. It is written out here, so that it does not depend on the
locale of a machine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from service.models import EditKind, in_zone, parse_iso, year

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_LABELS: Mapping[str, str] = {kind: kind.label for kind in EditKind}

PARTS = {"text": "", "title": "", "byline": "Byline", "published": "Published"}
"""What the parts of an article are called that a word diff may show."""

HEALTH = {
    "ok": "seen",
    "failing": "failing",
    "blocked": "blocked",
    "silent": "silent",
    "drifting": "looks broken",
    "unseen": "not looked at",
}
"""What each state of a source is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time as a page shows it: `iso` for programs, `words` to read at a glance, `full` where these are not enough."""

    iso: str
    words: str
    full: str


def long_day(day: date) -> str:
    """Return a day as `Saturday 21 November 2026`."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {year(day)}"


def moment(text: str | None, *, zone: ZoneInfo, day: date) -> Moment | None:
    """Return a time as the digest of `day` shows it: `Fri 14:05` for the week up to it, `3 Nov` for its year, else
    `17 Mar 2017`.

    Midnight UTC to the second stands for a day without a time of day, as extraction gives it.
    """
    utc = parse_iso(text)
    if utc is None or text is None:
        return None
    bare = utc.time() == time(0)
    local = utc if bare else in_zone(utc, zone)
    clock = f"{local.hour:02}:{local.minute:02}"
    full = long_day(local.date()) + ("" if bare else f", {clock}")
    month = _MONTHS[local.month - 1][:3]
    if local.year != day.year:
        words = f"{local.day} {month} {year(local)}"
    elif bare or not timedelta(0) <= day - local.date() < timedelta(days=7):
        words = f"{local.day} {month}"
    else:
        words = f"{_WEEKDAYS[local.weekday()][:3]} {clock}"
    return Moment(iso=text, words=words, full=full)


def boundary(text: str | None, *, zone: ZoneInfo) -> Moment | None:
    """Return an end of a window as `Fri 20 Nov 07:00`."""
    utc = parse_iso(text)
    if utc is None or text is None:
        return None
    local = in_zone(utc, zone)
    clock = f"{local.hour:02}:{local.minute:02}"
    words = f"{_WEEKDAYS[local.weekday()][:3]} {local.day} {_MONTHS[local.month - 1][:3]} {clock}"
    return Moment(iso=text, words=words, full=f"{long_day(local.date())}, {clock}")


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: `1 source`, `1,200 sources`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def labels(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return what kinds of edit are called, those unknown here included."""
    return tuple(_LABELS.get(kind, kind.replace("_", " ")) for kind in kinds)
