"""Files are put into the digests folder so that a reader sees the old file or the new one, whole, and never a part.

Each is written to a hidden file beside its target, synced, and renamed over it; the folder is held open meanwhile, so
that no symbolic link leads a write elsewhere. A link that stands in a target's place is replaced, not followed. What a
power cut leaves behind is at most a hidden `.NAME.….tmp`, which nothing reads.
"""

import errno
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from service.errors import PublishError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}(?<!\.)")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, with any extension."""

_REMEDIES = {
    errno.ENOSPC: "free some space, then run `dateline digest` again",
    errno.EDQUOT: "free some space, then run `dateline digest` again",
    errno.EROFS: "the place is read-only; name another folder with --digests",
    errno.EACCES: "let this user write there, or name another folder with --digests",
    errno.EPERM: "let this user write there, or name another folder with --digests",
    errno.ENOTDIR: "a file stands in the folder's place; move it away or name another folder with --digests",
    errno.EEXIST: "a file stands in the folder's place; move it away or name another folder with --digests",
    errno.EISDIR: "a folder stands in the file's place; move it away",
}


def write_files(folder: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """Write each text of `files`, as UTF-8, under its name into `folder`, which is made where it is missing.

    Return the paths in the order of `files`. Names are plain: no folders, no leading dot, no device names of Windows.

    Raises:
        PublishError: a name cannot be used (nothing is written then), or the system refused; files before the one
            it refused are in place and whole.
    """
    _check_names(files)
    with _one_error(folder), _opened(folder) as place:
        for name, text in files.items():
            with _one_error(folder / name):
                _replace(place, name, text.encode("utf-8"))
        os.fsync(place)
    return tuple(folder / name for name in files)


def remove_files(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Remove the files of these names from `folder`, and return the names of those that were there.

    Raises:
        PublishError: the system refused.
    """
    if not folder.is_dir():
        return ()
    removed = []
    with _one_error(folder), _opened(folder) as place:
        for name in names:
            with _one_error(folder / name), suppress(FileNotFoundError):
                os.unlink(name, dir_fd=place)
                removed.append(name)
        os.fsync(place)
    return tuple(removed)


def _check_names(files: Mapping[str, str]) -> None:
    for name in files:
        if not _NAME.fullmatch(name) or _DEVICE.fullmatch(name):
            raise PublishError(
                f"{name[:80]!r}: no name for a file of a digest; use letters, digits, dot, dash and underscore"
            )
    if len({name.casefold() for name in files}) < len(files):
        raise PublishError("two files of a digest differ only in case; some file systems would keep one of them")


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    folder.mkdir(parents=True, exist_ok=True)
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield place
    finally:
        os.close(place)


def _replace(place: int, name: str, body: bytes) -> None:
    hidden = f".{name}.{secrets.token_hex(4)}.tmp"
    try:
        # Mode "x" refuses whatever stands there already, links included.
        with open(hidden, "xb", opener=partial(os.open, dir_fd=place, mode=0o666)) as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(hidden, name, src_dir_fd=place, dst_dir_fd=place)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(hidden, dir_fd=place)
        raise


@contextmanager
def _one_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, "see to it, then run `dateline digest` again")
        raise PublishError(f"{path}: cannot be written: {error.strerror or error}; {remedy}") from error
