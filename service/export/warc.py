"""Writes kept pages as a WARC file (ISO 28500:2017, WARC/1.1), which any web archive's tools can read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from service import __version__
from service.errors import StoreDamaged
from service.models import iso
from service.store import KeptPage, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSelection:
    """Which kept pages are written: all that meet every condition given."""

    source: str | None = None
    item: int | None = None
    since: datetime | None = None
    """Only pages fetched at this time or later."""

    def of(self, store: Store) -> Iterator[KeptPage]:
        """Return the pages, by item and revision; one that several revisions were read from, once.

        Raises:
            UsageError: there is no such item.
        """
        if self.item is not None:
            store.items.known(self.item)
        items = [self.item] if self.item is not None else store.archive.items(source=self.source, since=self.since)
        for item in items:
            seen: set[tuple[datetime, str]] = set()
            for page in store.archive.of(item):
                if self._has(page) and (page.fetched_at, page.sha256) not in seen:
                    seen.add((page.fetched_at, page.sha256))
                    yield page

    def _has(self, page: KeptPage) -> bool:
        return self.source in (None, page.source) and (self.since is None or page.fetched_at >= self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenWarc:
    """How many pages were written, and a line for each that could not be."""

    pages: int
    damaged: tuple[str, ...]


def write_warc(store: Store, selection: PageSelection, file: BinaryIO, *, name: str, now: datetime) -> WrittenWarc:
    """Write the selected pages into a file, gzipped record by record; `name` is the file's own.

    A page is a `response` record, with a `metadata` record that names item, revision and source. Bodies are as decoded,
    so Content-Encoding and Transfer-Encoding are not among the headers. The same pages give the same record ids.
    """
    writer = WARCWriter(file, gzip=True, warc_version="1.1")
    _write_info(writer, name, now)
    pages, damaged = 0, []
    for page in selection.of(store):
        try:
            body = store.archive.body(page)
        except StoreDamaged as error:
            damaged.append(str(error))
            continue
        _write_page(writer, page, body)
        pages += 1
    return WrittenWarc(pages=pages, damaged=tuple(damaged))


def _write_info(writer: WARCWriter, name: str, now: datetime) -> None:
    fields = [
        ("software", f"dateline/{__version__}"),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ("description", "pages that revisions were read from; bodies decoded from their Content-Encoding"),
    ]
    headers = {"WARC-Record-ID": _record_id("warcinfo", name, iso(now)), "WARC-Date": iso(now), "WARC-Filename": name}
    _write(writer, "", "warcinfo", _fields(fields), headers)


def _write_page(writer: WARCWriter, page: KeptPage, body: bytes) -> None:
    response = _record_id("response", page.url, iso(page.fetched_at), page.sha256)
    kept = [(header.title(), value) for header, value in page.headers]
    http = StatusAndHeaders(_status(page.status), [*kept, ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
    date = iso(page.fetched_at)
    _write(writer, page.url, "response", body, {"WARC-Record-ID": response, "WARC-Date": date}, http)
    about = [("dateline-item", page.item), ("dateline-revision", page.revision), ("dateline-source", page.source)]
    headers = {
        "WARC-Record-ID": _record_id("metadata", response, page.item, page.revision),
        "WARC-Date": date,
        "WARC-Concurrent-To": response,
    }
    _write(writer, page.url, "metadata", _fields(about), headers)


def _write(
    writer: WARCWriter,
    url: str,
    kind: str,
    payload: bytes,
    headers: dict[str, str | None],
    http: StatusAndHeaders | None = None,
) -> None:
    record = writer.create_warc_record(
        url, kind, payload=BytesIO(payload), length=len(payload), warc_headers_dict=headers, http_headers=http
    )
    writer.write_record(record)


def _fields(fields: Iterable[tuple[str, object]]) -> bytes:
    """Return the fields in the form of `application/warc-fields`."""
    return "".join(f"{name}: {value}\r\n" for name, value in fields).encode()


def _record_id(*parts: object) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, ' '.join(map(str, parts)))}>"


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)
