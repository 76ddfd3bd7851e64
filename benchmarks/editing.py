"""True edits of an article, made in its page's markup, with the kind each is of.

An edit is made where the page's text is known twice over: in a paragraph that the truth holds and that extraction
gives. What the page says again in other places (JSON-LD, descriptions, sharing cards) is changed there too, as content
systems do it.
"""

import html as entities
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from benchmarks.refetching import texts
from benchmarks.restating import everywhere, still_names
from benchmarks.sentences import SENTENCES
from benchmarks.wordings import WORDINGS, People, Site, Wording
from service.models import Article, BlockKind

_QUOTES = re.compile("[\"“”„«»‘‹›「」]|(?<!\\w)['’]|['’](?!\\w)")
_WORD = re.compile(r"(?<!\S)[^\W\d_]{5,}(?!\S)")
_MOMENT = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?")
_NOTES = {
    "en": (
        "Correction: An earlier version of this article misstated the year in which the school was founded.",
        "This article was amended on 3 May 2024 to correct the spelling of a name.",
        "Editor’s note: This story has been updated to clarify who paid for the report.",
        "Clarification: A previous version of this story gave the wrong title for the speaker.",
    ),
    "de": (
        "Korrektur: In einer früheren Version dieses Artikels war der Name des Vereins falsch geschrieben.",
        "Anmerkung der Redaktion: In einer ersten Fassung hieß es, die Sitzung sei öffentlich gewesen.",
    ),
    "fr": (
        "Rectificatif : le prénom du maire a été corrigé.",
        "Une première version de cet article citait un autre texte.",
    ),
    "es": ("Fe de errores: en una versión anterior de este artículo se citaba mal el nombre del barrio.",),
    "it": ("Errata corrige: una versione precedente di questo articolo riportava un altro titolo.",),
    "pt": ("Correção: uma versão anterior deste texto trazia o nome errado do autor.",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A page after an edit."""

    html: str
    kind: str
    """What edit it is: a kind, or another of `KINDS`."""
    also: frozenset[str]
    """Kinds that the edit may be of too."""
    old: str
    new: str
    must: frozenset[str] = frozenset()
    """All kinds that it is of, where it is not of `kind` alone."""
    undone: bool = False
    """The edit is from this page to the one that it was made of."""
    url: str | None = None
    """Where the page stands after it, if that is another address."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Piece `at` of the page, which is text of one of the article's paragraphs."""

    at: int
    site: Site


@dataclass(frozen=True)
class Page:
    """A page as a parser writes it, what extraction makes of it, and its true text. Not slotted: what is reckoned from
    them is kept."""

    html: str
    article: Article
    truth: str
    people: People
    others: tuple[str, ...] = ()
    """Paragraphs of other pages in its language."""
    url: str = "https://example.org/"

    @property
    def language(self) -> str:
        return (self.article.language or "en")[:2].lower()

    @cached_property
    def pieces(self) -> list[tuple[str, bool]]:
        return list(texts(self.html))

    @cached_property
    def places(self) -> list[_Place]:
        """Where an edit can be made: the text stands once in the article, and so does the piece in the page."""
        truth, whole = _squeezed(self.truth), self.article.text
        blocks = [
            block.text for block in self.article.blocks if block.kind is BlockKind.PARAGRAPH and len(block.text) >= 80
        ]
        blocks = [block for block in blocks if _squeezed(block) in truth and whole.count(block) == 1]
        raws = [raw for raw, shown in self.pieces if shown]
        found = []
        for at, (raw, shown) in enumerate(self.pieces):
            text = _text(raw)
            holder = next((block for block in blocks if text in block), None) if shown and len(text) >= 60 else None
            if holder is not None and whole.count(text) == 1 and raws.count(raw) == 1 and "&" not in raw.strip():
                before = holder[: holder.find(text)]
                site = Site(
                    text=text,
                    quoted=_QUOTES.search(holder) is not None,
                    open_before=_opened(before),
                    language=self.language,
                    people=self.people,
                    others=self.others,
                )
                found.append(_Place(at, site))
        return found


Edit = Callable[[Page, random.Random], Edited | None]


def edited(page: Page, kind: str, seed: int = 0) -> Edited | None:
    """`page` after an edit of `kind`; None where it offers no place for one."""
    draw = random.Random(f"{kind} {seed}")
    if kind in WORDINGS:
        return _reworded(page, kind, WORDINGS[kind], draw)
    if kind.removesuffix(UNDONE) in SENTENCES:
        return _sentence(page, kind, draw)
    return _LARGER[kind](page, draw)


def _sentence(page: Page, kind: str, draw: random.Random) -> Edited | None:
    wording, must, also = SENTENCES[kind.removesuffix(UNDONE)]
    made = _reworded(page, kind, wording, draw)
    if made is None or not kind.endswith(UNDONE):
        return made and replace(made, must=must, also=also)
    mirrored = frozenset(told.replace("_added", "_removed") for told in must)
    return replace(made, must=mirrored, also=also, undone=True)


def _reworded(page: Page, kind: str, wording: Wording, draw: random.Random) -> Edited | None:
    for place in draw.sample(page.places, len(page.places)):
        new = wording(place.site, draw)
        if new is not None and _squeezed(new) != place.site.text:
            also = {"name": {"attribution"}, "attribution": {"name"}}.get(kind, set())
            html = _with(page, {place.at: page.pieces[place.at][0].replace(page.pieces[place.at][0].strip(), new)})
            return Edited(
                html=everywhere(html, place.site.text, new),
                kind=kind,
                also=frozenset(also),
                old=place.site.text,
                new=new,
            )
    return None


def _paragraph_added(page: Page, draw: random.Random) -> Edited | None:
    if not page.others:
        return None
    return _inserted(page, draw.choice(page.others), "paragraph_added", page.places[:-1], draw)


def _correction_note(page: Page, draw: random.Random) -> Edited | None:
    notes = _NOTES.get(page.language)
    if not notes:
        return None
    note = draw.choice(notes)
    if draw.random() < 0.3 and page.places:
        place = draw.choice(page.places)
        raw = page.pieces[place.at][0]
        if raw.rstrip().endswith("."):
            html = _with(page, {place.at: f"{raw.rstrip()} {note}"})
            return Edited(html=html, kind="correction_note", also=frozenset(), old="", new=note)
    return _inserted(page, note, "correction_note", page.places[-1:] if draw.random() < 0.7 else page.places[:1], draw)


def _inserted(page: Page, text: str, kind: str, places: list[_Place], draw: random.Random) -> Edited | None:
    """A paragraph put behind that of one of the places."""
    for place in draw.sample(places, len(places)):
        span = _element(page, place)
        if span is not None:
            opening = re.sub(r"""\s(?:id|data-[\w-]*)=("[^"]*"|'[^']*')""", "", page.pieces[span[0]][0])
            markup = f"{page.pieces[span[1]][0]}\n{opening}{entities.escape(text, quote=False)}</p>"
            html = _with(page, {span[1]: markup})
            return Edited(html=html, kind=kind, also=frozenset(), old="", new=text)
    return None


def _paragraph_removed(page: Page, draw: random.Random) -> Edited | None:
    for place in draw.sample(page.places, len(page.places)):
        span = _element(page, place)
        if span is not None and len(page.places) > 3 and _is_paragraph(page, span):
            gone = dict.fromkeys(range(span[0], span[1] + 1), "")
            html = everywhere(_with(page, gone), place.site.text, "")
            return Edited(html=html, kind="paragraph_removed", also=frozenset(), old=place.site.text, new="")
    return None


def _is_paragraph(page: Page, span: tuple[int, int]) -> bool:
    """Whether an element is a paragraph of the article, and no part of one."""
    shown = "".join(raw for raw, is_text in page.pieces[span[0] : span[1]] if is_text)
    return _text(shown) in map(_squeezed, page.article.paragraphs)


def _headline(page: Page, draw: random.Random) -> Edited | None:
    title = page.article.title or ""
    places = list(_WORD.finditer(title))
    others = [word[0].lower() for place in page.places[:5] for word in _WORD.finditer(place.site.text)]
    if not places or not others:
        return None
    word = draw.choice(places)
    other = draw.choice(others)
    if other == word[0].lower() or title in page.article.text:
        return None
    new = title[: word.start()] + other + title[word.end() :]
    also = frozenset({"quote", "negation", "number", "date", "attribution"})
    html = everywhere(page.html, title, new)
    return None if still_names(html, title) else Edited(html=html, kind="headline", also=also, old=title, new=new)


def _byline(page: Page, draw: random.Random) -> Edited | None:
    author = page.article.byline or ""
    if (
        not page.people.last
        or len(author.split()) < 2
        or "," in author
        or author in page.article.text
        or author not in page.html
    ):
        return None
    first, _, last = author.rpartition(" ")
    other = f"{first} {draw.choice([name for name in page.people.last if name != last])}"
    html = everywhere(page.html, author, other)
    return (
        None if still_names(html, author) else Edited(html=html, kind="byline", also=frozenset(), old=author, new=other)
    )


def _published(page: Page, draw: random.Random) -> Edited | None:
    moment = page.article.published
    stated = {text for text in _MOMENT.findall(page.html) if moment is not None and _same_moment(text, moment)}
    if not stated:
        return None
    # The day that the page shows stays right.
    html, later = page.html, timedelta(hours=3 if moment is not None and moment.hour < 20 else -3)
    for text in stated:
        html = html.replace(text, (datetime.fromisoformat(text) + later).isoformat())
    return Edited(html=html, kind="published", also=frozenset(), old=str(moment), new=f"{later} later")


def _renamed(page: Page, draw: random.Random) -> Edited | None:
    """Another headline and another number, under an address that has the new headline in it."""
    titled = _headline(page, draw)
    if titled is None or not titled.new.isascii():
        return None
    made = _reworded(replace(page, html=titled.html), "renamed", WORDINGS["number"], draw)
    if made is None:
        return None
    slug = re.sub(r"\W+", "-", titled.new.lower()).strip("-")
    url = f"{page.url.rstrip('/').rpartition('/')[0]}/{slug}{'/' * page.url.endswith('/')}"
    html = made.html.replace(page.url, url)
    must = frozenset({"headline", "number"})
    return replace(titled, html=html, kind="renamed", must=must, url=url)


_LARGER: dict[str, Edit] = {
    "headline": _headline,
    "correction_note": _correction_note,
    "paragraph_added": _paragraph_added,
    "paragraph_removed": _paragraph_removed,
    "byline": _byline,
    "published": _published,
    "renamed": _renamed,
}
UNDONE = ", undone"
OF_SENTENCES = (*SENTENCES, *(kind + UNDONE for kind in SENTENCES if kind != "sentence moved"))
KINDS = (*WORDINGS, *_LARGER)


def _text(raw: str) -> str:
    return _squeezed(entities.unescape(raw))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _opened(before: str) -> bool:
    """Whether a quotation has begun and not ended."""
    directed = sum(before.count(mark) for mark in "“„«") - sum(before.count(mark) for mark in "”»")
    return before.count('"') % 2 == 1 or directed > 0


def _with(page: Page, changed: dict[int, str]) -> str:
    return "".join(changed.get(at, raw) for at, (raw, _) in enumerate(page.pieces))


def _element(page: Page, place: _Place) -> tuple[int, int] | None:
    """The pieces of the <p> that holds a place: its opening and its closing tag."""
    back: Iterator[int] = iter(range(place.at - 1, max(place.at - 30, -1), -1))
    start = next((at for at in back if re.match(r"</?(?:p|div|li)\b", page.pieces[at][0])), None)
    if start is None or not re.match(r"<p\b", page.pieces[start][0]):
        return None
    for at in range(place.at + 1, min(place.at + 60, len(page.pieces))):
        if page.pieces[at][0] == "</p>":
            return start, at
        if re.match(r"</?(?:p|div|li|br)\b", page.pieces[at][0]):
            return None
    return None


def _same_moment(text: str, moment: datetime) -> bool:
    try:
        stated = datetime.fromisoformat(text)
    except ValueError:
        return False
    return (stated if stated.tzinfo else stated.replace(tzinfo=moment.tzinfo)) == moment
