"""Read the JSON with which a page's scripts start: islands, known variables, streams. Scripts are parsed and never run.

Forms: `<script type="application/json">` (Next.js' `__NEXT_DATA__`, Drupal's settings, Gatsby's and others' islands,
Nuxt 3's flat list), `name = {…}` and `name = JSON.parse("…")` (`__INITIAL_STATE__`, `__PRELOADED_STATE__`,
`__APOLLO_STATE__`, `Fusion.globalContent`), `self.__next_f.push([1, "…"])` (React's stream of components). What is
JavaScript and not JSON is left alone.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from service import rules

_VARIABLES = "|".join(map(re.escape, rules.load("service.extract", "hydration")["variables"]["words"]))
_ASSIGNED = re.compile(
    rf"(?:{_VARIABLES})[\w$]{{0,40}}[\"'\]]{{0,2}}\s{{0,5}}=\s{{0,5}}(JSON\.parse\(\s{{0,5}})?(?=[{{\[\"'])",
    re.IGNORECASE,
)
_PUSHED = re.compile(r"__next_f\.push\(\s*(?=\[)")
_ROW = re.compile(r"([0-9a-f]{1,6}):(?:T([0-9a-f]{1,6}),)?")
_SINGLE = re.compile(r"'((?:[^'\\]|\\.)*+)'", re.DOTALL)
_HEX = re.compile(r"\\x([0-9a-fA-F]{2})")
_TYPE = re.compile(r"\btype\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_DECODER = json.JSONDecoder(strict=False)
_SHORTEST = 200
"""Characters. A shorter script holds no article."""
_MOST_SCRIPTS, _MOST_ASSIGNED, _MOST_ROWS = 300, 20, 20_000
_WRAPPERS = frozenset({"Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef", "EmptyShallowRef"})
_DEEPEST = 60


def json_values(html: str) -> list[Any]:
    """Return the JSON values in the scripts of the page `html`, in their order, a page's stream last. Schema.org's
    statements are not among them."""
    found: list[Any] = []
    stream: list[str] = []
    for kind, code in _scripts(html):
        if "json" in kind:
            value = _load(code)
            found.append(_unflattened(value) if isinstance(value, list) else value)
        elif kind in ("", "module") or "javascript" in kind:
            pushed = list(_pushed(code))
            stream += pushed
            if not pushed:
                found += _assigned(code)
    if stream:
        found += _streamed("".join(stream))
    return [value for value in found if isinstance(value, dict | list) and value]


def _scripts(html: str) -> Iterator[tuple[str, str]]:
    """Yield the type and the code of each script that may hold data."""
    place = 0
    for _ in range(_MOST_SCRIPTS):
        start = html.find("<script", place)
        opened = html.find(">", start)
        end = html.find("</script", opened)
        if min(start, opened, end) < 0:
            return
        place = end
        stated = _TYPE.search(html, start, opened)
        kind = stated[1].lower() if stated else ""
        if end - opened > _SHORTEST and "ld+json" not in kind:
            yield kind, html[opened + 1 : end]


def _load(text: str) -> Any:
    """Return the JSON value at the first bracket of `text`. None if there is none."""
    start = min((place for place in (text.find("{"), text.find("[")) if place >= 0), default=-1)
    return _decoded(text, start)[0] if start >= 0 else None


def _decoded(text: str, start: int) -> tuple[Any, int]:
    """Return the JSON value at `start` and its end; None and `start` if there is none."""
    try:
        value, end = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, start
    return value, end


def _assigned(code: str) -> Iterator[Any]:
    """Yield the values of variables that are named like data."""
    place = 0
    for _ in range(_MOST_ASSIGNED):
        match = _ASSIGNED.search(code, place)
        if match is None:
            return
        place = match.end()
        if match[1]:
            text = _literal(code, place)
            yield _load(text) if text else None
        elif code[place] in "{[":
            value, place = _decoded(code, place)
            yield value


def _literal(code: str, start: int) -> str | None:
    """Return the JavaScript string at `start`."""
    if code[start] == '"':
        value = _decoded(code, start)[0]
        return value if isinstance(value, str) else None
    single = _SINGLE.match(code, start)
    if single is None:
        return None
    text = _HEX.sub(r"\\u00\1", single[1].replace("\\'", "'"))
    value = _decoded('"' + re.sub(r'(\\.)|"', lambda match: match[1] or '\\"', text, flags=re.DOTALL) + '"', 0)[0]
    return value if isinstance(value, str) else None


def _pushed(code: str) -> Iterator[str]:
    for match in _PUSHED.finditer(code):
        value, _ = _decoded(code, match.end())
        if isinstance(value, list):
            yield from (part for part in value[1:] if isinstance(part, str))


def _streamed(stream: str) -> list[Any]:
    """Return the rows of React's stream: `id:JSON`, or `id:Tlength,text`, the length in bytes of UTF-8. A row that only
    refers to a text (`$id`) gets it."""
    texts: dict[str, str] = {}
    found: list[Any] = []
    place = 0
    for _ in range(_MOST_ROWS):
        row = _ROW.match(stream, place)
        if row is None:
            place = stream.find("\n", place) + 1
            if not place:
                break
            continue
        if row[2]:
            length = int(row[2], 16)
            # As many characters hold at least as many bytes.
            text = stream[row.end() : row.end() + length].encode("utf-8", "replace")[:length].decode("utf-8", "ignore")
            texts["$" + row[1]] = text
            place = row.end() + len(text)
        else:
            value, place = _decoded(stream, row.end())
            found.append(value)
            place = max(place, row.end())
    return [_resolved(value, texts, 0) for value in found] if texts else found


def _resolved(value: Any, texts: dict[str, str], depth: int) -> Any:
    if isinstance(value, str):
        return texts.get(value, value)
    if depth > _DEEPEST:
        return None
    if isinstance(value, list):
        return [_resolved(inner, texts, depth + 1) for inner in value]
    if isinstance(value, dict):
        return {key: _resolved(inner, texts, depth + 1) for key, inner in value.items()}
    return value


def _unflattened(flat: list[Any]) -> Any:
    """Return the value that a flat list stands for, in which objects and lists name their members by place (devalue, as
    Nuxt 3 writes it). Any other list is returned as it is. Each place is made once, so that shared values cost
    nothing."""
    first = flat[0] if flat else None
    if not (isinstance(first, list | dict) and len(flat) > 2 and _is_flat(first)):
        return flat
    made: list[Any] = [{} if isinstance(value, dict) else [] if isinstance(value, list) else value for value in flat]

    def at(place: Any) -> Any:
        if not (isinstance(place, int) and 0 <= place < len(flat)):
            return None
        value = flat[place]
        for _ in range(4):
            if not (isinstance(value, list) and len(value) == 2 and _wraps(value) and type(value[1]) is int):
                break
            place = value[1]
            value = flat[place] if 0 <= place < len(flat) else None
        return made[place] if 0 <= place < len(made) else None

    for value, empty in zip(flat, made, strict=True):
        if isinstance(value, dict):
            empty.update((key, at(inner)) for key, inner in value.items())
        elif isinstance(value, list):
            empty.extend(at(inner) for inner in value)
    return at(0)


def _is_flat(first: list[Any] | dict[str, Any]) -> bool:
    inner = first[1:] if isinstance(first, list) and _wraps(first) else first
    return bool(inner) and all(type(place) is int for place in (inner.values() if isinstance(inner, dict) else inner))


def _wraps(values: list[Any]) -> bool:
    """Say whether the list is a framework's wrapper: its name, and the place of what it holds."""
    return bool(values) and isinstance(values[0], str) and values[0] in _WRAPPERS
