"""Find the title of a page, which is its headline without the site's name, and the name of the site.

The headline is chosen among what the page states and what it shows. Figures are titles more that are right on the
development sets (wcxb-dev of 791, fundus-dev of 126 pages) with the rule than without. Of what a page states and its
first headings, with or without the site's name, one is right on 769 and 125 pages, but no rule finds which: on 232
pages of wcxb-dev heading and <title> differ and one is right, on 54 the <title>, and of thirty measures (similarity,
length, place, agreement with og:title, JSON-LD and address, …) none finds pages where that is likelier than not; trees
grown on all of them reach .77, as does always taking the heading.
"""

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from service.extract.content.phrases import fold
from service.extract.metadata import jsonld
from service.extract.metadata.structured_data import StructuredData
from service.text.whitespace import squeeze

_SEPARATOR = re.compile(
    r"(?<=\s)[|–—·•»«*~/‹›:-]{1,3}(?=\s)"  # set off by spaces
    r"|[|｜丨»]|::|--"  # signs that stand in no word
    r"|[＿－：_]|[:,](?=\s)"  # signs of the text too: cut only before the site's very name
)
_LOOSE = frozenset("＿－：_:,")
_BAR = re.compile(r"[|｜丨]")
_LONGEST = 2_000
"""Characters of a title that are read for the site's name."""
_MOST_CUTS = 4
_FEWEST_WORDS, _FEWEST_LETTERS = 4, 20
"""What must be left of a title if only a bar says that the rest is the name of the site or a section."""
_FEWEST_SHARED = 5
"""Letters that a name must share with the site's address: "Freightwaves Checkpoint" on freightwaves.com."""

_LONGEST_TITLE = 1_000
_LONGEST_HEADING = 200
"""Characters. Longer text is a paragraph set as a heading."""
_SIMILAR = 0.4
_SLIGHTLY_SIMILAR = 0.2
"""How similar to a stated title a heading must be, if there are several and if there is one."""
_SETS_OFF = re.compile(r"(?:[:：|｜·•–—»/]|\s-)\s*$")
"""The end of a line above the headline."""
_CUT_SHORT = re.compile(r"(?:…|\.\.\.)$|[(\[][^)\]]*$")
"""The end of a title that was cut."""
_MOST_SUBHEADINGS = 12
_QUOTES = "\"'“”„«»‘’"


# ── the site's name ───────────────────────────────────────────────────────────────────────────────────────────────


def site_of(stated: StructuredData) -> str | None:
    """Return the site's name as the page states it."""
    names = [
        *stated.metas.get("og:site_name", ()),
        *jsonld.strings(stated.article.get("publisher"), "name"),
        *stated.meta_values("site"),
    ]
    return next((name for name in names if letters(name) and not _holds_heading(name, stated.headings)), None)


def _holds_heading(name: str, headings: list[str]) -> bool:
    """Say whether `name` is a page's title in the place of the site's name: it holds a whole heading, and more."""
    own_letters = letters(name)
    return any(
        is_long_enough(text) and letters(text) != own_letters and letters(text) in own_letters for text in headings
    )


