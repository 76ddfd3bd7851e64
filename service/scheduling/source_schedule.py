"""When a source is checked again: by its own schedule, what its server wishes, and its failures. Pure."""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
"""The longest that a server's wishes, its caching or failures hold back a check or a visit."""


def clamped(retry_after: timedelta | None) -> timedelta:
    """Return what a server asked for, of a day at most; nothing if the wish is negative or absent."""
    return min(max(retry_after or timedelta(), timedelta()), DAY)


def next_check(
    *,
    every: timedelta | None,
    cron: str | None,
    zone: ZoneInfo,
    now: datetime,
    failures: int,
    retry_after: timedelta | None,
    max_age: timedelta | None,
    key: str,
) -> datetime:
    """Return when a source that was checked `now` is checked again; in UTC and later than `now`.

    With `every`: after it, ± 10 % by a hash of `key`, so that sources added together do not come due together, and
    one source keeps its own rhythm. `max_age` (how long the answer stays fresh, by its Cache-Control) lengthens the
    wait to at most 4 × `every` and at most a day; `failures` in a row lengthen it to every × (1 + failures), at most
    a day. No failure ends the checks. With `cron`: at its next time in `zone`.

    `retry_after`, what the server asked for, is a floor for both; more than a day counts as a day.

    Raises:
        ValueError: not exactly one of `every` and `cron` is given, or no day ever meets `cron`.
    """
    floor = now.astimezone(UTC) + clamped(retry_after)
    if every is not None and cron is None:
        return max(now.astimezone(UTC) + _wait(every, failures, max_age, key), floor)
    if cron is not None and every is None:
        return max(_next_fire(cron, zone, now), floor)
    raise ValueError("a source has either `every` or `cron`; give exactly one")


# ── every ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _wait(every: timedelta, failures: int, max_age: timedelta | None, key: str) -> timedelta:
    """Return the time to the next check. Limits are approached from up to 10 % below, so that they hold and sources
    that meet them stay apart."""
    share = _share(key)
    usual = every * (0.9 + 0.2 * share)
    below = 0.9 + 0.1 * share
    fresh = min((max_age or timedelta()) * (1 + 0.1 * share), min(DAY, 4 * every) * below)
    backed_off = min(usual * (1 + min(max(failures, 0), DAY // every + 1)), DAY * below)
    return max(usual, fresh, backed_off)


def _share(key: str) -> float:
    """Return a number in [0, 1) that is always the same for `key` (Python's own hash differs from run to run)."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).digest()) / 2**48


# ── cron ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _next_fire(cron: str, zone: ZoneInfo, now: datetime) -> datetime:
    """Return the first time after `now` at which a wall clock in `zone` shows what `cron` names.

    On the days when clocks change, a time that does not exist comes an hour later and one that exists twice counts
    once, at its first. APScheduler's trigger fires such times twice, or never, in a zone with summer time; so it is
    asked in UTC, which stands in for the wall clock.
    """
    # Loading it takes 50 ms, and only sources with `cron` need it.
    from apscheduler.triggers.cron import CronTrigger

    trigger = CronTrigger.from_crontab(cron, timezone=UTC)
    wall = now.astimezone(zone).replace(tzinfo=UTC, fold=0)
    while True:
        fire: datetime | None = trigger.get_next_fire_time(None, wall + timedelta(microseconds=1))
        if fire is None:
            raise ValueError(f"cron {cron!r} never comes: no such day exists; change the day or the month")
        moment = fire.replace(tzinfo=zone).astimezone(UTC)
        if moment > now:
            return moment
        wall = fire
