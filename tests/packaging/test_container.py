"""The container, proved without a container engine: its build is replayed below a folder, and what it starts is run."""

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.processes import SECONDS_TO_STOP, wait_for
from tests.packaging import dockerfile
from tests.packaging.checkout import ROOT, need_index, tracked_files
from tests.packaging.dockerfile import Replay
from tests.sample_site import SampleSite

IMAGE_USER = 10001


# ── what stands in the Dockerfile ─────────────────────────────────────────────────────────────────────────────────


def test_all_stages_have_the_same_python() -> None:
    """The environment is built in one and used in another; it is a version the project is made for."""
    bases = {instruction.words[0] for instruction in dockerfile.instructions() if instruction.keyword == "FROM"}
    (base,) = bases
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    version = re.fullmatch(r"python:(3\.\d+)-slim", base)
    assert version, base
    assert f"Programming Language :: Python :: {version[1]}" in project["classifiers"]


def test_the_build_is_given_what_it_needs_and_nothing_private() -> None:
    """The context is the program, its list of sources and the shipped documents: no database, no digests, no git."""
    given = {str(path) for path in dockerfile.context()}
    needed = {
        path.as_posix() for path in tracked_files() if path.parts[0] == "service" or path.parts[:2] == ("db", "seed")
    }
    assert needed <= given
    assert {path.split("/")[0] for path in given} == {
        "pyproject.toml",
        "constraints.txt",
        "README.md",
        "LICENSE",
        "sources.yaml",
        "service",
        "db",
    }
    assert [path for path in given if path.startswith("db/") and not path.startswith("db/seed/")] == []
    assert [path for path in given if "__pycache__" in path] == []


def test_it_is_started_without_a_shell() -> None:
    """So that SIGTERM reaches the program itself; by a user by number, as clusters demand."""
    assert dockerfile.last("ENTRYPOINT").rest == '["dateline"]'
    assert dockerfile.last("CMD").rest == '["run"]'
    assert dockerfile.last("USER").rest == f"{IMAGE_USER}:{IMAGE_USER}"
    assert dockerfile.last("STOPSIGNAL").rest == "SIGTERM"


# ── a container without an engine ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """The replayed image, run as its user. Its root is read-only but for the volumes and `tmp`."""

    replay: Replay

    @property
    def app(self) -> Path:
        return self.replay.place(".")

    def environment(self) -> dict[str, str]:
        return self.replay.environment | {"TMPDIR": str(self.replay.root / "tmp")}

    def start(self, *command: str) -> "subprocess.Popen[str]":
        """Start the entry point with these arguments, or with those of CMD."""
        arguments = command or tuple(dockerfile.last("CMD").words)
        return self._execute([*dockerfile.last("ENTRYPOINT").words, *arguments])

    def call(self, *command: str, exits: int = 0) -> str:
        """Run the entry point to its end; what it printed."""
        with self.start(*command) as process:
            out, err = process.communicate(timeout=60)
        assert process.returncode == exits, f"{command} exited with {process.returncode}\n{out}\n{err}"
        return out if exits == 0 else err

    def is_healthy(self) -> bool:
        """Run the health check."""
        check = dockerfile.last("HEALTHCHECK").rest
        with self._execute(json.loads(check[check.index("[") :])) as process:
            process.communicate(timeout=60)
        return process.returncode == 0

    def _execute(self, command: list[str]) -> "subprocess.Popen[str]":
        path = self.environment()["PATH"]
        program = shutil.which(command[0], path=path)
        assert program, f"{command[0]} is not on the image's PATH, {path}"
        return subprocess.Popen(
            [program, *command[1:]],
            cwd=self.app,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            **as_user(self.replay.user),
        )


def as_user(number: int) -> dict[str, Any]:
    """How a process of this user is started. Only root can start one of another."""
    return {"user": number, "group": number, "extra_groups": []} if os.geteuid() == 0 else {}


def python_for(user: int) -> Path:
    """A Python that the user may run: root's own may lie in root's home. Skips where there is none."""
    names = [sys.executable, "python3.13", "python3.12", "python3.11", "python3"]
    found = [shutil.which(name, path=path) for path in (None, "/usr/local/bin:/usr/bin") for name in names]
    check = "import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))"
    for candidate in filter(None, found):
        try:
            done = subprocess.run([candidate, "-c", check], cwd="/", capture_output=True, **as_user(user))
        except PermissionError:
            continue
        if done.returncode == 0:
            return Path(candidate)
    pytest.skip(f"user {user} may run no Python 3.11 with venv on this machine, so no container can be imitated")


