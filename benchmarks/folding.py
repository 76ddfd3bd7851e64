"""What is folded when all labelled documents are recorded into one store, and its suspicious folds.

The documents are those of `documents.jsonl` in the order of their hours, then `stories.jsonl`, each text from a site of
its own, then the articles and pages of the extraction sets beside them. Nothing is labelled here. Of a group of copies
the document that came first is told; each that came after it is a fold. A fold is suspicious where its text has
figures, names or many words that the one told lacks, and is listed to be read, the most suspicious first. Lines that
three documents of a host have are recorded, since the product learns them itself, and left out of what is listed.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.copies import document_of, without_boilerplate
from benchmarks.extraction import SETS
from benchmarks.recording import Document, in_order, recording
from service.models import Item

MANY = 0.1
"""Share of a fold's different words that are lacking, from which it is suspicious without a figure or name."""
WORDS_SHOWN = 12
"""Words of each sort that are shown of a fold."""
SETS_READ = (*SETS, "wcxb-dev-other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """A document that is not told, the document of its group that was, and what of its text that one lacks."""

    document: Document
    told: Document
    figures: tuple[str, ...]
    names: tuple[str, ...]
    """Capitalised words within a sentence."""
    words: tuple[str, ...]
    """All other words."""
    share: float
    """Of its different words, those that are lacking."""

    @classmethod
    def of(cls, document: Document, told: Document) -> "Fold":
        """Compare the words of the two, titles among them."""
        held = set(_words(f"{told.title or ''}\n{told.text}".casefold()))
        text = f"{document.title or ''}\n{document.text}"
        own = dict.fromkeys(_words(text.casefold()))
        lacking = [word for word in own if word not in held]
        names = {name.casefold() for name in _NAME.findall(text)}
        figures = [word for word in lacking if any(letter.isdigit() for letter in word)]
        return cls(
            document=document,
            told=told,
            figures=tuple(figures),
            names=tuple(word for word in lacking if word in names and word not in figures),
            words=tuple(word for word in lacking if word not in names and word not in figures),
            share=len(lacking) / max(1, len(own)),
        )

    @property
    def is_suspicious(self) -> bool:
        """Say whether it may hide a fact."""
        return bool(self.figures or self.names) or self.share > MANY

    @property
    def suspicion(self) -> float:
        """Return what the folds are listed by: a figure counts as much as two names or ten words."""
        return len(self.figures) + len(self.names) / 2 + len(self.words) / 10

    def lines(self) -> Iterator[str]:
        """Return it as it is listed."""
        yield f"  {_place(self.document)}  →  {_place(self.told)}"
        same = (self.document.title or "").casefold() == (self.told.title or "").casefold()
        yield f"      {self.document.title!r}" + ("" if same else f"  →  {self.told.title!r}")
        for what in ("figures", "names", "words"):
            lacking = getattr(self, what)
            if lacking:
                shown = " ".join(lacking[:WORDS_SHOWN])
                yield f"      {what} lacking: {len(lacking)}: {shown}{' …' if len(lacking) > WORDS_SHOWN else ''}"


def folding(folder: Path, listed: int) -> Iterator[str]:
    """Return what becomes of all documents, line by line, and the first suspicious folds: `listed` of them."""
    documents = corpus(folder)
    start = time.process_time()
    with recording() as store:
        numbers = [store.put(document) for document in documents]
        items = {number: store.item(number) for number in numbers}
    seconds = time.process_time() - start
    shown = without_boilerplate(documents)
    folds = sorted(folds_of(zip(shown, numbers, strict=True), items), key=lambda fold: -fold.suspicion)
    suspicious = [fold for fold in folds if fold.is_suspicious]
    linked = Counter(
        how for item in items.values() for how in ("variant_of", "update_of") if getattr(item, how, None) is not None
    )
    yield (
        f"\nwhole corpus, {len(documents)} documents in one store: {len(folds)} folded ({len(suspicious)} suspicious),"
        f" {linked['variant_of']} variants, {linked['update_of']} updates; {1000 * seconds / len(documents):.0f} ms a"
        f" document"
    )
    titles = sum((fold.document.title or "").casefold() != (fold.told.title or "").casefold() for fold in folds)
    hosts = sum(fold.document.host != fold.told.host for fold in folds)
    figures, names = (sum(bool(getattr(fold, what)) for fold in folds) for what in ("figures", "names"))
    yield (
        f"  of the folded: {titles} under another title, {hosts} of another host, {figures} with a figure and {names}"
        f" with a name that the document told lacks"
    )
    for fold in suspicious[:listed]:
        yield from fold.lines()


def folds_of(recorded: Iterable[tuple[Document, int]], items: Mapping[int, Item]) -> Iterator[Fold]:
    """Return the folds among documents in the order in which they came, each with the item it has become or joined."""
    first: dict[int, Document] = {}
    for document, number in recorded:
        told = first.setdefault(items[number].copy_of or number, document)
        if told is not document:
            yield Fold.of(document, told)


def corpus(folder: Path) -> list[Document]:
    """Return all documents: those with hours in their order, then the others."""
    documents = [document_of(row) for row in _rows(folder / "documents.jsonl")]
    stories = [
        Document(name=row["id"], title=row.get("title"), text=row["text"], host=f"{row['id'].lower()}.example")
        for row in _rows(folder / "stories.jsonl")
    ]
    dated = in_order([document for document in documents if document.hours is not None])
    undated = [document for document in documents if document.hours is None]
    return [*dated, *undated, *stories, *pages(folder.parent / "extraction")]


def pages(folder: Path) -> Iterator[Document]:
    """Return the labelled pages of the extraction sets that have a text."""
    for name in SETS_READ:
        for file in sorted((folder / name).glob("*.json")):
            row = json.loads(file.read_text(encoding="utf-8"))
            if (row.get("text") or "").strip():
                host = urlsplit(row["url"].strip()).hostname or f"{name}.example"
                yield Document(name=f"{name}/{file.stem}", title=row.get("title"), text=row["text"], host=host)


_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_NAME = re.compile(r"(?<=[^\W_] )[A-ZÀ-ÖØ-ÞА-Я][^\W\d_]+|(?<=, )[A-ZÀ-ÖØ-ÞА-Я][^\W\d_]+")


def _place(document: Document) -> str:
    return document.url + ("" if document.hours is None else f" ({document.hours:.1f} h)")


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
