"""Stories, the items of the last weeks as far as clustering needs them (accounts), and how common each term is."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.models import parse_iso
from service.store.database import Database, Row
from service.store.sql_values import json_list, read, stored

_READ = "stories read up to item"
"""The row of the table `state` that says for which items an account has been made."""

_CLUSTERED = "stories gathered up to item"
"""The row of `state` that says which accounts have been clustered."""

CANDIDATES = 16
"""How many accounts that share most clues with a new one are compared with it."""

MEMBERS = 40
"""How many others of each of their stories are: similarity to a story is an average, and of a larger one its newest
accounts stand for it."""

FADING = 20_000
"""Number of documents of a language above which the counts of its terms are halved, so that old terms fade out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryText:
    """The present text of an item, from which an account is to be made."""

    item: int
    revision: int
    title: str | None
    text: str
    language: str | None
    published: datetime | None
    first_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAccount:
    """An account: an item as far as clustering needs it."""

    item: int
    revision: int
    seen: datetime
    published: datetime | None
    language: str
    names: str
    """Terms of names, with a space between."""
    words: str
    """All other terms, likewise."""
    vector: Mapping[str, float]
    """Weight by term; empty where it was not asked for."""
    story: int | None = None
    variant_of: int | None = None
    update_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryExtent:
    """How many accounts a story has, and from when to when it reaches."""

    story: int
    size: int
    first: datetime | None
    """When the earliest of its dated accounts was published; None where none is dated."""
    last: datetime | None
    undated: int
    lowest: int
    """The first of its items."""
    highest: int


