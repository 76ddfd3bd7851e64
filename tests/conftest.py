"""What tests of several rooms share."""

import contextlib
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from service.cli import main

from .sample_site import SampleSite, serving

settings.register_profile("dateline", deadline=None)  # no test asserts a time
settings.load_profile("dateline")

ROOT = Path(__file__).parents[1]

SETTINGS = """\
settings:
  digest: {at: "07:00"}
  fetch: {delay: 0s, timeout: 5s, connect_timeout: 2s, allow_networks: ["127.0.0.0/8"]}
sources:
"""


@pytest.fixture
def site() -> Iterator[SampleSite]:
    """A website on loopback."""
    with serving() as open_site:
        yield open_site


@pytest.fixture(scope="module")
def shared_site() -> Iterator[SampleSite]:
    """A website on loopback that all tests of a module read, and none changes."""
    with serving() as open_site:
        yield open_site


@pytest.fixture
def seeds() -> Path:
    """The user's own documents; they are no part of the repository."""
    folder = ROOT.parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("../shared/seeds, the user's own documents, is not here")
    return folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A folder with a sources.yaml, in which the program is run as a person runs it."""

    home: Path

    def write(self, *sources: str, settings: str = SETTINGS) -> None:
        """Write sources.yaml; each source is the inside of a YAML flow mapping."""
        lines = "".join(f"  - {{{source}}}\n" for source in sources) or "  []\n"
        (self.home / "sources.yaml").write_text(settings + lines, encoding="utf-8")

    def follow(self, site: SampleSite) -> None:
        """Write sources.yaml with the feed of `site` as its one source, `post`."""
        self.write(f'name: post, url: "{site.base}/feed.xml"')

    def copy(self, folder: Path) -> "Workspace":
        """A copy of it below `folder`, for a test that changes it."""
        home = folder / "workspace"
        shutil.copytree(self.home, home)
        return Workspace(home=home)

    def start(self, *arguments: str, **more: Any) -> subprocess.Popen[str]:
        """Start `dateline` with these arguments."""
        return subprocess.Popen(
            [sys.executable, "-m", "service", *arguments],
            cwd=self.home,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)} | more.pop("env", {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            **more,
        )

    def call(self, *arguments: str) -> tuple[int, str, str]:
        """Run it to its end in this process, which is much quicker; its exit status and what it printed."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.chdir(self.home), redirect_stdout(out), redirect_stderr(err):
            try:
                main(arguments)
            except SystemExit as end:
                return int(end.code or 0), out.getvalue(), err.getvalue()
        raise AssertionError("main() returned")

    def run(self, *arguments: str, exits: int = 0) -> str:
        """Run it; it must exit with `exits`. What it printed on standard output."""
        code, out, err = self.call(*arguments)
        assert code == exits, f"{arguments} exited with {code}\n{out}\n{err}"
        return out

    def refuse(self, *arguments: str, exits: int = 2) -> str:
        """Run it; it must fail with `exits`. What it printed on standard error."""
        code, out, err = self.call(*arguments)
        assert code == exits, f"{arguments} exited with {code}\n{out}\n{err}"
        return err

    def lines(self, *arguments: str, exits: int = 0) -> list[dict[str, Any]]:
        """Run it; the JSON objects it printed, one a line."""
        return [json.loads(line) for line in self.run(*arguments, exits=exits).splitlines()]

    def items(self) -> list[dict[str, Any]]:
        """All items."""
        return self.lines("items", "--json")

    def digest(self, *arguments: str) -> dict[str, Any]:
        """The digest as JSON."""
        document: dict[str, Any] = json.loads(self.run(*arguments, "digest", "--format", "json", "--stdout"))
        return document


def told_first(digest: dict[str, Any]) -> list[dict[str, Any]]:
    """The items that a digest tells for the first time: the new ones, and the updates of others."""
    updates = [item for update in digest["updated"] for item in (*update["earlier"], update["item"])]
    return [*digest["new"], *updates]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty folder to work in."""
    home = tmp_path / "workspace"
    home.mkdir()
    return Workspace(home=home)


@pytest.fixture
def filled(workspace: Workspace, site: SampleSite) -> Workspace:
    """Two items of one source."""
    site.publish(2)
    workspace.follow(site)
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    return workspace
