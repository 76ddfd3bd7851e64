"""The kinds of edit, and that a new one is declared in one place."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import service
from service.models import EditKind

PACKAGE = Path(service.__file__).parent

DECLARED = """
    WEATHER = _Declared(value="weather", label="the weather", noun="forecast")
"""
SCRIPT = """
from types import SimpleNamespace

from service.changes import compare
from service.digest.build import weight
from service.models import Edit, EventKind
from tests.digest.conftest import Factory
from service.digest.render import render_markdown

old = SimpleNamespace(title="A day", text="It was warm at noon on the square, they wrote.")
new = SimpleNamespace(title="A day", text="It was not warm at noon on the square, they wrote.")
edit = compare(old, new)
print(edit.kinds, edit.summary)

make = Factory()
kinds = ("negation", "weather", "name", "weather,typo", "unheard-of")
entries = [make.change(make.item(id), kinds=tuple(names.split(","))) for id, names in enumerate(kinds, 1)]
print([entry.item.id for entry in sorted(entries, key=weight)])
page = render_markdown(make.document(entries[1]))
print("the weather" in page, "Minor edits" in page)
"""


def test_ranks_and_labels_are_what_they_were() -> None:
    """Digests are ordered by the ranks and tell the labels: what is in print does not move."""
    assert [(str(kind), kind.label) for kind in EditKind] == [
        ("headline", "headline"),
        ("number", "figures"),
        ("quote", "quotation"),
        ("negation", "negation"),
        ("name", "names"),
        ("date", "dates"),
        ("attribution", "who says so"),
        ("correction_note", "correction note"),
        ("paragraph_added", "text added"),
        ("paragraph_removed", "text removed"),
        ("sentence_added", "sentence added"),
        ("sentence_removed", "sentence removed"),
        ("byline", "byline"),
        ("published", "date of publication"),
        ("rewording", "wording"),
        ("typo", "spelling"),
        ("punctuation", "punctuation"),
    ]
    assert [str(kind) for kind in EditKind if kind.is_minor] == ["byline", "published", "typo", "punctuation"]


def test_a_new_kind_is_one_declaration_and_its_judge(tmp_path: Path) -> None:
    """In a copy of the program, a kind declared after negations and found by the judge has its rank, its label, its
    word in a summary and its choice on the command line, with no other file changed."""
    copy = tmp_path / "service"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    _put_after(copy / "models" / "edit_kinds.py", '    NEGATION = _Declared(value="negation"', DECLARED)
    judge = copy / "changes" / "judge.py"
    text = judge.read_text(encoding="utf-8")
    assert "Mark.NEGATION: EditKind.NEGATION" in text
    judge.write_text(text.replace("Mark.NEGATION: EditKind.NEGATION", "Mark.NEGATION: EditKind.WEATHER"), "utf-8")

    told = _run(tmp_path, "-c", SCRIPT)
    assert told.stdout.splitlines() == ["('weather',) “not” added", "[1, 4, 2, 3, 5]", "True False"], told.stderr
    refused = _run(tmp_path, "-m", "service", "items", "--kind", "unheard-of")
    assert "quote, negation, weather, name" in refused.stderr


def _put_after(path: Path, line: str, added: str) -> None:
    before, found, after = path.read_text(encoding="utf-8").partition(line)
    assert found
    rest, newline, more = after.partition("\n")
    path.write_text(before + found + rest + newline + added + more, encoding="utf-8")


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join((str(folder), str(PACKAGE.parent)))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )
