"""The `settings` of sources.yaml, which hold for all sources, and `archive`, which a source may set for itself."""

from collections.abc import Mapping
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from service.config.value_types import (
    ClockTime,
    Duration,
    Interval,
    Network,
    TimeZone,
    WebURL,
    clock_time,
    parse_duration,
)


class Model(BaseModel):
    """One mapping of sources.yaml: it takes no unknown key and no value of another type, and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, validate_default=True)


class ArchiveSettings(Model):
    """Which pages are kept, and for how long."""

    keep: Literal["all", "latest", "none"] = Field(
        default="all", description="The page of each revision, of the newest of each item, or none."
    )
    days: int | None = Field(
        default=None, ge=1, le=36_500, description="Forget pages after so many, but the newest of what still stands."
    )


def _one_word(value: object) -> object:
    if isinstance(value, str):
        return {"keep": value}
    if not isinstance(value, Mapping | ArchiveSettings):
        raise ValueError("write all, latest or none, or {keep: all, days: 90}")
    return value


Archive = Annotated[
    ArchiveSettings,
    BeforeValidator(_one_word),
    WithJsonSchema({"anyOf": [{"enum": ["all", "latest", "none"]}, ArchiveSettings.model_json_schema()]}),
]
"""The settings, or a single word that stands for `keep`."""


def _duration(default: str, description: str) -> Any:
    return Field(default=parse_duration(default), json_schema_extra={"default": default}, description=description)


def _clock(default: str, description: str) -> Any:
    return Field(default=clock_time(default), json_schema_extra={"default": default}, description=description)


class FetchSettings(Model):
    """How sources are asked."""

    contact: str | None = Field(
        default=None, max_length=200, description="How a webmaster reaches you; part of the User-Agent."
    )
    delay: Duration = _duration("2s", "Least time between the starts of two requests to one host.")
    concurrency: int = Field(default=16, ge=1, le=256, description="Requests in flight at once, over all hosts.")
    timeout: Duration = _duration("30s", "Longest that one page may take, redirects included.")
    connect_timeout: Duration = _duration("10s", "Longest that a connection may take, DNS included.")
    max_wire_bytes: int = Field(default=5_000_000, ge=1_000, description="Largest answer as sent.")
    max_body_bytes: int = Field(default=15_000_000, ge=1_000, description="Largest answer once decompressed.")
    rechecks_a_host_a_day: int = Field(
        default=500,
        ge=1,
        description="Most second and later looks at articles of one host in a day; the middle steps go first.",
    )
    max_redirects: int = Field(default=5, ge=0, le=20, description="Most redirects followed for one page.")
    robots: Literal["obey", "ignore"] = Field(default="obey", description="Whether robots.txt is asked for and obeyed.")
    allow_networks: tuple[Network, ...] = Field(
        default=(), description="Private ranges that may be fetched all the same, such as 10.0.0.0/8."
    )
    proxy: WebURL | None = Field(default=None, description="An HTTP proxy; it then resolves host names.")

    @cached_property
    def networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Return `allow_networks` as networks."""
        return tuple(ip_network(network) for network in self.allow_networks)


class DigestSettings(Model):
    """When the day's digest closes, and where it will be read."""

    at: ClockTime = _clock("07:00", "Local time of day at which a digest closes and is written.")
    base_url: WebURL | None = Field(
        default=None, description="Where the digests folder is served, for links in the Atom feed."
    )


class BackupSettings(Model):
    """The nightly copy of the database."""

    at: ClockTime = _clock("03:30", "Local time of day.")
    keep: int = Field(default=7, ge=0, le=366, description="How many are kept; 0 turns backups off.")


class Settings(Model):
    """What holds for all sources."""

    timezone: TimeZone = Field(default="UTC", description="IANA name, such as Europe/Paris.")
    every: Interval = _duration("1h", "How often a source is asked that says neither `every` nor `cron`.")
    digest: DigestSettings = DigestSettings()
    fetch: FetchSettings = FetchSettings()
    backup: BackupSettings = BackupSettings()
    archive: Archive = ArchiveSettings()

    @cached_property
    def zone(self) -> ZoneInfo:
        """Return `timezone` as a zone."""
        return ZoneInfo(self.timezone)
