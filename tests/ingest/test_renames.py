"""Items whose address changes with their headline: one item, moved, with every edit told, whichever is read first."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from service.ingest.apply import Outcome
from service.models import Access
from service.store import ItemFilter
from tests.sample_articles import UNRELATED, filler

from .conftest import NOW, RecorderBench

TITLE, TEXT = UNRELATED[0]
RETITLED = "Ferries sail again after a night of talks"
EDITED = (TEXT[0].replace("midnight", "dawn"), *TEXT[1:])
COUNTED = ("At least 12 people were aboard the ferry that did leave, the harbour office of Corvo said.", *TEXT)
RECOUNTED = (COUNTED[0].replace("12", "17"), *TEXT)
OLD, NEW, NEWER = "/news/ferry-strike", "/news/ferries-sail-again", "/news/ferries-sail-again-at-last"
ELSEWHERE = "https://other.example"
TOLD_OF_ONE = ["new", "moved", "changed"]


def read_new(recorder: RecorderBench, text: Sequence[str] = EDITED, path: str = NEW, **more: object) -> Outcome:
    return recorder.put(path, RETITLED, text, **more)  # type: ignore[arg-type]


def redirect(recorder: RecorderBench, text: Sequence[str] = EDITED, **more: object) -> Outcome:
    """The old address is looked at, and leads to the new one."""
    return recorder.put(OLD, RETITLED, text, leads_to=NEW, **more)  # type: ignore[arg-type]


def items(recorder: RecorderBench) -> list[int]:
    return [item.id for item in recorder.store.items.iterate(ItemFilter())]


def assert_one(recorder: RecorderBench, text: Sequence[str] = EDITED, *, told: Sequence[str] = TOLD_OF_ONE) -> None:
    """There is one item, at the new address and with its text, of which this was told, in any order."""
    assert items(recorder) == [1]
    item = recorder.item(NEW)
    assert (item.id, item.text, item.title, item.status) == (1, "\n\n".join(text), RETITLED, "live")
    assert item.url.endswith(NEW)
    assert recorder.item(OLD).id == 1
    assert sorted(recorder.events(NEW)) == sorted(told)


# ── the old address redirects ─────────────────────────────────────────────────────────────────────────────────────


def test_an_old_address_that_redirects_before_the_new_one_is_named(recorder: RecorderBench) -> None:
    """It leads to where no item stands."""
    recorder.put(OLD, TITLE, TEXT)
    assert redirect(recorder) is Outcome.CHANGED
    assert read_new(recorder) is Outcome.UNCHANGED
    assert_one(recorder)


@pytest.mark.parametrize(
    ("before", "after"),
    [(TEXT, EDITED), (COUNTED, RECOUNTED), (TEXT, TEXT), (TEXT[:3], COUNTED), (COUNTED, TEXT[1:])],
    ids=["a word", "a figure", "nothing but its headline", "grown", "cut"],
)
def test_a_new_address_that_is_named_before_the_old_one_redirects(
    recorder: RecorderBench, before: Sequence[str], after: Sequence[str]
) -> None:
    """The later item is taken in, and what it was told as new is told as the edit that it was."""
    recorder.put(OLD, TITLE, before)
    read_new(recorder, after)
    assert items(recorder) == [1, 2]
    assert redirect(recorder, after) is Outcome.CHANGED
    assert_one(recorder, after)
    assert read_new(recorder, after) is Outcome.UNCHANGED


def test_the_number_of_an_item_that_was_taken_in_is_not_used_again(recorder: RecorderBench) -> None:
    """It may stand in somebody's notes."""
    recorder.put(OLD, TITLE, TEXT)
    read_new(recorder)
    redirect(recorder)
    recorder.put("/b", *UNRELATED[1])
    recorder.put("/c", *UNRELATED[2])
    assert items(recorder) == [1, 3, 4]


