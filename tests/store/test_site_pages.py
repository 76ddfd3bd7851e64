"""What is kept of each site's pages, and notices: what a site changes on many of them, reported once a digest."""

from dataclasses import replace
from datetime import timedelta

from service.identity.line_changes import LineChange, Part
from service.store import SitePage, Store
from service.store.site_pages import SITE_PAGES_KEPT

from .conftest import NOW, Put

HOST = "a.example"
LINE = LineChange(line=-(2**63), part=Part.ADDED, text="Read us.")
GONE = LineChange(line=7, part=Part.REMOVED, text="Subscribe.")
WEEK = timedelta(days=7)


def test_changes_are_kept_by_line_and_forgotten(store: Store, put: Put) -> None:
    """The newest first; another host, part or line is another."""
    items = [put(f"text {n}", url=f"https://a.example/{n}") for n in range(3)]
    with store.transaction():
        for n, item in enumerate(items):
            store.notices.record_changes(
                HOST, [LINE, GONE], item=item, revision=1, now=NOW + n * WEEK / 2, before=NOW - WEEK
            )
    assert store.notices.items_with_change(HOST, LINE, limit=2) == [(items[2], 1), (items[1], 1)]
    assert store.notices.items_with_change("b.example", LINE, limit=2) == []
    with store.transaction():
        store.notices.record_changes(HOST, [], item=items[0], revision=1, now=NOW, before=NOW + WEEK / 2)
    assert len(store.notices.items_with_change(HOST, LINE, limit=9)) == 2


def test_a_host_has_one_notice_a_digest(store: Store, put: Put) -> None:
    """Lines and items join it; it reads the same each time."""
    first, second = (put(f"text {n}", url=f"https://a.example/{n}") for n in range(2))
    with store.transaction():
        notice = store.notices.report(HOST, [LINE], digest="2026-11-21", now=NOW)
        assert store.notices.report(HOST, [GONE], digest="2026-11-21", now=NOW) == notice
        store.notices.add_items(notice, [second, first])
        store.notices.add_items(notice, [first])
        store.notices.report("b.example", [GONE], digest="2026-11-22", now=NOW)
    (notice_of_day,) = store.notices.of_digest("2026-11-21")
    assert (notice_of_day.items, notice_of_day.lines) == (
        (first, second),
        (("added", "Read us."), ("removed", "Subscribe.")),
    )
    assert notice_of_day.summary == "a.example changed its pages: 2 items, the same 2 lines"
    assert store.notices.of_host(HOST, "2026-11-22") is None


def test_what_was_reported_is_known_for_a_while(store: Store) -> None:
    """By its key, and which part it was."""
    with store.transaction():
        store.notices.report(HOST, [LINE], digest="2026-11-21", now=NOW)
    assert store.notices.reported_lines(HOST, since=NOW - WEEK) == {LINE.line: "added"}
    assert store.notices.reported_lines(HOST, since=NOW + WEEK) == {}
    assert store.notices.reported_lines("b.example", since=NOW) == {}


# ── latest pages ──────────────────────────────────────────────────────────────────────────────────────────────────

PAGE = SitePage(item=1, lines=(-(2**63), 7, 7, 2**63 - 1), headline=frozenset({"ferry", "乌克兰"}), names=frozenset())


def test_a_page_comes_back_as_it_was_kept(store: Store, put: Put) -> None:
    """Each line's key in its place; under its own host, and not for itself."""
    put("Text.")
    with store.transaction():
        store.site_pages.learn("a.example", PAGE)
    assert store.site_pages.of("a.example") == [PAGE]
    assert store.site_pages.of("a.example", but=1) == []
    assert store.site_pages.of("b.example") == []
    assert store.site_pages.first_seen([1]) == NOW
    assert store.site_pages.first_seen([]) is None


def test_a_page_learned_again_takes_its_own_place(store: Store, put: Put) -> None:
    """What it had before is forgotten."""
    put("Text.")
    with store.transaction():
        store.site_pages.learn("a.example", PAGE)
        store.site_pages.learn("a.example", replace(PAGE, lines=(3,)))
    assert [page.lines for page in store.site_pages.of("a.example")] == [(3,)]


def test_the_newest_pages_of_a_host_are_kept(store: Store, put: Put) -> None:
    """A bounded number, each host for itself."""
    items = [put(f"Text {n}.", url=f"https://a.example/{n}") for n in range(SITE_PAGES_KEPT + 3)]
    with store.transaction():
        store.site_pages.learn("b.example", PAGE)
        for item in items:
            store.site_pages.learn("a.example", replace(PAGE, item=item))
    assert [page.item for page in store.site_pages.of("a.example")] == items[3:]
    assert store.site_pages.of("b.example") == [PAGE]
