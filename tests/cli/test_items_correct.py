"""`dateline items merge` and `split`, and what `show` and `explain` tell of copies and variants."""

import json

import pytest

from tests.conftest import Workspace
from tests.sample_articles import UNRELATED
from tests.sample_site import SampleSite, article

TOLL = [
    "At least 12 people were killed when a ferry ran onto rocks off Corvo on Sunday evening, the coast guard said.",
    "The boat had left Galt an hour earlier with 46 passengers and was not overloaded, its owner told reporters.",
    "Fishermen pulled survivors out of the water until a helicopter came from the mainland after midnight.",
    "Minister Ana Torvald promised an inquiry and said that the old lighthouse had been dark for weeks.",
]
RISEN = [TOLL[0].replace("12", "17"), *TOLL[1:]]


@pytest.fixture
def told(workspace: Workspace, site: SampleSite) -> Workspace:
    """A workspace that has read an article, its copy, its variant, and another article: items 1 to 4."""
    pages = {"/a": TOLL, "/b": TOLL, "/c": RISEN, "/d": list(UNRELATED[1][1])}
    for number, (path, text) in enumerate(pages.items()):
        title = "Ferry accident" if number < 3 else UNRELATED[1][0]
        url = site.put(path, article(title, text, published=f"2026-11-20T0{number + 1}:00:00Z"))
        workspace.write("name: none, path: nowhere")
        workspace.run("--now", f"2026-11-20T1{number}:00:00Z", "fetch", "--url", url)
    return workspace


def test_a_merge_and_its_undoing(told: Workspace) -> None:
    """The item stands behind the other, and alone again."""
    assert told.run("items", "merge", "1", "4") == "item 4 is a copy of 1\n"
    assert [item["copy_of"] for item in told.items()] == [None, 1, None, 1]
    assert told.run("items", "split", "4").startswith("item 4 stands alone\n")
    assert [item["copy_of"] for item in told.items()] == [None, 1, None, None]


def test_a_split_as_json(told: Workspace) -> None:
    """What stands where, and what is told for it."""
    split = json.loads(told.run("--now", "2026-11-20T15:00:00Z", "items", "split", "2", "--json"))
    assert split == {"item": 2, "copy_of": None, "variant_of": None, "update_of": None, "group": [2], "told": [2]}
    assert [item["id"] for item in told.digest("--now", "2026-11-20T15:00:00Z")["new"]].count(2) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("merge", "1", "1"), "two items"),
        (("merge", "1", "9"), "no item 9"),
        (("split", "4"), "nothing to split"),
        (("split", "9"), "no item 9"),
    ],
    ids=["one item", "no such", "alone", "no such to split"],
)
def test_what_cannot_be_corrected_is_one_clear_error(told: Workspace, words: tuple[str, ...], says: str) -> None:
    """And changes nothing."""
    assert says in told.refuse("items", *words)
    assert [item["copy_of"] for item in told.items()] == [None, 1, None, None]


def test_the_evidence_is_explained(told: Workspace) -> None:
    """Which item it is like, how far, and where they differ."""
    explained = told.run("explain", "3")
    assert "variant of 1" in explained
    assert "number 17 here, 12 there" in explained
    (copy,) = (one for one in json.loads(told.run("explain", "2", "--json"))["item"]["alike"] if one["item"] == 1)
    assert copy == {"item": 1, "kind": "copy", "covered": 1.0, "covers": 1.0, "differing": []}
    assert "leads its copies 2" in told.run("explain", "1")
    told.run("items", "split", "2")
    assert "stands alone by hand" in told.run("explain", "2")


def test_a_variant_is_marked_where_items_are_listed(told: Workspace) -> None:
    """As a copy is."""
    listed = told.run("items").splitlines()
    assert "[copy of 1]" in listed[1]
    assert "[variant of 1]" in listed[2]
    assert "variant of:1" in told.run("show", "3").replace(" ", "").replace("variantof", "variant of")


def test_a_reused_address_is_shown_with_both_items(workspace: Workspace, site: SampleSite) -> None:
    """The first is reachable by its number, and says who stands at its address now."""
    url = site.put("/latest", article(UNRELATED[0][0], list(UNRELATED[0][1])))
    workspace.write("name: none, path: nowhere")
    workspace.run("--now", "2026-11-20T10:00:00Z", "fetch", "--url", url)
    site.put("/latest", article(UNRELATED[1][0], list(UNRELATED[1][1])))
    for hour in (11, 12):  # it is believed at the second look
        workspace.run("--now", f"2026-11-20T{hour}:00:00Z", "fetch", "--url", url)
    assert [item["title"] for item in workspace.items()] == [UNRELATED[0][0], UNRELATED[1][0]]
    assert f"{url} (until 2026-11-20T12:00:00Z, now item 2)" in workspace.run("show", "1")
    assert json.loads(workspace.run("explain", url, "--json"))["item"]["id"] == 2
    assert "until 2026-11-20T12:00:00Z" in workspace.run("explain", "1")