class SiteName:
    """What counts as the name of the site at `url` that states the name `stated`."""

    def __init__(self, stated: str | None, url: str) -> None:
        parts = [stated or "", *re.split(r"\s+[|–—·-]\s+|\s*[|｜(),:]\s*", stated or "")]
        self._bare: dict[str, str] = {}  # a page states its title three times over
        self._names = frozenset(filter(None, map(letters, parts)))
        try:
            host = (urlsplit(url).hostname or "").removeprefix("www.")
        except ValueError:
            host = ""
        labels = [label.replace("-", "") for label in host.split(".")]
        self._labels = frozenset(label for label in ["".join(labels), *labels[:-1]] if len(label) > 2)

    def is_site(self, text: str) -> bool:
        """Say whether `text` is only the site's name, by what the page states or by its address."""
        own_letters = letters(text)
        if not own_letters or own_letters in self._names or own_letters in self._labels:
            return True
        if len(fold(text)) > _FEWEST_SHARED:
            return False
        return any(len(label) >= _FEWEST_SHARED and label in own_letters for label in self._labels) or any(
            len(own_letters) >= _FEWEST_SHARED and name.startswith(own_letters) for name in self._names | self._labels
        )

    def is_named(self, text: str) -> bool:
        """Say whether `text` is the name that the page states for its site, or its address."""
        own_letters = letters(text)
        return own_letters in self._names or own_letters in self._labels

    def is_stated(self, text: str) -> bool:
        """Say whether `text` is the name that the page states for its site."""
        return letters(text) in self._names

    def without(self, text: str) -> str:
        """Remove the site's name from the end or the beginning of `text`. What follows a bar goes too: it is the site
        or the section, whether or not the page names itself (titles right on wcxb-dev +7 of 791)."""
        bare = self._bare.get(text)
        if bare is None:
            bare = text[:_LONGEST]
            for _ in range(_MOST_CUTS):
                bare, before = self._cut(bare), bare
                if bare == before:
                    break
            self._bare[text] = bare
        return bare

    def _cut(self, text: str) -> str:
        marks = list(_SEPARATOR.finditer(text))
        if not marks:
            return text
        for mark in marks:  # the name itself may hold a separator: the longest tail first
            head, tail = text[: mark.start()].rstrip(), text[mark.end() :]
            if head and (letters(tail) in self._names or (mark is marks[-1] and self._ends(mark[0], tail))):
                return head
        head, tail = text[: marks[0].start()], text[marks[0].end() :].lstrip()
        if tail and letters(head) and self._ends(marks[0][0], head):
            return tail
        barred = [mark.start() for mark in marks if _BAR.search(mark[0])]
        if barred and is_long_enough(text[: barred[-1]]):
            return text[: barred[-1]].rstrip()
        return text

    def _ends(self, mark: str, part: str) -> bool:
        """Say whether `part` is the site's name. After a comma or a colon only the exact name counts."""
        if mark in _LOOSE:
            return letters(part) in self._names | self._labels
        return self.is_site(part)


def is_long_enough(text: str) -> bool:
    """Say whether `text` may be a whole title."""
    return len(fold(text)) >= _FEWEST_WORDS or len(letters(text)) >= _FEWEST_LETTERS


def letters(text: str) -> str:
    """Return the letters and digits of `text`, folded: equal for titles that differ only in spaces and punctuation."""
    return "".join(fold(text))


# ── the title ─────────────────────────────────────────────────────────────────────────────────────────────────────


def title_of(parser: LexborHTMLParser, stated: StructuredData, name: SiteName) -> str | None:
    """Return the headline. None if the page neither states nor shows one."""
    # 1. What the page states and what it shows, both without the site's name.
    claims = [text for claim in dict.fromkeys(_claims(stated)) if (text := name.without(claim))]
    headings = [text for heading in stated.headings if (text := _displayed_heading(heading, name, claims))]
    # 2. The headline on which a news article's statements agree.
    headline = _newsroom_headline(stated, headings, name)
    if headline:
        return headline[:_LONGEST_TITLE]
    # 3. The heading that is most like a statement, else the statement itself.
    if len(headings) == 1 and _is_masthead(headings[0], claims, stated.title_tag, parser):
        headings = []
    heading = _heading(headings, claims)
    title = _without_kicker(heading, claims) if heading else _stated_title(claims, headings or _subheadings(parser))
    return title[:_LONGEST_TITLE] if title else None


def _claims(stated: StructuredData) -> list[str]:
    """Return the titles that the page states, the most reliable first."""
    claims = [*stated.article_values("headline"), *stated.meta_values("title"), *stated.article_values("name")]
    return [*claims, stated.title_tag] if stated.title_tag else claims


def _displayed_heading(heading: str, name: SiteName, claims: list[str]) -> str:
    """Return a heading's text, empty if it names the site, as the first heading of many blogs does on every page.

    A text that only resembles the name ("Gardening with Tannow" on tannow.example) counts if the page states it as its
    title.
    """
    text = name.without(heading)
    if name.is_site(text) and (name.is_named(text) or letters(text) not in map(letters, claims)):
        return ""
    return text


def _is_masthead(heading: str, claims: list[str], title_tag: str, parser: LexborHTMLParser) -> bool:
    """Say whether a lone <h1> is the site's name though nothing states that: the <title> puts it beside a stated title
    ("Lessons Learned: The lean startup"), and a lower heading shows that very title."""
    shown, stated, whole = letters(heading), set(map(letters, claims)), letters(title_tag)
    if shown in stated or not (whole.startswith(shown) or whole.endswith(shown)):
        return False
    rest = whole.removeprefix(shown) if whole.startswith(shown) else whole.removesuffix(shown)
    return rest in stated and rest in map(letters, _subheadings(parser))


