"""Turn local documents into articles: plain text and Markdown by their shape, HTML as a page.

A document is read in three steps: paragraphs (split at blank lines), its head (labelled lines, a date, a title), its
tail (forms, contact blocks, sources and notes). What is left is the author's.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath

from service.extract.content import boilerplate
from service.extract.document import label_fields
from service.extract.document.label_fields import LabelField, read_field
from service.extract.dom import charset
from service.extract.metadata import labels
from service.extract.metadata.dates import find_dates
from service.extract.page import extract_page, lead_of
from service.extract.version import VERSION
from service.models import EARLIEST, Article, Citation, DateOrigin, TextBlock
from service.text.whitespace import folded, lines

_HTML = frozenset({".html", ".htm", ".xhtml"})
_MARKDOWN = frozenset({".md", ".markdown"})
_SHORT_LINE = 60
"""Characters. Shorter lines are those of a signature, an address, a list. Prose is wrapped later than this."""
_WRAPPED = 45
"""Characters. A paragraph all of whose lines but the last have as many is wrapped prose."""
_LIST_ITEM = re.compile(r"^(?:[-*•‣–·]|\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_HEAD = 12
"""The number of paragraphs in which labelled lines are looked for, until prose begins."""
_PROSE = 120
"""Characters from which a paragraph is prose, not a line of the head."""
_TITLE_LONGEST = 300
_ENDS_SENTENCE = (".", ":", ";", ",", "!", "…", "。", "،", '."', ".”", ".»")
_DATELINE_LONGEST = 60
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.{0,5000}?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_MARKDOWN_LINK = re.compile(
    r"!?\[([^\[\]]{0,300})\]\(\s*<?(https?://[^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500})?)>?[^()]{0,200}\)"
)
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,2000}[^()]{0,200}\)")
_BARE_ADDRESS = re.compile(r"https?://[^\s<>()\"'\]]{4,2000}")
_MARKDOWN_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_THEMATIC_BREAK = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE)
_QUOTE_MARK = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,500}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^\n*_]{1,500}?)(?<=\S)\1(?![\w*])")


@dataclass(slots=True)
class _Draft:
    """An article in the making."""

    paragraphs: list[str]
    title: str | None = None
    byline: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    notes: list[str] = field(default_factory=list)
    cites: list[Citation] = field(default_factory=list)


def extract_document(body: bytes, *, name: str, language: str | None = None) -> Article:
    """Return the article in a local document: .txt, .text and .md here, .html and .htm as `extract_page` reads them.

    `name` is the file's name: its suffix decides the kind, and errors name it. `language` (BCP 47) helps with dates.

    Raises:
        NotText: The body is an image, a PDF, an archive or the like.
        ParseError: A page cannot be parsed safely.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in _HTML:
        return extract_page(body, url=name, language=language)
    charset.refuse_binary(body, url=name)
    text = charset.decode(body, None)
    draft = _Draft(paragraphs=[], language=language)
    if suffix in _MARKDOWN:
        front, text = _front_matter(text)
        for field in front:
            _take_field(draft, field)
        text = _plain(text)
    draft.paragraphs = _paragraphs(text)
    _read_head(draft)
    _drop_boilerplate(draft)
    _read_sources_and_notes(draft)
    _read_title(draft)
    return Article(
        blocks=tuple(map(TextBlock, draft.paragraphs)),
        title=draft.title,
        byline=draft.byline,
        published=draft.published,
        modified=draft.modified,
        language=draft.language,
        lead=lead_of(draft.paragraphs, description=None),
        notes=tuple(dict.fromkeys(draft.notes)),
        cites=tuple(dict.fromkeys(draft.cites)),
        suspect=None if draft.paragraphs else "empty page",
        extractor=VERSION,
    )


# ── paragraphs ────────────────────────────────────────────────────────────────────────────────────────────────────


def _paragraphs(text: str) -> list[str]:
    """Split a text at blank lines. Lines within fold into one paragraph, except lists and blocks of short lines."""
    found: list[str] = []
    group: list[str] = []
    for line in [*lines(text), ""]:
        if line:
            group.append(line)
        elif group:
            found += _grouped(group)
            group = []
    return found


