"""A page that is watched itself: a source that names nothing but its own URL."""

from service.config import Source
from service.models import Discovery, Link, SourceKind
from service.sources.source_document import SourceDocument
from service.sources.source_type import WebSourceType


class WatchedPageSource(WebSourceType):
    """One page. Its own text is the item."""

    kind = SourceKind.PAGE
    reads_html = True
    watches_itself = True

    def recognises(self, document: SourceDocument) -> bool:
        """Take any answer: what is of no other kind is a page."""
        return True

    def read(self, document: SourceDocument, source: Source, cursor: str | None) -> Discovery:
        """Return the page itself as the one link."""
        return Discovery(
            kind=self.kind,
            links=(Link(url=document.url),),
            title=document.title,
            language=document.language,
        )
