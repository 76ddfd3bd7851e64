"""Every command that the README shows is run, and what it says of keys, libraries and files is so."""

import itertools
import json
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from service.config import Config, FetchSettings, Settings, Source, parse
from service.models import SourceKind
from tests.conftest import Workspace
from tests.e2e.processes import daemon, stop, wait_for
from tests.packaging import dockerfile
from tests.packaging.checkout import ROOT, outer_environment
from tests.sample_site import SampleSite, article, prose, rss

README = (ROOT / "README.md").read_text("utf-8")
TEXT = re.sub(r"^```.*?^```$", "", README, flags=re.DOTALL | re.MULTILINE)
"""Without its blocks of code."""
EDITED = 2
"""The item that `dateline diff 2` asks for."""


# ── reading the README ────────────────────────────────────────────────────────────────────────────────────────────


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def commands() -> list[list[str]]:
    """Of the shell blocks: continued lines joined, comments taken off."""
    lines = "".join(blocks("sh")).replace("\\\n", " ").splitlines()
    return [words for words in (shlex.split(line, comments=True) for line in lines) if words]


def of_program(program: str) -> list[list[str]]:
    return [words for words in commands() if words[0] == program]


def section(heading: str) -> str:
    """The text below a heading, up to the next one."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", TEXT, re.DOTALL | re.MULTILINE)
    assert found, f"README.md has no section {heading!r}"
    return found[1]


def rows(text: str) -> list[list[str]]:
    """The cells of every table row but the heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = [index for index, row in enumerate(cells) if set("".join(row)) <= {"-"} and "".join(row)]
    heads = {index - 1 for index in rules}
    return [row for index, row in enumerate(cells) if index not in heads | set(rules)]