def _grouped(group: list[str]) -> list[str]:
    longest = max(map(len, group))
    wrapped = len(group) > 1 and min(map(len, group[:-1])) >= _WRAPPED
    if longest < _SHORT_LINE and not wrapped:
        return group
    found: list[str] = []
    for line in group:
        if not found or _LIST_ITEM.match(line) or read_field(line):
            found.append(line)
        else:
            found[-1] += " " + line
    return found


# ── head ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_head(draft: _Draft) -> None:
    """Take the labelled lines and dates that stand before the text."""
    _take_glued_date(draft)
    kept: list[str] = []
    for index, text in enumerate(draft.paragraphs[:_HEAD]):
        field = read_field(text, language=draft.language)
        if field and field.kind in label_fields.HEAD and not (field.kind == "date" and draft.published):
            _take_field(draft, field)
        elif draft.byline is None and (names := labels.byline_in(text)):
            draft.byline = names
        elif draft.published is None and (moment := _dateline(text, draft.language)):
            draft.published = moment
            # A bare date is the page's; "Beirut, 17 March 2017" heads a letter or a report and is the author's.
            if not text[0].isdigit() or label_fields.is_letter(draft.paragraphs):
                kept.append(text)
        else:
            kept.append(text)
            if len(text) > _PROSE and index:
                kept += draft.paragraphs[index + 1 : _HEAD]
                break
    draft.paragraphs = kept + draft.paragraphs[_HEAD:]


def _take_glued_date(draft: _Draft) -> None:
    """Take the date of ` date 2023-11-13 In a surprising move, …` and keep the sentence."""
    if not draft.paragraphs:
        return
    glued = label_fields.glued_date(draft.paragraphs[0], language=draft.language)
    if glued is not None:
        draft.published, rest = glued
        draft.paragraphs[:1] = [rest] if rest else []


def _take_field(draft: _Draft, field: LabelField) -> None:
    match field.kind:
        case "date":
            draft.published = draft.published or field.moment
        case "modified":
            draft.modified = draft.modified or field.moment
        case "author":
            draft.byline = draft.byline or field.value
        case "title":
            draft.title = draft.title or field.value
        case "language":
            draft.language = draft.language or field.value
        case "note":
            draft.notes.append(f"{field.label}: {field.value}")
        case "source":
            cites = _links(field.value)
            draft.cites += cites
            if not cites:
                draft.notes.append(f"{field.label}: {field.value}")


def _dateline(text: str, language: str | None) -> datetime | None:
    """Return the date of a line that is a date, or a place and a date."""
    if len(text) > _DATELINE_LONGEST:
        return None
    for moment, start, end in find_dates(text, language=language, earliest=EARLIEST[DateOrigin.DOCUMENT]):
        before, after = text[:start].strip(), text[end:].strip(" .")
        place = before.rstrip(",").removesuffix(" le").removesuffix(" den").rstrip(" ,،")
        if not after and (not before or (before.endswith((",", "،", "le", "den")) and len(place.split()) <= 4)):
            return moment
    return None


# ── tail ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _drop_boilerplate(draft: _Draft) -> None:
    """Remove the paragraphs that are not the author's, and a form that was run together with the first sentence.

    In the tail, after the last kept prose, a short line between two removed ones is removed too: it is an entry of
    their list.
    """
    families = [boilerplate.family_of(text) for text in draft.paragraphs]
    if sum(map(bool, families)) >= 3:
        families = _with_islands(draft.paragraphs, families)
    families = _spare_lone_addresses(families)
    draft.paragraphs = [text for text, family in zip(draft.paragraphs, families, strict=True) if not family]
    if draft.paragraphs:
        stripped = boilerplate.strip_form(draft.paragraphs[0])
        draft.paragraphs[:1] = [stripped] if stripped else []


