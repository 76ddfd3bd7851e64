"""`sources.yaml`: its models, its errors with line and column, its JSON Schema."""

from service.config.settings import ArchiveSettings, BackupSettings, DigestSettings, FetchSettings, Settings
from service.config.source import BY_HAND, Source
from service.config.sources_file import Config, json_schema, load, parse
from service.config.value_types import parse_duration

__all__ = [
    "BY_HAND",
    "ArchiveSettings",
    "BackupSettings",
    "Config",
    "DigestSettings",
    "FetchSettings",
    "Settings",
    "Source",
    "json_schema",
    "load",
    "parse",
    "parse_duration",
]
