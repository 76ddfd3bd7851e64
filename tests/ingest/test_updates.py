"""Later texts that repeat an earlier one and add facts: they are told, linked, and never folded in silence."""

from datetime import timedelta

import pytest

from service.ingest.apply import Outcome
from service.maintenance.corrections import ManualCorrections
from service.maintenance.fold_replay import replayed_folds
from service.models import ChangedFigure
from service.store import ItemFilter

from .conftest import NOW, RecorderBench
from .test_copies import ELSEWHERE, TOLL, new_in_digest
from .test_leading import publish

THIRD = "https://third.example"
RISEN = [
    "The number of dead after a ferry ran onto rocks off Corvo has risen to 17 people, the coast guard said on Monday.",
    *TOLL[1:],
]
CHARGED = [*TOLL, "The captain of the ferry was charged with manslaughter on Monday."]


def place(recorder: RecorderBench, path: str, host: str = "https://www.post.example") -> tuple[str, int | None]:
    """What the item at an address is, and of which."""
    item = recorder.item(path, host=host)
    of = {"copy": item.copy_of, "variant": item.variant_of, "update": item.update_of}
    return next(((kind, base) for kind, base in of.items() if base is not None), ("own", None))


@pytest.mark.parametrize("later", [RISEN, CHARGED], ids=["a first paragraph rewritten", "a sentence added"])
@pytest.mark.parametrize("is_published", [False, True], ids=["in the open digest", "after it was published"])
@pytest.mark.parametrize("published", [None, NOW - timedelta(days=1)], ids=["undated", "dated earlier"])
def test_a_later_report_that_adds_facts_is_an_update(
    recorder: RecorderBench, later: list[str], is_published: bool, published: object
) -> None:
    """An item of its own that is told as new, with what it adds: whatever its date, and however long ago the first was
    told."""
    recorder.put("/ferry", "Ferry accident", TOLL, published=NOW if published else None)
    if is_published:
        publish(recorder)
    outcome = recorder.put("/ferry", "Ferry accident", later, host=ELSEWHERE, published=published)  # type: ignore[arg-type]
    assert outcome is Outcome.NEW
    assert place(recorder, "/ferry", ELSEWHERE) == ("update", 1)
    assert [event.kind for event in recorder.store.events.of_item(2)] == ["new"]
    update = recorder.store.updates.of(2)
    assert update is not None
    assert update.base == 1
    assert update.adds[0] == (later[0] if later is RISEN else later[-1])


def test_a_figure_that_has_changed_is_said_with_what_it_was(recorder: RecorderBench) -> None:
    """From what the first report had to what the update has."""
    recorder.put("/ferry", "Ferry accident", TOLL)
    recorder.put("/ferry", "Ferry accident", RISEN, host=ELSEWHERE)
    update = recorder.store.updates.of(2)
    assert update is not None
    assert update.figures == (ChangedFigure(what="people", before="12", after="17"),)


def test_a_copy_of_an_update_is_folded_under_it(recorder: RecorderBench) -> None:
    """And one of the first report under that, whichever came last; a text of sentences of both is a copy, too."""
    recorder.put("/first", "Ferry accident", TOLL)
    recorder.put("/update", "Ferry accident", CHARGED, host=ELSEWHERE)
    recorder.put("/b", "Ferry accident", [*CHARGED, "Reporting by Ines Calder"], host=THIRD)
    recorder.put("/a", "Ferry accident", TOLL, host=THIRD)
    recorder.put("/mixed", "Ferry accident", [*TOLL[1:], *CHARGED[-1:]], host=THIRD)
    assert place(recorder, "/b", THIRD) == ("copy", 2)
    assert place(recorder, "/a", THIRD) == ("copy", 1)
    assert place(recorder, "/mixed", THIRD)[0] == "copy"
    assert place(recorder, "/update", ELSEWHERE) == ("update", 1)
    assert new_in_digest(recorder) == [1, 2]


