"""The order in which pages come decides who leads, and what is told as added to what came before; it hides nothing."""

from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.config import parse
from service.models import EventKind
from service.store import Store
from tests.sample_articles import UNRELATED

from .conftest import LIST, RecorderBench
from .test_copies import FERRY, MASKS, OTHER_TITLE, TITLE, TOLL

PAGES: dict[str, tuple[str, list[str]]] = {
    "ferry": (TITLE, list(FERRY)),
    "cut": (TITLE, list(FERRY[:3])),
    "retitled": ("Commuters wait in Corvo", [*FERRY, "Reporting by our own correspondent in the harbour."]),
    "masks": (OTHER_TITLE, list(MASKS)),
    "week": ("What else happened", [*FERRY, *MASKS]),
    "toll": ("Ferry accident", TOLL),
    "toll risen": ("Ferry accident", [TOLL[0].replace("12", "17"), *TOLL[1:]]),
    "toll again": ("Boat runs onto rocks", [TOLL[0].replace("12", "17"), *TOLL[1:]]),
    "notice": ("Notice", ["The office is closed on Friday."]),
    "notice copied": ("Notice", ["The office is closed on Friday."]),
    "wheat": (UNRELATED[2][0], list(UNRELATED[2][1])),
}
PARAGRAPHS = [*UNRELATED[3][1], *UNRELATED[4][1]]
PAGES |= {f"window {at}": (UNRELATED[3][0], PARAGRAPHS[at : at + 3]) for at in range(4)}
"""Each of these is like the next, and not like the one after that."""

NUMBER = count()


SAME = ["ferry", "retitled", "masks", "toll", "toll risen", "toll again", "notice", "notice copied", "wheat"]
"""Those of which none adds a sentence to another that it is like."""


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_what_stands_together_does_not_depend_on_the_order(tmp_path: Path, data: st.DataObject) -> None:
    """Where none adds a sentence: the same pages in two orders make the same groups and the same variants."""
    names = data.draw(st.lists(st.sampled_from(SAME), min_size=2, max_size=6, unique=True))
    order = data.draw(st.permutations(names))
    assert arranged(tmp_path, names) == arranged(tmp_path, order)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_nothing_is_hidden_in_any_order(tmp_path: Path, data: st.DataObject) -> None:
    """Every text is kept, every group is told once, and each paragraph stands in a page that leads a group, or is no
    fact."""
    chain = st.lists(st.sampled_from([name for name in PAGES if name.startswith("window")]), min_size=3, unique=True)
    order = data.draw(st.lists(st.sampled_from(sorted(PAGES)), min_size=2, max_size=6, unique=True) | chain)
    arranged(tmp_path, order)


def site(name: str) -> str:
    return f"https://{name.replace(' ', '-')}.example"


def arranged(home: Path, order: list[str]) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """The groups of copies, and the pairs of groups that are linked as variants."""
    with Store.open(home / f"{next(NUMBER)}.db") as store:
        recorder = RecorderBench(store=store, config=parse(LIST, "sources.yaml"))
        for name in order:
            title, blocks = PAGES[name]
            # An hour between: within the time in which short notices are one.
            recorder.put("/", title, blocks, host=site(name))
        items = {name: recorder.item("/", host=site(name)) for name in order}
        names = {item.id: name for name, item in items.items()}
        groups = {
            item.id: frozenset(names[one] for one in store.similarities.group(item.id)) for item in items.values()
        }
        led = {paragraph for name, item in items.items() if item.copy_of is None for paragraph in PAGES[name][1]}
        for name, item in items.items():
            assert item.text == "\n\n".join(PAGES[name][1])
            assert {paragraph for paragraph in PAGES[name][1] if not paragraph.startswith("Reporting by")} <= led
        for item in items.values():
            told = [
                event
                for one in store.similarities.group(item.id)
                for event in store.events.of_item(one)
                if event.kind is EventKind.NEW
            ]
            assert len(told) == 1
        linked = {
            frozenset().union(groups[item.id], groups[item.variant_of]) for item in items.values() if item.variant_of
        }
        return set(groups.values()), linked