def quoted(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


# ── commands ──────────────────────────────────────────────────────────────────────────────────────────────────────

PROMISES = {
    "dateline fetch": r"(?=(.*\n)*courier +(ok|not modified))(.*\n)*seed +ok",
    "dateline fetch courier": r"\ncourier +(ok|not modified)",
    "dateline digest": r"^digest \d{4}-\d\d-\d\d \(so far\): 3 new, 1 changed – digests/\d{4}-\d\d-\d\d\.html$",
    "dateline status": r"^healthy; daemon not running\n3 items",
    "dateline sources check": r"courier: ok – feed, 2 links.*\nseed: ok – folder, 1 links",
    "dateline sources list": r"courier: feed http://127\.0\.0\.1:.* – last ok .*\nseed: folder",
    "dateline import db/seed": r"import +ok",
    "dateline items --since 24h": r"^(.*Ferry.*\n)(.*Ferry.*\n).*A note on the harbour",
    "dateline items --query 'ferry OR harbour'": r"^(.+\n){3}$",
    "dateline items --story 12": r"^$",
    "dateline items --changed-since 24h --kind number": r"^ *2  .*Ferry 2 sails again.*\n$",
    "dateline items --json": r'^(\{"id": \d+, .*\}\n){3}$',
    "dateline show 1": r"^1  Ferry 1 .*\n(.*\n)*history:\n(.*\n)*addresses:\n",
    "dateline diff 2": r"^2  Ferry 2 .*\nrevision 1 .* → 2 .*\nnumber: 200 → 450 people\n(.*\n)*.*\[-200-\]\{\+450\+\}",
    "dateline explain 2": r"^item:\n  2  Ferry(.*\n)*sources:\n  courier named (.*\n)*fetches:\n(.*\n)*next:\n  http",
    "dateline items merge 1 3": r"^item 3 is a copy of 1$",
    "dateline digest --format json": r'^\{\s*"date": "(.|\n)*"coverage"',
    "dateline export --output all.jsonl": r"^$",
    "dateline export --warc pages.warc.gz": r"^3 pages written to pages\.warc\.gz \([\d,]+ bytes\)$",
    "dateline replay": r"^1 change, as then\n3 pages of 2 items read again: 0 texts would be another$",
    "dateline backup copy.db": r"^backup written to copy\.db \([\d,]+ bytes\)$",
}
"""What each command prints in a workspace with two articles, one of them edited, and one document."""

LEAVES = {
    "dateline export --output all.jsonl": "all.jsonl",
    "dateline export --warc pages.warc.gz": "pages.warc.gz",
    "dateline backup copy.db": "copy.db",
}
"""The file that a command leaves behind."""

LONG_RUNNING = ["dateline", "run"]


def ferry(number: int, passengers: int) -> str:
    text = [f"The ferry of pier {number} took {passengers} people across on Friday, its crew said.", *prose(number)]
    return article(f"Ferry {number} sails again", text)


@pytest.fixture(scope="module")
def prepared(shared_site: SampleSite, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two articles of `courier`, the second of them edited once, and a document in db/seed."""
    workspace = Workspace(home=tmp_path_factory.mktemp("readme"))
    seed = workspace.home / "db" / "seed"
    seed.mkdir(parents=True)
    (seed / "note.txt").write_text("A note on the harbour\n\n" + "\n\n".join(prose(9)), encoding="utf-8")
    base, pages = shared_site.base, [(f"/{number}", f"Ferry {number} sails again") for number in (1, 2)]
    shared_site.put("/feed.xml", rss(base, pages))
    for number, (path, _) in enumerate(pages, 1):
        shared_site.put(path, ferry(number, 200))
    workspace.write(f'name: courier, kind: feed, url: "{base}/feed.xml"', "name: seed, kind: folder, path: db/seed")
    workspace.run("fetch", "courier")
    url = next(item["url"] for item in workspace.items() if item["id"] == EDITED)
    shared_site.put(url.removeprefix(base), ferry(int(url[-1]), 450))
    workspace.run("fetch", "--recheck", "courier")
    workspace.run("fetch", "seed")
    return workspace


@pytest.fixture
def watched(prepared: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the prepared workspace, for one command."""
    return prepared.copy(tmp_path)


def test_every_command_is_of_a_program_that_is_tested_here() -> None:
    """A new kind of command in the README needs its own test."""
    assert {words[0] for words in commands()} == {"make", "dateline", "docker"}
    assert {shlex.join(words) for words in of_program("dateline") if words != LONG_RUNNING} == set(PROMISES)


@pytest.mark.parametrize("words", [words for words in of_program("dateline") if words != LONG_RUNNING], ids=shlex.join)
def test_a_command_does_what_the_readme_says(watched: Workspace, words: list[str]) -> None:
    """It ends with exit status 0 and prints what it should."""
    command = shlex.join(words)
    printed = watched.run(*words[1:])
    assert re.search(PROMISES.get(command, r"\Z(?!)"), printed), f"{command}\n{printed}"
    if command in LEAVES:
        assert (watched.home / LEAVES[command]).stat().st_size > 0


def test_the_long_lived_process_runs_and_stops(watched: Workspace) -> None:
    """`dateline run` fetches what is due without being told, here a source that has just been added."""
    assert LONG_RUNNING in commands()
    (watched.home / "more").mkdir()
    (watched.home / "more" / "second.txt").write_text("A second note\n\n" + "\n\n".join(prose(3)), encoding="utf-8")
    with (watched.home / "sources.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {name: more, path: more}\n")
    with daemon(watched) as process:
        wait_for(lambda: len(watched.items()) == 4, "the second note")
        stop(process)


def test_the_digest_lies_where_the_readme_says(watched: Workspace) -> None:
    """latest.html, a page a day with .md and .json beside it, and the Atom feed."""
    day = json.loads(watched.run("digest", "--format", "json"))["date"]
    named = [name for name in quoted(section("Every day")) if name.startswith("digests/")]
    assert set(named) == {"digests/latest.html", "digests/2026-11-21.html", "digests/feed.xml"}
    expected = {name.removeprefix("digests/").replace("2026-11-21", day) for name in named}
    written = {path.name for path in (watched.home / "digests").iterdir()}
    assert expected | {f"{day}.md", f"{day}.json"} <= written


def test_programs_get_one_object_a_line(watched: Workspace) -> None:
    """`items --json` and `export` can be read without Dateline."""
    watched.run("export", "--output", "all.jsonl")
    exported = [json.loads(line) for line in (watched.home / "all.jsonl").read_text("utf-8").splitlines()]
    assert [len(item["revisions"]) for item in exported] == [1, 2, 1]
    assert [item["id"] for item in watched.items()] == [item["id"] for item in exported]


@pytest.mark.parametrize(
    ("target", "steps"),
    [
        ("run", ("pip install", "dateline fetch", "dateline digest")),
        ("test", ("pip install", "'.[dev]'", "-m pytest")),
        ("demo", ("dateline demo",)),
        ("lint", ("ruff check", "mypy", "lint-imports")),
    ],
    ids=["run", "test", "demo", "lint"],
)
def test_make_does_what_the_readme_says(tmp_path: Path, target: str, steps: tuple[str, ...]) -> None:
    """In a fresh clone it would run these steps, in this order."""
    plan = subprocess.run(
        ["make", "--dry-run", target, f"VENV={tmp_path / 'venv'}"],
        cwd=ROOT,
        env=outer_environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = [plan.find(step) for step in steps]
    assert -1 not in found, plan
    assert found == sorted(found)


def test_every_make_target_it_names_is_tested_here() -> None:
    """In its blocks and in its text."""
    named = {words[1] for words in of_program("make")}
    named |= {code.split()[1] for code in quoted(TEXT) if code.startswith("make ")}
    assert named == {"run", "test", "demo", "lint"}


# ── the container ─────────────────────────────────────────────────────────────────────────────────────────────────


def options(words: list[str], name: str) -> list[str]:
    """The values of an option that may be given several times."""
    return [value for option, value in itertools.pairwise(words) if option == name]


def test_docker_builds_and_enters_what_it_runs() -> None:
    """One image name, one container name; the image's own program is asked for its status."""
    build, run, execute = of_program("docker")
    assert (build[1], run[1], execute[1]) == ("build", "run", "exec")
    assert (ROOT / build[-1] / "Dockerfile").is_file()
    assert [run[-1]] == options(build, "-t")
    assert execute[2:] == [*options(run, "--name"), *dockerfile.last("ENTRYPOINT").words, "status"]


def test_docker_mounts_what_the_image_uses() -> None:
    """Each mounted path stands in the image; each of its volumes is mounted; the host's files are in the checkout."""
    (run,) = (words for words in of_program("docker") if words[1] == "run")
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


def test_what_it_says_of_the_image_is_so() -> None:
    """Its user, its health check, how it is stopped."""
    text = section("As a container")
    assert f"user {dockerfile.last('USER').words[0].split(':')[0]}" in text
    check = dockerfile.last("HEALTHCHECK")
    assert check.options["interval"] == "1m"
    assert "once a minute" in text
    assert json.loads(check.rest[check.rest.index("[") :]) == ["dateline", "status"]
    assert "`dateline status`" in text
    assert dockerfile.last("STOPSIGNAL").rest == "SIGTERM"


# ── what stands in its tables ─────────────────────────────────────────────────────────────────────────────────────


def keys(model: type[BaseModel], prefix: str = "") -> set[str]:
    """The keys of a model, dotted where it is nested."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        inner = field.annotation
        nested = isinstance(inner, type) and issubclass(inner, BaseModel)
        found |= keys(inner, f"{prefix}{name}.") if nested else {prefix + name}  # type: ignore[arg-type]
    return found


def test_every_key_of_sources_yaml_is_explained() -> None:
    """None is missing, none is made up."""
    explained = [key for first, *_ in rows(section("sources.yaml")) for key in quoted(first)]
    assert sorted(explained) == sorted([*keys(Source), *keys(Settings)])


def test_the_kinds_and_defaults_it_tells_are_so() -> None:
    """Kinds of sources, how many items a new source starts with, the delay between two requests."""
    (kinds,) = (text for first, text in rows(section("sources.yaml")) if quoted(first) == ["kind"])
    assert set(quoted(kinds)) == {str(kind) for kind in SourceKind}
    assert f"newest {Source.model_fields['max_items'].default} items" in TEXT
    assert f"({FetchSettings().delay.seconds}s)" in section("sources.yaml")


def test_the_example_of_a_source_can_be_copied() -> None:
    """Its three lines, put at the end of the shipped list, are a source."""
    (example,) = blocks("yaml")
    shipped = (ROOT / "sources.yaml").read_text("utf-8")
    config: Config = parse((shipped + "\n" + example).encode(), "sources.yaml")
    assert len(example.splitlines()) == 3
    assert config.sources[-1].name == "my-source"


def test_every_library_is_explained() -> None:
    """The dependencies of pyproject.toml, each with why it is here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0].lower() for requirement in project["dependencies"]}
    explained = {name.strip().lower() for names, why in rows(section("Libraries")) if why for name in names.split(",")}
    assert explained == needed


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


def test_its_links_and_pictures_exist() -> None:
    """Those that point into the checkout."""
    links = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", TEXT))
    targets = [target for target in links if "://" not in target]
    assert "docs/digest.png" in targets
    assert [target for target in targets if not (ROOT / target.split("#")[0]).is_file()] == []


def test_the_rooms_it_names_exist() -> None:
    """The map of `service/`, and the other places."""
    table = {tuple(quoted(first)): text for first, text in rows(section("Where things are"))}
    rooms = [name.rstrip("/") for name in quoted(table[("service/",)]) if name != "sources.yaml"]
    assert [
        room for room in rooms if not any((ROOT / "service" / name).exists() for name in (room, f"{room}.py"))
    ] == []
    assert len(rooms) >= 10
    assert all((ROOT / name).exists() for name in ("sources.yaml", "db/seed", "digests", "service", "tests"))
