"""A toy: a text file that names an item a line, as `URL | title | text`; the text may be left out.

It is asked for what is new: `?after=N` leaves out the first N lines.
"""

from service.config import Source
from service.models import Discovery, Link, LinkContent, Request, SourceKind
from service.sources.source_document import SourceDocument
from service.sources.source_type import WebSourceType

_HEAD = "#lines"


class LinesSource(WebSourceType):
    """A text file of items."""

    kind = SourceKind.LINES  # type: ignore[attr-defined]  # the line that a new kind adds

    def requests(self, source: Source, cursor: str | None) -> tuple[Request, ...]:
        return (Request(url=f"{source.url}?after={cursor}" if cursor else source.url or ""),)

    def recognises(self, document: SourceDocument) -> bool:
        return document.text.startswith(_HEAD)

    def read(self, document: SourceDocument, source: Source, cursor: str | None) -> Discovery:
        lines = document.text.removeprefix(_HEAD).strip().splitlines()
        links = tuple(_link(*(part.strip() for part in line.split("|"))) for line in lines)
        return Discovery(kind=self.kind, links=links, cursor=str(int(cursor or 0) + len(lines)))


def _link(url: str, title: str, text: str = "") -> Link:
    content = LinkContent(body=text.replace("¶", "\n\n").encode(), name="item.txt") if text else None
    return Link(url=url, title=title, content=content)
