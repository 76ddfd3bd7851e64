"""Find an article's text where the page's body has none: in the data that its scripts start with, in what the page
states about itself (JSON-LD's `articleBody`), in `<noscript>` and `<template>`.

In a page's data this is the object with the page's title, and in it the value with the most text: menus and teasers
have other titles, and hold little each. It is asked only if the body has too little text; every walk is bounded.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from service import rules
from service.errors import ParseError
from service.extract.content import boilerplate
from service.extract.content.phrases import fold
from service.extract.dom import markup_guard
from service.extract.dom.layout import prune, read_layout
from service.extract.embedded import hydration
from service.models import BlockKind, TextBlock
from service.text.whitespace import squeeze

_RULES = rules.load("service.extract", "hydration")
_TITLES = frozenset(_RULES["title"]["keys"])
_ASIDE = re.compile("|".join(map(re.escape, _RULES["aside"]["words"])))
_HOLDS: list[str] = _RULES["holds"]["keys"]
_NAMED: list[str] = _RULES["named"]["keys"]
_KIND: dict[str, str] = {name: kind for kind, names in _RULES["kinds"].items() for name in names}

_ENOUGH = 240
"""Letters of an embedded text, some 40 words of Latin script. A shorter one is a notice or a summary."""
_MOST_NODES = 100_000
"""The most values that are read. The data of a large page holds some 20,000."""
_MOST_OBJECTS = 40
"""The most objects with the page's title whose values are read."""
_MOST_BLOCKS = 10_000
_DEEPEST = 40
"""How deep objects and lists may be nested in one text."""
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6});", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|noscript|template(?=[^>]{1,200}shadowroot))\b[^>]{0,1000}>", re.IGNORECASE)
"""Of templates, only those from which the browser itself makes elements. The others are dialogs and advertisements."""
_MOST_HIDDEN = 300
_SENTENCE = re.compile(r"[.!?…。！？؟।។]")
_HTML_LIKE = re.compile(r"^(?:[A-Za-z0-9+/=_-]{100,}|[{\[]\"|https?://\S+$|data:)")
_MARKDOWN = re.compile(r"^#{1,6}\s+(.+?)\s*#*$|^[-*]\s+(.+)$|^>\s*(.+)$", re.DOTALL)
_SHOWN_MOST = 0.8
"""Share of what a page shows that a fuller text must hold. The rest is boilerplate that was not recognised."""
_FULLER_TIMES, _FULLER_BY = 1.3, 200
"""How much longer a fuller text must be: by a factor, and in letters. Less is a caption or a standfirst more."""
_SIGNIFICANT = 40
"""Letters of a block that distinguishes one article from another."""


def embedded_text(html: str, *, title: str | None, stated_body: str | None) -> tuple[TextBlock, ...]:
    """Return the text of the article `title` that stands in `html` but not in its body, in reading order. Empty if
    there is none. `stated_body` is JSON-LD's `articleBody` with its line breaks.

    The order is: what the page's data has under the page's title, unless the page states much more; what it states;
    `<noscript>` and `<template>`. A text in the data with another title, or with none, does not count: on two of three
    pages it was another article's, or a consent form's.
    """
    data = hydration.json_values(html)
    titled = _longest(_under_title(data, fold(title or "")))
    stated = _worthy(stated_text(stated_body or ""))
    if titled and _letters(titled) >= 0.8 * _letters(stated):
        return titled
    return stated or _longest(_hidden(html))


def stated_text(body: str) -> tuple[TextBlock, ...]:
    """Return the blocks of an `articleBody`: parsed if it holds HTML, else split at its line breaks."""
    return tuple(_of_string(body, BlockKind.PARAGRAPH))


