"""A toy: a file of notes on this machine, with `---` between them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from service.errors import ParseError
from service.models import SourceKind
from service.sources.source_type import Document, LocalSourceType


class NotesSource(LocalSourceType):
    """A file of notes."""

    kind = SourceKind.NOTES  # type: ignore[attr-defined]  # the line that a new kind adds

    def documents(self, path: Path) -> Iterator[Document]:
        try:
            bodies = path.read_bytes().split(b"\n---\n")
        except OSError as error:
            raise ParseError(f"{path}: no notes here", url=str(path)) from error
        modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return (
            Document(relative=f"{number}.txt", path=path, size=len(body), modified=modified, body=body)
            for number, body in enumerate(bodies, 1)
        )
