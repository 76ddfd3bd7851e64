"""Reading sources.yaml: from a file or from bytes to a `Config`, or to every problem at once."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from service.config.problems import problem
from service.config.schema import Config
from service.config.tree import plain_values, read_yaml
from service.errors import ConfigError

MAX_BYTES = 1_000_000
"""No honest sources.yaml is larger (10,000 sources are about 1 MB); an alias bomb or a wrong file is."""


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
    tree = read_yaml(raw, name)
    try:
        config = Config.model_validate(plain_values(tree))
    except ValidationError as error:
        raise ConfigError(tuple(problem(tree, name, detail) for detail in error.errors())) from None
    _refuse_twins(config, tree, name)
    return config


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
