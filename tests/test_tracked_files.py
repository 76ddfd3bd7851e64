"""What stands in the repository: files that anybody may have, and that hold on any machine."""

import re
import sys
from pathlib import Path

import pytest

from tests.packaging.checkout import ROOT, tracked_files

_PLACES = re.compile(r"(?<![\w.$}])/(?:root|home/[a-z]\w*|Users/\w+|work)/")
_INDEXES = re.compile(r"pypi[.]org|pythonhosted[.]org|index[-]url|find[-]links|trusted[-]host")


@pytest.mark.parametrize("words", [_PLACES, _INDEXES], ids=["places", "indexes"])
def test_no_file_names_a_machine_or_an_index(words: re.Pattern[str]) -> None:
    """A clone installs from wherever its user's pip does, in whatever folder it stands."""
    found = []
    for path in tracked_files():
        text = (ROOT / path).read_bytes().decode("utf-8", errors="replace")
        found += [f"{path}: {match[0]}" for match in words.finditer(text)]
    assert found == []


def test_no_file_names_this_folder_or_this_python() -> None:
    """The same for the machine of whoever runs the tests."""
    places = {str(place) for place in (ROOT, sys.prefix, sys.base_prefix) if len(Path(place).parts) > 2}
    ours = places - {"/usr/local"}
    files = [path for path in tracked_files() if any(place.encode() in (ROOT / path).read_bytes() for place in ours)]
    assert files == []


def test_every_tracked_file_is_one_to_publish() -> None:
    """No cache, database, digest or installation has slipped in; what a run writes is ignored."""
    unwanted = re.compile(
        r"(^|/)(__pycache__|\.venv|\.hypothesis|[^/]*_cache|build|dist)/|\.(db|db-wal|db-shm|pyc|lock)$"
    )
    files = [path.as_posix() for path in tracked_files()]
    assert [path for path in files if unwanted.search(path)] == []
    assert [path for path in files if path.startswith("digests/")] == ["digests/.gitkeep"]
