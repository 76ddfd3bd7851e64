"""Samples of texts, by which an item that may be alike is found among ten million."""

from collections import Counter
from collections.abc import Sequence

from service.models import Fingerprint
from service.store.database import Database

HOLDERS = 40
"""Items that a sample is kept of. What more items have is a set phrase, or a text that is found by those it has."""

GROUPS = 16
"""Groups of copies among the holders of a sample. A sample that more have is a phrase and finds nothing."""

PHRASE = 0
"""No item's id. A sample of so many holders that is a phrase is kept of this alone: forty rows to read and to pass over
for each phrase of a text took a third of the time of a slow lookup among a million items."""

RARE = 2
"""Groups among the holders of a sample that by itself is reason enough to compare; otherwise two must be shared."""

CANDIDATES = 8
"""Items that are compared with a new one, whole text against whole text (1 ms each)."""

OF_ONE_GROUP = 3
"""Of these, so many of one group of copies: a text that stands everywhere must not hide another."""


class Samples:
    """The table `samples`, and the hashes of whole texts. Every write is made inside a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, item: int, fingerprint: Fingerprint, *, instead_of: Fingerprint | None = None) -> None:
        """Keep samples of an item's newest text, in place of those of the text before it."""
        old = instead_of.samples if instead_of else ()
        if old:
            sql = f"DELETE FROM samples WHERE hash IN ({_marks(old)}) AND item = ?"
            self._database.run(sql, (*old, item))
        new = fingerprint.samples
        held = self._held(new)
        values = [value for sample in new if sample not in held for value in (sample, item)]
        if values:
            pairs = ", ".join(["(?, ?)"] * (len(values) // 2))
            self._database.run(f"INSERT OR IGNORE INTO samples (hash, item) VALUES {pairs}", values)
        self._database.run("UPDATE items SET words = ? WHERE id = ?", (fingerprint.words, item))

    def _held(self, samples: Sequence[int]) -> set[int]:
        """Those that are kept of no further item: of `HOLDERS` they are, or phrases, which are marked from now on."""
        rows = self._database.rows(_HELD.format(_marks(samples)), samples)
        full = [row["hash"] for row in rows if not row["phrase"]]
        if full:
            for row in self._database.rows(_PHRASES.format(_marks(full)), full):
                self._database.run("DELETE FROM samples WHERE hash = ?", (row["hash"],))
                self._database.run("INSERT INTO samples (hash, item) VALUES (?, ?)", (row["hash"], PHRASE))
        return {row["hash"] for row in rows}

    def unsampled(self, limit: int) -> list[int]:
        """Items of whose text no samples are kept, the newest first: an earlier version did not take them."""
        rows = self._database.rows("SELECT id FROM items WHERE words IS NULL ORDER BY id DESC LIMIT ?", (limit,))
        return [row["id"] for row in rows]

    def candidates(self, fingerprint: Fingerprint, *, but: int | None = None) -> list[int]:
        """The items most likely to be alike, the likeliest first: of each group of copies its lead, then others."""
        holders: dict[int, dict[int, int]] = {}
        for row in self._database.rows(_HOLDERS.format(_marks(fingerprint.samples)), fingerprint.samples):
            holders.setdefault(row["hash"], {})[row["item"]] = row["lead"]
        shared: Counter[int] = Counter()
        lead_of: dict[int, int] = {}
        rare: set[int] = set()
        for of_sample in holders.values():
            groups = set(of_sample.values())
            if len(groups) > GROUPS:
                continue
            lead_of |= of_sample
            shared.update({*of_sample, *groups})  # a lead is as likely as the copy that was found
            if len(groups) <= RARE:
                rare |= {*of_sample, *groups}
        shared.pop(but or 0, None)
        likely = [item for item, count in shared.items() if count >= 2 or item in rare]
        likely.sort(key=lambda item: (-shared[item], item != lead_of.get(item, item), item))
        return _of_many_groups(likely, lead_of)

    def with_text(self, text_hash: str, *, but: int | None = None) -> list[int]:
        """Items whose newest text has this hash, those that lead first, then the newest."""
        sql = "SELECT id FROM items WHERE text_hash = ? AND id <> ? ORDER BY copy_of IS NOT NULL, id DESC LIMIT ?"
        return [row["id"] for row in self._database.rows(sql, (text_hash, but or 0, CANDIDATES))]


# CROSS JOIN: SQLite takes the tables in this order, few samples first. No item is joined to what marks a phrase.
_HOLDERS = """SELECT s.hash, s.item, coalesce(i.copy_of, i.id) AS lead
              FROM samples s CROSS JOIN items i ON i.id = s.item WHERE s.hash IN ({})"""

_HELD = f"""SELECT hash, min(item) = {PHRASE} AS phrase FROM samples WHERE hash IN ({{}})
            GROUP BY hash HAVING phrase OR count(*) >= {HOLDERS}"""

_PHRASES = f"""SELECT hash FROM ({_HOLDERS}) GROUP BY hash HAVING count(DISTINCT lead) > {GROUPS}"""


def _of_many_groups(ranked: Sequence[int], lead_of: dict[int, int]) -> list[int]:
    counts: dict[int, int] = {}
    found = []
    for item in ranked:
        lead = lead_of.get(item, item)
        counts[lead] = counts.get(lead, 0) + 1
        if counts[lead] <= OF_ONE_GROUP:
            found.append(item)
    return found[:CANDIDATES]


def _marks(values: Sequence[int]) -> str:
    return ", ".join("?" * len(values))
