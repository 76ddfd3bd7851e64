"""Sitemaps → links: urlset, Google's news extension, sitemap index, and the list of URLs as plain text.

Protocol: sitemaps.org/protocol.html. Read with expat itself, which keeps what stands before a break and asks for no
namespace to be declared.
"""

from xml.parsers import expat

from service.config import Source
from service.errors import NotAFeed
from service.models import Discovery, SourceKind
from service.sources.field_values import TITLE_LIMIT, language_tag, moment, plain
from service.sources.link_collector import LinkCollector, newest_first
from service.sources.source_document import Markup, SourceDocument, clean_xml
from service.sources.source_type import WebSourceType

MAX_URLS = 50_000
"""URLs of one sitemap: the protocol's own limit."""

_ROOTS = frozenset({"urlset", "sitemapindex"})

# (element, its parent): image, video and alternate-language extensions have a `loc` and `title` of their own
_FIELDS = {
    ("url", "loc"): "loc",
    ("sitemap", "loc"): "loc",
    ("url", "lastmod"): "lastmod",
    ("sitemap", "lastmod"): "lastmod",
    ("news", "title"): "title",
    ("news", "publication_date"): "published",
    ("publication", "language"): "language",
}


class SitemapSource(WebSourceType):
    """A sitemap, as XML or as a list of URLs. A site's whole archive stands in it."""

    kind = SourceKind.SITEMAP
    names_archive = True

    def recognises(self, document: SourceDocument) -> bool:
        """Say whether the root element is a sitemap's or, without any, the text begins as a list of URLs."""
        return document.root in _ROOTS or (document.markup is None and looks_like_url_list(document.text))

    def read(self, document: SourceDocument, source: Source, cursor: str | None) -> Discovery:
        """Return the sitemap's pages or further sitemaps; see `read_sitemap` and `read_url_list`."""
        if document.markup is None:
            return read_url_list(document.text, url=document.url)
        return read_sitemap(document.markup, url=document.url)


def read_sitemap(markup: Markup, *, url: str) -> Discovery:
    """Return the pages of a `urlset` in `links`, or the sitemaps of a `sitemapindex` in `children`, newest first.

    `published` is the news date, `updated` is `lastmod`. What stands before a break is kept, with a note.
    """
    reader = _Reader(url)
    reader.read(clean_xml(markup.text))
    found = newest_first(reader.collector.links)
    index = markup.root == "sitemapindex"
    return Discovery(
        kind=SourceKind.SITEMAP,
        links=() if index else found,
        children=found if index else (),
        language=reader.language,
        notes=(*reader.trouble, *reader.collector.notes),
    )


def looks_like_url_list(text: str) -> bool:
    """Say whether the first line that is not blank is an http(s) URL and nothing else."""
    line = text[:4_096].lstrip().split("\n", 1)[0].strip()
    return line.lower().startswith(("http://", "https://")) and len(line.split()) == 1 and "<" not in line


def read_url_list(text: str, *, url: str) -> Discovery:
    """Read a text sitemap, one URL a line, in its order.

    Raises:
        NotAFeed: no line is an http(s) URL.
    """
    collector = LinkCollector(limit=MAX_URLS)
    for line in text.splitlines():
        if line.strip().lower().startswith(("http://", "https://")):
            collector.add(line, base=url)
        elif line.strip():
            collector.drop("a line that is no URL")
    if not collector.links:
        raise NotAFeed(f"{url}: no URL in this text; a text sitemap has one a line", url=url)
    return Discovery(kind=SourceKind.SITEMAP, links=collector.links, notes=collector.notes)


class _Reader:
    """Follows one sitemap element by element."""

    def __init__(self, url: str) -> None:
        self.collector = LinkCollector(limit=MAX_URLS)
        self.language: str | None = None
        self.trouble: tuple[str, ...] = ()
        self._url = url
        self._path: list[str] = []
        self._entry: dict[str, str] = {}
        self._text: list[str] = []

    def read(self, text: str) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        try:
            parser.Parse(text.encode("utf-8", "replace"), True)
        except expat.ExpatError as error:
            count = len(self.collector.links)
            self.trouble = (f"broken XML at line {error.lineno}; URLs before the break: {count:,}",)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        self._path.append(local)
        self._text = []
        if local in ("url", "sitemap"):
            self._entry = {}

    def _data(self, text: str) -> None:
        self._text.append(text)

    def _end(self, name: str) -> None:
        local = self._path.pop()
        field = _FIELDS.get((self._path[-1], local)) if self._path else None
        if field is not None:
            self._entry.setdefault(field, "".join(self._text))
        elif local in ("url", "sitemap"):
            self._take()
        self._text = []

    def _take(self) -> None:
        entry = self._entry
        address = entry.get("loc", "").strip()
        if not address:
            self.collector.drop("an entry without a URL")
            return
        self.language = self.language or language_tag(entry.get("language"))
        self.collector.add(
            address,
            base=self._url,
            title=plain(entry.get("title"), TITLE_LIMIT),
            published=moment(entry.get("published")),
            updated=moment(entry.get("lastmod")),
        )
