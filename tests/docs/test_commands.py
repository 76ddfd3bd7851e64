"""Every command that the documentation shows is run, and does what is said of it."""

import re
import shlex
import subprocess
from pathlib import Path

import click
import pytest

from service.cli import cli
from tests.conftest import Workspace
from tests.docs.markdown_page import PAGES, MarkdownPage, quoted
from tests.e2e.processes import daemon, stop, wait_for
from tests.packaging.checkout import ROOT, outer_environment
from tests.sample_site import SampleSite, prose

EXAMPLE_SITE = "https://courier.example.org"
"""The site of the examples; here the site of the tests stands in for it."""

_WRITTEN_WARC = r"^3 pages written to pages\.warc\.gz \([\d,]+ bytes\)$"
_EXPLAINED = r"^item:\n  2  Ferry(.*\n)*sources:\n  courier named (.*\n)*fetches:\n(.*\n)*next:\n  http"
_SHOWN_DIFF = r"^2  Ferry 2 .*\nrevision 1 .* → 2 .*\nnumber: 200 → 450 people\n(.*\n)*.*\[-200-\]\{\+450\+\}"

PROMISES = {
    "dateline fetch": r"(?=(.*\n)*courier +(ok|not modified))(.*\n)*seed +ok",
    "dateline fetch courier --recheck": r"\ncourier +(ok|not modified)",
    f"dateline fetch --url {EXAMPLE_SITE}/2026/11/ferry": r"\nby-hand +ok",
    "dateline digest": r"^digest [\d-]+ \(so far\): 2 new, 1 updated, 1 changed – digests/\d{4}-\d\d-\d\d\.html$",
    "dateline status": r"^healthy; daemon not running\n3 items",
    "dateline status --json": r'^\{"healthy": true, .*\}\n$',
    "dateline sources check": r"courier: ok – feed, 2 links.*\nseed: ok – folder, 1 links",
    "dateline sources check courier": r"^courier: ok – feed, 2 links.*\n$",
    "dateline sources list": r"courier: feed http://127\.0\.0\.1:.* – last ok .*\nseed: folder",
    "dateline import db/seed": r"import +ok",
    "dateline items --since 24h": r"^(.*Ferry.*\n)(.*Ferry.*\n).*A note on the harbour",
    "dateline items --query 'ferry OR harbour'": r"^(.+\n){3}$",
    "dateline items --source courier --limit 50": r"^(.*Ferry.*\n){2}$",
    "dateline items --story 12": r"^$",
    "dateline items --changed-since 24h --kind number": r"^ *2  .*Ferry 2 sails again.*\n$",
    "dateline show 1": r"^1  Ferry 1 .*\n(.*\n)*history:\n(.*\n)*addresses:\n",
    "dateline diff 2": _SHOWN_DIFF,
    "dateline diff 2 1 2": _SHOWN_DIFF,
    "dateline explain 2": _EXPLAINED,
    "dateline items merge 1 3": r"^item 3 is a copy of 1$",
    "dateline items split 3": r"^item 3 stands alone$",
    "dateline export --output all.jsonl": r"^$",
    "dateline export --warc pages.warc.gz": _WRITTEN_WARC,
    "dateline replay": r"^1 change, as then\n3 pages of 2 items read again: 0 texts would be another$",
    "dateline replay --source courier --rules trial.yaml": r"^1 change, as then\n3 pages of 2 items read again: 0 ",
    "dateline backup copy.db": r"^backup written to copy\.db \([\d,]+ bytes\)$",
}
"""What each command prints in a workspace with two articles, one of them edited, and one document."""

LEAVES = {
    "dateline export --output all.jsonl": "all.jsonl",
    "dateline export --warc pages.warc.gz": "pages.warc.gz",
    "dateline backup copy.db": "copy.db",
}
"""The file that a command leaves behind."""

LONG_RUNNING = "dateline run"

SHOWN = sorted({shlex.join(words) for page in PAGES for words in page.commands("dateline")})

STEPS = {
    "run": ("pip install", "dateline fetch", "dateline digest"),
    "test": ("pip install", "'.[dev]'", "-m pytest"),
    "packaging": ("pip install", "'.[dev]'", "-m pytest", "tests/packaging"),
    "torture": ("'.[dev]'", "-m pytest -m torture"),
    "demo": ("dateline demo",),
    "lint": ("ruff check", "mypy", "lint-imports"),
    "format": ("ruff check --fix", "ruff format"),
    "schema": ("json_schema",),
}
"""What the targets of make would do in a fresh clone, in this order."""


def test_every_command_is_tested_here() -> None:
    """A new command in the documentation needs a line above, and a new program a test of its own."""
    assert set().union(*(page.programs() for page in PAGES)) <= {
        "make",
        "dateline",
        "docker",
        "python",
        ".venv/bin/python",
    }
    assert [command for command in SHOWN if command not in PROMISES and command != LONG_RUNNING] == []
    assert sorted(set(PROMISES) - set(SHOWN)) == []


@pytest.mark.parametrize("command", [command for command in SHOWN if command != LONG_RUNNING])
def test_a_command_does_what_is_said_of_it(watched: Workspace, shared_site: SampleSite, command: str) -> None:
    """It ends with exit status 0 and prints what it should."""
    words = shlex.split(command.replace(EXAMPLE_SITE, shared_site.base))
    printed = watched.run(*words[1:])
    assert re.search(PROMISES.get(command, r"\Z(?!)"), printed), f"{command}\n{printed}"
    if command in LEAVES:
        assert (watched.home / LEAVES[command]).stat().st_size > 0


def test_the_long_lived_process_runs_and_stops(watched: Workspace) -> None:
    """`dateline run` fetches what is due without being told, here a source that has just been added."""
    assert LONG_RUNNING in SHOWN
    (watched.home / "more").mkdir()
    (watched.home / "more" / "second.txt").write_text("A second note\n\n" + "\n\n".join(prose(3)), encoding="utf-8")
    with (watched.home / "sources.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {name: more, path: more}\n")
    with daemon(watched) as process:
        wait_for(lambda: len(watched.items()) == 4, "the second note")
        stop(process)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_the_text_exist(page: MarkdownPage) -> None:
    """A command that a sentence or a heading names, with its options."""
    named = [code for code in [*quoted(page.text), *page.headings(3)] if code.startswith("dateline ")]
    assert [code for code in named if not _exists(shlex.split(code)[1:])] == []


def _exists(words: list[str]) -> bool:
    command: click.Command = cli
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(click.Context(command), words[0])
        if found is None:
            return command is not cli
        command, words = found, words[1:]
    options = {option for parameter in (*cli.params, *command.params) for option in parameter.opts}
    return all(word in options for word in words if word.startswith("-"))


@pytest.mark.parametrize("target", STEPS)
def test_make_does_what_is_said_of_it(tmp_path: Path, target: str) -> None:
    """In a fresh clone it would run these steps, in this order."""
    plan = subprocess.run(
        ["make", "--dry-run", target, f"VENV={tmp_path / 'venv'}"],
        cwd=ROOT,
        env=outer_environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = [plan.find(step) for step in STEPS[target]]
    assert -1 not in found, plan
    assert found == sorted(found)


def test_every_make_target_that_is_named_is_tested_here() -> None:
    """In blocks and in the text."""
    in_blocks = {target for page in PAGES for words in page.commands("make") for target in words[1:]}
    in_text = {
        target
        for page in PAGES
        for code in quoted(page.text)
        if code.startswith("make ")
        for target in code.split()[1:]
    }
    assert in_blocks | in_text == set(STEPS)
