"""Times as they are written on the command line: a day, a time, or an age."""

from datetime import UTC, datetime, timedelta

from service.errors import UsageError


def moment(option: str, text: str, now: datetime) -> datetime:
    """What was written after `option`: a day or a time (UTC where it names no zone), or an age before `now`.

    Raises:
        UsageError: it is none of these.
    """
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
