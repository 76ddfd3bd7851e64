"""When articles are looked at again, what that teaches of their source, and what a host is spared."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from service.config import BY_HAND, parse
from service.ingest.apply import Outcome
from service.ingest.rechecks import Rechecks
from service.models import Link
from service.scheduling import EditRates
from service.store import Store, StoredLink
from service.urls import strict_key
from tests.sample_articles import UNRELATED, filler

from .conftest import HOST, LIST, RecorderBench

HOUR = timedelta(hours=1)
TITLE, TEXT = UNRELATED[0]


def link(recorder: RecorderBench, path: str = "/a") -> StoredLink:
    found = recorder.store.links.get(strict_key(HOST + path))
    assert found is not None
    return found


def wait(recorder: RecorderBench, path: str = "/a") -> float | None:
    """Hours from now until the page is looked at again."""
    due = link(recorder, path).due
    return None if due is None else (due - recorder.now) / HOUR


def look(recorder: RecorderBench, text: list[str], *, due: datetime | None = None, body: str | None = None) -> Outcome:
    """Look when it is due."""
    moment = due or link(recorder).due
    assert moment is not None
    recorder.now = moment - HOUR
    return recorder.put("/a", TITLE, text, body=body)


def setting(recorder: RecorderBench, budget: int) -> Rechecks:
    text = LIST.decode() + f"settings: {{fetch: {{rechecks_a_host_a_day: {budget}}}}}\n"
    return Rechecks(recorder.store, parse(text.encode(), "sources.yaml"))


# ── the ladder ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_climbs_the_ladder(recorder: RecorderBench) -> None:
    """From its first sighting: 30 min, 1.5 h, 4 h, 12 h, 24 h, 3 d, 7 d, and no more."""
    recorder.put("/a", TITLE, TEXT)
    first, rungs = recorder.now, []
    while (due := link(recorder).due) is not None:
        rungs.append((due - first) / HOUR)
        look(recorder, list(TEXT))
    assert rungs == [0.5, 1.5, 4, 12, 24, 72, 168]


def test_a_real_edit_starts_it_again_at_an_hour_and_a_half(recorder: RecorderBench) -> None:
    """Noise, doubts and returns that are not told do not."""
    recorder.put("/a", TITLE, TEXT, body="1")
    for _ in range(4):
        look(recorder, list(TEXT), body="1")
    assert wait(recorder) == 12
    assert look(recorder, [*TEXT, "A mediator was found on Friday."]) is Outcome.CHANGED
    assert wait(recorder) == 1.5
    assert look(recorder, [*TEXT, "A mediator was found on Friday."], body="other bytes") is Outcome.UNCHANGED
    assert wait(recorder) == 2.5


def test_an_article_edited_at_every_look_is_looked_at_daily_in_the_end(recorder: RecorderBench) -> None:
    """The cap: 24 looks by the whole ladder, 24 a day apart, then one a week."""
    recorder.put("/a", TITLE, filler(1))
    waits = []
    for number in range(52):
        look(recorder, [*filler(1), f"Entry {number} of the ticker was written."])
        waits.append(wait(recorder))
    # Once the source is known its edits bring the first rungs closer together; the daily ones stay.
    assert waits[:23] == [1.5] * 20 + [0.75] * 3
    assert waits[23:47] == [24] * 24
    assert waits[47:] == [168] * 5


def test_a_source_says_how_often(recorder: RecorderBench) -> None:
    """`recheck: [2h, 1d]` is taken as it stands, whatever the rates; `off` means never."""
    for written, hours in (("[2h, 1d]", 2), ("off", None)):
        config = parse(LIST.replace(b"feed.xml}", f"feed.xml, recheck: {written}}}".encode(), 1), "sources.yaml")
        with recorder.store.transaction():
            recorder.store.database.run("DELETE FROM source_rates")
            for _ in range(100):
                recorder.store.visits.count("post", edit=True, noise=False, now=recorder.now)
        workspace = RecorderBench(store=recorder.store, config=config, now=recorder.now)
        workspace.put(f"/{hours}", *UNRELATED[1])
        assert wait(workspace, f"/{hours}") == hours


def test_pages_asked_for_by_themselves_are_looked_at_after_a_month(recorder: RecorderBench) -> None:
    """One of `fetch --url`, or of a `page` source whose address has changed; not where the source says how often."""
    recorder.put("/a", TITLE, TEXT)
    known = recorder.store.items.at(strict_key(f"{HOST}/a"))
    assert known is not None
    rechecks = setting(recorder, 500)
    config = parse(LIST.replace(b"kind: page,", b"kind: page, every: 6h,"), "sources.yaml")
    sources = {"feed": recorder.config.sources[0], "page": recorder.config.sources[1], "by hand": BY_HAND}
    sources["page with every"] = config.sources[1]
    last = {name: rechecks.steps(source, known, recorder.now)[-1].days for name, source in sources.items()}
    assert last == {"feed": 7, "page": 30, "by hand": 30, "page with every": 7}


def test_a_watched_page_follows_its_source_s_own_schedule(recorder: RecorderBench) -> None:
    """It is read with each look at the source, and has no due time of its own."""
    recorder.put("/index", TITLE, TEXT, source=1)
    assert link(recorder, "/index").due is None


def test_due_times_outlive_the_process(recorder: RecorderBench, tmp_path: Path) -> None:
    """They are columns: another process finds the same."""
    recorder.put("/a", TITLE, TEXT)
    with Store.open(tmp_path / "dateline.db") as other:
        assert other.links.due(["post"], recorder.now + HOUR / 2 - timedelta(seconds=1)) == []
        (found,) = other.links.due(["post"], recorder.now + HOUR / 2)
    assert (found.key, found.due) == (strict_key(f"{HOST}/a"), recorder.now + HOUR / 2)


# ── rates ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_edits_and_noise_are_counted_by_source(recorder: RecorderBench) -> None:
    """The first look is none again; same bytes are neither; other bytes with the same text are noise."""
    recorder.put("/a", TITLE, TEXT, body="1")
    assert recorder.store.visits.rates("post") is None
    recorder.put("/a", TITLE, TEXT, body="2")
    recorder.put("/a", TITLE, TEXT, body="2")
    recorder.put("/a", TITLE, [*TEXT, "A mediator was found on Friday."], body="3")
    rates = recorder.store.visits.rates("post")
    assert rates is not None
    assert (round(rates.visits), round(rates.edits), round(rates.noise)) == (3, 1, 1)
    assert rates.edit_rate == pytest.approx(1 / 3, rel=0.01)


def test_a_doubtful_page_is_no_look_of_use(recorder: RecorderBench) -> None:
    """Neither an edit nor noise was seen."""
    recorder.put("/a", TITLE, TEXT)
    recorder.put("/a", TITLE, ["Gone."])
    assert recorder.store.visits.rates("post") is None


@pytest.mark.parametrize(("edits", "first"), [(0, 1.0), (500, 0.25)], ids=["never edited", "edited often"])
def test_rates_shift_the_ladder(recorder: RecorderBench, edits: int, first: float) -> None:
    """A first look after an hour, or after a quarter of one."""
    values = EditRates(visits=1000, edits=edits, noise=1000 - edits, at=recorder.now)
    with recorder.store.transaction():
        recorder.store.database.run(
            "INSERT INTO source_rates (source, looks, edits, noise, at) VALUES ('post', ?, ?, ?, ?)",
            (values.visits, values.edits, values.noise, "2026-11-21T08:00:00Z"),
        )
    recorder.put("/a", TITLE, TEXT)
    assert wait(recorder) == first


# ── the budget of a host ──────────────────────────────────────────────────────────────────────────────────────────


def admitted(recorder: RecorderBench, rechecks: Rechecks, *, planned: int) -> bool:
    found = link(recorder)
    assert found.due is not None
    return rechecks.admit(found, recorder.config.sources[0], max(found.due, recorder.now), planned=planned)


def test_middle_steps_are_skipped_when_half_of_the_budget_is_used(recorder: RecorderBench) -> None:
    """To the next rung; the first ones and the last go on until all is used."""
    recorder.put("/a", TITLE, TEXT)
    rechecks = setting(recorder, 10)
    seen = []
    for _ in range(7):
        before = link(recorder).due
        go = admitted(recorder, rechecks, planned=5)
        seen.append(go)
        if go:
            look(recorder, list(TEXT), due=before)
    assert seen == [True, True, True, False, False, False, True]
    assert link(recorder).due is None


def test_beyond_the_budget_the_rest_waits_for_the_next_day(recorder: RecorderBench) -> None:
    """With a due time: at midnight UTC."""
    recorder.put("/a", TITLE, TEXT)
    assert not admitted(recorder, setting(recorder, 10), planned=10)
    assert link(recorder).due == recorder.now.replace(hour=0) + timedelta(days=1)


def test_a_ladder_of_middle_steps_alone_loses_nothing(recorder: RecorderBench) -> None:
    """Where there is no next rung the step itself waits for the next day."""
    source = parse(LIST.replace(b"feed.xml}", b"feed.xml, recheck: [12h]}", 1), "sources.yaml").sources[0]
    recorder.put("/a", TITLE, TEXT)
    due = recorder.now + 12 * HOUR
    with recorder.store.transaction():
        recorder.store.links.reschedule(link(recorder).key, due=due)
    assert not setting(recorder, 10).admit(link(recorder), source, due, planned=9)
    assert link(recorder).due == due.replace(hour=0) + timedelta(days=1)


def test_first_looks_are_never_held_back(recorder: RecorderBench) -> None:
    """The budget is one of re-checks."""
    waiting = StoredLink(key="k", link=link_of(recorder), source="post", state="waiting", failures=0, item=None)
    assert setting(recorder, 1).admit(waiting, recorder.config.sources[0], recorder.now, planned=1000)


def link_of(recorder: RecorderBench) -> Link:
    recorder.put("/a", TITLE, TEXT)
    return link(recorder).link


def test_what_a_host_has_had_is_counted_by_day(recorder: RecorderBench) -> None:
    """First looks do not count; yesterday's are of no account."""
    recorder.put("/a", TITLE, TEXT)
    assert recorder.store.visits.of_host("www.post.example", recorder.now) == 0
    for _ in range(3):
        recorder.put("/a", TITLE, TEXT)
    assert recorder.store.visits.of_host("www.post.example", recorder.now) == 3
    assert recorder.store.visits.of_host("www.post.example", recorder.now + timedelta(days=1)) == 0
