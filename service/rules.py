"""Rules that are data: TOML files in the `rules` folder of the room that they belong to, with a comment a group."""

import functools
import hashlib
import tomllib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

_KINDS = (".toml", ".json")


@functools.cache
def load(room: str, name: str) -> dict[str, Any]:
    """Return the tables of `rules/{name}.toml` in the package `room`.

    Where `name` is a folder, the tables of all its files are returned with their lists joined. They are read once a
    process, and are not to be written to.
    """
    folder = folder_of(room) / name
    if not folder.is_dir():
        return tomllib.loads((folder_of(room) / f"{name}.toml").read_text(encoding="utf-8"))
    joined: dict[str, dict[str, list[str]]] = {}
    for _, file in _files(folder):
        for table, lists in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for key, entries in lists.items():
                joined.setdefault(table, {}).setdefault(key, []).extend(entries)
    return joined


def folder_of(room: str) -> Traversable:
    """Return the folder of a room's rules."""
    return resources.files(room) / "rules"


def fingerprint(folder: Traversable) -> str:
    """Return eight hex digits that change with the text, the name or the place of any rule file in or below
    `folder`."""
    digest = hashlib.sha256()
    for path, file in _files(folder):
        digest.update(path.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:8]


def _files(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    """Yield the rule files in and below `folder` by name, each with its path from there."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = above + entry.name
        if entry.is_dir():
            yield from _files(entry, f"{path}/")
        elif entry.name.endswith(_KINDS):
            yield path, entry
