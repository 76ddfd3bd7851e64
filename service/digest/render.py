"""A document → its files. The same document gives the same bytes, always."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from service.digest import markdown
from service.digest.days import parse_day
from service.digest.document import Document, key_order
from service.digest.view import view
from service.digest.wording import count, long_day
from service.text.display import clean, clean_tree


def render_html(document: Document, *, previous: str | None) -> str:
    """The page: one file that loads nothing. `previous` is the day of the digest before it, `2026-11-20`, or None.

    Raises:
        ValueError: `previous`, or the document's own date, is no day.
    """
    link = None if previous is None else (f"{previous}.html", long_day(parse_day(previous)))
    return pages().get_template("digest.html.j2").render(view=view(document), previous=link)


def render_markdown(document: Document) -> str:
    """The same content as CommonMark, with GFM's ~~ for what was deleted.

    Raises:
        ValueError: the document's date is no day.
    """
    return _prose().get_template("digest.md.j2").render(view=view(document))


def render_json(document: Document) -> str:
    """The document itself, keys in the order of `document.py`, one space a level."""
    return json.dumps(_ordered(clean_tree(document), key_order()), indent=1, ensure_ascii=False) + "\n"


def _ordered(value: Any, places: Mapping[str, int]) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key], places) for key in sorted(value, key=lambda key: (places.get(key, 999), key))}
    return [_ordered(part, places) for part in value] if isinstance(value, list) else value


@lru_cache(maxsize=1)
def pages() -> Environment:
    """The templates of HTML and XML: every value is cleaned, then escaped."""
    environment = Environment(
        loader=PackageLoader("service.digest"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Markup is what a macro of ours has written and escaped already.
        finalize=lambda value: clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    environment.filters["count"] = count
    return environment


@lru_cache(maxsize=1)
def _prose() -> Environment:
    """The templates of Markdown: every value is cleaned, then escaped as Markdown."""
    environment = Environment(
        loader=PackageLoader("service.digest"),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=markdown.escape,
    )
    environment.filters["count"] = count
    environment.filters["marked"] = markdown.marked
    environment.filters["target"] = markdown.target
    return environment
