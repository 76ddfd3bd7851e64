"""Pages kept beside revisions, read again when our own rules have changed, and forgotten in time."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from service.engine import Parsers
from service.errors import ParseError
from service.ingest.apply import Outcome
from service.ingest.page_readers import ArchiveReader, FetchedPage, Reread
from service.models import Article
from service.store import Store
from tests.conftest import Workspace
from tests.ingest.conftest import RecorderBench
from tests.sample_site import SampleSite, article, prose, rss

CROSS, FLOOD = "/news/cross", "/news/flood"
AT = ("--now", "2026-11-20T08:00:00Z")
LATER = ("--now", "2026-11-20T20:00:00Z")
NUMBERED = "The flood took {} houses in the valley, the council said on Thursday after a count."
NOTICE = "<p class='box'>This box is no part of the text, though it reads as if it were one of its lines.</p>"


def flood(houses: int) -> str:
    return article("Flood in the valley", [NUMBERED.format(houses), *prose(2)])


def rows(workspace: Workspace, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(workspace.home / "db" / "dateline.db")) as database:
        return database.execute(sql).fetchall()


def change(workspace: Workspace, script: str) -> None:
    with closing(sqlite3.connect(workspace.home / "db" / "dateline.db")) as database:
        database.executescript(script)


def told(workspace: Workspace) -> list[tuple[Any, ...]]:
    """The edits told: item, revisions, kinds."""
    return rows(
        workspace, "SELECT item, from_revision, to_revision, kinds FROM events WHERE kind = 'changed' ORDER BY id"
    )


EARLIER_EXTRACTOR = """
UPDATE revisions SET extractor = '0-earlier', text = 'Skip to the content' || char(10) || char(10) || text,
    kinds = 'p' || kinds, text_hash = 'earlier ' || item;
UPDATE items SET text_hash = 'earlier ' || id;
INSERT INTO items_fts (items_fts) VALUES ('rebuild');
"""
"""What the store would hold, had an earlier extractor that left one more line in the text read its pages."""


@pytest.fixture
def filled(workspace: Workspace, site: SampleSite) -> Workspace:
    """Two articles of one feed, read once."""
    site.put(CROSS, article("A cross on the hill", prose(1)))
    site.put(FLOOD, flood(12))
    site.put("/feed.xml", _feed(site))
    workspace.follow(site)
    workspace.run(*AT, "fetch")
    return workspace


def _feed(site: SampleSite) -> str:
    return rss(site.base, [(CROSS, "A cross on the hill"), (FLOOD, "Flood in the valley")])


# ── keeping ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_of_each_revision_is_kept(filled: Workspace, site: SampleSite) -> None:
    """Byte for byte, with what is needed to read it again, and no cookie; a look that finds the same adds nothing."""
    before = site.answers[FLOOD].body
    site.put(FLOOD, flood(17), headers={"Set-Cookie": "secret=1"})
    filled.run(*LATER, "fetch", "--recheck")
    filled.run(*LATER, "fetch", "--recheck")
    with Store.open(filled.home / "db" / "dateline.db") as store:
        kept = {(page.url.removeprefix(site.base), page.revision): page for i in (1, 2) for page in store.archive.of(i)}
        assert set(kept) == {(CROSS, 1), (FLOOD, 1), (FLOOD, 2)}
        assert store.archive.body(kept[FLOOD, 1]) == before
        assert store.archive.body(kept[FLOOD, 2]) == site.answers[FLOOD].body
    page = kept[FLOOD, 2]
    assert (page.status, page.source, page.fetched_at.hour) == (200, "post", 20)
    assert {"content-type", "etag"} <= {name for name, _ in page.headers}
    assert "secret" not in str(rows(filled, "SELECT headers FROM pages"))


def test_pages_that_are_watched_are_kept_and_documents_are_not(workspace: Workspace, site: SampleSite) -> None:
    """A document stands in its folder."""
    url = site.put("/page", article("Notices", prose(3)))
    (workspace.home / "papers").mkdir()
    (workspace.home / "papers" / "note.txt").write_text("A note\n\n" + "\n\n".join(prose(4)), encoding="utf-8")
    workspace.write(f'name: page, kind: page, url: "{url}"', "name: papers, path: papers")
    workspace.run(*AT, "fetch")
    assert len(workspace.items()) == 2
    assert rows(workspace, "SELECT source, url FROM pages") == [("page", url)]


def test_a_source_can_do_without_an_archive(workspace: Workspace, site: SampleSite) -> None:
    """`archive: none`."""
    site.publish(1)
    workspace.write(f'name: post, url: "{site.base}/feed.xml", archive: none')
    workspace.run(*AT, "fetch")
    assert len(workspace.items()) == 1
    assert rows(workspace, "SELECT count(*) FROM pages") == [(0,)]


def test_a_page_that_does_not_fit_on_the_disk_does_not_keep_its_text_out(recorder: RecorderBench) -> None:
    """SQLite itself says that it is full: the item is recorded without its page."""
    recorder.put("/1", "Harbour", prose(5))
    database = recorder.store.database
    (count,) = database.row("PRAGMA page_count") or (0,)
    database.row(f"PRAGMA max_page_count = {count + 40}")
    fetched = FetchedPage(body=random.Random(1).randbytes(1_000_000))
    assert recorder.put("/2", "Flood", prose(6), fetched=fetched) is Outcome.NEW
    assert recorder.item("/2").text.startswith(prose(6)[0])
    assert recorder.store.archive.totals() == (0, 0)


# ── reading again ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_change_of_the_extractor_is_no_edit_and_hides_none(filled: Workspace, site: SampleSite) -> None:
    """Both items were read otherwise before; one of their pages has been edited since. That edit is told, from the
    text as today's rules read the page before it, and nothing else is."""
    change(filled, EARLIER_EXTRACTOR)
    site.put(FLOOD, flood(17))
    filled.run(*LATER, "fetch", "--recheck")
    flooded = rows(filled, f"SELECT id FROM items WHERE url LIKE '%{FLOOD}'")[0][0]
    assert told(filled) == [(flooded, 2, 3, '["number"]')]
    assert not any("Skip to" in item["text"] for item in filled.items())
    assert rows(filled, "SELECT DISTINCT count(*) FROM revisions GROUP BY item ORDER BY 1") == [(2,), (3,)]
    assert "Skip to" in rows(filled, "SELECT text FROM revisions WHERE number = 1")[0][0]
    assert rows(filled, "SELECT count(DISTINCT extractor) FROM revisions WHERE number > 1") == [(1,)]


