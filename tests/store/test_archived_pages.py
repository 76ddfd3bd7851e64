"""The archive of pages, on a real database."""

import hashlib
import random
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import StoreDamaged
from service.models import Article, ItemStatus, TextBlock
from service.store import KeptPage, Store
from service.store.archived_pages import MOST_USES, pack, unpack
from tests.sample_site import article, prose

from .conftest import NOW, Put


def page(item: int, revision: int = 1, *, path: str = "1", source: str = "s", days: int = 0) -> KeptPage:
    """A page without its body's sum."""
    return KeptPage(
        item=item,
        revision=revision,
        source=source,
        key=f"a.example/{path}",
        url=f"https://www.a.example/{path}",
        fetched_at=NOW + timedelta(days=days),
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"),),
        sha256="",
        size=0,
    )


def html(number: int, edit: str = "") -> bytes:
    """An article's page."""
    return article(f"Flood {number} {edit}", prose(number, 30)).encode()


def keep(store: Store, head: KeptPage, body: bytes) -> KeptPage:
    """Keep a page; it, as kept."""
    whole = replace(head, sha256=hashlib.sha256(body).hexdigest(), size=len(body))
    with store.transaction():
        store.archive.keep(whole, body)
    return whole


def revise(store: Store, item: int, text: str) -> int:
    """One more revision; its number."""
    with store.transaction():
        article = Article(blocks=(TextBlock(text),), title=store.items.get(item).title)
        return store.items.revise(item, article, text_hash=f"hash of {text}", now=NOW)


def count(store: Store, table: str) -> int:
    row = store.database.row(f"SELECT count(*) AS rows FROM {table}")
    assert row is not None
    return int(row["rows"])


def test_pages_come_back_as_they_were_read(store: Store, put: Put) -> None:
    """Of several items of one host, with several revisions: each body byte for byte, and what was kept beside it."""
    kept = {}
    for number in (1, 2, 3):
        item = put(f"text {number}", url=f"https://a.example/{number}")
        for revision in (1, 2, 3):
            body = html(number, f"edit {revision}")
            kept[keep(store, page(item, revision, path=str(number)), body)] = body
            revise(store, item, f"text {number}, {revision}")
    assert {
        known: store.archive.body(known) for item in store.archive.items() for known in store.archive.of(item)
    } == kept


def test_a_body_that_pages_share_is_kept_once(store: Store, put: Put) -> None:
    """Sites answer with the very same bytes for many addresses, and the same page may serve two revisions."""
    one, two = put("one"), put("two", url="https://a.example/2")
    first = keep(store, page(one), html(1))
    keep(store, page(two), html(1))
    second = revise(store, one, "other")
    with store.transaction():
        store.archive.carry_over(first, second)
    assert (count(store, "pages"), count(store, "bodies")) == (3, 1)
    assert [kept.revision for kept in store.archive.of(one)] == [1, 2]


def test_pages_lean_on_those_of_their_item_and_host(store: Store, put: Put) -> None:
    """A host's next page takes less than its first, a page's next version next to nothing; no body hangs on more than
    two others, however many there are."""
    sizes = []
    item = put("text 0")
    for revision in range(1, 10):
        keep(store, page(item, revision), html(1, f"edit {revision}"))
        sizes.append(store.archive.totals()[1])
        revise(store, item, f"text {revision}")
    assert max(after - before for before, after in pairwise(sizes)) < sizes[0] / 8
    before = store.archive.totals()[1]
    keep(store, page(put("other", url="https://a.example/2")), html(2))
    assert store.archive.totals()[1] - before < sizes[0]
    depths = [row["depth"] for row in store.database.rows("SELECT depth FROM bodies ORDER BY id")]
    assert depths == [0, 1, *[2] * 7, 1]


def test_a_base_is_renewed_after_its_share_of_uses(store: Store, put: Put) -> None:
    """Sites change their looks, and not everything is to hang on one page."""
    for number in range(MOST_USES + 3):
        keep(store, page(put(f"text {number}", url=f"https://a.example/{number}"), path=str(number)), html(number))
    alone = [row["id"] for row in store.database.rows("SELECT id FROM bodies WHERE base IS NULL ORDER BY id")]
    assert alone == [1, MOST_USES + 2]
    assert store.database.row("SELECT body FROM host_bases WHERE host = 'a.example'")["body"] == alone[-1]  # type: ignore[index]


def test_a_thousand_revisions_stay_small_and_readable(store: Store, put: Put) -> None:
    """A live page that changes every time it is looked at: a thousand versions take less than thirty alone would."""
    item = put("text")
    with store.transaction():
        for revision in range(1, 1001):
            body = article(f"Flood {revision}", prose(1)).encode()
            head = replace(page(item, revision), sha256=hashlib.sha256(body).hexdigest(), size=len(body))
            store.archive.keep(head, body)
            store.items.revise(item, Article(blocks=(TextBlock("text"),)), text_hash="h", now=NOW)
    pages, kept = store.archive.totals(item)
    assert pages == 1000
    first = store.database.row("SELECT length(data) AS bytes FROM bodies WHERE id = 1")
    assert first is not None
    assert kept < 100 * first["bytes"]
    assert store.archive.body(store.archive.of(item)[-1]) == body