def test_a_chain_of_new_addresses_is_one_item(recorder: RecorderBench) -> None:
    """Renamed twice, the newest read first each time."""
    recorder.put(OLD, TITLE, TEXT)
    read_new(recorder)
    redirect(recorder)
    read_new(recorder, COUNTED, NEWER)
    assert recorder.put(NEW, RETITLED, COUNTED, leads_to=NEWER) is Outcome.CHANGED
    assert items(recorder) == [1]
    assert recorder.events(NEWER) == ["new", "changed", "moved", "changed", "moved"]


def test_an_address_that_goes_to_and_fro_is_told_once_each_way(recorder: RecorderBench) -> None:
    """A server that cannot make up its mind."""
    recorder.put(OLD, TITLE, TEXT)
    for _ in range(4):
        recorder.put(OLD, TITLE, TEXT, leads_to=NEW)
        recorder.put(NEW, TITLE, TEXT, leads_to=OLD)
    assert recorder.events(OLD) == ["new", "moved", "moved"]


def test_a_redirect_that_is_not_for_good_is_believed_at_the_second_look(recorder: RecorderBench) -> None:
    """The two are one; its address stays what it was."""
    recorder.put(OLD, TITLE, TEXT)
    read_new(recorder)
    assert [redirect(recorder, status=302) for _ in range(2)] == [Outcome.DOUBTFUL, Outcome.CHANGED]
    assert items(recorder) == [1]
    assert recorder.events(NEW) == ["new", "changed"]
    assert recorder.item(NEW).url.endswith(OLD)


def test_a_beginning_to_which_an_address_leads_was_seen_before(recorder: RecorderBench) -> None:
    """By the visit that took it for a copy: it is no longer held back."""
    text = filler(1)
    recorder.put(OLD, TITLE, text)
    read_new(recorder, text[:5], access=Access.PAYWALLED)
    assert redirect(recorder, text[:5], access=Access.PAYWALLED) is Outcome.CHANGED
    assert recorder.told(NEW)[0].startswith("only the beginning of its text is shown now: ")


def test_the_same_bytes_at_a_new_address_are_one_item(recorder: RecorderBench) -> None:
    """The server's answer is known, and no page is read."""
    recorder.put(OLD, TITLE, TEXT, body="1")
    recorder.put(NEW, TITLE, TEXT, body="1")
    assert recorder.same(OLD, leads_to=NEW) is Outcome.UNCHANGED
    assert items(recorder) == [1]
    assert recorder.events(NEW) == ["new", "moved"]


# ── the old address is gone ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("misses", [1, 2, 3])
def test_an_old_address_that_is_gone_before_the_new_one_is_named(recorder: RecorderBench, misses: int) -> None:
    """The new page is the item's, also where its removal was told as suspected."""
    recorder.put(OLD, TITLE, COUNTED)
    for _ in range(misses):
        recorder.gone(OLD)
    assert read_new(recorder, RECOUNTED) is Outcome.CHANGED
    assert_one(recorder, RECOUNTED, told=TOLD_OF_ONE if misses == 1 else [*TOLD_OF_ONE, "missing", "restored"])


@pytest.mark.parametrize(
    ("before", "after"), [(TEXT, EDITED), (COUNTED, RECOUNTED), (TEXT, TEXT)], ids=["a word", "a figure", "nothing"]
)
def test_a_new_address_that_is_named_before_the_old_one_is_gone(
    recorder: RecorderBench, before: Sequence[str], after: Sequence[str]
) -> None:
    """The first 404 shows that it was no second article."""
    recorder.put(OLD, TITLE, before)
    read_new(recorder, after)
    recorder.gone(OLD)
    assert_one(recorder, after)
    assert read_new(recorder, after) is Outcome.UNCHANGED
    link = recorder.store.links.get(recorder.key(OLD))
    assert link is not None
    assert link.due is None


def test_a_new_address_makes_the_old_one_due(recorder: RecorderBench) -> None:
    """Whether it still stands there says whether there are two."""
    recorder.put(OLD, TITLE, TEXT, body="1", published=NOW)
    recorder.now += timedelta(days=20)
    with recorder.store.transaction():
        recorder.store.links.reschedule(recorder.key(OLD), due=None)
    read_new(recorder, body="2", published=NOW)
    (due,) = recorder.store.links.due(["post"], recorder.now)
    assert due.key == recorder.key(OLD)


