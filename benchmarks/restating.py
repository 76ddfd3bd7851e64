"""An edit of what a page says in several places is made in all of them."""

import html as entities
import json
import re
from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser

from benchmarks.refetching import texts


def everywhere(html: str, old: str, new: str) -> str:
    """Return `html` with `new` for `old` wherever it stands: in text, attributes and JSON, as each writes it."""
    return "".join(_replaced(piece, shown, old, new) for piece, shown in texts(html))


def still_names(html: str, old: str) -> bool:
    """Say whether the page still gives its old title or author in another form: across elements, in capitals."""
    page = LexborHTMLParser(html)
    texts_of = [node.text() or "" for node in page.css("title, script[type='application/ld+json']")]
    texts_of += [node.attributes.get("content") or "" for node in page.css("meta[content]")]
    page.strip_tags(["script", "style"])
    texts_of.append((page.body.text() or "") if page.body is not None else "")
    return any(_letters(old) in _letters(text) for text in texts_of if not text.startswith("http"))


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def _replaced(piece: str, shown: bool, old: str, new: str) -> str:
    spelt: list[Callable[[str], str]] = [entities.escape, _in_attribute]
    if shown:
        spelt = [str, _in_text]
    elif piece.startswith("<script"):
        spelt = [_in_json, _in_ascii_json]
    for was, now in {spelling(old): spelling(new) for spelling in spelt}.items():
        piece = piece.replace(was, now)
    return piece


def _in_text(text: str) -> str:
    return entities.escape(text, quote=False)


def _in_attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;")


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _in_ascii_json(text: str) -> str:
    return json.dumps(text)[1:-1]