# ── damage ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_damaged_body_is_one_page_lost(store: Store, put: Put) -> None:
    """The error names item and revision; pages that lean on it are lost with it, all others can be read."""
    one, two = put("one"), put("two", url="https://b.example/2")
    first, second = (
        keep(store, page(one), html(1)),
        keep(store, page(one, 2), html(1, "b")) if revise(store, one, "x") else None,
    )
    other = keep(store, replace(page(two), url="https://b.example/2"), html(2))
    with store.transaction():
        store.database.run("UPDATE bodies SET data = ? WHERE id = 1", (b"damaged",))
    assert second is not None
    for lost in (first, second):
        with pytest.raises(StoreDamaged, match=f"^item {one}, revision {lost.revision}: .* damaged"):
            store.archive.body(lost)
    assert store.archive.body(other) == html(2)


def test_a_frame_of_other_content_is_not_taken_for_the_page(store: Store, put: Put) -> None:
    """The sum is looked at: a dictionary that was exchanged gives a frame that can be read, and says other things."""
    kept = keep(store, page(put("one")), html(1))
    twisted = html(1).replace(b"Flood", b"Blood")
    with store.transaction():
        store.database.run("UPDATE bodies SET data = ?", (pack(twisted, None),))
    with pytest.raises(StoreDamaged, match="not what was kept"):
        store.archive.body(kept)


def test_what_comes_after_a_damaged_base_is_kept_without_it(store: Store, put: Put) -> None:
    """A page that is lost must not take later ones with it."""
    item = put("one")
    keep(store, page(item), html(1))
    with store.transaction():
        store.database.run("UPDATE bodies SET data = ?", (b"damaged",))
    revise(store, item, "two")
    kept = keep(store, page(item, 2), html(1, "later"))
    assert store.archive.body(kept) == html(1, "later")


def test_a_body_that_others_need_cannot_be_deleted(store: Store, put: Put) -> None:
    """The table itself refuses it, also to a person with an SQLite shell that minds foreign keys."""
    item = put("one")
    keep(store, page(item), html(1))
    revise(store, item, "two")
    keep(store, page(item, 2), html(1, "later"))
    with store.transaction():
        store.database.run("DELETE FROM pages WHERE revision = 1")
        store.database.run("DELETE FROM host_bases")
    with pytest.raises(sqlite3.IntegrityError), store.transaction():
        store.database.run("DELETE FROM bodies WHERE id = 1")


# ── what is kept for how long ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def filled(store: Store, put: Put) -> Store:
    """Items 1 and 2 of source s and 3 of source t, of two revisions and pages each, ten days between; 2 is removed."""
    for number, source in ((1, "s"), (2, "s"), (3, "t")):
        item = put(f"text {number}", url=f"https://a.example/{number}", source=source)
        keep(store, page(item, 1, source=source), html(number))
        revise(store, item, f"text {number} b")
        keep(store, page(item, 2, source=source, days=10), html(number, "b"))
    with store.transaction():
        store.items.mark_absent(2, status=ItemStatus.REMOVED, now=NOW)
    return store


@pytest.mark.parametrize(
    ("keep", "days", "left"),
    [
        pytest.param("all", None, {(1, 1), (1, 2), (2, 1), (2, 2)}, id="all"),
        pytest.param("latest", None, {(1, 2), (2, 2)}, id="the newest of each item"),
        pytest.param("none", None, set(), id="none"),
        pytest.param("all", 5, {(1, 2), (2, 2)}, id="all of the last days"),
        pytest.param("all", 20, {(1, 2)}, id="older ones, but the newest of what still stands"),
        pytest.param("latest", 20, {(1, 2)}, id="the newest of each item that still stands"),
    ],
)
def test_pages_are_forgotten_by_their_sources_rule(
    filled: Store, keep: str, days: int | None, left: set[tuple[int, int]]
) -> None:
    """Those of other sources are left alone; what is left can be read, whatever it was packed with."""
    before = None if days is None else NOW + timedelta(days=days)
    with filled.transaction():
        forgotten = filled.archive.forget("s", keep=keep, before=before)  # type: ignore[arg-type]
        filled.archive.sweep()
    kept = [known for item in filled.archive.items() for known in filled.archive.of(item)]
    assert {(known.item, known.revision) for known in kept if known.source == "s"} == left
    assert forgotten == 4 - len(left)
    assert len(kept) == len(left) + 2
    for known in kept:
        assert filled.archive.body(known) == html(known.item, "b" * (known.revision - 1))


