"""The rules of this room as they stand in `service/data`: a table by group for each file."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def rules(name: str) -> dict[str, Any]:
    """The groups of `service/data/{name}.toml`."""
    return tomllib.loads(files("service").joinpath("data", f"{name}.toml").read_text("utf-8"))