def test_a_change_that_makes_no_difference_is_vouched_for(filled: Workspace) -> None:
    """No revision, no event: the text carries the new version."""
    change(filled, "UPDATE revisions SET extractor = '0-earlier'")
    filled.run(*LATER, "fetch", "--recheck")
    assert rows(filled, "SELECT count(*), sum(extractor = '0-earlier') FROM revisions") == [(2, 0)]
    assert told(filled) == []


@pytest.mark.parametrize(
    "loss",
    [
        pytest.param("DELETE FROM pages; DELETE FROM host_bases; DELETE FROM bodies WHERE base IS NOT NULL", id="none"),
        pytest.param("UPDATE bodies SET data = x'00'", id="damaged"),
    ],
)
def test_without_the_page_a_change_of_the_extractor_is_silent(filled: Workspace, site: SampleSite, loss: str) -> None:
    """What differs may be ours, and ours is no news: the text is kept, from then on beside its page."""
    change(filled, EARLIER_EXTRACTOR + loss)
    site.put(FLOOD, flood(17))
    filled.run(*LATER, "fetch", "--recheck")
    assert told(filled) == []
    assert not any("Skip to" in item["text"] for item in filled.items())
    with Store.open(filled.home / "db" / "dateline.db") as store:
        page = store.archive.newest(2)
        assert page is not None
        assert store.archive.body(page) in [answer.body for answer in site.answers.values()]


def test_an_edit_is_told_where_only_its_page_does_not_fit_on_the_disk(recorder: RecorderBench) -> None:
    """Though our own rules have changed, too: the page before it, which was kept, tells them apart."""
    recorder.put("/1", "Flood", [*prose(5), NUMBERED.format(12)], fetched=FetchedPage(body=b"kept"))
    database = recorder.store.database
    database.run("UPDATE revisions SET extractor = '0-earlier'")
    page = recorder.store.archive.newest(1)
    assert page is not None
    reread = Article(blocks=recorder.store.revisions.get(1, 1).blocks, title="Flood", extractor="1")
    (count,) = database.row("PRAGMA page_count") or (0,)
    database.row(f"PRAGMA max_page_count = {count + 40}")
    fetched = FetchedPage(body=random.Random(1).randbytes(1_000_000), before=Reread(page=page, article=reread))
    assert recorder.put("/1", "Flood", [*prose(5), NUMBERED.format(17)], fetched=fetched) is Outcome.CHANGED
    assert recorder.store.archive.of(1) == [page]


async def test_a_bug_that_a_kept_page_brings_to_light_is_of_that_page_only(recorder: RecorderBench) -> None:
    """It is an error like others: a replay goes on, and what is recorded now is recorded without it."""
    recorder.put("/1", "Flood", prose(5), fetched=FetchedPage(body=b"kept"))
    page = recorder.store.archive.newest(1)
    assert page is not None
    with pytest.raises(ParseError, match="reading it failed: KeyError"):
        await ArchiveReader(recorder.store, _Broken()).read(page, recorder.config.sources[0])


class _Broken(Parsers):
    """Parsers in which a reader has a bug."""

    async def read(self, reader: Callable[[bytes], Any], body: bytes, *, url: str) -> Any:
        raise KeyError("a bug")


def test_a_change_of_a_source_s_own_rules_is_no_edit_and_hides_none(workspace: Workspace, site: SampleSite) -> None:
    """`remove` takes a box out of all pages; the page that changed a number besides is told for that alone."""
    for path, page in ((CROSS, article("A cross on the hill", prose(1))), (FLOOD, flood(12))):
        site.put(path, page.replace("</h1>", f"</h1>{NOTICE}"))
    site.put("/feed.xml", _feed(site))
    workspace.follow(site)
    workspace.run(*AT, "fetch")
    assert all("This box" in item["text"] for item in workspace.items())
    site.put(FLOOD, flood(17).replace("</h1>", f"</h1>{NOTICE}"))
    workspace.write(f'name: post, url: "{site.base}/feed.xml", remove: .box')
    workspace.run(*LATER, "fetch", "--recheck")
    assert not any("This box" in item["text"] for item in workspace.items())
    assert [kinds for _, _, _, kinds in told(workspace)] == ['["number"]']
    (extractor,) = {
        row[0]
        for row in rows(
            workspace, "SELECT r.extractor FROM current c JOIN revisions r ON r.item = c.id AND r.number = c.revision"
        )
    }
    assert "+" in extractor
    workspace.run(*LATER, "fetch", "--recheck")
    assert site.requests[-1][1] == 304  # read with today's rules, it need not be asked for whole
