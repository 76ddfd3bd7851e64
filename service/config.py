"""`sources.yaml`: its models, its errors with line and column, its JSON Schema.

The one place that reads the environment (`${NAME}` in a source's headers).
"""

import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

import can_ada
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

from service.errors import ConfigError
from service.models import SourceKind

MAX_BYTES = 1_000_000
"""No honest sources.yaml is larger (10,000 sources are about 1 MB); an alias bomb or a wrong file is."""
MAX_DEPTH = 20
"""The models nest five deep."""

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|[smhdw])")
_NAME = re.compile(r"[^\W_][\w.-]{0,63}")
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_ENVIRONMENT = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


# ── the words of sources.yaml that need reading ───────────────────────────────────────────────────────────────────


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


def _clock_time(value: object) -> time:
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
WebURL = Annotated[str, AfterValidator(_web_url), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
Recheck = Annotated[
    tuple[timedelta, ...],
    BeforeValidator(_recheck),
    WithJsonSchema({"anyOf": [{"const": "off"}, {"type": "array", "items": {"type": ["string", "number"]}}]}),
]
ClockTime = Annotated[
    time,
    BeforeValidator(_clock_time),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"}),
]
Selector = Annotated[str, AfterValidator(_selector)]
Network = Annotated[str, AfterValidator(_network)]
Words = Annotated[str, Field(min_length=1, max_length=200)]


# ── the models ────────────────────────────────────────────────────────────────────────────────────────────────────


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, validate_default=True)


def _duration(default: str, description: str) -> Any:
    return Field(default=parse_duration(default), json_schema_extra={"default": default}, description=description)


def _clock(default: str, description: str) -> Any:
    return Field(default=_clock_time(default), json_schema_extra={"default": default}, description=description)


class FetchSettings(_Model):
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
    max_redirects: int = Field(default=5, ge=0, le=20, description="Most redirects followed for one page.")
    robots: Literal["obey", "ignore"] = Field(default="obey", description="Whether robots.txt is asked for and obeyed.")
    allow_networks: tuple[Network, ...] = Field(
        default=(), description="Private ranges that may be fetched all the same, such as 10.0.0.0/8."
    )
    proxy: WebURL | None = Field(default=None, description="An HTTP proxy; it then resolves host names.")

    @cached_property
    def networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """`allow_networks`, read."""
        return tuple(ip_network(network) for network in self.allow_networks)


class DigestSettings(_Model):
    """When the day's digest closes, and where it will be read."""

    at: ClockTime = _clock("07:00", "Local time of day at which a digest closes and is written.")
    base_url: WebURL | None = Field(
        default=None, description="Where the digests folder is served, for links in the Atom feed."
    )


class BackupSettings(_Model):
    """The nightly copy of the database."""

    at: ClockTime = _clock("03:30", "Local time of day.")
    keep: int = Field(default=7, ge=0, le=366, description="How many are kept; 0 turns backups off.")


class Settings(_Model):
    """What holds for all sources."""

    timezone: Annotated[str, AfterValidator(_timezone)] = Field(
        default="UTC", description="IANA name, such as Europe/Paris."
    )
    every: Interval = _duration("1h", "How often a source is asked that says neither `every` nor `cron`.")
    digest: DigestSettings = DigestSettings()
    fetch: FetchSettings = FetchSettings()
    backup: BackupSettings = BackupSettings()

    @cached_property
    def zone(self) -> ZoneInfo:
        """`timezone`, read."""
        return ZoneInfo(self.timezone)


