"""The headers a source is asked with. The one place that reads the environment (`${NAME}` in a header's value)."""

import os
import re

_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_ENVIRONMENT = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def header_value(name: str, value: str) -> str:
    """`value` of the header `name`, each `${NAME}` in it replaced.

    Raises:
        ValueError: no header can be so, or the environment has no such name.
    """
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