def _with_islands(paragraphs: list[str], families: list[str | None]) -> list[str | None]:
    prose = max((i for i, text in enumerate(paragraphs) if len(text) > _PROSE and not families[i]), default=-1)
    joined = list(families)
    for index in range(prose + 2, len(families) - 1):
        around = families[index - 1] and families[index + 1]
        short = len(paragraphs[index].split()) <= 10 and not paragraphs[index].endswith(_ENDS_SENTENCE)
        if not families[index] and around and short:
            joined[index] = families[index - 1]
    return joined


def _spare_lone_addresses(families: list[str | None]) -> list[str | None]:
    """Keep a number or an address that has no other such lines beside it: then it is part of a signature, not a contact
    block."""
    return [
        family
        if family != "contact" or any(families[max(0, index - 2) : index] + families[index + 1 : index + 3])
        else None
        for index, family in enumerate(families)
    ]


def _read_sources_and_notes(draft: _Draft) -> None:
    """Take the lines that name a source or say how the text was made."""
    kept: list[str] = []
    for index, text in enumerate(draft.paragraphs):
        field = read_field(text.strip("*_ "))
        note = boilerplate.note_of(text)
        at_edge = index < 2 or index >= len(draft.paragraphs) - 6
        if field and field.kind == "source" and at_edge:
            _take_field(draft, field)
        elif note:
            draft.notes.append(note.text)
            if note.keep:
                kept.append(text)
        else:
            kept.append(text)
    draft.paragraphs = kept


# ── title ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_title(draft: _Draft) -> None:
    """Take the first line as the title if it is not a sentence, a salutation or a dateline, and prose follows. Else
    take the subject of a letter."""
    paragraphs = draft.paragraphs
    if draft.title is not None:
        if paragraphs and paragraphs[0] == draft.title:
            del paragraphs[0]
        return
    if len(paragraphs) > 1 and _may_be_title(paragraphs[0], draft) and any(_is_prose(text) for text in paragraphs[1:]):
        draft.title = paragraphs.pop(0)
        return
    if label_fields.is_letter(paragraphs):
        subjects = (read_field(text) for text in paragraphs[:6])
        draft.title = next((found.value for found in subjects if found and found.kind == "subject"), None)


def _is_prose(text: str) -> bool:
    return len(text) > _PROSE and any(mark in text for mark in ".!?。؟।")


def _may_be_title(text: str, draft: _Draft) -> bool:
    return (
        len(text) <= _TITLE_LONGEST
        and not text.endswith(_ENDS_SENTENCE)
        and not label_fields.is_salutation(text)
        and read_field(text) is None
        and _dateline(text, draft.language) is None
        and not _LIST_ITEM.match(text)
        and text.count(". ") < 2
    )


# ── Markdown ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _front_matter(text: str) -> tuple[list[LabelField], str]:
    """Return the labelled lines between `---` marks at the top, and the text below them."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return [], text
    found = []
    for line in match[1].splitlines():
        key, _, value = line.partition(":")
        field = read_field(f"{key.strip()}: {value.strip().strip(chr(34) + chr(39))}") if value.strip() else None
        if field is not None:
            found.append(field)
    return found, text[match.end() :]


def _plain(text: str) -> str:
    """Remove Markdown's marks: headings become lines of their own, links their words, images nothing.

    A paragraph that is in emphasis as a whole keeps its links, since it may name a source.
    """
    text = _THEMATIC_BREAK.sub("", _IMAGE.sub("", text))
    text = _MARKDOWN_HEADING.sub(r"\n\1\n", _QUOTE_MARK.sub("", text))
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    return "\n".join(line if read_field(line.strip()) else _MARKDOWN_LINK.sub(r"\1", line) for line in text.split("\n"))


def _links(text: str) -> list[Citation]:
    """Return the documents to which `text` links, as Markdown links or bare addresses."""
    found = [Citation(url=url, title=folded(title) or None) for title, url in _MARKDOWN_LINK.findall(text)]
    return found or [Citation(url=url.rstrip(".,;:!?*")) for url in _BARE_ADDRESS.findall(text)]