def test_an_update_of_an_update_builds_on_it(recorder: RecorderBench) -> None:
    """It is of the one that it has most in common with."""
    recorder.put("/first", "Ferry accident", TOLL)
    recorder.put("/second", "Ferry accident", CHARGED, host=ELSEWHERE)
    recorder.put("/third", "Ferry accident", [*CHARGED, "A judge set bail at 40,000 crowns."], host=THIRD)
    assert place(recorder, "/third", THIRD) == ("update", 2)
    update = recorder.store.updates.of(3)
    assert update is not None
    assert update.adds == ("A judge set bail at 40,000 crowns.",)


def test_what_was_told_two_weeks_ago_only_beside_the_lead_is_told_again(recorder: RecorderBench) -> None:
    """The lead counts however old it is, an update of it for 14 days."""
    recorder.put("/first", "Ferry accident", TOLL)
    recorder.put("/second", "Ferry accident", [*TOLL[:2], CHARGED[-1]], host=ELSEWHERE)
    recorder.now += timedelta(days=20)
    assert recorder.put("/copy", "Ferry accident", TOLL, host=THIRD) is Outcome.COPY


def test_the_whole_text_after_its_teaser_is_told(recorder: RecorderBench) -> None:
    """And the teaser after the whole text is a copy of it."""
    recorder.put("/teaser", "Ferry accident", TOLL[:2])
    assert recorder.put("/whole", "Ferry accident", TOLL, host=ELSEWHERE) is Outcome.NEW
    assert place(recorder, "/whole", ELSEWHERE) == ("update", 1)
    assert recorder.put("/again", "Ferry accident", TOLL[:2], host=THIRD) is Outcome.COPY


def test_a_correction_is_never_folded_into_what_it_corrects(recorder: RecorderBench) -> None:
    """Even where nothing else differs; its own copy is."""
    recorder.put("/first", "Ferry accident", TOLL)
    assert recorder.put("/second", "CORRECTED: Ferry accident", TOLL, host=ELSEWHERE) is Outcome.NEW
    assert place(recorder, "/second", ELSEWHERE) == ("update", 1)
    update = recorder.store.updates.of(2)
    assert update is not None
    assert update.is_correction
    assert recorder.put("/third", "CORRECTED: Ferry accident", TOLL, host=THIRD) is Outcome.COPY


def test_an_edit_that_adds_facts_is_told_once(recorder: RecorderBench) -> None:
    """As an edit, and not as an update besides; what a later copy repeats of it was told."""
    recorder.put("/first", "Ferry accident", TOLL)
    recorder.put("/copy", "Ferry accident", TOLL, host=ELSEWHERE)
    assert recorder.put("/copy", "Ferry accident", CHARGED, host=ELSEWHERE) is Outcome.CHANGED
    assert [event.kind for event in recorder.store.events.of_item(2)] == ["changed"]
    assert recorder.put("/third", "Ferry accident", CHARGED, host=THIRD) is Outcome.COPY
    assert new_in_digest(recorder) == [1]


def test_an_update_stays_one_when_it_is_edited(recorder: RecorderBench) -> None:
    """As long as it adds to the first report; when that follows it, both are one text."""
    recorder.put("/first", "Ferry accident", TOLL)
    recorder.put("/second", "Ferry accident", CHARGED, host=ELSEWHERE)
    recorder.put("/second", "Ferry accident", [*CHARGED[:-1], CHARGED[-1].replace("Monday", "Tuesday")], host=ELSEWHERE)
    assert place(recorder, "/second", ELSEWHERE) == ("update", 1)
    assert new_in_digest(recorder) == [1, 2]


def test_copies_that_an_earlier_version_folded_stay_folded(recorder: RecorderBench) -> None:
    """A copy that adds facts is told by none of the arrivals after it; `replay` says that today it would be told, and a
    new text with these facts is told."""
    recorder.put("/first", "Ferry accident", TOLL)
    recorder.put("/hidden", "Ferry accident", TOLL, host=ELSEWHERE)
    hide(recorder, 2, CHARGED)
    recorder.put("/again", "Ferry accident", TOLL, host=THIRD)
    assert place(recorder, "/hidden", ELSEWHERE) == ("copy", 1)
    assert new_in_digest(recorder) == [1]
    (fold,) = replayed_folds(recorder.store)
    assert (fold.item, fold.of, fold.then, fold.now, fold.adds) == (2, 1, "copy", "update", (CHARGED[-1],))
    assert recorder.put("/fourth", "Ferry accident", CHARGED, host="https://fourth.example") is Outcome.NEW
    assert list(recorder.store.items.iterate(ItemFilter()))[-1].copy_of is None or new_in_digest(recorder) == [1, 4]
    assert place(recorder, "/hidden", ELSEWHERE)[0] == "copy"


