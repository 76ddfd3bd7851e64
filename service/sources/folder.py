"""A folder of local documents → what there is to read in it."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from service.errors import ParseError
from service.models import SourceKind
from service.sources.source_type import Document, LocalSourceType

SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm"})
"""What `extract_document` can read."""


class FolderSource(LocalSourceType):
    """A folder with its sub-folders; each file is a document."""

    kind = SourceKind.FOLDER

    def documents(self, path: Path) -> Iterator[Document]:
        """Return the files; see `documents` below."""
        return documents(path)


def documents(folder: Path, *, max_bytes: int = 15_000_000) -> Iterator[Document]:
    """Return the documents under `folder`, also in its sub-folders, in the order of their relative paths.

    Left out: names that start with a dot, other suffixes, folders that are symbolic links (they can go in circles), and
    files that are symbolic links to a place outside. What cannot be read is yielded with a `problem`.

    Raises:
        ParseError: `folder` is missing, is no folder or cannot be listed. Raised at once, not at the first document.
    """
    try:
        os.listdir(folder)
    except OSError as error:
        raise ParseError(
            f"{folder}: cannot be listed as a folder ({error.strerror}); create it, or correct `path` in sources.yaml",
            url=str(folder),
        ) from error
    return iter(sorted(_walk(folder, max_bytes), key=lambda document: document.relative))


def _walk(folder: Path, max_bytes: int) -> Iterator[Document]:
    home = Path(os.path.realpath(folder))
    closed: list[OSError] = []
    for place, names, files in os.walk(folder, onerror=closed.append):
        names[:] = [name for name in names if not name.startswith(".")]
        for name in files:
            path = Path(place, name)
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES:
                continue
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(home):
                continue
            yield _document(path, folder, max_bytes)
    for error in closed:
        path = Path(os.fsdecode(error.filename))
        yield _unread(path, folder, f"cannot be listed: {error.strerror}")


def _document(path: Path, folder: Path, max_bytes: int) -> Document:
    try:
        status = path.stat()
    except OSError as error:
        return _unread(path, folder, f"cannot be read: {error.strerror}")
    return Document(
        relative=_name(path, folder),
        path=path,
        size=status.st_size,
        modified=datetime.fromtimestamp(status.st_mtime, UTC),
        problem=_problem(path, status, max_bytes),
    )


def _problem(path: Path, status: os.stat_result, max_bytes: int) -> str | None:
    if not stat.S_ISREG(status.st_mode):
        return "not a regular file"
    if status.st_size > max_bytes:
        return f"larger than {max_bytes:,} bytes"
    if not os.access(path, os.R_OK):
        return "cannot be read: permission denied"
    return None


def _unread(path: Path, folder: Path, problem: str) -> Document:
    never = datetime.fromtimestamp(0, UTC)
    return Document(relative=_name(path, folder), path=path, size=0, modified=never, problem=problem)


def _name(path: Path, folder: Path) -> str:
    """Return the name inside the folder. Names are bytes on some systems; what is not UTF-8 becomes U+FFFD, since names
    are stored and printed."""
    return path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
