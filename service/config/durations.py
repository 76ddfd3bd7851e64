"""The durations of sources.yaml: `30m`, `1h30m`, `7d`, and steps of them."""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|[smhdw])")


def parse_duration(value: object) -> timedelta:
    """`500ms`, `2s`, `30m`, `1h30m`, `7d`, `2w`; a bare number counts seconds.

    Raises:
        ValueError: anything else, and what is negative or longer than ten years.
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
    """Steps, counted from the first sighting; none for `off`."""
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