def test_the_newest_page_may_be_that_of_an_earlier_version(filled: Store) -> None:
    """An item that has its former text again: the page of that one is needed, not the page that was read last."""
    with filled.transaction():
        filled.database.run("UPDATE items SET revision = 1 WHERE id = 1")
        filled.archive.forget("s", keep="latest", before=None)
    assert [[page.revision for page in filled.archive.of(item)] for item in (1, 2)] == [[1], [2]]


def test_no_body_stays_that_nothing_needs(filled: Store) -> None:
    """With the last page goes the last body, those of the host and of items included."""
    with filled.transaction():
        for source in filled.archive.sources():
            filled.archive.forget(source, keep="none", before=None)
        assert filled.archive.sweep() == 6
    assert [count(filled, table) for table in ("pages", "bodies", "host_bases")] == [0, 0, 0]


def test_the_newest_page_is_that_of_the_newest_text(store: Store, put: Put) -> None:
    """Of an older text it would not tell what our own change did to the newest one."""
    item = put("one")
    kept = keep(store, page(item), html(1))
    assert store.archive.newest(item) == kept
    revise(store, item, "two")
    assert store.archive.newest(item) is None
    revise(store, item, "one")
    assert store.archive.newest(item) == kept


def test_the_newest_page_is_that_of_the_newest_title(store: Store, put: Put) -> None:
    """An item that has its former headline over the same text: the other one's page would tell of another edit."""
    item = put("one")
    kept = keep(store, page(item), html(1))
    with store.transaction():
        first = store.revisions.get(item, 1)
        other = Article(blocks=(TextBlock("one"),), title="Another title")
        store.items.revise(item, other, text_hash=first.text_hash, now=NOW)
    assert store.archive.newest(item) is None
    later = keep(store, page(item, 2), html(2))
    assert store.archive.newest(item) == later
    with store.transaction():
        store.items.revert_to(item, first, reverts=1, since=NOW, now=NOW)
    assert store.archive.newest(item) == kept


def test_items_are_found_by_source_and_time(filled: Store) -> None:
    """For replays and exports of a part."""
    assert filled.archive.items(source="s") == [1, 2]
    assert filled.archive.items(since=datetime(2027, 1, 1, tzinfo=UTC)) == []
    assert filled.archive.items(source="t", since=NOW + timedelta(days=9)) == [3]


# ── bodies packed and unpacked ────────────────────────────────────────────────────────────────────────────────────

FLOOD = article("Flood", prose(1, 40)).encode()
EDITED_FLOOD = FLOOD.replace(b"families", b"households", 1)


@given(body=st.binary(max_size=5_000), base=st.none() | st.binary(max_size=5_000))
def test_a_body_comes_back_as_it_was(body: bytes, base: bytes | None) -> None:
    """Byte for byte, whatever it was packed with, also nothing and the empty page."""
    assert unpack(pack(body, base), base, size=len(body)) == body


def test_a_page_beside_one_like_it_takes_next_to_nothing() -> None:
    """That is what dictionaries are for: of one edit, some dozens of bytes."""
    assert len(pack(EDITED_FLOOD, FLOOD)) < 100 < len(pack(EDITED_FLOOD, None)) / 5


def test_a_page_at_the_fetch_limit_finds_its_earlier_version() -> None:
    """The window reaches over both, 15 MB each."""
    numbers = random.Random(1)
    lines = (f"<p>{numbers.randrange(10**9)} had left by {at}, said those who stayed.</p>" for at in range(260_000))
    large = "".join(lines).encode()
    assert len(large) > 14_000_000
    edited = large[:7_000_000] + b"seventeen" + large[7_000_000:]
    packed = pack(edited, large)
    assert len(packed) < 10_000
    assert unpack(packed, large, size=len(edited)) == edited


@pytest.mark.parametrize(
    ("data", "base", "size"),
    [
        pytest.param(b"no frame", FLOOD, len(EDITED_FLOOD), id="not a frame"),
        pytest.param(b"", FLOOD, len(EDITED_FLOOD), id="empty"),
        pytest.param(pack(EDITED_FLOOD, FLOOD)[:-5], FLOOD, len(EDITED_FLOOD), id="cut short"),
        pytest.param(pack(EDITED_FLOOD, FLOOD), FLOOD, 10, id="another body than the one kept"),
        pytest.param(pack(EDITED_FLOOD, FLOOD), None, len(EDITED_FLOOD), id="without its dictionary"),
    ],
)
def test_what_cannot_be_read_is_one_error(data: bytes, base: bytes | None, size: int) -> None:
    """Of one type, so that one page that is lost can be told from a bug."""
    with pytest.raises(ValueError, match="frame"):
        unpack(data, base, size=size)
