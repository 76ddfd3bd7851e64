"""Answers of sources, read as the crawler has them read."""

from service.config import Source
from service.models import Discovery, SourceKind
from service.sources import registry
from service.sources.source_document import SourceDocument


def discover(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    kind: SourceKind | None = None,
    content: tuple[str, ...] = (),
    remove: tuple[str, ...] = (),
) -> Discovery:
    """What an answer of a source names; selectors are taken unchecked, as a source's may be no CSS."""
    source = Source.model_construct(name="paper", kind=kind, url=url, content=content, remove=remove)
    return registry.discover(body, url=url, content_type=content_type, source=source, kind=kind)


def sniff(body: bytes, content_type: str | None) -> SourceKind:
    """What a source is, by its answer alone."""
    return registry.recognise(SourceDocument(body, url="http://page.invalid/", content_type=content_type)).kind