def hide(recorder: RecorderBench, item: int, text: list[str]) -> None:
    """Give a copy a text as an earlier version would have folded it."""
    with recorder.store.transaction():
        recorder.store.database.run("UPDATE revisions SET text = ? WHERE item = ?", ("\n\n".join(text), item))


def test_splitting_an_update_takes_its_link(recorder: RecorderBench) -> None:
    """It stands alone, and says of nothing what it adds."""
    recorder.put("/first", "Ferry accident", TOLL)
    recorder.put("/second", "Ferry accident", CHARGED, host=ELSEWHERE)
    corrected = ManualCorrections(recorder.store, recorder.config).split(2, recorder.now)
    assert (corrected.update_of, corrected.told) == (None, ())
    assert place(recorder, "/second", ELSEWHERE) == ("own", None)
    assert recorder.store.updates.of(2) is None


def test_notices_by_one_template_are_strangers(recorder: RecorderBench) -> None:
    """Alike but for the horse that they name, an hour apart."""
    text = (
        "{0}, trained at Marlow and ridden by an apprentice, won the first race of the day by two lengths from the "
        "favourite on soft ground in front of a small crowd. The judge called for a photograph before the result was "
        "announced, and the stewards let it stand. The winner will run again in a fortnight, its trainer said."
    )
    recorder.put("/one", "Lovely Day wins at Marlow", [text.format("Lovely Day")])
    recorder.put("/other", "Golden Boy wins at Marlow", [text.format("Golden Boy")], host=ELSEWHERE)
    assert place(recorder, "/other", ELSEWHERE) == ("own", None)
    assert new_in_digest(recorder) == [1, 2]


def test_many_updates_of_one_story_are_found_as_such(recorder: RecorderBench) -> None:
    """More than there may be groups that share a phrase: what they have in common does not become one."""
    places = ("Aber", "Bolt", "Cant", "Dorn", "Elm", "Firth", "Gorse", "Holt", "Inver", "Jarl")
    for number in range(30):
        line = (
            f"The harbour of {places[number % 10]}{'tonford'[: number // 10 * 3]} was closed by its master on Monday."
        )
        recorder.put(f"/{number}", "Ferry accident", [*TOLL, line], host=f"https://n{number}.example")
    kinds = [place(recorder, f"/{number}", f"https://n{number}.example")[0] for number in range(30)]
    assert kinds[0] == "own"
    assert "own" not in kinds[1:]
    assert "copy" not in kinds


def test_an_update_whose_page_is_gone_is_still_known(recorder: RecorderBench) -> None:
    """A copy that comes after it was withdrawn is a copy of it."""
    recorder.put("/first", "Ferry accident", TOLL)
    recorder.put("/second", "Ferry accident", CHARGED, host=ELSEWHERE)
    with recorder.store.transaction():
        recorder.store.items.mark_address_reused(2, since=NOW)
    assert recorder.put("/third", "Ferry accident", CHARGED, host=THIRD) is Outcome.COPY


@pytest.mark.torture
def test_a_text_of_megabytes_gets_a_verdict(recorder: RecorderBench) -> None:
    """What is compared of it is bounded, and a number beyond that makes it another text."""
    book = " ".join(f"Chapter {number} tells of the harbour and of its {number} boats." for number in range(20_000))
    recorder.put("/book", "Book", [book])
    assert recorder.put("/book", "Book", [book], host=ELSEWHERE) is Outcome.COPY
    assert recorder.put("/book", "Book", [book + " It has 7 maps."], host=THIRD) is Outcome.NEW