class Stories:
    """The tables `stories` and `story_*`, and the column `items.story`. Every write is made inside a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ── which items need an account ─────────────────────────────────────────────────────────────────────────────────

    def unread(self, *, since: datetime, limit: int) -> list[StoryText]:
        """Return items that are still to get an account, oldest first; none that were first seen before `since`."""
        sql = "SELECT * FROM current WHERE id > ? AND copy_of IS NULL ORDER BY id LIMIT ?"
        return [_story_text(row) for row in self._database.rows(sql, (self._last_read(since), limit))]

    def outdated(self) -> list[StoryText]:
        """Return items whose text has changed since their account was made, and leads of copies with an account."""
        sql = """SELECT * FROM current WHERE copy_of IS NULL AND id IN (
                     SELECT i.id FROM story_accounts a JOIN items i ON i.id = a.item WHERE i.revision <> a.revision
                     UNION SELECT lead.id FROM story_accounts a JOIN items i ON i.id = a.item
                           JOIN items lead ON lead.id = i.copy_of
                           WHERE lead.id NOT IN (SELECT item FROM story_accounts))"""
        return [_story_text(row) for row in self._database.rows(sql)]

    def _last_read(self, since: datetime) -> int:
        row = self._database.row("SELECT value FROM state WHERE name = ?", (_READ,))
        if row is None:
            row = self._database.row(
                "SELECT coalesce(max(id), 0) AS value FROM items WHERE first_seen < ?", (stored(since),)
            )
        assert row is not None
        return int(row["value"])

    def read_up_to(self, item: int) -> None:
        """Keep that accounts have been made of all items up to this one."""
        self._database.table("state").upsert({"name": _READ, "value": str(item)}, pk="name")

    def clustered_up_to(self, item: int) -> None:
        """Keep that the accounts of all items up to this one have been clustered."""
        self._database.table("state").upsert({"name": _CLUSTERED, "value": str(item)}, pk="name")

    def clustered(self) -> int:
        """Return the newest item whose account has been clustered, or 0."""
        row = self._database.row("SELECT value FROM state WHERE name = ?", (_CLUSTERED,))
        return int(row["value"]) if row else 0

    def newest_item(self) -> int:
        """Return the id of the newest item, or 0."""
        row = self._database.row("SELECT coalesce(max(id), 0) AS id FROM items")
        assert row is not None
        return int(row["id"])

    # ── how common terms are ──────────────────────────────────────────────────────────────────────────────────────

    def count(self, language: str, terms: Iterable[str]) -> None:
        """Count a document of a language, and these terms of it."""
        self._database.run(
            """INSERT INTO story_terms (language, term, documents) SELECT ?, value, 1 FROM json_each(?) WHERE true
               ON CONFLICT (language, term) DO UPDATE SET documents = documents + 1""",
            (language, json_list(("", *terms))),
        )

    def documents(self) -> dict[str, int]:
        """Return how many documents of each language have been counted."""
        rows = self._database.rows("SELECT language, documents FROM story_terms WHERE term = ''")
        return {row["language"]: row["documents"] for row in rows}

    def document_counts(self, language: str, terms: Iterable[str]) -> tuple[int, dict[str, int]]:
        """Return how many documents of a language have been counted, and how many of them have each of the terms."""
        sql = "SELECT term, documents FROM story_terms WHERE language = ? AND term IN (SELECT value FROM json_each(?))"
        rows = self._database.rows(sql, (language, json_list(("", *terms))))
        found = {row["term"]: row["documents"] for row in rows}
        return found.pop("", 0), found

    def all_document_counts(self) -> dict[tuple[str, str], int]:
        """Return how many documents have a term, by (language, term)."""
        rows = self._database.rows("SELECT language, term, documents FROM story_terms WHERE term <> ''")
        return {(row["language"], row["term"]): row["documents"] for row in rows}

    def factors(self, language: str, terms: Iterable[str]) -> dict[str, float]:
        """Return how much of its weight each of the terms keeps, where it is not all."""
        sql = """SELECT term, factor FROM story_terms
                 WHERE language = ? AND term IN (SELECT value FROM json_each(?)) AND factor <> 1"""
        return {row["term"]: row["factor"] for row in self._database.rows(sql, (language, json_list(terms)))}

    def set_factors(self, factors: Mapping[str, Mapping[str, float]]) -> None:
        """Keep how much of its weight each term keeps, by language and term; all others keep all of it."""
        self._database.run("UPDATE story_terms SET factor = 1 WHERE factor <> 1")
        for language, own in factors.items():
            self._database.run(
                """UPDATE story_terms SET factor = given.value FROM json_each(?) given
                   WHERE language = ? AND term = given.key""",
                (json.dumps({term: round(factor, 3) for term, factor in own.items()}), language),
            )

    def fade(self) -> None:
        """Halve the counts of languages with more than `FADING` documents; terms of a single document are forgotten."""
        for language, documents in self.documents().items():
            if documents > FADING:
                self._database.run("UPDATE story_terms SET documents = documents / 2 WHERE language = ?", (language,))
                self._database.run("DELETE FROM story_terms WHERE language = ? AND documents = 0", (language,))

    # ── accounts ──────────────────────────────────────────────────────────────────────────────────────────────────

    def keep(self, account: StoredAccount, clues: Collection[str]) -> None:
        """Keep the account of an item in place of an earlier one; `clues` are the terms by which it is found."""
        self._database.run("DELETE FROM story_clues WHERE item = ?", (account.item,))
        self._database.run(
            """INSERT INTO story_accounts (item, revision, seen, published, language, names, words, vector)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (item) DO UPDATE SET revision = excluded.revision, published = excluded.published,
                   language = excluded.language, names = excluded.names, words = excluded.words,
                   vector = excluded.vector""",
            (
                account.item,
                account.revision,
                stored(account.seen),
                account.published and stored(account.published),
                account.language,
                account.names,
                account.words,
                _written(account.vector),
            ),
        )
        self._database.run(
            "INSERT INTO story_clues (term, item) SELECT value, ? FROM json_each(?)", (account.item, json_list(clues))
        )

    def set_vector(self, item: int, vector: Mapping[str, float]) -> None:
        """Keep the new weights of an account's terms."""
        self._database.run("UPDATE story_accounts SET vector = ? WHERE item = ?", (_written(vector), item))

    def texts(self, item: int) -> tuple[int | None, int | None]:
        """Return the item of which this one is a variant, and the one that it repeats and adds to; None for none."""
        row = self._database.row("SELECT variant_of, update_of FROM items WHERE id = ?", (item,))
        return (row["variant_of"], row["update_of"]) if row else (None, None)

    def variants(self, item: int) -> list[int]:
        """Return the items that have this one's text with other figures or names: its original, and its variants."""
        sql = """SELECT variant_of AS id FROM items WHERE id = :item AND variant_of IS NOT NULL
                 UNION SELECT id FROM items WHERE variant_of = :item ORDER BY id"""
        return [row["id"] for row in self._database.rows(sql, {"item": item}) if row["id"] != item]

    def has_account(self, item: int) -> bool:
        """Say whether the item has an account."""
        return self._database.row("SELECT 1 FROM story_accounts WHERE item = ?", (item,)) is not None

    def candidates(self, item: int, clues: Collection[str]) -> list[StoredAccount]:
        """Return the accounts that share clues with an item, others of their stories, and those of its text: variants,
        updates and what it is one of itself."""
        near = """SELECT item FROM story_clues WHERE term IN (SELECT value FROM json_each(?)) AND item <> ?
                  GROUP BY item ORDER BY count(*) DESC, item DESC LIMIT ?"""
        found = {row["item"] for row in self._database.rows(near, (json_list(clues), item, CANDIDATES))}
        found |= self._of_its_text(item)
        stories = """SELECT DISTINCT story FROM items
                     WHERE id IN (SELECT value FROM json_each(?)) AND story IS NOT NULL"""
        for row in self._database.rows(stories, (json_list(found),)):
            of_story = "SELECT id FROM items WHERE story = ? AND copy_of IS NULL ORDER BY id DESC LIMIT ?"
            found |= {other["id"] for other in self._database.rows(of_story, (row["story"], MEMBERS))}
        found.discard(item)
        return self._accounts("WHERE a.item IN (SELECT value FROM json_each(?))", [json_list(found)])

    def _of_its_text(self, item: int) -> set[int]:
        """Return the newest items of the text of an item; of an item with hundreds of updates not all are needed."""
        own = {text for text in self.texts(item) if text is not None}
        sql = """SELECT id FROM items WHERE variant_of IN (SELECT value FROM json_each(:texts))
                 UNION SELECT id FROM items WHERE update_of IN (SELECT value FROM json_each(:texts))
                 ORDER BY id DESC LIMIT :most"""
        rows = self._database.rows(sql, {"texts": json_list([*own, item]), "most": MEMBERS})
        return own | {row["id"] for row in rows}

    def extents(self, stories: Collection[int]) -> list[StoryExtent]:
        """Return how many accounts each of these stories has, and from when to when."""
        sql = """SELECT i.story, count(*) AS size, min(a.published) AS first, max(a.published) AS last,
                        count(*) - count(a.published) AS undated, min(a.item) AS lowest, max(a.item) AS highest
                 FROM story_accounts a JOIN items i ON i.id = a.item
                 WHERE i.story IN (SELECT value FROM json_each(?)) GROUP BY i.story ORDER BY i.story"""
        return [_extent(row) for row in self._database.rows(sql, (json_list(stories),))]

    def accounts(self, *, limit: int) -> list[StoredAccount]:
        """Return the newest accounts, without their vectors: thousands are held at once."""
        sql = """SELECT a.item, a.revision, a.seen, a.published, a.language, a.names, a.words, '{}' AS vector,
                        i.story, i.variant_of, i.update_of
                 FROM story_accounts a JOIN items i ON i.id = a.item ORDER BY a.item DESC LIMIT ?"""
        return [_account(row) for row in self._database.rows(sql, (limit,))]

    def unclustered(self, *, after: int) -> tuple[int, int]:
        """Return how many accounts there are of items after this one, and in all."""
        row = self._database.row("SELECT count(*) FILTER (WHERE item > ?), count(*) FROM story_accounts", (after,))
        assert row is not None
        return row[0], row[1]

    def _accounts(self, which: str, parameters: Sequence[object]) -> list[StoredAccount]:
        sql = f"""SELECT a.*, i.story, i.variant_of, i.update_of FROM story_accounts a JOIN items i ON i.id = a.item
                  {which}"""
        return [_account(row) for row in self._database.rows(sql, parameters)]

    def forget_copies(self) -> None:
        """Delete the accounts of items that have become copies; their lead takes their place in the story."""
        self._database.run(
            """UPDATE items SET story = (SELECT max(c.story) FROM items c WHERE c.copy_of = items.id)
               WHERE story IS NULL AND id IN (SELECT c.copy_of FROM story_accounts a JOIN items c ON c.id = a.item
                                              WHERE c.copy_of IS NOT NULL)"""
        )
        self._forget("SELECT a.item FROM story_accounts a JOIN items i ON i.id = a.item WHERE i.copy_of IS NOT NULL")

    def forget(self, *, before: datetime) -> None:
        """Delete the accounts of items first seen before a time, unless their story has one seen since."""
        self._forget(
            """SELECT a.item FROM story_accounts a JOIN items i ON i.id = a.item
               WHERE a.seen < :before AND (i.story IS NULL OR i.story NOT IN (
                   SELECT other.story FROM story_accounts b JOIN items other ON other.id = b.item
                   WHERE b.seen >= :before AND other.story IS NOT NULL))""",
            {"before": stored(before)},
        )

    def _forget(self, which: str, parameters: dict[str, str] | None = None) -> None:
        for row in self._database.rows(which, parameters or {}):
            self._database.run("DELETE FROM story_clues WHERE item = ?", (row["item"],))
            self._database.run("DELETE FROM story_accounts WHERE item = ?", (row["item"],))

    # ── stories ───────────────────────────────────────────────────────────────────────────────────────────────────

    def begin(self, now: datetime) -> int:
        """Add a story without items, and return its id."""
        story = self._database.table("stories").insert({"begun": stored(now)}).last_pk
        assert isinstance(story, int)
        return story

    def place(self, item: int, story: int | None) -> None:
        """Put the item into this story and no other, or (None) into none."""
        self._database.run("UPDATE items SET story = ? WHERE id = ? AND story IS NOT ?", (story, item, story))

    def merge(self, story: int, *, into: int, now: datetime) -> None:
        """Move all items of one story into another. The old id leads to the new one for ever."""
        self._database.run("UPDATE items SET story = ? WHERE story = ?", (into, story))
        self._database.run("UPDATE story_redirects SET leads_to = ? WHERE leads_to = ?", (into, story))
        self._database.run("DELETE FROM story_redirects WHERE story = ?", (into,))
        self._database.table("story_redirects").upsert(
            {"story": story, "leads_to": into, "since": stored(now)}, pk="story"
        )

    def place_copies(self) -> None:
        """Put the copies of items with an account into the story of their lead."""
        self._database.run(
            """UPDATE items SET story = (SELECT lead.story FROM items lead WHERE lead.id = items.copy_of)
               WHERE copy_of IN (SELECT item FROM story_accounts)
                 AND story IS NOT (SELECT lead.story FROM items lead WHERE lead.id = items.copy_of)"""
        )

    def current_id(self, story: int) -> int:
        """Return the present id of a story: its own, or that of the story into which it was merged."""
        row = self._database.row("SELECT leads_to FROM story_redirects WHERE story = ?", (story,))
        return int(row["leads_to"]) if row else story

    def members(self, story: int) -> list[int]:
        """Return the items of a story, copies included, by id. The story may be given by an id it had before."""
        rows = self._database.rows("SELECT id FROM items WHERE story = ? ORDER BY id", (self.current_id(story),))
        return [row["id"] for row in rows]


def _story_text(row: Row) -> StoryText:
    return StoryText(
        item=row["id"],
        revision=row["revision"],
        title=row["title"],
        text=row["text"],
        language=row["language"],
        published=parse_iso(row["published"]),
        first_seen=read(row["first_seen"]),
    )


def _account(row: Row) -> StoredAccount:
    return StoredAccount(
        item=row["item"],
        revision=row["revision"],
        seen=read(row["seen"]),
        published=parse_iso(row["published"]),
        language=row["language"],
        names=row["names"],
        words=row["words"],
        vector=json.loads(row["vector"]),
        story=row["story"],
        variant_of=row["variant_of"],
        update_of=row["update_of"],
    )


def _extent(row: Row) -> StoryExtent:
    return StoryExtent(
        story=row["story"],
        size=row["size"],
        first=parse_iso(row["first"]),
        last=parse_iso(row["last"]),
        undated=row["undated"],
        lowest=row["lowest"],
        highest=row["highest"],
    )


def _written(vector: Mapping[str, float]) -> str:
    rounded = {term: round(weight, 4) for term, weight in vector.items()}
    return json.dumps(rounded, ensure_ascii=False, separators=(",", ":"))
