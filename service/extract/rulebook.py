"""The rules that are data: the files beside this module, and the version that stands for them."""

import functools
import hashlib
import tomllib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

_FOLDER: Traversable = resources.files(__package__) / "rules"
_RULES = (".toml", ".json")


@functools.cache
def load(name: str) -> dict[str, Any]:
    """The tables of `rules/{name}.toml`; where that is a folder, those of all its files, their lists joined. Read once,
    and not to be written to."""
    folder = _FOLDER / name
    if not folder.is_dir():
        return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    joined: dict[str, dict[str, list[str]]] = {}
    for _, file in _files(folder):
        for table, lists in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for key, entries in lists.items():
                joined.setdefault(table, {}).setdefault(key, []).extend(entries)
    return joined


def fingerprint(folder: Traversable = _FOLDER) -> str:
    """Eight hex digits that change when any rule file changes, in sub-folders too."""
    digest = hashlib.sha256()
    for path, file in _files(folder):
        digest.update(path.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:8]


def _files(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    """The rule files in and below `folder`, each with its path from there, by name."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = above + entry.name
        if entry.is_dir():
            yield from _files(entry, f"{path}/")
        elif entry.name.endswith(_RULES):
            yield path, entry
