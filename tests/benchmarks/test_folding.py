"""Which folds of a corpus are listed as suspicious."""

import json
from pathlib import Path
from typing import Any

from benchmarks.folding import Fold, corpus, folding
from benchmarks.recording import Document
from tests.sample_articles import UNRELATED

TITLE, LINES = UNRELATED[1]


def document(text: str, name: str = "a") -> Document:
    """A document with that text."""
    return Document(name=name, title="The masks", text=text)


def test_a_fold_is_suspicious_for_a_figure_or_a_name_or_many_words() -> None:
    """Each sort is kept apart, and a figure weighs most."""
    told = document("The museum gave back 11 masks to the villages.")
    figure = Fold.of(document("The museum gave back 12 masks to the villages."), told)
    name = Fold.of(document("The museum gave back 11 masks to Tolland and the villages."), told)
    assert (figure.figures, figure.names, figure.words) == (("12",), (), ())
    assert (name.figures, name.names) == ((), ("tolland",))
    assert figure.is_suspicious
    assert name.is_suspicious
    assert figure.suspicion > name.suspicion


def test_a_fold_without_anything_new_is_not_suspicious() -> None:
    """A part of a text says nothing that the whole does not."""
    told = document("The museum gave back 11 masks to the villages.")
    assert not Fold.of(document("The Museum gave back 11 masks."), told).is_suspicious


def write_rows(file: Path, *rows: dict[str, Any]) -> None:
    """Write a file of JSON lines."""
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_a_corpus_is_recorded_in_the_order_of_its_hours(tmp_path: Path) -> None:
    """Documents, stories and pages; the second of two copies is a fold, and its figure is listed."""
    folder, sets = tmp_path / "identity", tmp_path / "extraction" / "wcxb-dev"
    folder.mkdir()
    sets.mkdir(parents=True)
    text = "\n".join(LINES)
    row = {"title": TITLE, "host": "www.a.example"}
    write_rows(
        folder / "documents.jsonl",
        row | {"id": "late", "text": f"{text}\nPage 4711", "t": 5, "host": "www.b.example"},
        row | {"id": "early", "text": text, "t": 1},
    )
    write_rows(folder / "stories.jsonl", {"id": "S1", "title": UNRELATED[2][0], "text": "\n".join(UNRELATED[2][1])})
    page = {"url": "https://www.c.example/x", "title": UNRELATED[3][0], "text": "\n".join(UNRELATED[3][1])}
    (sets / "1.json").write_text(json.dumps(page), encoding="utf-8")
    assert [one.name for one in corpus(folder)] == ["early", "late", "S1", "wcxb-dev/1"]
    lines = list(folding(folder, 5))
    assert lines[0].startswith("\nwhole corpus, 4 documents in one store")
