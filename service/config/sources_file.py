"""Reads sources.yaml from a file or from bytes: to a `Config`, or to every problem at once with its line and column."""

import json
import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError, field_validator
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

from service.config.settings import Model, Settings
from service.config.source import Source
from service.errors import ConfigError

MAX_BYTES = 1_000_000
"""No honest sources.yaml is larger (10,000 sources are about 1 MB); an alias bomb or a wrong file is."""

MAX_DEPTH = 20
"""Levels of nesting that a file may have; the models nest five deep."""


class Config(Model):
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
        """Return the source of that name, or None."""
        return next((source for source in self.sources if source.name == name), None)


def json_schema() -> str:
    """Return the JSON Schema of `sources.yaml`, for editors; shipped as `service/sources.schema.json`."""
    schema = Config.model_json_schema(mode="validation")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Dateline's sources.yaml"} | schema
    return json.dumps(schema, indent=2, ensure_ascii=False, default=str) + "\n"


def load(path: Path) -> Config:
    """Read and check the file at `path`.

    Raises:
        ConfigError: it cannot be read or used. It holds all problems at once, one line `file:line:column: …` each.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ConfigError((f"{path}: cannot be read: {error.strerror}; name another with --config",)) from error
    return parse(raw, str(path))


def parse(raw: bytes, name: str) -> Config:
    """Read and check the bytes of a file, as `load` does; `name` stands for the file in messages."""
    if len(raw) > MAX_BYTES:
        raise ConfigError((f"{name}:1:1: larger than {MAX_BYTES:,} bytes; this is no list of sources",))
    tree = _read_yaml(raw, name)
    try:
        config = Config.model_validate(_plain_values(tree))
    except ValidationError as error:
        raise ConfigError(tuple(_problem(tree, name, detail) for detail in error.errors())) from None
    _refuse_twins(config, tree, name)
    return config


def _refuse_twins(config: Config, tree: Any, name: str) -> None:
    """Refuse two sources of one name. Case does not count: names are file names too, and some file systems fold
    case."""
    seen: dict[str, int] = {}
    problems = []
    for index, source in enumerate(config.sources):
        line, column = tree["sources"][index].lc.value("name")
        first = seen.setdefault(source.name.casefold(), line + 1)
        if first != line + 1:
            problems.append(f"{name}:{line + 1}:{column + 1}: source {source.name}: line {first} has this name already")
    if problems:
        raise ConfigError(tuple(problems))


# ── from YAML to a tree ───────────────────────────────────────────────────────────────────────────────────────────


def _read_yaml(raw: bytes, name: str) -> Any:
    """Return the YAML of `raw` as a tree of ruamel's types, which know their lines; `name` stands for the file.

    Raises:
        ConfigError: `raw` is not UTF-8, not YAML, or YAML that no list of sources needs.
    """
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
    """Refuse aliases, which expand without bound, and deep nesting, which exhausts the stack; neither is needed
    here."""
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


def _plain_values(node: Any) -> Any:
    """Return the tree without ruamel's own types, so that pydantic's strict types hold."""
    if isinstance(node, CommentedMap):
        return {_plain_values(key): _plain_values(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return tuple(_plain_values(value) for value in node)
    for plain in (bool, int, float, str):
        if isinstance(node, plain):
            return plain(node)
    return node


# ── what is wrong, in words ───────────────────────────────────────────────────────────────────────────────────────


def _problem(tree: Any, name: str, detail: ErrorDetails) -> str:
    """Return one of pydantic's errors about `tree` as a line `file:line:column: what`; `name` stands for the file."""
    where, line, column = _locate(tree, detail)
    return f"{name}:{line}:{column}: {where}{_words(detail)}"


def _locate(tree: Any, detail: ErrorDetails) -> tuple[str, int, int]:
    """Return where the error stands: its path in words, and line and column counted from 1."""
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
