"""A fresh clone on somebody else's machine: `make run` works at once, and again."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.packaging.checkout import ROOT, clone, need_index, outer_environment, tracked_files
from tests.sample_articles import filler
from tests.sample_site import SampleSite, article, rss

UNANSWERED = "hrw"
"""A shipped source whose server is down on the day of the clone."""

_ROW = re.compile(r"(?m)^(\S+) +(ok|not modified|failed|blocked|skipped)((?: +(?:\d+|·)){7})")
_COUNTS = ("links", "fetched", "new", "changed", "copies", "unchanged", "failed")
_DIGEST = re.compile(r"(?m)^digest (\S+)( \(so far\))?: (.+) – (\S+)$")


def make(folder: Path, *arguments: str, exits: int = 0) -> str:
    """Run make in a folder, with this Python; what it printed on both streams."""
    done = subprocess.run(
        ["make", f"PYTHON={sys.executable}", *arguments],
        cwd=folder,
        env=outer_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == exits, done.stdout
    return done.stdout


def table(printed: str) -> dict[str, dict[str, int]]:
    """The table of a fetch: what was counted, by source."""
    rows = {}
    for name, _, counts in _ROW.findall(printed):
        numbers = (0 if count == "·" else int(count) for count in counts.split())
        rows[name] = dict(zip(_COUNTS, numbers, strict=True))
    return rows


def reported_as_new(digest: Path) -> list[int]:
    return [item["id"] for item in json.loads(digest.with_suffix(".json").read_text("utf-8"))["new"]]


def point_to(folder: Path, site: SampleSite) -> None:
    """Let the shipped sources.yaml ask a site on loopback instead of the world; nothing else in it changes."""
    path = folder / "sources.yaml"
    shipped = path.read_text("utf-8")
    names = re.findall(r"(?m)^  - name: (\S+)\n    url: ", shipped)
    for number, name in enumerate(names, 1):
        if name != UNANSWERED:
            site.put(f"/{name}.xml", rss(site.base, [(f"/{name}/article", f"News of {name}")]))
            site.put(f"/{name}/article", article(f"News of {name}", filler(number)))
    here = re.sub(r"(?m)^(  - name: (\S+)\n    url: ).*", rf"\g<1>{site.base}/\g<2>.xml", shipped)
    here, settings = re.subn(r"(?m)^    delay: .*", '    delay: 0s\n    allow_networks: ["127.0.0.0/8"]', here)
    assert settings == 1
    assert UNANSWERED in names
    assert set(re.findall(r"https?://[^/\s]+", re.sub(r"#.*", "", here))) == {site.base}
    path.write_text(here, encoding="utf-8")


def test_a_clone_runs_with_one_command_and_again(tmp_path: Path, site: SampleSite) -> None:
    """`make run` installs, reads every source, writes the digest; the second time it installs and tells nothing new.

    A source that does not answer is in the table, and fails nothing.
    """
    need_index()
    home = clone(tmp_path / "clone")
    point_to(home, site)
    first = make(home, f"VENV={tmp_path / 'venv'}", "run")
    rows = table(first)
    documents = [path for path in (home / "db" / "seed").rglob("*") if path.is_file()]
    assert rows["seed"]["new"] == rows["seed"]["links"] == len(documents)
    assert re.search(r"(?m)^seed +ok", first)
    assert re.search(rf"(?m)^{UNANSWERED} +failed", first)
    assert sum(row["new"] for row in rows.values()) == len(documents) + len(rows) - 2
    page = home / _digest(first)
    new = reported_as_new(page)
    assert len(new) == len(documents) + len(rows) - 2
    assert "<html" in page.read_text("utf-8")
    assert (home / "digests" / "latest.html").is_file()

    second = make(home, f"VENV={tmp_path / 'venv'}", "run")
    assert "installing" not in second
    again = table(second)
    assert set(again) == set(rows)
    assert {name: row["new"] + row["changed"] for name, row in again.items()} == dict.fromkeys(rows, 0)
    assert reported_as_new(page) == new
    assert home / _digest(second) == page or reported_as_new(home / _digest(second)) == []
    assert _new_files(home) <= {"db", "digests"}


def _digest(printed: str) -> str:
    """The page of the digest that is open, the last one named."""
    return str(_DIGEST.findall(printed)[-1][3])


def _new_files(home: Path) -> set[str]:
    """The top-level places of files that the clone did not come with."""
    shipped = set(tracked_files())
    written = {path.relative_to(home) for path in home.rglob("*") if path.is_file()}
    return {path.parts[0] for path in written - shipped if "__pycache__" not in path.parts}


@pytest.mark.parametrize("target", ["test", "packaging"])
def test_a_test_command_is_pytest(tmp_path: Path, target: str) -> None:
    """It would install the test tools and run the tests; those that install are run by a command of their own."""
    plan = make(ROOT, "--dry-run", f"VENV={tmp_path / 'venv'}", target)
    assert "--editable '.[dev]'" in plan
    command = plan.rstrip().splitlines()[-1]
    assert command.startswith(f"{tmp_path / 'venv'}/bin/python -m pytest")
    assert command.endswith("tests/packaging") == (target == "packaging")


def _python_without(folder: Path, modules: Sequence[str]) -> str:
    """A Python as some systems split it: without ensurepip (`venv` then fails half-way), or without pip as well."""
    real = shlex.quote(sys.executable)
    cases = {
        "ensurepip": f'"-m venv --without-pip "*) ;; "-m venv "*) {real} -m venv --without-pip "$3"; exit 1;;',
        "pip": '"-m pip "*) echo "No module named pip" >&2; exit 1;;',
    }
    script = folder / "python3"
    script.write_text(
        f'#!/bin/sh\ncase "$*" in\n{chr(10).join(cases[module] for module in modules)}\nesac\nexec {real} "$@"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    return f"PYTHON={script}"


def test_a_python_without_ensurepip_will_do(tmp_path: Path) -> None:
    """The pip that is there fills the new environment."""
    need_index()
    python = _python_without(tmp_path, ["ensurepip"])
    make(ROOT, f"VENV={tmp_path / 'venv'}", python, f"{tmp_path / 'venv'}/bin/python")
    subprocess.run([tmp_path / "venv" / "bin" / "python", "-m", "pip", "--version"], check=True, capture_output=True)


def test_a_python_without_pip_is_said_in_one_line_each_time(tmp_path: Path) -> None:
    """No half-made environment is taken for a whole one at the second try."""
    python = _python_without(tmp_path, ["ensurepip", "pip"])
    for _ in range(2):
        printed = make(ROOT, f"VENV={tmp_path / 'venv'}", python, "run", exits=2)
        assert "cannot make an environment with pip: install its venv package" in printed
        assert "installing" not in printed