def test_an_article_that_lost_its_address_to_another_is_found_at_its_new_one(recorder: RecorderBench) -> None:
    """The old address was used again."""
    recorder.put(OLD, TITLE, TEXT)
    for _ in range(2):
        recorder.put(OLD, *UNRELATED[1])
    assert read_new(recorder) is Outcome.CHANGED
    assert (recorder.item(NEW).id, recorder.item(OLD).id) == (1, 2)
    assert recorder.events(NEW) == ["new", "removed", "changed", "moved", "restored"]


@pytest.mark.parametrize(
    ("before", "after", "paths"),
    [
        pytest.param(
            [
                "The court of Arlen has declared the firm of Ines Vollmer, a carpenter of Kells, bankrupt on Monday.",
                *TEXT,
            ],
            [
                "The court of Arlen has declared the firm of Tarik Osman, a carpenter of Kells, bankrupt on Monday.",
                *TEXT,
            ],
            ("/notices/a", "/notices/b"),
            id="another name in one template",
        ),
        pytest.param(TEXT, [*UNRELATED[1][1], *TEXT, *UNRELATED[2][1]], ("/a", "/week"), id="a round-up with its text"),
        pytest.param(TEXT, UNRELATED[1][1], ("/a-41234567", "/b-41234567"), id="other words under one number"),
    ],
)
def test_what_is_no_new_address(
    recorder: RecorderBench, before: Sequence[str], after: Sequence[str], paths: tuple[str, str]
) -> None:
    """Though the other address is gone, whichever is seen first."""
    recorder.put(paths[0], TITLE, before)
    recorder.put(paths[1], RETITLED, after)
    recorder.gone(paths[0])
    recorder.gone(paths[0])
    assert items(recorder) == [1, 2]
    assert recorder.item(paths[0]).status == "missing"


def test_the_next_issue_of_a_series_is_no_new_address(recorder: RecorderBench) -> None:
    """It has other figures and comes days later; the one before has been taken down."""
    recorder.put("/a", "Water levels", COUNTED, published=NOW)
    recorder.gone("/a")
    recorder.now += timedelta(days=3)
    recorder.put("/b", "Water levels", RECOUNTED, published=recorder.now)
    assert items(recorder) == [1, 2]


def test_an_item_whose_first_address_is_gone_has_moved_to_its_other_one(recorder: RecorderBench) -> None:
    """Once it has been seen there."""
    recorder.put(OLD, TITLE, TEXT)
    recorder.put(f"{OLD}/amp", TITLE, TEXT)
    recorder.gone(OLD)
    assert recorder.events(f"{OLD}/amp") == ["new"]
    recorder.put(f"{OLD}/amp", TITLE, TEXT)
    assert recorder.events(f"{OLD}/amp") == ["new", "moved"]
    assert recorder.item(OLD).url.endswith(f"{OLD}/amp")


# ── two that are two ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_article_with_the_text_of_the_first_stays_one_of_its_own(recorder: RecorderBench) -> None:
    """While the first stands where it stood."""
    recorder.put(OLD, TITLE, TEXT)
    read_new(recorder, TEXT)
    recorder.put(OLD, TITLE, TEXT)
    assert items(recorder) == [1, 2]
    assert recorder.item(NEW).copy_of == 1
    assert recorder.item(OLD).title == TITLE


def test_the_same_text_on_another_host_is_never_a_new_address(recorder: RecorderBench) -> None:
    """Whatever is gone, or leads there."""
    recorder.put(OLD, TITLE, TEXT)
    recorder.put(NEW, RETITLED, EDITED, host=ELSEWHERE)
    recorder.gone(OLD)
    recorder.gone(OLD)
    assert items(recorder) == [1, 2]


