import os
import stat
from pathlib import Path

import pytest

from service.digest.publish import write_files
from service.errors import PublishError


def test_files_are_written_whole_and_named_in_order(tmp_path: Path) -> None:
    """Texts arrive as UTF-8 under their names, folders are made, and nothing else is left behind."""
    folder = tmp_path / "a" / "digests"
    paths = write_files(folder, {"2026-11-21.html": "é\n", "2026-11-21.md": "ب"})
    assert paths == (folder / "2026-11-21.html", folder / "2026-11-21.md")
    assert [path.read_bytes() for path in paths] == ["é\n".encode(), "ب".encode()]
    assert sorted(os.listdir(folder)) == ["2026-11-21.html", "2026-11-21.md"]


def test_a_file_is_replaced_not_rewritten(tmp_path: Path) -> None:
    """Who has the old file open goes on reading the old text: the new one is another file renamed over it."""
    write_files(tmp_path, {"a.html": "old"})
    with (tmp_path / "a.html").open() as reader:
        write_files(tmp_path, {"a.html": "new"})
        assert reader.read() == "old"
    assert (tmp_path / "a.html").read_text() == "new"


def test_others_may_read_what_is_published(tmp_path: Path) -> None:
    """Files get the rights the umask leaves, so that a web server can read them."""
    (tmp_path / "plain").write_text("x")
    [path] = write_files(tmp_path, {"a.html": "x"})
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_a_link_in_a_targets_place_is_replaced_not_followed(tmp_path: Path) -> None:
    """A symbolic link never leads a write out of the folder."""
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    folder = tmp_path / "digests"
    folder.mkdir()
    (folder / "latest.html").symlink_to(outside)
    write_files(folder, {"latest.html": "digest"})
    assert outside.read_text() == "mine"
    assert not (folder / "latest.html").is_symlink()
    assert (folder / "latest.html").read_text() == "digest"


NAMES = {
    "parent": "../x.html",
    "absolute": "/etc/x",
    "below": "a/b.html",
    "backslash": "a\\b.html",
    "hidden": ".x",
    "empty": "",
    "nul": "a\0b",
    "newline": "a.html\n",
    "device": "CON",
    "device with extension": "nul.html",
    "trailing dot": "a.",
    "long": "a" * 5000,
    "dots": "..",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_that_is_no_plain_name_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    """Nothing leaves the folder, and no other file of the same call is written either."""
    folder = tmp_path / "digests"
    with pytest.raises(PublishError, match="no name for a file"):
        write_files(folder, {"good.html": "x", name: "x"})
    assert not folder.exists()


def test_names_that_differ_only_in_case_are_refused(tmp_path: Path) -> None:
    """Where the file system folds case, one would overwrite the other."""
    with pytest.raises(PublishError, match="only in case"):
        write_files(tmp_path, {"a.html": "x", "A.html": "y"})


def test_a_file_in_the_folders_place_is_one_line_of_advice(tmp_path: Path) -> None:
    """The error says which place, what is wrong and what to do, and keeps its cause."""
    (tmp_path / "digests").write_text("a file")
    with pytest.raises(PublishError, match="move it away or name another folder with --digests") as caught:
        write_files(tmp_path / "digests", {"a.html": "x"})
    assert str(tmp_path / "digests") in str(caught.value)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value.__cause__, OSError)


def test_a_folder_in_a_files_place_leaves_nothing_behind(tmp_path: Path) -> None:
    """What could not be put in place is taken away again."""
    (tmp_path / "a.html").mkdir()
    with pytest.raises(PublishError, match=r"a\.html: cannot be written: .*move it away"):
        write_files(tmp_path, {"a.html": "x"})
    assert os.listdir(tmp_path) == ["a.html"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to a read-only folder")
def test_a_read_only_folder_is_one_line_of_advice(tmp_path: Path) -> None:
    """A folder that may not be written to is named, with what to do."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PublishError, match="let this user write there"):
            write_files(tmp_path, {"a.html": "x"})
    finally:
        tmp_path.chmod(0o700)
