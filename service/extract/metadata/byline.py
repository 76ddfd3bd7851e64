"""Find who wrote a page: people's names, without the words around them."""

import re
from collections.abc import Iterable
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from service import rules
from service.extract.content.phrases import fold
from service.extract.metadata import jsonld
from service.extract.metadata.dates import find_dates
from service.extract.metadata.structured_data import StructuredData
from service.extract.metadata.title import SiteName
from service.text.whitespace import folded

_RULES = rules.load("service.extract", "bylines")
_MOST_PEOPLE = 20
_LONGEST = 200
"""Characters. A longer byline is not read."""
_LONGEST_NAME = 80
"""Characters of one name, of a person or an agency."""
_MOST_WORDS = 8
_EMAIL = re.compile(r"[(<\[]?\S+@\S+\.\w+[)>\]]?")
_HANDLE = re.compile(r"(?<!\w)@\w+")
_LEADS = re.compile(
    rf"(?:{'|'.join(sorted(map(re.escape, _RULES['leads']['words']), key=len, reverse=True))})(?:\s*[:：/／]\s*|\s+)",
    re.IGNORECASE,
)
_GLUED = re.compile(rf"(?:{'|'.join(map(re.escape, _RULES['leads']['glued']))})\s*")
_ROLES = frozenset(word for role in _RULES["roles"]["words"] for word in fold(role))
_NO_NAMES = frozenset(" ".join(fold(text)) for text in _RULES["nobody"]["names"])
_CARD_LABELS = frozenset(" ".join(fold(text)) for text in [*_RULES["leads"]["words"], *_RULES["leads"]["cards"]])
_NO_FIRST = frozenset(_RULES["nobody"]["first_words"])
_JOINS = frozenset(_RULES["leads"]["joins"])
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
_MARKS = [re.compile(mark) for mark in _RULES["shown"]["marks"]]
_MOST_MARKED, _MOST_SHOWN = 40, 4
"""The most elements that are read, and names taken from elements of one kind. Later ones belong to teasers of other
articles."""
_JOIN = re.compile(rf"\s+(?:{'|'.join(map(re.escape, _RULES['leads']['joins']))})\s+|\s*[;、，/]\s*", re.IGNORECASE)


def byline_of(parser: LexborHTMLParser, stated: StructuredData, site: SiteName) -> str | None:
    """Return the people who wrote the page, joined by commas. None if it names nobody, or only the site.

    A name that the page states to be a person's counts even if the site has the same name, as many blogs do.
    """
    authors = stated.article.get("author")
    return (
        _joined(jsonld.strings(_persons(authors), "name"), None)
        or _joined(jsonld.strings(authors, "name"), site)
        or _joined(stated.meta_values("author"), site)
        or _joined(_on_share_card(stated), site)
        or _joined(_displayed(parser), site)
    )


def _persons(authors: Any) -> list[Any]:
    listed = authors if isinstance(authors, list) else [authors]
    return [author for author in listed if isinstance(author, dict) and author.get("@type") == "Person"]


def _joined(names: Iterable[str], site: SiteName | None) -> str | None:
    people: dict[tuple[str, ...], str] = {}
    for text in names:
        for person in people_in(text):
            if site is None or not _is_publisher(person, site):
                people.setdefault(fold(person), person)
    return ", ".join(list(people.values())[:_MOST_PEOPLE]) or None


def _is_publisher(name: str, site: SiteName) -> bool:
    """Say whether `name` is the site's own. Only a single word is compared with the site's address, since people's
    sites are named after them."""
    return site.is_stated(name) or (len(name.split()) == 1 and site.is_site(name))


def _on_share_card(stated: StructuredData) -> list[str]:
    """Return what a share card shows under "Written by". Its other lines are reading times and prices."""
    found = []
    for number in ("1", "2"):
        label = next(iter(stated.metas.get(f"twitter:label{number}", [])), "")
        if " ".join(fold(label)) in _CARD_LABELS:
            found += stated.metas.get(f"twitter:data{number}", [])
    return found


