"""What updates build on, and where texts stand that were told before, read from the store."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from service.digest.digest_document import DigestDocument
from service.digest.render import render_json
from service.maintenance.corrections import ManualCorrections
from service.models import ChangedFigure, ItemStatus, Update
from service.reporting.digest_publisher import DigestPublisher
from tests.ingest.conftest import RecorderBench
from tests.sample_articles import UNRELATED

TITLE, FERRY = UNRELATED[0]
OTHER_TITLE, MASKS = UNRELATED[1]
MIRROR, AGENCY, PRESS = "https://mirror.example", "https://agency.example", "https://press.example"


class Days:
    """Records pages, and closes the digest of each day."""

    def __init__(self, recorder: RecorderBench, folder: Path) -> None:
        self.recorder, self.store = recorder, recorder.store
        self._publisher = DigestPublisher(recorder.store, recorder.config, folder)

    def close(self) -> DigestDocument:
        """Let the day pass; what its digest says."""
        self.recorder.now += timedelta(days=1)
        return self._publisher.publish_owed(self.recorder.now)[-1].document

    def so_far(self) -> DigestDocument:
        """What the digest that is open says."""
        return self._publisher.document(self._publisher.open_date(self.recorder.now), self.recorder.now)

    def put(self, path: str, title: str, blocks: list[str], **more: Any) -> int:
        """Record a page; its item."""
        self.recorder.put(path, title, blocks, **more)
        host = {"host": more["host"]} if "host" in more else {}
        return self.recorder.item(path, **host).id

    def update(self, item: int, base: int, **more: Any) -> None:
        """Record that an item repeats another and adds to it."""
        with self.store.transaction():
            self.store.similarities.place(item, copy_of=None, variant_of=None, update_of=base)
            figures = (ChangedFigure(what="dead", before="1", after="5"),)
            self.store.updates.keep(item, Update(base=base, adds=("Five are dead.",), figures=figures, **more))


@pytest.fixture
def days(recorder: RecorderBench, tmp_path: Path) -> Days:
    listed = [(source.name, source.kind, str(source.url or source.path)) for source in recorder.config.sources]
    recorder.store.sources.list_only(listed, now=recorder.now)
    return Days(recorder, tmp_path / "digests")


# ── updates ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_update_is_told_with_what_it_builds_on(days: Days) -> None:
    """With the day on which that was told; and a published digest lasts when the base goes."""
    base = days.put("/ferry", TITLE, FERRY)
    first = days.close()
    update = days.put("/masks", OTHER_TITLE, MASKS, host=PRESS)
    days.update(update, base)
    document = days.close()
    (record,) = document["updated"]
    assert document["new"] == []
    assert (record["item"]["id"], record["item"]["update_of"], record["update_of"]) == (update, base, base)
    (named,) = record["bases"]
    assert (named["id"], named["title"], named["told"], named["status"]) == (base, TITLE, first["date"], "live")
    assert (record["adds"], record["figures"]) == (["Five are dead."], [{"what": "dead", "from": "1", "to": "5"}])


def test_a_base_that_was_removed_is_named(days: Days) -> None:
    """With that it is."""
    base, update = days.put("/ferry", TITLE, FERRY), days.put("/masks", OTHER_TITLE, MASKS, host=PRESS)
    days.update(update, base)
    with days.store.transaction():
        days.store.items.mark_absent(base, status=ItemStatus.REMOVED, now=days.recorder.now)
    (record,) = days.so_far()["updated"]
    assert record["bases"][0]["status"] == "removed"


def test_what_is_an_update_no_more_is_told_whole(days: Days) -> None:
    """What was found of it once counts for nothing, and so does a link of which nothing is known."""
    base, update = days.put("/ferry", TITLE, FERRY), days.put("/masks", OTHER_TITLE, MASKS, host=PRESS)
    days.update(update, base)
    with days.store.transaction():
        days.store.similarities.place(update, copy_of=None, variant_of=None)
    assert {item["id"] for item in days.so_far()["new"]} == {base, update}
    with days.store.transaction():
        days.store.similarities.place(base, copy_of=None, variant_of=None, update_of=update)
    assert {item["id"] for item in days.so_far()["new"]} == {base, update}


def test_a_chain_of_updates_without_a_story_is_one_entry(days: Days) -> None:
    """They are told under the item at which it begins, also where that was told before."""
    base = days.put("/ferry", TITLE, FERRY)
    days.close()
    chain = [base]
    for title, blocks in UNRELATED[1:4]:
        item = days.put(f"/{len(chain)}", title, blocks, host=PRESS)
        days.update(item, chain[-1])
        chain.append(item)
    (record,) = days.so_far()["updated"]
    assert (record["item"]["id"], record["update_of"], record["count"]) == (chain[-1], base, 3)
    assert [earlier["id"] for earlier in record["earlier"]] == chain[-2:0:-1]
    assert record["adds"] == ["Five are dead."]


# ── copies ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_copy_of_what_was_told_before_is_told_on_its_day(days: Days) -> None:
    """Once: not on the day before, and not on the day after; and it is counted by its source."""
    lead = days.put("/ferry", TITLE, FERRY)
    first = days.close()
    days.put("/a", TITLE, FERRY, host=MIRROR)
    days.put("/b", TITLE, FERRY, host=PRESS, source=1)
    days.put("/masks", OTHER_TITLE, MASKS, source=1)
    second, third = days.close(), days.close()
    assert (first["also_at"], third["also_at"], len(second["new"])) == ([], [], 1)
    counts = {line["source"]: (line["new"], line["copies"]) for line in second["coverage"]["sources"]}
    assert counts == {"post": (0, 1), "index": (1, 1), "agency": (0, 0), "papers": (0, 0)}
    (line,) = second["also_at"]
    assert (line["item"]["id"], line["item"]["title"], line["item"]["told"]) == (lead, TITLE, first["date"])
    assert [(copy["url"], copy["source"]) for copy in line["copies"]] == [
        (f"{MIRROR}/a", "post"),
        (f"{PRESS}/b", "index"),
    ]


def test_a_copy_on_the_day_of_its_lead_is_among_its_copies(days: Days) -> None:
    """And nowhere else."""
    days.put("/ferry", TITLE, FERRY)
    days.put("/a", TITLE, FERRY, host=MIRROR)
    document = days.close()
    assert document["also_at"] == []
    assert [copy["url"] for copy in document["new"][0]["copies"]] == [f"{MIRROR}/a"]


def test_where_the_lead_came_as_a_copy_what_was_told_is_named(days: Days) -> None:
    """The agency took the lead of what was told; a further copy of the day stands in the same line."""
    told = days.put("/ferry", TITLE, FERRY)
    first = days.close()
    lead = days.put("/wire", TITLE, FERRY, host=AGENCY, source=2)
    days.put("/a", TITLE, FERRY, host=MIRROR)
    assert days.recorder.item("/ferry").copy_of == lead
    (line,) = days.so_far()["also_at"]
    assert (line["item"]["id"], line["item"]["told"], line["count"]) == (told, first["date"], 2)


def test_a_copy_that_turns_out_to_be_none_is_told_as_what_it_is(days: Days) -> None:
    """As an item of its own, before its digest is closed; a closed digest stays."""
    days.put("/ferry", TITLE, FERRY)
    days.close()
    copy = days.put("/a", TITLE, FERRY, host=MIRROR)
    assert days.so_far()["also_at"] != []
    ManualCorrections(days.store, days.recorder.config).split(copy, days.recorder.now)
    document = days.so_far()
    assert (document["also_at"], [item["id"] for item in document["new"]]) == ([], [copy])


def test_a_copy_that_is_parted_after_its_digest_leaves_that_as_it_is(days: Days) -> None:
    """It is told as new in the one that is open."""
    days.put("/ferry", TITLE, FERRY)
    days.close()
    copy = days.put("/a", TITLE, FERRY, host=MIRROR)
    second = days.close()
    before = render_json(second)
    ManualCorrections(days.store, days.recorder.config).split(copy, days.recorder.now)
    publisher = DigestPublisher(days.store, days.recorder.config, Path("unused"))
    assert render_json(publisher.document(second["date"], days.recorder.now)) == before
    assert [item["id"] for item in days.so_far()["new"]] == [copy]


def test_a_digest_is_made_again_from_the_store_alike(days: Days) -> None:
    """With updates and late copies in it, the same bytes."""
    base = days.put("/ferry", TITLE, FERRY)
    days.close()
    days.put("/a", TITLE, FERRY, host=MIRROR)
    days.update(days.put("/masks", OTHER_TITLE, MASKS, host=PRESS), base)
    assert render_json(days.so_far()) == render_json(days.so_far())
    assert (len(days.so_far()["also_at"]), len(days.so_far()["updated"])) == (1, 1)


# ── what cannot be read ───────────────────────────────────────────────────────────────────────────────────────────


def lose(days: Days, item: int) -> None:
    """Lose the revision that an item points to, as a damaged database may."""
    days.store.database.run("UPDATE items SET revision = 9 WHERE id = ?", (item,))


def test_an_update_of_what_cannot_be_read_is_told_whole(days: Days) -> None:
    """And so is an update of it in turn, whose chain leads over both; the base is named among what is not shown."""
    base = days.put("/ferry", TITLE, FERRY)
    days.close()
    update = days.put("/masks", OTHER_TITLE, MASKS, host=PRESS)
    later = days.put("/wheat", *UNRELATED[2], host=PRESS)
    days.update(update, base)
    days.update(later, update)
    lose(days, base)
    document = days.close()
    assert [item["id"] for item in document["new"]] == [update]
    assert [record["item"]["id"] for record in document["updated"]] == [later]
    assert [(line["id"], line["kind"]) for line in document["left_out"]] == [(base, "what an update builds on")]


def test_copies_of_what_cannot_be_read_hold_up_no_digest(days: Days) -> None:
    """Their line is left out and named; the day's other late copies are told."""
    lost, other = days.put("/ferry", TITLE, FERRY), days.put("/masks", OTHER_TITLE, MASKS)
    days.close()
    days.put("/a", TITLE, FERRY, host=MIRROR)
    days.put("/b", OTHER_TITLE, MASKS, host=MIRROR)
    lose(days, lost)
    document = days.close()
    assert [line["item"]["id"] for line in document["also_at"]] == [other]
    assert [(line["id"], line["kind"]) for line in document["left_out"]] == [(lost, "also at")]


def test_an_item_that_cannot_be_read_is_left_out_of_its_own_day(days: Days) -> None:
    """And named; the others are told."""
    lost, other = days.put("/ferry", TITLE, FERRY), days.put("/masks", OTHER_TITLE, MASKS)
    lose(days, lost)
    document = days.close()
    assert [item["id"] for item in document["new"]] == [other]
    assert [(line["id"], line["kind"]) for line in document["left_out"]] == [(lost, "new")]
