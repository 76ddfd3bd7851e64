"""`sources.yaml`: its models, its errors with line and column, its JSON Schema."""

from service.config.settings import ArchiveSettings, BackupSettings, DigestSettings, FetchSettings, Settings
from service.config.source import BY_HAND, Source
from service.config.sources_file import MAX_BYTES, MAX_DEPTH, Config, json_schema, load, parse
from service.config.value_types import (
    ClockTime,
    Duration,
    Interval,
    Network,
    Recheck,
    Selector,
    WebURL,
    Words,
    parse_duration,
)

__all__ = [
    "BY_HAND",
    "MAX_BYTES",
    "MAX_DEPTH",
    "ArchiveSettings",
    "BackupSettings",
    "ClockTime",
    "Config",
    "DigestSettings",
    "Duration",
    "FetchSettings",
    "Interval",
    "Network",
    "Recheck",
    "Selector",
    "Settings",
    "Source",
    "WebURL",
    "Words",
    "json_schema",
    "load",
    "parse",
    "parse_duration",
]
