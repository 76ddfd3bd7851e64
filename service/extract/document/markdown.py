"""The little of Markdown that news documents use, to plain text."""

import re

from service.extract.document import label_fields as fields
from service.extract.document.label_fields import Field
from service.models import Citation
from service.text.whitespace import folded

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.{0,5000}?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINK = re.compile(
    r"!?\[([^\[\]]{0,300})\]\(\s*<?(https?://[^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500})?)>?[^()]{0,200}\)"
)
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,2000}[^()]{0,200}\)")
_BARE = re.compile(r"https?://[^\s<>()\"'\]]{4,2000}")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE)
_QUOTE = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,500}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^\n*_]{1,500}?)(?<=\S)\1(?![\w*])")


def front_matter(text: str) -> tuple[list[Field], str]:
    """The labelled lines between `---` marks at the top, and the text below them."""
    match = _FRONT.match(text)
    if match is None:
        return [], text
    found = []
    for line in match[1].splitlines():
        key, _, value = line.partition(":")
        labelled = fields.read(f"{key.strip()}: {value.strip().strip(chr(34) + chr(39))}") if value.strip() else None
        if labelled is not None:
            found.append(labelled)
    return found, text[match.end() :]


def plain(text: str) -> str:
    """`text` without Markdown's marks: headings are lines of their own, links their words, images nothing.

    A paragraph in emphasis as a whole keeps its links: it may name a source.
    """
    text = _RULE.sub("", _IMAGE.sub("", text))
    text = _HEADING.sub(r"\n\1\n", _QUOTE.sub("", text))
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    return "\n".join(line if fields.read(line.strip()) else _LINK.sub(r"\1", line) for line in text.split("\n"))


def links(text: str) -> list[Citation]:
    """The documents that `text` links to, as Markdown links or bare addresses."""
    found = [Citation(url=url, title=folded(title) or None) for title, url in _LINK.findall(text)]
    return found or [Citation(url=url.rstrip(".,;:!?*")) for url in _BARE.findall(text)]