class Source(_Model):
    """One entry of `sources`."""

    name: str = Field(description="Short and unique: letters, digits, dot, dash, underscore.", max_length=64)
    kind: Annotated[SourceKind, Field(strict=False)] | None = Field(
        default=None, description="Found out on the first fetch where it is left out."
    )
    url: WebURL | None = Field(default=None, max_length=2048)
    path: Annotated[str, Field(min_length=1)] | None = Field(
        default=None, description="For `kind: folder`; relative to the folder of sources.yaml."
    )
    every: Interval | None = Field(default=None, description="How often it is asked, such as 30m.")
    cron: Annotated[str, AfterValidator(_cron)] | None = Field(
        default=None, description='When it is asked, in the settings\' time zone, such as "0 7 * * mon-fri".'
    )
    enabled: bool = True
    primary: bool = Field(
        default=False, description="The original publisher of what it names: its items lead, others' copies follow."
    )
    language: str | None = Field(
        default=None, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="Where pages do not say."
    )
    tags: tuple[Words, ...] = ()
    include: tuple[Words, ...] = Field(
        default=(), description="Keep only what matches: a word or phrase, or a URL pattern with / or *."
    )
    exclude: tuple[Words, ...] = Field(default=(), description="Leave out what matches; as `include`.")
    content: tuple[Selector, ...] = Field(default=(), description="CSS of the element that holds the text.")
    remove: tuple[Selector, ...] = Field(default=(), description="CSS of elements to leave out.")
    headers: Mapping[str, SecretStr] = Field(
        default={}, description="Sent to this source's own host; ${NAME} is read from the environment."
    )
    recheck: Recheck | None = Field(
        default=None, description="After how long its articles are looked at again, step by step; or off."
    )
    render: Literal[False] = Field(default=False, description="Pages are read as sent; no browser renders them.")
    max_items: int = Field(
        default=20, ge=1, le=2000, description="How many of its newest items a new source starts with."
    )

    @field_validator("content", "remove", "include", "exclude", "tags", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("name")
    @classmethod
    def _plain_name(cls, value: str) -> str:
        if not _NAME.fullmatch(value):
            raise ValueError("a name has letters, digits, dot, dash and underscore, and starts with a letter or digit")
        return value

    @field_validator("headers")
    @classmethod
    def _from_environment(cls, value: Mapping[str, SecretStr]) -> Mapping[str, SecretStr]:
        return {name: SecretStr(_header(name, secret.get_secret_value())) for name, secret in value.items()}

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.every is not None and self.cron is not None:
            raise ValueError("`every` and `cron` exclude each other: keep one")
        if self.kind is SourceKind.FOLDER or (self.kind is None and self.url is None and self.path is not None):
            if self.path is None or self.url is not None:
                raise ValueError("a folder needs `path`, and has no `url`")
        elif self.url is None or self.path is not None:
            raise ValueError("`url` is missing" if self.path is None else "`path` goes with `kind: folder` only")
        return self

    @property
    def is_folder(self) -> bool:
        return self.path is not None


class Config(_Model):
    """The whole file."""

    settings: Settings = Settings()
    sources: tuple[Source, ...]

    @field_validator("settings", mode="before")
    @classmethod
    def _empty_settings(cls, value: object) -> object:
        return {} if value is None else value

    @field_validator("sources", mode="before")
    @classmethod
    def _empty_sources(cls, value: object) -> object:
        return () if value is None else value

    def source(self, name: str) -> Source | None:
        """The source of that name, or None."""
        return next((source for source in self.sources if source.name == name), None)


def _header(name: str, value: str) -> str:
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


# ── reading the file ──────────────────────────────────────────────────────────────────────────────────────────────


def load(path: Path) -> Config:
    """Read and check `path`.

    Raises:
        ConfigError: it cannot be read or used; all problems at once, one `file:line:column: …` each.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ConfigError((f"{path}: cannot be read: {error.strerror}; name another with --config",)) from error
    return parse(raw, str(path))


def parse(raw: bytes, name: str) -> Config:
    """As `load`, from bytes; `name` stands for the file in messages."""
    if len(raw) > MAX_BYTES:
        raise ConfigError((f"{name}:1:1: larger than {MAX_BYTES:,} bytes; this is no list of sources",))
    tree = _read_yaml(raw, name)
    try:
        config = Config.model_validate(_plain(tree))
    except ValidationError as error:
        raise ConfigError(tuple(_problem(tree, name, detail) for detail in error.errors())) from None
    _refuse_twins(config, tree, name)
    return config


def json_schema() -> str:
    """The JSON Schema of `sources.yaml`, for editors; shipped as `service/sources.schema.json`."""
    schema = Config.model_json_schema(mode="validation")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Dateline's sources.yaml"} | schema
    return json.dumps(schema, indent=2, ensure_ascii=False, default=str) + "\n"


def _read_yaml(raw: bytes, name: str) -> Any:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError((f"{name}:{line}:1: not UTF-8; save the file as UTF-8",)) from error
    try:
        _refuse_bombs(text, name)
        return YAML(typ="rt").load(text)
    except DuplicateKeyError as error:
        raise ConfigError((_marked(name, error, _duplicate(error)),)) from None
    except MarkedYAMLError as error:
        raise ConfigError((_marked(name, error, error.problem or "not YAML"),)) from None
    except (YAMLError, ValueError) as error:
        raise ConfigError((f"{name}:1:1: not YAML: {str(error).splitlines()[0]}",)) from None


def _refuse_bombs(text: str, name: str) -> None:
    """Aliases expand without bound and deep nesting exhausts the stack; a list of sources has no use for either."""
    depth = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        place = f"{name}:{event.start_mark.line + 1}:{event.start_mark.column + 1}"
        if isinstance(event, AliasEvent):
            raise ConfigError((f"{place}: YAML aliases (*name) are not taken; write the value out",))
        if getattr(event, "tag", None):
            raise ConfigError((f"{place}: YAML tags (!name) are not taken; write the plain value",))
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise ConfigError((f"{place}: nested deeper than {MAX_DEPTH} levels",))


def _marked(name: str, error: MarkedYAMLError, problem: str) -> str:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return f"{name}:{line}:{column}: {problem}"


def _duplicate(error: DuplicateKeyError) -> str:
    key = re.search(r'duplicate key "?(.*?)"? with', error.problem or "")
    return f"the key {key[1] if key else ''!r} stands here twice; keep one"


def _plain(node: Any) -> Any:
    """The tree without ruamel's own types, so that pydantic's strict types hold."""
    if isinstance(node, CommentedMap):
        return {_plain(key): _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return tuple(_plain(value) for value in node)
    for plain in (bool, int, float, str):
        if isinstance(node, plain):
            return plain(node)
    return node


def _problem(tree: Any, name: str, detail: ErrorDetails) -> str:
    where, line, column = _locate(tree, detail)
    return f"{name}:{line}:{column}: {where}{_words(detail)}"


def _locate(tree: Any, detail: ErrorDetails) -> tuple[str, int, int]:
    """Where the trouble stands: its path in words, line and column from 1."""
    node, line, column = tree, 0, 0
    names: list[str] = []
    extra = detail["type"] == "extra_forbidden"
    for step in detail["loc"]:
        if isinstance(node, CommentedMap) and step in node:
            last = step == detail["loc"][-1]
            line, column = node.lc.key(step) if extra and last else node.lc.value(step)
            names.append(str(step))
        elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
            line, column = node.lc.item(step)
            names = [_entry(node[step], step)] if names == ["sources"] else [*names, str(step + 1)]
        else:
            if detail["type"] == "missing":
                names.append(str(step))
            break
        node = node[step]
    return "".join(f"{part}: " for part in [" → ".join(names)] if part), line + 1, column + 1


def _entry(node: Any, index: int) -> str:
    named = node.get("name") if isinstance(node, CommentedMap) else None
    return f"source {named}" if isinstance(named, str) else f"source {index + 1}"


def _words(detail: ErrorDetails) -> str:
    match detail["type"]:
        case "extra_forbidden":
            return "no such key here; is it misspelt or indented too far?"
        case "missing":
            return "missing"
        case "value_error":
            return str(detail.get("ctx", {}).get("error", detail["msg"]))
        case "model_type" | "dict_type" | "mapping_type":
            return "expected `key: value` lines"
        case "bool_type" | "bool_parsing":
            return "write true or false"
        case "tuple_type" | "list_type":
            return "expected a list, one `- …` a line"
        case _:
            return detail["msg"][0].lower() + detail["msg"][1:]


def _refuse_twins(config: Config, tree: Any, name: str) -> None:
    """Names are compared without case: they name files too, on file systems that fold it."""
    seen: dict[str, int] = {}
    problems = []
    for index, source in enumerate(config.sources):
        line, column = tree["sources"][index].lc.value("name")
        first = seen.setdefault(source.name.casefold(), line + 1)
        if first != line + 1:
            problems.append(f"{name}:{line + 1}:{column + 1}: source {source.name}: line {first} has this name already")
    if problems:
        raise ConfigError(tuple(problems))
