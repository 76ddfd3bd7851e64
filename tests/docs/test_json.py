"""The keys that are promised to other programs are those that the commands print."""

import json
import shlex
from collections.abc import Iterator
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from service.digest.digest_document import DigestDocument
from tests.conftest import Workspace
from tests.docs.markdown_page import OPERATIONS, quoted, rows

ITEMS, EXPORT, SHOW = "dateline items --json", "dateline export", "dateline show 1 --json"
DIGEST = "dateline digest --format json"
ALSO_KEYS_OF = {EXPORT: (ITEMS,), SHOW: (ITEMS, EXPORT)}
"""Whose keys an object has as well."""

COMMANDS = [heading for heading in OPERATIONS.headings(3) if heading.startswith("dateline ")]

TROUBLE = ("source", "url", "error", "last_ok")
NOT_IN_DIGESTS = ("text",)


def explained(command: str) -> set[str]:
    """The paths of all values that the section of a command names."""
    own = {path for first, _ in rows(OPERATIONS.section(command)) for path in quoted(first)}
    return own.union(*(explained(other) for other in ALSO_KEYS_OF.get(command, ())))


def values(found: object, path: str = "") -> Iterator[tuple[str, bool]]:
    """The paths of all values, and whether there is something at them: not null, and no empty list."""
    match found:
        case dict() if found:
            for key, value in found.items():
                yield from values(value, f"{path}.{key}" if path else key)
        case list() if found:
            for value in found:
                yield from values(value, f"{path}[]")
        case _:
            yield path, found not in (None, [], {})


def is_below(path: str, ancestor: str) -> bool:
    return path == ancestor or path.startswith((f"{ancestor}.", f"{ancestor}["))


@pytest.mark.parametrize("command", [command for command in COMMANDS if command != DIGEST])
def test_a_command_prints_the_keys_that_are_explained(watched: Workspace, command: str) -> None:
    """No other ones, and all of them; of what is null or empty here, its inside is not seen."""
    objects = printed(watched, command)
    promised = explained(command)
    found = {path for one in objects for path, _ in values(one)}
    assert sorted(path for path in found if not any(is_below(name, path) for name in promised)) == []
    assert sorted(name for name in promised if not any(is_below(name, path) for path in found)) == []
    full = {path for one in objects for path, is_there in values(one) if is_there}
    assert sorted(full - promised) == []


def printed(workspace: Workspace, command: str) -> list[Any]:
    text = workspace.run(*shlex.split(command)[1:])
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines()]


def test_the_commands_with_json_are_all_explained(workspace: Workspace) -> None:
    """Each has a section, or is named in the section of another that prints the same."""
    text = OPERATIONS.whole[OPERATIONS.whole.index("## JSON for other programs") :]
    named = ("fetch", "import", "sources list", "sources check", "items", "items merge", "items split", "show", "diff")
    for name in (*named, "explain", "replay", "status", "demo"):
        assert "--json" in workspace.run(*name.split(), "--help"), name
        assert f"dateline {name} " in text, name


def test_the_keys_of_a_digest_are_explained() -> None:
    """All that its document declares, and no more."""
    own = {path for first, _ in rows(OPERATIONS.section(DIGEST)) for path in quoted(first)}
    of_item = {path for path in explained(ITEMS) if path not in NOT_IN_DIGESTS}
    of_item |= {path for path in own if path == "summary" or path.startswith(("copies[]", "variants[]"))}
    own -= of_item
    items = {path for path in own if path.endswith(("[].item", "new[]")) and ".where" not in path}
    troubles = {path for path in own if path.startswith("coverage.") and path.endswith("[]")}
    expanded = own - items - troubles
    expanded |= {f"{path}.{key}" for path in items for key in of_item}
    expanded |= {f"{path}.{key}" for path in troubles for key in TROUBLE}
    assert sorted(expanded) == sorted(set(declared(DigestDocument)))


def declared(shape: Any, path: str = "") -> Iterator[str]:
    """The paths of all values of a typed dictionary."""
    if is_typeddict(shape):
        for key, inner in get_type_hints(shape).items():
            yield from declared(inner, f"{path}.{key}" if path else key)
    elif get_origin(shape) is list:
        yield from declared(get_args(shape)[0], f"{path}[]")
    else:
        yield path