def is_fuller(shown: Sequence[str], stated: Sequence[str]) -> bool:
    """Say whether `stated` is the article of which the page shows only a part: it holds what the page shows, and much
    more.

    A shown paragraph that is cut ("The weir was clo…") counts up to the cut. Case, spaces and signs do not count.
    """
    whole = _bare(" ".join(stated))
    parts = [_bare(_uncut(text)) for text in shown]
    significant = [part for part in parts if len(part) >= _SIGNIFICANT] or [part for part in parts if part]
    size = sum(map(len, significant))
    if len(whole) < max(_FULLER_TIMES * size, size + _FULLER_BY):
        return False
    return sum(len(part) for part in significant if part in whole) >= _SHOWN_MOST * size


def _bare(text: str) -> str:
    return "".join(fold(text))


def _uncut(text: str) -> str:
    """Return `text` without the word that an ellipsis cuts at its end."""
    cut = re.sub(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\W*$", "", text)
    return cut if cut == text else cut.rsplit(" ", 1)[0]


# ── where it may stand ────────────────────────────────────────────────────────────────────────────────────────────


def _under_title(data: list[Any], title: tuple[str, ...]) -> Iterator[tuple[TextBlock, ...]]:
    """Yield the texts of the objects with the page's title."""
    if not title:
        return
    count = 0
    for node in _objects(data):
        if _is_titled(node, title):
            yield _body_of(node)
            count += 1
            if count >= _MOST_OBJECTS:
                return


def _hidden(html: str) -> Iterator[tuple[TextBlock, ...]]:
    """Yield what the page shows if no scripts run, and what its scripts make elements of. An appeal to turn scripts on
    does not count."""
    place = 0
    for _ in range(_MOST_HIDDEN):
        opened = _HIDDEN.search(html, place)
        place = html.find(f"</{opened[1]}", opened.end()) if opened else -1
        if opened is None or place < 0:
            return
        if place - opened.end() > _ENOUGH and opened[1].lower() != "script":
            found = tuple(_of_string(html[opened.end() : place], BlockKind.PARAGRAPH))
            if _letters(found) > 4 * _ENOUGH or "javascript" not in " ".join(block.text for block in found).lower():
                yield found


def _objects(data: list[Any]) -> Iterator[dict[str, Any]]:
    """Yield the objects in `data`, outer before inner, each once, without those whose name says that they are something
    else."""
    queue: list[Any] = [data]
    seen: set[int] = set()
    for count, value in enumerate(queue):
        if count > _MOST_NODES:
            return
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, dict):
            yield value
            queue += [inner for key, inner in value.items() if isinstance(inner, dict | list) and not _is_aside(key)]
        else:
            queue += [inner for inner in value if isinstance(inner, dict | list)]


def _is_aside(key: str) -> bool:
    return bool(_ASIDE.search(key.lower()))


def _is_titled(node: dict[str, Any], title: tuple[str, ...]) -> bool:
    """Say whether one of its titles is the page's, or the page's without the site's name."""
    for key, value in node.items():
        if key.lower().replace("_", "") not in _TITLES:
            continue
        texts = value.values() if isinstance(value, dict) else (value,)
        for text in texts:
            if isinstance(text, str) and 0 < len(text) < 1_000 and _agree(fold(_MARKUP.sub(" ", text)), title):
                return True
    return False


def _agree(words: tuple[str, ...], title: tuple[str, ...]) -> bool:
    short, long = sorted((words, title), key=len)
    return words == title or (len(short) >= 4 and short in (long[: len(short)], long[-len(short) :]))


# ── what an object holds ──────────────────────────────────────────────────────────────────────────────────────────


def _body_of(node: dict[str, Any]) -> tuple[TextBlock, ...]:
    """Return the longest text among the object's values. An article's text is one of them, beside its summary and
    notices."""
    return _longest(_values_of(node))


def _values_of(node: dict[str, Any]) -> Iterator[tuple[TextBlock, ...]]:
    for key, value in node.items():
        if _is_aside(key) or key.lower() in _TITLES or not isinstance(value, str | list | dict):
            continue
        if isinstance(value, str) and len(value) < _ENOUGH:
            continue
        if isinstance(value, list) and _are_others(value):
            continue
        reader = _BlockReader()
        reader.read(value, BlockKind.PARAGRAPH, 0)
        yield tuple(reader.blocks)


