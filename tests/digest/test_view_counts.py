from datetime import timedelta

import pytest

from service.digest.view import tally
from service.models import EventKind

from .conftest import CLOSED, Factory

ALONE = {
    EventKind.NEW: "1 new",
    EventKind.REMOVED: "1 removed",
    EventKind.MISSING: "1 suspected gone",
    EventKind.RESTORED: "1 restored",
    EventKind.MOVED: "1 moved",
}


@pytest.mark.parametrize(("kind", "words"), ALONE.items(), ids=map(str, ALONE))
def test_each_kind_of_event_has_its_own_word(make: Factory, kind: EventKind, words: str) -> None:
    """A suspicion is no removal, and a day with a move only is not one without anything."""
    assert tally(make.document(make.entry(kind))) == words


def test_all_are_told_in_the_order_of_a_page(make: Factory) -> None:
    """What is new and changed, what is gone, what came back."""
    entries = [make.entry(kind, make.item(id)) for id, kind in enumerate(ALONE, 1)]
    document = make.document(*entries, make.change(make.item(6)))
    assert tally(document) == "1 new, 1 changed, 1 removed, 1 suspected gone, 1 restored, 1 moved"


def test_a_suspicion_refuted_the_same_day_is_told_by_the_return(make: Factory) -> None:
    """As on the page."""
    item, hour = make.item(1), timedelta(hours=1)
    gone = make.entry(EventKind.MISSING, item, at=CLOSED - 2 * hour)
    back = make.entry(EventKind.RESTORED, item, at=CLOSED - hour)
    assert tally(make.document(gone, back)) == "1 restored"


def test_a_day_without_events_says_so(make: Factory) -> None:
    """Nothing new, whatever was looked at."""
    assert tally(make.document()) == "nothing new"


def test_thousands_are_told_apart(make: Factory) -> None:
    """As on the page."""
    document = make.document(make.entry())
    document["new"] *= 1234
    assert tally(document) == "1,234 new"
