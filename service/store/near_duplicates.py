"""Near duplicates: samples by which they are found, which items are similar, and corrections by hand."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.models import Fingerprint, parse_iso
from service.store.database import Database, Row
from service.store.sql_values import json_list, marks, read, stored

# ── samples of texts, by which a similar item is found among ten million ──────────────────────────────────────────

HOLDERS = 40
"""Items of which a sample is kept. A sample of more is a set phrase, or its text is found through those items."""

GROUPS = 16
"""Groups of copies among the holders of a sample. If there are more, the sample is a set phrase and finds nothing."""

GENERATIONS = 1_000
"""Updates of updates that are followed to where they began."""

PHRASE = 0
"""The id of no item. A sample that is a set phrase is kept of this alone: reading forty rows for each phrase of a text
took a third of the time of a slow lookup among a million items."""

RARE = 2
"""A sample with at most so many groups among its holders makes an item a candidate; otherwise it must share two."""

WEIGHT = 1_000_000
"""What a shared sample counts for that one group holds. One that n groups hold counts for the nth part of it."""

CANDIDATES = 8
"""Items whose whole texts are compared with a new one (1 ms each)."""

OF_ONE_GROUP = 3
"""Candidates from one group of copies: a text that many sites have must not hide another."""


class Samples:
    """The table `samples`, and the hashes of whole texts. Every write is made inside a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, item: int, fingerprint: Fingerprint, *, instead_of: Fingerprint | None = None) -> None:
        """Keep the samples of an item's newest text, in place of those of the text before it."""
        old = instead_of.samples if instead_of else ()
        if old:
            sql = f"DELETE FROM samples WHERE hash IN ({marks(old)}) AND item = ?"
            self._database.run(sql, (*old, item))
        new = fingerprint.samples
        held = self._held(new)
        values = [value for sample in new if sample not in held for value in (sample, item)]
        if values:
            pairs = ", ".join(["(?, ?)"] * (len(values) // 2))
            self._database.run(f"INSERT OR IGNORE INTO samples (hash, item) VALUES {pairs}", values)
        self._database.run("UPDATE items SET words = ? WHERE id = ?", (fingerprint.words, item))

    def _held(self, samples: Sequence[int]) -> set[int]:
        """Return the samples of which no further item is kept: they have `HOLDERS` items, or are set phrases.

        Those found to be set phrases now are marked as such.
        """
        rows = self._database.rows(_HELD.format(marks(samples)), samples)
        full = [row["hash"] for row in rows if not row["phrase"]]
        for sample, leads in self._holders(full).items():
            if self._is_phrase(leads.values()):
                self._database.run("DELETE FROM samples WHERE hash = ?", (sample,))
                self._database.run("INSERT INTO samples (hash, item) VALUES (?, ?)", (sample, PHRASE))
        return {row["hash"] for row in rows}

    def _holders(self, samples: Sequence[int]) -> dict[int, dict[int, int]]:
        """Return, for each of these samples, the items that hold it, each with its lead."""
        found: dict[int, dict[int, int]] = {}
        if samples:
            for row in self._database.rows(_HOLDERS.format(marks(samples)), samples):
                found.setdefault(row["hash"], {})[row["item"]] = row["lead"]
        return found

    def _is_phrase(self, leads: Iterable[int]) -> bool:
        """Say whether a sample that groups with these leads hold is a set phrase. An item and its updates and variants
        count as one group."""
        groups = set(leads)
        return len(groups) > GROUPS and len(self.first_told(groups)) > GROUPS

    def first_told(self, items: set[int]) -> set[int]:
        """Return the items that some go back to, over what each is a copy, an update or a variant of."""
        first, waiting, seen = set[int](), set(items), set[int]()
        for _ in range(GENERATIONS):
            if not waiting:
                break
            seen |= waiting
            sql = (
                f"SELECT id, coalesce(copy_of, update_of, variant_of) AS base FROM items WHERE id IN ({marks(waiting)})"
            )
            rows = self._database.rows(sql, list(waiting))
            first.update(row["id"] for row in rows if row["base"] is None)
            waiting = {row["base"] for row in rows if row["base"] is not None} - seen
        return first | waiting

    def unsampled(self, limit: int) -> list[int]:
        """Return items without samples, newest first: an earlier version of Dateline recorded them."""
        rows = self._database.rows("SELECT id FROM items WHERE words IS NULL ORDER BY id DESC LIMIT ?", (limit,))
        return [row["id"] for row in rows]

    def candidates(self, fingerprint: Fingerprint, *, but: int | None = None) -> list[int]:
        """Return the items most likely to be similar, likeliest first; of a group of copies the lead before others."""
        # 1. Which items hold the samples of this text, each with its lead.
        holders = self._holders(fingerprint.samples)
        # 2. How many samples each of them shares, and how telling these are: the fewer groups hold one, the more it
        #    tells. Of a story told all day, the first texts hold what all have, and the newest what was added last. Set
        #    phrases, which many groups hold, count for nothing.
        shared: Counter[int] = Counter()
        weight: Counter[int] = Counter()
        lead_of: dict[int, int] = {}
        rare: set[int] = set()
        for of_sample in holders.values():
            groups = set(of_sample.values())
            if self._is_phrase(groups):
                continue
            lead_of |= of_sample
            having = {*of_sample, *groups}  # a lead is as likely as the copy that was found
            shared.update(having)
            weight.update(dict.fromkeys(having, WEIGHT // len(groups)))
            if len(groups) <= RARE:
                rare |= having
        # 3. Two shared samples, or a rare one, make a candidate. Who shares most comes first, and leads before copies.
        likely = [item for item, count in shared.items() if item != but and (count >= 2 or item in rare)]
        likely.sort(key=lambda item: (-weight[item], item != lead_of.get(item, item), item))
        # 4. No group of copies takes all the places.
        return _of_many_groups(likely, lead_of)

    def items_with_text(self, text_hash: str, *, but: int | None = None) -> list[int]:
        """Return items whose newest text has this hash: leads before copies, and newest first."""
        sql = "SELECT id FROM items WHERE text_hash = ? AND id <> ? ORDER BY copy_of IS NOT NULL, id DESC LIMIT ?"
        return [row["id"] for row in self._database.rows(sql, (text_hash, but or 0, CANDIDATES))]


# CROSS JOIN: SQLite takes the tables in this order, few samples first. No item is joined to what marks a phrase.
_HOLDERS = """SELECT s.hash, s.item, coalesce(i.copy_of, i.id) AS lead
              FROM samples s CROSS JOIN items i ON i.id = s.item WHERE s.hash IN ({})"""

_HELD = f"""SELECT hash, min(item) = {PHRASE} AS phrase FROM samples WHERE hash IN ({{}})
            GROUP BY hash HAVING phrase OR count(*) >= {HOLDERS}"""


def _of_many_groups(ranked: Sequence[int], lead_of: dict[int, int]) -> list[int]:
    counts: dict[int, int] = {}
    found = []
    for item in ranked:
        lead = lead_of.get(item, item)
        counts[lead] = counts.get(lead, 0) + 1
        if counts[lead] <= OF_ONE_GROUP:
            found.append(item)
    return found[:CANDIDATES]


# ── which items are similar, and which is a copy or variant of which ──────────────────────────────────────────────

NEIGHBOURS = 64
"""Items that are placed at once. Other copies of the same text stay copies of their lead, or follow it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarPair:
    """Two similar items. `evidence` is seen from `item`: see `identity.Similarity.as_json`."""

    item: int
    other: int
    kind: str
    evidence: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedItem:
    """An item as far as finding groups of copies needs it."""

    id: int
    words: int
    text_hash: str
    title: str | None
    published: datetime | None
    first_seen: datetime
    copy_of: int | None
    variant_of: int | None
    update_of: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedPair:
    """Two similar items as far as finding groups of copies needs it: `covered` is the share of `item` that `other`
    has, `covers` the reverse."""

    item: int
    other: int
    kind: str
    covered: float
    covers: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Items that are connected, and the similar pairs among them."""

    items: tuple[GroupedItem, ...]
    pairs: tuple[GroupedPair, ...]
    is_whole: bool
    """No other item is connected with them."""


class Similarities:
    """The table `likenesses`, and the columns of `items` that follow from it. Writes are made inside a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def relate(
        self, item: int, found: Iterable[tuple[int, str, dict[str, Any], dict[str, Any]]], *, keep: Iterable[int] = ()
    ) -> None:
        """Replace the pairs of an item, but for those with the items to `keep`: (other, kind, evidence seen from the
        item, the same seen from the other)."""
        self._database.run(
            """DELETE FROM likenesses WHERE (item = :item OR other = :item)
               AND item + other - :item NOT IN (SELECT value FROM json_each(:keep))""",
            {"item": item, "keep": json_list(keep)},
        )
        for other, kind, mine, theirs in found:
            self.add(item, other, kind, mine, theirs)

    def add(self, item: int, other: int, kind: str, mine: dict[str, Any], theirs: dict[str, Any]) -> None:
        """Keep a pair of similar items, with the evidence as seen from `item` and as seen from `other`."""
        pair, evidence = ((item, other), mine) if item > other else ((other, item), theirs)
        self._database.run(
            "INSERT OR REPLACE INTO likenesses (item, other, kind, evidence) VALUES (?, ?, ?, ?)",
            (*pair, kind, json.dumps(evidence, ensure_ascii=False, separators=(",", ":"))),
        )

    def of(self, item: int) -> list[SimilarPair]:
        """Return the pairs of which this item is one."""
        sql = "SELECT * FROM likenesses WHERE item = :item OR other = :item ORDER BY item, other"
        return [_pair(row) for row in self._database.rows(sql, {"item": item})]

    def around(self, items: Iterable[int]) -> Surroundings:
        """Return the items connected with these by pairs, corrections, copies, variants or updates, the nearest first,
        and the pairs among them.

        They are `NEIGHBOURS` at most, besides the lead of each, which is always among them: without it, its group would
        seem to have none. Each step outwards takes as many queries as any other, however many pairs an item has.
        """
        waiting, reached = list(dict.fromkeys(items)), dict[int, None]()
        while waiting and len(reached) < NEIGHBOURS:
            step = waiting[: NEIGHBOURS - len(reached)]
            reached |= dict.fromkeys(step)
            further = (*waiting[len(step) :], *self._leads(step), *self._neighbours(step))
            waiting = [item for item in dict.fromkeys(further) if item not in reached]
        reached |= dict.fromkeys(self._leads(list(reached)))
        grouped = self._grouped(sorted(reached))
        return Surroundings(items=tuple(grouped), pairs=tuple(self._among(list(reached))), is_whole=not waiting)

    def _leads(self, items: Sequence[int]) -> list[int]:
        sql = f"SELECT copy_of FROM items WHERE id IN ({marks(items)}) AND copy_of IS NOT NULL ORDER BY id"
        return [row["copy_of"] for row in self._database.rows(sql, items)]

    def _neighbours(self, items: Sequence[int]) -> list[int]:
        """Return the items that these are similar to, those that a person merged with them, those that they are
        variants or updates of, and their copies: `NEIGHBOURS` of each kind at most."""
        some = marks(items)
        rows = self._database.rows(_NEIGHBOURS.format(some), [*items] * 7)
        return [row["other"] for row in rows]

    def _among(self, items: Sequence[int]) -> list[GroupedPair]:
        some = marks(items)
        sql = f"""SELECT item, other, kind, json_extract(evidence, '$.covered') AS covered,
                         json_extract(evidence, '$.covers') AS covers
                  FROM likenesses WHERE item IN ({some}) AND other IN ({some}) ORDER BY item, other"""
        return [
            GroupedPair(
                item=row["item"], other=row["other"], kind=row["kind"], covered=row["covered"], covers=row["covers"]
            )
            for row in self._database.rows(sql, [*items, *items])
        ]

    def _grouped(self, items: Sequence[int]) -> list[GroupedItem]:
        return [
            GroupedItem(
                id=row["id"],
                words=row["words"] or 0,
                text_hash=row["text_hash"],
                title=row["title"],
                published=parse_iso(row["published"]),
                first_seen=read(row["first_seen"]),
                copy_of=row["copy_of"],
                variant_of=row["variant_of"],
                update_of=row["update_of"],
            )
            for row in self._database.rows(_GROUPED.format(marks(items)), items)
        ]

    def place(self, item: int, *, copy_of: int | None, variant_of: int | None, update_of: int | None = None) -> None:
        """Set what an item is to others. If it is a copy, the copies, variants and updates of it become its lead's."""
        self._database.run(
            "UPDATE items SET copy_of = ?, variant_of = ?, update_of = ? WHERE id = ?",
            (copy_of, variant_of, update_of, item),
        )
        if copy_of is not None:
            self._database.run("UPDATE items SET copy_of = ? WHERE copy_of = ?", (copy_of, item))
            for column in ("variant_of", "update_of"):
                self._database.run(
                    f"UPDATE items SET {column} = :lead WHERE {column} = :item AND id <> :lead",
                    {"lead": copy_of, "item": item},
                )

    def group(self, item: int) -> list[int]:
        """Return the item's lead and all copies of that, the lead first."""
        sql = """WITH lead (id) AS (SELECT coalesce(copy_of, id) FROM items WHERE id = :item)
                 SELECT id FROM lead UNION ALL SELECT i.id FROM items i JOIN lead ON i.copy_of = lead.id"""
        return [row["id"] for row in self._database.rows(sql, {"item": item})]

    def seen_through(self, items: Sequence[int], sources: Sequence[str]) -> set[int]:
        """Return those of the items that were seen through one of these sources."""
        if not sources or not items:
            return set()
        sql = f"""SELECT DISTINCT a.item FROM aliases a JOIN sightings s ON s.key = a.key
                  WHERE a.item IN ({marks(items)}) AND s.source IN ({marks(sources)})"""
        return {row["item"] for row in self._database.rows(sql, [*items, *sources])}


_GROUPED = """SELECT i.id, i.words, i.text_hash, r.title, r.published, i.first_seen, i.copy_of, i.variant_of,
                     i.update_of
              FROM items i JOIN revisions r ON r.item = i.id AND r.number = i.revision WHERE i.id IN ({})
              ORDER BY i.id"""

_NEIGHBOURS = f"""
SELECT other FROM (SELECT other FROM likenesses WHERE item IN ({{0}}) ORDER BY item, other LIMIT {NEIGHBOURS})
UNION ALL SELECT item FROM (SELECT item FROM likenesses WHERE other IN ({{0}}) ORDER BY other, item LIMIT {NEIGHBOURS})
UNION ALL SELECT into_item FROM corrections WHERE item IN ({{0}}) AND into_item IS NOT NULL AND undone IS NULL
UNION ALL SELECT item FROM corrections WHERE into_item IN ({{0}}) AND undone IS NULL
UNION ALL SELECT variant_of FROM items WHERE id IN ({{0}}) AND variant_of IS NOT NULL
UNION ALL SELECT update_of FROM items WHERE id IN ({{0}}) AND update_of IS NOT NULL
UNION ALL SELECT id FROM (SELECT id FROM items WHERE copy_of IN ({{0}}) ORDER BY copy_of, id LIMIT {NEIGHBOURS})
"""


def _pair(row: Row) -> SimilarPair:
    return SimilarPair(item=row["item"], other=row["other"], kind=row["kind"], evidence=json.loads(row["evidence"]))


# ── corrections by hand ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A person said that `item` is the same as `into`, or (None) is a copy or variant of none."""

    item: int
    into: int | None
    at: datetime


class Corrections:
    """The table `corrections`. Every write is made inside a transaction; none is ever deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, item: int, *, into: int | None, now: datetime) -> None:
        """Keep a correction of an item: it is the same as `into`, or (None) a copy or variant of none."""
        self._database.run("INSERT INTO corrections (item, into_item, at) VALUES (?, ?, ?)", (item, into, stored(now)))

    def undo(self, item: int, *, into: int | None, now: datetime) -> bool:
        """Take back a correction, whichever of the two items was merged into the other; say whether there was one."""
        sql = "UPDATE corrections SET undone = :now WHERE undone IS NULL AND "
        sql += (
            "item = :item AND into_item IS NULL"
            if into is None
            else "((item = :item AND into_item = :into) OR (item = :into AND into_item = :item))"
        )
        return self._database.run(sql, {"now": stored(now), "item": item, "into": into}) > 0

    def of(self, items: Sequence[int]) -> list[Correction]:
        """Return the corrections of these items that were not taken back, oldest first."""
        if not items:
            return []
        among = marks(items)
        sql = f"""SELECT * FROM corrections WHERE undone IS NULL AND (item IN ({among}) OR into_item IN ({among}))
                  ORDER BY id"""
        return [
            Correction(item=row["item"], into=row["into_item"], at=read(row["at"]))
            for row in self._database.rows(sql, [*items, *items])
        ]