@contextmanager
def open_folder() -> Iterator[Path]:
    """A temporary folder that every user may enter; pytest's own are for their owner only."""
    with tempfile.TemporaryDirectory(prefix="dateline-container-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        try:
            yield folder
        finally:
            _set_writable(folder, writable=True)


def _set_writable(top: Path, *, writable: bool) -> None:
    """Let the owner write below a folder, or nobody."""
    for path in (top, *top.rglob("*")):
        if not path.is_symlink():
            mode = stat.S_IMODE(path.stat().st_mode)
            path.chmod(mode | stat.S_IWUSR if writable else mode & ~0o222)


def _seal(replay: Replay) -> None:
    """What `docker run --read-only --tmpfs /tmp` with the README's volumes makes of the image."""
    (replay.root / "tmp").mkdir(exist_ok=True)
    _set_writable(replay.root, writable=False)
    for volume in dockerfile.last("VOLUME").words:
        _set_writable(replay.place(volume), writable=True)
    (replay.root / "tmp").chmod(0o1777)


def _mount_list(replay: Replay, site: SampleSite, name: str) -> None:
    """The user's sources.yaml, mounted read-only: the shipped documents, and a site on loopback by this name."""
    path = replay.place("sources.yaml")
    path.chmod(0o644)
    path.write_text(
        'settings:\n  fetch: {delay: 0s, allow_networks: ["127.0.0.0/8"]}\nsources:\n'
        "  - {name: seed, kind: folder, path: db/seed}\n"
        f"  - {{name: {name}, url: {site.base}/feed.xml}}\n",
        encoding="utf-8",
    )
    path.chmod(0o444)


def _mounts(replay: Replay) -> list[Path]:
    return [replay.place(path) for path in (*dockerfile.last("VOLUME").words, "sources.yaml")]


def _state(replay: Replay) -> dict[str, tuple[int, int, int]]:
    """Every file but what is mounted: its size, when it was written, its rights."""
    mounts = _mounts(replay)
    files = [path for path in replay.root.rglob("*") if not any(mount in (path, *path.parents) for mount in mounts)]
    states = {path: path.lstat() for path in files if path not in (replay.place("."), replay.place("/tmp"))}
    return {str(path): (status.st_size, status.st_mtime_ns, status.st_mode) for path, status in states.items()}


def _strays(user: int) -> set[str]:
    """What the user of the image has in places that everybody may write to."""
    if os.geteuid() != 0:
        return set()  # the container then runs as the person who runs the tests, and who has other files there
    found = set()
    for place in ("/tmp", "/var/tmp", "/dev/shm"):
        for name in os.listdir(place) if os.path.isdir(place) else ():
            with suppress(FileNotFoundError):  # other programs come and go there
                if os.lstat(f"{place}/{name}").st_uid == user:
                    found.add(f"{place}/{name}")
    return found


# ── its life ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _it_fetches_and_digests(container: Container, site: SampleSite) -> None:
    """`docker run … fetch`, then `digest`: everything is read, the health check is content."""
    assert not container.is_healthy(), "there is no database yet"
    printed = container.call("fetch")
    assert re.search(r"(?m)^seed +ok", printed)
    assert re.search(r"(?m)^post +ok", printed)
    assert site.asked("/feed.xml") > 0
    assert re.search(r"(?m)^digest \S+( \(so far\))?: \d+ new", container.call("digest"))
    assert (container.app / "digests" / "latest.html").is_file()
    assert container.is_healthy()
    documents = len([path for path in (ROOT / "db" / "seed").rglob("*") if path.is_file()])
    assert len(container.call("items", "--json").splitlines()) == documents + 2


def _it_watches_until_stopped(container: Container, site: SampleSite) -> None:
    """`docker run`, then `docker stop`: it asks a new source by itself, is healthy, and ends well and in time."""
    _mount_list(container.replay, site, "evening-post")
    before = site.asked("/feed.xml")
    with container.start() as process:
        try:
            wait_for(
                lambda: site.asked("/feed.xml") > before and container.is_healthy(), "a healthy daemon", seconds=60
            )
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=SECONDS_TO_STOP)
        finally:
            process.kill()
    assert process.returncode == 0, err
    assert out == ""
    assert json.loads(err.splitlines()[-1])["event"] == "daemon.stopped"
    assert container.is_healthy()


def _it_says_what_it_may_not_write(container: Container) -> None:
    """A mounted `digests` folder that its user may not write to is one line and exit status 2."""
    digests = container.app / "digests"
    _set_writable(digests, writable=False)
    message = container.call("digest", exits=2)
    assert "digests" in message
    assert message.count("\n") == 1
    _set_writable(digests, writable=True)


def test_the_image_works_as_an_unprivileged_user_on_a_read_only_root(site: SampleSite) -> None:
    """Its build steps work; then it fetches, digests, watches, and stops, and writes to its two volumes only."""
    need_index()
    user = IMAGE_USER if os.geteuid() == 0 else os.geteuid()
    site.publish(2)
    with open_folder() as home:
        replay = Replay(home=home, python=python_for(user), user=user)
        replay.build()
        _seal(replay)
        _mount_list(replay, site, "post")
        container, before, strays = Container(replay=replay), _state(replay), _strays(user)
        _it_fetches_and_digests(container, site)
        _it_watches_until_stopped(container, site)
        _it_says_what_it_may_not_write(container)
        assert _state(replay) == before, "something was written beside the volumes, or left in tmp"
        assert _strays(user) == strays