def _are_others(value: list[Any]) -> bool:
    """Say whether these are other pages: objects that each have a title and an address of their own."""
    objects = [inner for inner in value if isinstance(inner, dict)]
    titled = [
        inner
        for inner in objects
        if not _TITLES.isdisjoint(key.lower() for key in inner)
        and any(key.lower() in ("url", "href", "slug", "link", "path", "canonicalurl", "permalink") for key in inner)
    ]
    return len(objects) > 1 and 2 * len(titled) > len(objects)


def _longest(texts: Iterable[tuple[TextBlock, ...]]) -> tuple[TextBlock, ...]:
    return _worthy(max(texts, key=_letters, default=()))


def _worthy(blocks: tuple[TextBlock, ...]) -> tuple[TextBlock, ...]:
    """Return `blocks` if they are prose: long enough, with sentences. Else nothing."""
    marks = sum(1 for block in blocks if _SENTENCE.search(block.text))
    return blocks if _letters(blocks) >= _ENOUGH and (marks > 1 or 2 * marks >= len(blocks)) else ()


def _letters(blocks: Sequence[TextBlock]) -> int:
    """Return the length of a text. A Chinese or Japanese sign counts as three letters, as its bytes do."""
    return sum(len(block.text) if block.text.isascii() else len(block.text.encode()) for block in blocks)


class _BlockReader:
    """Reads a value of any of the shapes that content systems use, as blocks of text."""

    def __init__(self) -> None:
        self.blocks: list[TextBlock] = []
        self._path: set[int] = set()
        self._left = _MOST_NODES

    def read(self, value: Any, kind: BlockKind, depth: int) -> None:
        """Add the blocks of `value`. Parts that state no kind of their own are of `kind`."""
        self._left -= 1
        if depth > _DEEPEST or self._left < 0 or len(self.blocks) > _MOST_BLOCKS or id(value) in self._path:
            return
        if isinstance(value, str):
            self.blocks += _of_string(value, kind)
        elif isinstance(value, list | dict):
            self._path.add(id(value))
            if isinstance(value, list):
                self._read_list(value, kind, depth)
            else:
                self._read_object(value, kind, depth)
            self._path.discard(id(value))

    def _read_list(self, value: list[Any], kind: BlockKind, depth: int) -> None:
        element = _component(value)
        if element is not None:
            self._read_object(element, kind, depth)
        elif _is_line(value):
            self._add("".join(_inline(inner, depth) for inner in value), kind)
        else:
            for inner in value:
                self.read(inner, kind, depth + 1)

    def _read_object(self, node: dict[str, Any], kind: BlockKind, depth: int) -> None:
        named = _kind_of(node)
        if named == "skip":
            return
        if named and named != "inline":
            kind = BlockKind(named) if kind in (BlockKind.PARAGRAPH, BlockKind(named)) else kind
        lowered = {key.lower(): inner for key, inner in node.items()}
        if named == "heading" or not (set(lowered) & _TITLES and {"url", "href", "slug"} & set(lowered)):
            for key in _HOLDS:
                inner = lowered.get(key)
                if isinstance(inner, str | list | dict) and inner and inner != node.get("type"):
                    before = len(self.blocks)
                    self.read(inner, kind, depth + 1)
                    if len(self.blocks) > before:
                        return

    def _add(self, text: str, kind: BlockKind) -> None:
        self.blocks += _of_string(text, kind)


def _name(value: str) -> str:
    folded = re.sub(r"[-_/\s]", "", value.lower())
    return folded.removeprefix("core") or folded


