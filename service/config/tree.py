"""The YAML of sources.yaml as a tree that knows its lines."""

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

from service.errors import ConfigError

MAX_DEPTH = 20
"""The models nest five deep."""


def read_yaml(raw: bytes, name: str) -> Any:
    """The tree of `raw`, in ruamel's types; `name` stands for the file in messages.

    Raises:
        ConfigError: it is not UTF-8, not YAML, or YAML that no list of sources needs.
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


def plain_values(node: Any) -> Any:
    """The tree without ruamel's own types, so that pydantic's strict types hold."""
    if isinstance(node, CommentedMap):
        return {plain_values(key): plain_values(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return tuple(plain_values(value) for value in node)
    for plain in (bool, int, float, str):
        if isinstance(node, plain):
            return plain(node)
    return node