def _subheadings(parser: LexborHTMLParser) -> list[str]:
    """Return the first headings of the second and third rank. They are read only if those of the first do not
    decide."""
    nodes = parser.css("h2, h3")[:_MOST_SUBHEADINGS]
    texts = (squeeze(node.text(separator=" ")[: 2 * _LONGEST_TITLE]) for node in nodes)
    return [text for text in texts if text]


# ── what the newsroom states ──────────────────────────────────────────────────────────────────────────────────────


def _newsroom_headline(stated: StructuredData, headings: list[str], name: SiteName) -> str | None:
    """Return the headline on which a news article's statements agree. Its page may show another one for readers.

    A `headline` that stands nowhere else on the page counts too: if heading, share title and <title> are one, it is the
    newsroom's, and they are made for search engines (fundus-dev +5; agreement +6). If a quotation mark cut headline and
    share title, the full heading is used (fundus-dev +1).
    """
    if not stated.is_news:
        return None
    headline, shared = (
        _uncut(name.without(next(iter(texts), "")), headings)
        for texts in (stated.article_values("headline"), stated.metas.get("og:title", []))
    )
    if not headline or len(headline) > _LONGEST_HEADING:
        return None
    if letters(headline) == letters(shared):
        return headline
    others = {letters(text) for text in [*headings[:1], shared, name.without(stated.title_tag)] if text}
    return headline if len(others) == 1 and letters(headline) not in others and shared and headings else None


def _uncut(text: str, headings: list[str]) -> str:
    """Return `text`, or the heading of which it is the beginning up to a quotation mark, at which attributes are often
    cut."""
    for heading in headings:
        rest = heading[len(text) :].lstrip()
        if text and heading.startswith(text) and rest[:1] and rest[0] in _QUOTES:
            return heading
    return text


# ── what the page shows ───────────────────────────────────────────────────────────────────────────────────────────


def _heading(headings: list[str], claims: list[str]) -> str | None:
    """Return the <h1> that is most similar to a stated title. A lone one needs little similarity, since headlines for
    readers and for search engines often differ (wcxb-dev +5)."""
    headings = [text for text in headings if len(text) <= _LONGEST_HEADING]
    if not claims:
        return next(iter(headings), None)
    titles = [set(fold(text)) for text in claims]
    needed = _SIMILAR if len(headings) > 1 else _SLIGHTLY_SIMILAR
    best = max(headings, key=lambda text: _similarity(text, titles), default=None)
    if best is None:
        return None
    same = next((text for text in claims if letters(text) == letters(best)), None)
    if same is not None:  # marked up letter by letter, a heading has spaces within words
        return same if len(fold(same)) < len(fold(best)) else best
    return best if len(letters(best)) > 1 and _similarity(best, titles) >= needed else None


def _similarity(text: str, titles: list[set[str]]) -> float:
    """Return Dice's coefficient of the words with the most similar title."""
    words = set(fold(text))
    return max(2 * len(words & title) / (len(words) + len(title) or 1) for title in titles)


def _without_kicker(heading: str, claims: list[str]) -> str:
    """Remove the line above a headline from a heading that holds both ("Minority in Syria – Druze demand …").

    Then a stated title is the end of the heading, set off by a sign, or by words with which no stated title begins
    (fundus-dev +4, wcxb-dev +1).
    """
    heading_words = fold(heading)
    for text in claims:
        words = fold(text)
        above = len(heading_words) - len(words)
        if above < 1 or not is_long_enough(text) or heading_words[above:] != words:
            continue
        if heading.endswith(text) and _SETS_OFF.search(heading[: -len(text)]):
            return text
        if above > 1 and not any(fold(claim)[:above] == heading_words[:above] for claim in claims):
            return text
    return heading


# ── what it states ────────────────────────────────────────────────────────────────────────────────────────────────


def _stated_title(claims: list[str], headings: list[str]) -> str | None:
    """Return the first of `claims` that a lower heading shows, else the first, in full.

    A headline that was changed is often forgotten in the page's data. If a shorter claim or a heading is its beginning
    or its end, the rest is a section or a name that the page does not state. If it was cut short, the text that it
    begins is used (wcxb-dev +1).
    """
    shown = set(map(letters, headings))
    first = next((claim for claim in claims if letters(claim) in shown), next(iter(claims), None))
    if first is None:
        return None
    others = [*(claim for claim in claims if claim != first), *headings]
    if _CUT_SHORT.search(first):
        begun = first.rstrip("…. ")
        return next((text for text in others if begun and text.startswith(begun) and len(text) > len(first)), first)
    for text in others:
        if is_long_enough(text) and len(text) < len(first) and (first.startswith(text) or first.endswith(text)):
            return text
    return first
