"""The README is one page, and what is said of files, the container, libraries and the licence is so."""

import itertools
import json
import re
import tomllib

from tests.conftest import Workspace
from tests.docs.markdown_page import ARCHITECTURE, OPERATIONS, README, quoted, rows
from tests.packaging import dockerfile
from tests.packaging.checkout import ROOT

MOST_WORDS = 900


def test_it_is_one_page() -> None:
    """Somebody who decides whether to use Dateline reads all of it."""
    assert len(README.whole.split()) <= MOST_WORDS


def test_the_digest_lies_where_it_says(watched: Workspace) -> None:
    """latest.html, a page a day with .md and .json beside it, and the Atom feed."""
    day = json.loads(watched.run("digest", "--format", "json"))["date"]
    named = [name for name in quoted(README.section("Every day")) if name.startswith("digests/")]
    assert set(named) == {"digests/latest.html", "digests/2026-11-21.html", "digests/feed.xml"}
    expected = {name.removeprefix("digests/").replace("2026-11-21", day) for name in named}
    written = {path.name for path in (watched.home / "digests").iterdir()}
    assert expected | {f"{day}.md", f"{day}.json"} <= written


def test_it_has_the_picture() -> None:
    """Of a digest, which is what the reader will look at every day."""
    assert "docs/digest.png" in README.links()


# ── the comparison ────────────────────────────────────────────────────────────────────────────────────────────────


def test_its_comparison_is_honest() -> None:
    """It says in plain words what is there and what is not, and names what Dateline lacks."""
    table = rows(README.section("How it compares"))
    assert {cell for _, *cells in table for cell in cells} == {"yes", "partly", "no", "**no**"}
    assert len([row for row in table if row[1] == "**no**"]) >= 3


# ── the container ─────────────────────────────────────────────────────────────────────────────────────────────────


def options(words: list[str], name: str) -> list[str]:
    """The values of an option that may be given several times."""
    return [value for option, value in itertools.pairwise(words) if option == name]


def test_docker_builds_and_enters_what_it_runs() -> None:
    """One image name, one container name; the image's own program is asked for its status."""
    build, run, execute = README.commands("docker")
    assert OPERATIONS.commands("docker") == [build, run, execute]
    assert (build[1], run[1], execute[1]) == ("build", "run", "exec")
    assert (ROOT / build[-1] / "Dockerfile").is_file()
    assert [run[-1]] == options(build, "-t")
    assert execute[2:] == [*options(run, "--name"), *dockerfile.last("ENTRYPOINT").words, "status"]


def test_docker_mounts_what_the_image_uses() -> None:
    """Each mounted path stands in the image; each of its volumes is mounted; the host's files are in the checkout."""
    (run,) = (words for words in README.commands("docker") if words[1] == "run")
    mounts = [value.split(":") for value in options(run, "-v")]
    workdir = dockerfile.last("WORKDIR").rest
    inside = {f"{workdir}/{name}" for name in ("sources.yaml", "db", "digests")}
    assert {mount[1] for mount in mounts} == inside
    assert set(dockerfile.last("VOLUME").words) == {mount[1] for mount in mounts if mount[2:] != ["ro"]}
    hosts = [mount[0].removeprefix("$PWD/") for mount in mounts if mount[0].startswith("$PWD/")]
    assert hosts == ["sources.yaml", "digests"]
    assert all((ROOT / host).exists() for host in hosts)
    assert "--read-only" in run
    assert options(run, "--tmpfs") == ["/tmp"]


def test_what_is_said_of_the_image_is_so() -> None:
    """Its user, its health check, how it is stopped."""
    user = f"user {dockerfile.last('USER').words[0].split(':')[0]}"
    text = OPERATIONS.section("As a container")
    assert user in README.section("As a container")
    assert user in text
    check = dockerfile.last("HEALTHCHECK")
    assert check.options["interval"] == "1m"
    assert "once a minute" in text
    assert json.loads(check.rest[check.rest.index("[") :]) == ["dateline", "status"]
    assert "`dateline status`" in text
    assert dockerfile.last("STOPSIGNAL").rest == "SIGTERM"


# ── the libraries and the licence ─────────────────────────────────────────────────────────────────────────────────


def test_every_library_is_explained() -> None:
    """The dependencies of pyproject.toml, each with why it is here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0].lower() for requirement in project["dependencies"]}
    table = rows(ARCHITECTURE.section("Libraries"))
    assert {name.strip().lower() for names, why in table if why for name in names.split(",")} == needed


def test_every_version_that_is_needed_is_pinned() -> None:
    """`constraints.txt` names each dependency, and each test tool."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pinned = {
        plain(line.split("==")[0])
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if "==" in line
    }
    assert [name for name in wanted if plain(re.split(r"[<>=]", name)[0]) not in pinned] == []


def plain(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_licence_is_the_one_that_is_named() -> None:
    """In the README, in pyproject.toml and in the file itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert ((ROOT / "LICENSE").read_text("utf-8").split()[0], project["license"]) == ("MIT", "MIT")
    assert "[licence](LICENSE) (MIT)" in README.text