def _kind_of(node: dict[str, Any]) -> str | None:
    """Return what the object says that it is: a kind of block, `inline` or `skip`. None if it says nothing known.

    A paragraph may say more: a block of Portable Text has its kind in its style, a list's item in `listItem`.
    """
    lowered = {key.lower(): value for key, value in node.items()}
    if isinstance(lowered.get("listitem"), str):
        return "item"
    names = [lowered[key] for key in _NAMED if key in lowered]
    kinds = [kind for name in names if isinstance(name, str) and (kind := _KIND.get(_name(name)))]
    kind = next((kind for kind in kinds if kind != "paragraph"), None) if kinds[:1] == ["paragraph"] else None
    kind = kind or next(iter(kinds), None)
    # Arc calls its paragraphs "text", and they hold markup or a sentence of their own.
    return "paragraph" if kind == "inline" and isinstance(node.get("content"), str) else kind


def _component(value: list[Any]) -> dict[str, Any] | None:
    """Return React's `["$", "p", key, {…}]` as an object."""
    if len(value) >= 4 and value[0] == "$" and isinstance(value[1], str) and isinstance(value[3], dict):
        return {"type": value[1], **value[3]}
    return None


def _is_line(value: list[Any]) -> bool:
    """Say whether these are the parts of one line: texts and inline elements. Several long strings are paragraphs."""
    strings = [inner for inner in value if isinstance(inner, str)]
    if len(strings) == len(value):
        return len(value) > 1 and not all(_SENTENCE.search(text[-3:]) or len(text) > _SIGNIFICANT for text in strings)
    return all(isinstance(inner, str) or _is_inline(inner) for inner in value)


def _is_inline(value: Any) -> bool:
    if isinstance(value, list):
        value = _component(value)
    if not isinstance(value, dict):
        return False
    kind = _kind_of(value)
    return kind == "inline" or (
        kind is None and isinstance(value.get("text"), str) and not _MARKUP.search(value["text"])
    )


def _inline(value: Any, depth: int) -> str:
    """Return the words of a part of a line."""
    if isinstance(value, str):
        return "" if value.startswith("$") and len(value) < 8 else value
    if depth > _DEEPEST or not isinstance(value, list | dict):
        return ""
    if isinstance(value, list):
        element = _component(value)
        if element is None:
            return "".join(_inline(inner, depth + 1) for inner in value)
        value = element
    if _kind_of(value) == "skip":
        return ""
    if _name(str(value.get("type", ""))) in ("br", "linebreak", "hardbreak"):
        return "\n"
    lowered = {key.lower(): inner for key, inner in value.items()}
    return next((text for key in _HOLDS if (text := _inline(lowered.get(key), depth + 1))), "")


# ── strings ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_string(text: str, kind: BlockKind) -> list[TextBlock]:
    """Return the blocks of a string: of its elements if it is HTML, else of its lines."""
    if _HTML_LIKE.match(text) or (text.startswith("$") and len(text) < 8):
        return []
    if _MARKUP.search(text) or _ENTITY.search(text):
        return _of_markup(text, kind)
    return [_marked(line, kind) for part in re.split(r"\r?\n|\u2028|\u2029", text) if (line := squeeze(part))]


def _marked(line: str, kind: BlockKind) -> TextBlock:
    """Return a line as a block. Markdown's marks at its beginning give its kind."""
    match = _MARKDOWN.match(line) if kind is BlockKind.PARAGRAPH and line[0] in "#-*>" else None
    if match is None:
        return TextBlock(line, kind)
    if match[1]:
        return TextBlock(match[1], BlockKind.HEADING)
    return TextBlock(match[2], BlockKind.ITEM) if match[2] else TextBlock(match[3], BlockKind.QUOTE)


def _of_markup(text: str, kind: BlockKind) -> list[TextBlock]:
    """Return the blocks of an HTML fragment, without boilerplate."""
    try:
        markup_guard.refuse_costly(text.encode("utf-8", "replace"), url="")
        parser = LexborHTMLParser(text.replace("\n\n", "<br><br>") if "<p" not in text.lower() else text)
        prune(parser)
        layout = read_layout(parser, url="")
    except ParseError:
        return []
    return [
        TextBlock(squeeze(block.text), kind if block.kind is BlockKind.PARAGRAPH else block.kind)
        for block in layout.blocks
        if block.tag != "figcaption" and block.link_share < 0.9 and not boilerplate.family_of(block.text)
    ]
