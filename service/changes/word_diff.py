"""Two versions of one paragraph, word by word: which runs of words were replaced, and the diff that shows it."""

from collections.abc import Iterable
from itertools import accumulate, chain

from service.changes.alignment import Hunk, matching_blocks, without_scraps
from service.facts.words import ParagraphWords, is_word
from service.models import DiffRun, Op


def hunks(old: ParagraphWords, new: ParagraphWords) -> list[Hunk]:
    """Return where `old` and `new` differ, in order. A scrap of text between two rewritten passages counts as
    rewritten too."""
    return hunks_within(Hunk(i=0, j=len(old), k=0, l=len(new)), old, new)


def hunks_within(passage: Hunk, old: ParagraphWords, new: ParagraphWords) -> list[Hunk]:
    """Return where the two sides of `passage` differ, as `hunks` does."""
    found: list[Hunk] = []
    i, k = passage.i, passage.k
    for match in matching_blocks(old.keys[passage.i : passage.j], new.keys[passage.k : passage.l]):
        old_at, new_at = passage.i + match.old, passage.k + match.new
        if i < old_at or k < new_at:
            found.append(Hunk(i=i, j=old_at, k=k, l=new_at))
        i, k = old_at + match.size, new_at + match.size
    if i < passage.j or k < passage.l:
        found.append(Hunk(i=i, j=passage.j, k=k, l=passage.l))
    # Signs do not count: a comma kept tells a reader nothing.
    return without_scraps(found, *(list(accumulate(map(is_word, side.keys), initial=0)) for side in (old, new)))


def diff_runs(old: ParagraphWords, new: ParagraphWords, found: Iterable[Hunk]) -> tuple[DiffRun, ...]:
    """Return the word diff. Its equal and deleted runs joined are the old paragraph exactly, its equal and inserted
    ones the new.

    So words that read the same but are written otherwise (a curly quote made straight) show as replaced too.
    """
    writer = _Writer()
    i = k = 0
    for hunk in [*found, Hunk(i=len(old), j=len(old), k=len(new), l=len(new))]:
        kept = hunk.i - i
        if old.gaps[i : i + kept] == new.gaps[k : k + kept] and old.raws[i : i + kept] == new.raws[k : k + kept]:
            writer.both(_spelt(old, i, i + kept), _spelt(new, k, k + kept))
            i, k = i + kept, k + kept
        while i < hunk.i:
            writer.both(old.gaps[i], new.gaps[k])
            writer.both(old.raws[i], new.raws[k])
            i, k = i + 1, k + 1
        if hunk.i < hunk.j and hunk.k < hunk.l:
            writer.both(old.gaps[i], new.gaps[k])
            writer.delete(old.raws[i])
            writer.insert(new.raws[k])
            i, k = i + 1, k + 1
        writer.delete(_spelt(old, i, hunk.j))
        writer.insert(_spelt(new, k, hunk.l))
        i, k = hunk.j, hunk.l
    writer.both(old.gaps[-1], new.gaps[-1])
    return writer.runs()


def _spelt(side: ParagraphWords, start: int, stop: int) -> str:
    """Return words `start:stop`, each with the white space before it."""
    return "".join(chain.from_iterable(zip(side.gaps[start:stop], side.raws[start:stop], strict=True)))


class _Writer:
    """Collects a diff, and writes what went and what came between two kept runs as one deletion and one insertion."""

    def __init__(self) -> None:
        self._runs: list[tuple[Op, list[str]]] = []
        self._kept: list[str] = []
        self._deleted: list[str] = []
        self._inserted: list[str] = []

    def both(self, old: str, new: str) -> None:
        if old != new:
            self.delete(old)
            self.insert(new)
        elif old:
            self._flush_changed()
            self._kept.append(old)

    def delete(self, text: str) -> None:
        if text:
            self._flush_kept()
            self._deleted.append(text)

    def insert(self, text: str) -> None:
        if text:
            self._flush_kept()
            self._inserted.append(text)

    def runs(self) -> tuple[DiffRun, ...]:
        self._flush_kept()
        self._flush_changed()
        return tuple(DiffRun(op=op, text="".join(parts)) for op, parts in self._runs)

    def _flush_kept(self) -> None:
        if self._kept:
            self._runs.append((Op.EQUAL, self._kept))
            self._kept = []

    def _flush_changed(self) -> None:
        for op, parts in ((Op.DELETE, self._deleted), (Op.INSERT, self._inserted)):
            if parts:
                self._runs.append((op, parts))
        self._deleted, self._inserted = [], []
