"""The rules that are data: the TOML files beside this module, and the version that stands for them."""

import hashlib
import tomllib
from importlib import resources
from typing import Any

_FOLDER = resources.files(__package__) / "rules"


def load(name: str) -> dict[str, Any]:
    """The tables of `rules/{name}.toml`."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def fingerprint() -> str:
    """Eight hex digits that change when any rule file changes."""
    digest = hashlib.sha256()
    for file in sorted(_FOLDER.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:8]
