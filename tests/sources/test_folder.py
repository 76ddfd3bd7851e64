"""A folder of documents."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.errors import ParseError
from service.sources.folder import Document, documents


def put(path: Path, text: str = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def names(folder: Path) -> list[str]:
    return [document.relative for document in documents(folder)]


def test_document(tmp_path: Path) -> None:
    """A document has its size, its time in UTC and its path."""
    path = put(tmp_path / "a.txt", "hello")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert list(documents(tmp_path)) == [
        Document(relative="a.txt", path=path, size=5, modified=datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC))
    ]


def test_order_and_depth(tmp_path: Path) -> None:
    """Sub-folders are read too, and everything comes in the order of its path, with slashes."""
    for name in ("b.txt", "a/z.txt", "c/d/e.txt", "a.txt"):
        put(tmp_path / name)
    assert names(tmp_path) == ["a.txt", "a/z.txt", "b.txt", "c/d/e.txt"]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        *((f"a{suffix}", True) for suffix in (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".TXT")),
        *((name, False) for name in ("a.pdf", "a", "a.txt~", ".hidden.txt", ".git/a.txt", "b/.cache/a.md")),
    ],
)
def test_names(tmp_path: Path, name: str, read: bool) -> None:
    """Documents are told by their suffix, in any case; hidden files and folders are left out."""
    put(tmp_path / name)
    assert names(tmp_path) == ([name] if read else [])


def test_links(tmp_path: Path) -> None:
    """A link to a file inside the folder is read; one that leads outside, or to a folder, is not."""
    home = tmp_path / "home"
    put(home / "a.txt")
    put(tmp_path / "outside" / "secret.txt")
    (home / "inner.txt").symlink_to("a.txt")
    (home / "outer.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (home / "folder").symlink_to(tmp_path / "outside")
    (home / "circle").symlink_to(home)
    assert names(home) == ["a.txt", "inner.txt"]


def test_folder_that_is_a_link(tmp_path: Path) -> None:
    """The folder itself may be a link, as a mounted volume often is."""
    put(tmp_path / "real" / "a.txt")
    (tmp_path / "seed").symlink_to("real")
    assert names(tmp_path / "seed") == ["a.txt"]


def test_problems(tmp_path: Path) -> None:
    """What cannot be read is reported in its place, and the others are yielded."""
    put(tmp_path / "a.txt")
    put(tmp_path / "big.txt", "x" * 11)
    (tmp_path / "broken.txt").symlink_to("gone.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "sub.txt").mkdir()
    problems = {document.relative: document.problem for document in documents(tmp_path, max_bytes=10)}
    assert problems == {
        "a.txt": None,
        "big.txt": "larger than 10 bytes",
        "broken.txt": "cannot be read: No such file or directory",
        "loop.txt": "cannot be read: Too many levels of symbolic links",
        "pipe.txt": "not a regular file",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_closed(tmp_path: Path) -> None:
    """A file and a folder that we may not read are reported."""
    put(tmp_path / "a.txt").chmod(0)
    (tmp_path / "sub").mkdir(mode=0)
    problems = {document.relative: document.problem for document in documents(tmp_path)}
    assert problems == {"a.txt": "cannot be read: permission denied", "sub": "cannot be listed: Permission denied"}


def test_name_that_is_no_text(tmp_path: Path) -> None:
    """A name that is not UTF-8 can be stored and printed."""
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert names(tmp_path) == ["caf\ufffd.txt"]


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_no_folder(tmp_path: Path, name: str) -> None:
    """A missing folder is told at once, with what to do."""
    put(tmp_path / "file.txt")
    with pytest.raises(ParseError, match=r"cannot be listed as a folder .*create it, or correct `path`"):
        documents(tmp_path / name)
