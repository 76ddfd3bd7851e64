"""What a kind of source is: what it asks for, how it reads what comes back, and what follows from its kind.

A new kind is a module with a subclass of one of the two protocols here, an entry in `registry`, and a line in
`SourceKind`, the values that `kind` takes in sources.yaml.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Protocol
from urllib.parse import quote

from service.config import Source
from service.models import Discovery, Request, SourceKind
from service.sources.source_document import SourceDocument


class WebSourceType(Protocol):
    """A kind of source that is asked on the web. Its reading is pure: it is done in parser processes."""

    kind: ClassVar[SourceKind]
    """Two types may share one: a feed can be XML or JSON. The first of them in the registry speaks for the kind."""

    reads_html: ClassVar[bool] = False
    """Whether any HTML page can be read as this kind. Such kinds are told from one another by what stands on the page;
    all others show themselves by how their answer begins, and are recognised first."""

    watches_itself: ClassVar[bool] = False
    """Whether the source's URL is itself the page to watch: it is fetched as an item, and not asked for links."""

    names_archive: ClassVar[bool] = False
    """Whether it names articles of any age, so that those from before the source was added are no news."""

    def requests(self, source: Source, cursor: str | None) -> tuple[Request, ...]:
        """Return what is asked for at a poll. Validators and the source's own headers are added by the caller.

        `cursor` is that of the last `Discovery` of the source that had one.
        """
        assert source.url is not None
        return (Request(url=source.url),)

    def recognises(self, document: SourceDocument) -> bool:
        """Say whether an answer is of this kind."""
        ...

    def read(self, document: SourceDocument, source: Source, cursor: str | None) -> Discovery:
        """Return what an answer names: one that was recognised or, where the kind reads HTML, any.

        Raises:
            ParseError: it cannot be read as what it seems to be.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text of a local source. Read it only where `problem` is None."""

    relative: str
    """Its path inside the source, with `/` on every system: its name from one run to the next. The suffix tells the
    format, as for `extract_document`."""
    path: Path
    """The file it stands in."""
    size: int
    """Bytes."""
    modified: datetime
    """In UTC."""
    body: bytes | None = None
    """The part of the file that it is; None: the whole file."""
    problem: str | None = None
    """Why it cannot be read, one line: "larger than 15,000,000 bytes", …"""

    @property
    def url(self) -> str:
        """Its address, which is no web address."""
        return self.path.as_uri() + (f"#{quote(self.relative)}" if self.body is not None else "")

    def read(self) -> bytes:
        """Return its bytes.

        Raises:
            OSError: the file cannot be read any more.
        """
        return self.path.read_bytes() if self.body is None else self.body


class LocalSourceType(Protocol):
    """A kind of source that is read from this machine."""

    kind: ClassVar[SourceKind]

    def documents(self, path: Path) -> Iterator[Document]:
        """Return the documents at `path`, in an order that stays the same.

        Raises:
            ParseError: there is no such source at `path`. Raised at once, not at the first document.
        """
        ...