def _displayed(parser: LexborHTMLParser) -> list[str]:
    """Return the names in the elements that are best marked as a byline. Only those beside the first of its kind count,
    since others belong to other articles. This is asked only of a page that states none."""
    best, found, parent_of_best = len(_MARKS), list[str](), None
    for node in parser.css(_RULES["shown"]["selector"])[:_MOST_MARKED]:
        attributes = node.attributes
        marks = " ".join(attributes.get(name) or "" for name in ("rel", "itemprop", "class", "href")).lower()
        rank = next((rank for rank, mark in enumerate(_MARKS) if mark.search(marks)), len(_MARKS))
        parent = node.parent.mem_id if node.parent is not None else None
        if rank > best or rank == len(_MARKS) or (rank == best and parent != parent_of_best):
            continue
        name = _first_names(_pieces(node))
        if 2 < len(name) < _LONGEST_NAME and people_in(name):
            found = [*found, name] if rank == best else [name]
            best, parent_of_best = rank, parent
    return found[:_MOST_SHOWN]


def _pieces(node: LexborNode) -> list[str]:
    """Return the runs of text in an element, as its markup separates them. Line breaks in the source do not count."""
    texts = (piece.text_content for piece in node.traverse(include_text=True) if piece.tag == "-text")
    return [line for text in texts if (line := jsonld.clean(folded(text or "")))]


def _first_names(pieces: list[str]) -> str:
    """Return the names with which the pieces of an element begin, without the role, the date or the link that
    follow."""
    taken: list[str] = []
    for line in pieces:
        joins = line.casefold().strip(" ,") in _JOINS or line.startswith(",") or line.endswith(",")
        if taken and not joins and taken[-1].casefold().strip(" ,") not in _JOINS and not taken[-1].endswith(","):
            break
        if _LEADS.fullmatch(line + " ") is None:
            taken.append(line)
    return " ".join(taken[: 2 * _MOST_SHOWN])


def people_in(text: str) -> list[str]:
    """Return the names in a byline, without "By", e-mail addresses, handles, URLs, dates, and roles after a comma."""
    if len(text) > _LONGEST or "://" in text or text.startswith(("www.", "/")):
        return []
    text = _without_lead(_HANDLE.sub("", _EMAIL.sub("", text)).split("|")[0].strip())
    dated = next(find_dates(text), None)
    if dated is not None:
        text = text[: dated[1]]
        if len(fold(text)) < 2:  # "Sat, 20 Dec 2025"
            return []
    return [name for part in _split(_without_roles(text)) if (name := _bare(part))]


def _without_roles(text: str) -> str:
    """Remove what a person is, after a comma: "Ann Lee, Political Editor, and Bo Ray" names two people."""
    first, *others = text.split(",")
    kept = [first]
    for part in others:
        if _ROLES.isdisjoint(fold(part)):
            kept.append(part)
            continue
        after = _JOIN.split(part)[1:]
        kept += [name for name in after if len(fold(name)) > 1 and _ROLES.isdisjoint(fold(name))]
    return ", ".join(part.strip() for part in kept)


def _split(text: str) -> list[str]:
    """Split `text` at its "and", unless that is part of a name: "Centre for Drug Evaluation and Research"."""
    parts = _JOIN.split(text)
    sizes = {len(fold(part)) > 1 for part in parts}
    return parts if len(sizes) == 1 else [text]


def _without_lead(text: str) -> str:
    for _ in range(2):  # "Text: Von Marta Oske"
        match = _LEADS.match(text) or _GLUED.match(text)
        if match is None or match.end() == len(text):
            break
        text = text[match.end() :]
    return text


def _bare(text: str) -> str | None:
    """Return a name, or several with commas, without the signs around it. None if no name is left."""
    name = text.strip(' \t,;:·•-–—()[]"“”*_')
    words = fold(name)
    if not words or len(words) > _MOST_WORDS * (1 + name.count(",")) or " ".join(words) in _NO_NAMES:
        return None
    if words[0] in _NO_FIRST or "{" in name or _CLOCK.search(name) or not any(sign.isalpha() for sign in name):
        return None
    return None if name[0].isdecimal() and len(words) < 3 else name  # "34 minutes"
