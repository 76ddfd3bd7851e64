"""`dateline export --warc`: read back with warcio, as any other program would."""

import hashlib
import sqlite3
from base64 import b32encode
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.conftest import Workspace
from tests.sample_site import SampleSite, article, prose, rss

MORNING, EVENING = "2026-11-20T08:00:00Z", "2026-11-20T20:00:00Z"
ONE, TWO = "/news/one", "/news/two"


class Record(NamedTuple):
    """What the tests look at."""

    kind: str
    url: str | None
    headers: dict[str, str]
    status: str | None
    http: dict[str, str]
    body: bytes


def read(path: Path) -> list[Record]:
    """All records; warcio checks both digests of each."""
    found = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            body = record.content_stream().read()
            found.append(
                Record(
                    kind=record.rec_type,
                    url=record.rec_headers.get_header("WARC-Target-URI"),
                    headers=dict(record.rec_headers.headers),
                    status=record.http_headers.statusline if record.http_headers else None,
                    http=dict(record.http_headers.headers) if record.http_headers else {},
                    body=body,
                )
            )
    return found


@pytest.fixture(scope="module")
def prepared(shared_site: SampleSite, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two pages of one source, the first of which is edited in the evening, and a third one that is watched."""
    workspace = Workspace(home=tmp_path_factory.mktemp("warc"))
    for path, seed in ((ONE, 1), (TWO, 2)):
        shared_site.put(path, article(f"Flood {seed}", prose(seed)))
    shared_site.put("/feed.xml", rss(shared_site.base, [(ONE, "Flood 1"), (TWO, "Flood 2")]))
    url = shared_site.put("/watched", article("Notices", prose(3)))
    workspace.write(f'name: post, url: "{shared_site.base}/feed.xml"', f'name: notices, kind: page, url: "{url}"')
    workspace.run("--now", MORNING, "fetch")
    shared_site.put(ONE, article("Flood 1", [*prose(1), "It has taken 17 houses in all, the council said on Friday."]))
    workspace.run("--now", EVENING, "fetch", "--recheck")
    return workspace


@pytest.fixture
def filled(prepared: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the prepared workspace."""
    return prepared.copy(tmp_path)


def edited(workspace: Workspace) -> str:
    """The number of the item with two revisions."""
    (item,) = (item for item in workspace.items() if item["revision"] == 2)
    return str(item["id"])


def test_every_kept_page_is_a_response_record(filled: Workspace, shared_site: SampleSite) -> None:
    """WARC 1.1 with its address, its time, its status line, the headers kept, and the very bytes that were read."""
    said = filled.run("export", "--warc", "all.warc.gz")
    assert said.startswith("4 pages written to all.warc.gz (")
    path = filled.home / "all.warc.gz"
    info, *records = read(path)
    assert (info.kind, info.headers["WARC-Filename"]) == ("warcinfo", "all.warc.gz")
    assert b"software: dateline/" in info.body
    responses = [record for record in records if record.kind == "response"]
    assert {(record.url, record.headers["WARC-Date"]) for record in responses} == {
        (shared_site.base + ONE, MORNING),
        (shared_site.base + ONE, EVENING),
        (shared_site.base + TWO, MORNING),
        (shared_site.base + "/watched", MORNING),
    }
    (newest,) = (record for record in responses if record.headers["WARC-Date"] == EVENING)
    assert newest.body == shared_site.answers[ONE].body
    digest = b32encode(hashlib.sha1(newest.body).digest()).decode()
    assert newest.headers["WARC-Payload-Digest"] == f"sha1:{digest}"
    assert newest.status == "200 OK"
    assert newest.http["Content-Type"] == "text/html; charset=utf-8"
    assert newest.http["Content-Length"] == str(len(newest.body))
    assert not {"Content-Encoding", "Transfer-Encoding"} & set(newest.http)


def test_a_metadata_record_says_which_revision_a_page_is(filled: Workspace) -> None:
    """Beside its response, which it names."""
    item = edited(filled)
    filled.run("export", "--warc", "all.warc.gz", "--item", item)
    _, response, metadata, *_ = read(filled.home / "all.warc.gz")
    assert metadata.headers["WARC-Concurrent-To"] == response.headers["WARC-Record-ID"]
    assert metadata.body == f"dateline-item: {item}\r\ndateline-revision: 1\r\ndateline-source: post\r\n".encode()


@pytest.mark.parametrize(
    ("options", "pages"),
    [
        pytest.param(["--source", "notices"], ["/watched"], id="of a source"),
        pytest.param(["--item", "EDITED"], [ONE, ONE], id="of an item"),
        pytest.param(["--since", "2026-11-20T12:00:00Z"], [ONE], id="since a time"),
        pytest.param(["--since", "6h", "--source", "notices"], [], id="of a source since an age ago"),
    ],
)
def test_pages_can_be_chosen(filled: Workspace, shared_site: SampleSite, options: list[str], pages: list[str]) -> None:
    """By source, item and time of their fetch."""
    options = [edited(filled) if option == "EDITED" else option for option in options]
    filled.run("--now", EVENING, "export", "--warc", "some.warc.gz", *options)
    records = read(filled.home / "some.warc.gz")
    assert [record.url for record in records if record.kind == "response"] == [
        shared_site.base + path for path in pages
    ]


def test_the_same_pages_give_the_same_file(filled: Workspace) -> None:
    """Under the same clock, ids of records included: copies can be told by their sums."""
    written = []
    for folder in ("a", "b"):
        (filled.home / folder).mkdir()
        filled.run("--now", EVENING, "export", "--warc", f"{folder}/all.warc.gz")
        written.append((filled.home / folder / "all.warc.gz").read_bytes())
    assert written[0] == written[1]


def test_a_damaged_page_is_left_out_and_named(filled: Workspace) -> None:
    """On one line each; all other pages are written."""
    with closing(sqlite3.connect(filled.home / "db" / "dateline.db")) as database:
        database.execute("UPDATE bodies SET data = x'00' WHERE id = (SELECT body FROM pages WHERE revision = 2)")
        database.commit()
    code, out, err = filled.call("export", "--warc", "all.warc.gz")
    assert (code, out.split(" written")[0]) == (0, "3 pages")
    assert [line.split(":")[1] for line in err.splitlines()] == [f" item {edited(filled)}, revision 2"]


def test_a_file_that_stands_there_stays_whole_until_the_new_one_is(filled: Workspace) -> None:
    """It is replaced at once, and nothing is left beside it; what cannot be written is one line."""
    target = filled.home / "all.warc.gz"
    target.write_bytes(b"an older one")
    filled.run("export", "--warc", "all.warc.gz")
    assert len(read(target)) > 1
    assert [path.name for path in filled.home.iterdir() if path.name.startswith(".")] == []
    assert "nowhere/all.warc.gz: cannot be written" in filled.refuse("export", "--warc", "nowhere/all.warc.gz")


@pytest.mark.parametrize(
    ("options", "what"),
    [
        pytest.param(["--since", "7d"], "--warc", id="a choice of pages without the file"),
        pytest.param(["--warc", "a.gz", "--output", "b.jsonl"], "keep one", id="two exports"),
        pytest.param(["--warc", "a.gz", "--item", "9"], "there is no item 9", id="no such item"),
        pytest.param(["--warc", "a.gz", "--since", "soon"], "--since 'soon'", id="no time"),
    ],
)
def test_what_cannot_be_exported_is_said(filled: Workspace, options: list[str], what: str) -> None:
    """As wrong usage, before anything is written."""
    assert what in filled.refuse("export", *options)
    assert not (filled.home / "a.gz").exists()
