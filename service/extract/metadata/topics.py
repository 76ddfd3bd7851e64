"""What a page is filed under: its section, and its tags."""

import re
from collections.abc import Iterable

from service import rules
from service.extract.content.phrases import fold
from service.extract.metadata import jsonld
from service.extract.metadata.structured_data import Statements

_RULES = rules.load("service.extract", "metadata")
_HOME = frozenset(" ".join(fold(name)) for name in _RULES["topics"]["home"])
_MOST_TAGS = 30
_LONGEST = 80
"""Characters of a tag or a section."""
_COMMA = re.compile(r"\s*[,;，、،；|]\s*")


def section_of(stated: Statements, *, title: str | None) -> str | None:
    """The section the page says it is in: its most specific one where it shows the trail to it only."""
    for name in [*stated.said("articleSection")[:1], *stated.named("section")]:
        if len(name) <= _LONGEST and "://" not in name:
            return name
    own = fold(title or "")
    trail = [name for name in jsonld.breadcrumbs(stated.nodes) if " ".join(fold(name)) not in _HOME]
    if trail and own and (fold(trail[-1]) == own or len(fold(trail[-1])) > len(own) or len(trail[-1]) > _LONGEST):
        trail.pop()
    return next((name for name in reversed(trail) if len(name) <= _LONGEST and fold(name) != own), None)


def tags_of(stated: Statements) -> tuple[str, ...]:
    """The keywords the page states, or those it links as tags: at most 30, each of at most 80 characters."""
    keywords = [*jsonld.strings(stated.article.get("keywords"), "name"), *stated.named("tags")]
    return _distinct(_split(keywords)) or _distinct(stated.tags)


def _split(keywords: Iterable[str]) -> Iterable[str]:
    for text in keywords:
        yield from _COMMA.split(text)


def _distinct(tags: Iterable[str]) -> tuple[str, ...]:
    kept: dict[tuple[str, ...], str] = {}
    for tag in tags:
        bare = tag.strip(" #\"'")
        if bare and len(bare) <= _LONGEST and (words := fold(bare)):
            kept.setdefault(words, bare)
    return tuple(kept.values())[:_MOST_TAGS]