def test_an_update_that_leads_back_to_what_it_was_made_of_is_told_as_moved(recorder: RecorderBench) -> None:
    """It is withdrawn; its text stays readable, and the earlier item is as it was."""
    recorder.put(OLD, TITLE, COUNTED)
    recorder.put(NEW, RETITLED, RECOUNTED)
    recorder.put(NEW, TITLE, COUNTED, leads_to=OLD)
    assert items(recorder) == [1, 2]
    assert recorder.store.items.get(2).text == "\n\n".join(RECOUNTED)
    assert [str(event.kind) for event in recorder.store.events.of_item(2)] == ["new", "moved"]
    assert recorder.item(OLD).revision == 1


def test_an_update_that_is_gone_is_told_as_gone(recorder: RecorderBench) -> None:
    """It is not taken for the earlier item at its old address."""
    recorder.put(OLD, TITLE, COUNTED)
    recorder.put(NEW, RETITLED, RECOUNTED)
    recorder.gone(NEW)
    recorder.gone(NEW)
    assert recorder.events(NEW) == ["new", "missing"]
    assert recorder.item(OLD).revision == 1


def test_an_address_that_leads_to_another_article_for_good_is_confirmed(recorder: RecorderBench) -> None:
    """At the second look it has moved there; both keep their texts."""
    recorder.put(OLD, TITLE, TEXT)
    recorder.put("/b", *UNRELATED[1])
    outcomes = [recorder.put(OLD, *UNRELATED[1], leads_to="/b") for _ in range(2)]
    assert outcomes == [Outcome.DOUBTFUL, Outcome.UNCHANGED]
    assert recorder.events(OLD) == ["new", "moved"]
    assert (recorder.item(OLD).text, recorder.item("/b").text) == ("\n\n".join(TEXT), "\n\n".join(UNRELATED[1][1]))


@pytest.mark.parametrize("section", ["/", "/news/"])
def test_an_address_that_leads_to_a_section_shows_no_article(recorder: RecorderBench, section: str) -> None:
    """Sites send the readers of a lost article there: nothing of it is believed, however often."""
    recorder.put(OLD, TITLE, TEXT)
    for _ in range(4):
        assert recorder.put(OLD, "News", filler(3), leads_to=section) is Outcome.DOUBTFUL
    assert recorder.events(OLD) == ["new"]


# ── among copies ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_copy_that_is_renamed_stays_a_copy(recorder: RecorderBench) -> None:
    """Of the item of another host that leads it; the edit of its headline is told."""
    recorder.put("/lead", TITLE, TEXT, host=ELSEWHERE)
    recorder.put(OLD, TITLE, TEXT)
    read_new(recorder, TEXT)
    redirect(recorder, TEXT)
    assert items(recorder) == [1, 2]
    assert (recorder.item(NEW).id, recorder.item(NEW).copy_of) == (2, 1)
    assert recorder.events(NEW) == ["changed", "moved"]


def test_a_lead_that_is_renamed_keeps_its_copies(recorder: RecorderBench) -> None:
    """Those that were found beside the later item, too."""
    recorder.put(OLD, TITLE, TEXT)
    recorder.put("/a", TITLE, TEXT, host=ELSEWHERE)
    read_new(recorder, TEXT)
    recorder.put("/b", RETITLED, TEXT, host="https://third.example")
    redirect(recorder, TEXT)
    copies = {item.id: item.copy_of for item in recorder.store.items.iterate(ItemFilter())}
    assert copies == {1: None, 2: 1, 4: 1}
    assert recorder.events(NEW) == ["new", "changed", "moved"]


def test_an_item_that_was_told_in_a_closed_digest_stays_as_a_copy(recorder: RecorderBench) -> None:
    """Its number was printed. What leads to it leads to the earlier one from now on."""
    recorder.put(OLD, TITLE, COUNTED)
    read_new(recorder, RECOUNTED)
    recorder.publish()
    redirect(recorder, RECOUNTED)
    assert recorder.item(NEW).id == 1
    assert {item.id: item.copy_of for item in recorder.store.items.iterate(ItemFilter())} == {1: None, 2: 1}
    assert recorder.told(NEW) != []
