"""`sources.yaml`: its models, its errors with line and column, its JSON Schema."""

from service.config.archive import ArchiveSettings
from service.config.durations import Duration, Interval, Recheck, parse_duration
from service.config.reading import MAX_BYTES, load, parse
from service.config.schema import Config, json_schema
from service.config.settings import BackupSettings, DigestSettings, FetchSettings, Settings
from service.config.source import BY_HAND, Source
from service.config.tree import MAX_DEPTH
from service.config.values import ClockTime, Network, Selector, WebURL, Words

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
