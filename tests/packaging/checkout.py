"""The checkout as somebody else gets it: its files, the environment of its commands, and an index to install from."""

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

_OURS = ("MAKE", "MFLAGS", "VENV", "VIRTUAL_ENV", "PYTHON", "PYTEST", "COVERAGE", "DATELINE")
"""How the names of variables begin that a test run, or the make that started it, has set."""


def outer_environment() -> dict[str, str]:
    """The environment of a person who has just opened a terminal: nothing of this test run in it."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}


def tracked_files() -> tuple[Path, ...]:
    """What a clone holds, relative to the root: files in git, and those of the working tree that git would take."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout, or git is not installed")
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    paths = {Path(os.fsdecode(name)) for name in listed.stdout.split(b"\0") if name}
    return tuple(sorted(path for path in paths if (ROOT / path).is_file()))


def clone(folder: Path) -> Path:
    """Copy the tracked files to `folder`, as `git clone` would after a commit of everything."""
    for path in tracked_files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, folder / path)
    return folder


def need_index() -> None:
    """Skip the test where pip reaches no index of packages."""
    if not _index_answers():
        pytest.skip("pip reaches no index of packages from here, and an installation needs one")


@functools.cache
def _index_answers() -> bool:
    arguments = ["install", "--dry-run", "--no-deps", "--ignore-installed", "--retries", "0", "--timeout", "20"]
    with tempfile.TemporaryDirectory() as folder:
        asked = subprocess.run(
            [sys.executable, "-m", "pip", *arguments, "--target", folder, "--constraint", "constraints.txt", "click"],
            cwd=ROOT,
            env=outer_environment(),
            capture_output=True,
        )
    return asked.returncode == 0
