"""A later text that repeats an earlier one and adds facts, as the commands show it."""

import json

import pytest

from tests.conftest import Workspace

FIRST = (
    "A bomb went off in a market in Galt on Sunday morning and 12 people were killed, the police said.\n\n"
    "Dozens of people were injured, most of them by glass, and taken to two hospitals in the city.\n\n"
    "The traders had put up their stalls an hour before, and the square was full at the time.\n"
)
LATER = FIRST.replace("12 people were", "17 people were") + "\nA man of 23 was charged with murder on Monday.\n"


@pytest.fixture
def imported(workspace: Workspace) -> Workspace:
    """Two documents, of which the second is an update of the first."""
    papers = workspace.home / "papers"
    papers.mkdir()
    for number, text in enumerate((FIRST, LATER), 1):
        (papers / f"{number}.txt").write_text(f"Title: Bomb in Galt\n\n{text}", encoding="utf-8")
    (line,) = workspace.run("import", str(papers), "--json").splitlines()
    assert json.loads(line)["new"] == 2
    return workspace


def test_listings_and_an_item_say_what_it_updates(imported: Workspace) -> None:
    """In the table, in the JSON, and with what it adds."""
    assert [item["update_of"] for item in imported.items()] == [None, 1]
    assert "[update of 1]" in imported.run("items")
    shown = " ".join(imported.run("show", "2").split())
    assert "update of: 1" in shown
    assert "adds: A man of 23 was charged with murder on Monday." in shown
    assert "updates: 2" in " ".join(imported.run("show", "1").split())


def test_an_explanation_says_what_it_adds(imported: Workspace) -> None:
    """For a person and for a program."""
    item = json.loads(imported.run("explain", "2", "--json"))["item"]
    assert (item["verdict"], item["of"]) == ("update", 1)
    assert item["update"]["figures"] == [{"what": "people", "from": "12", "to": "17"}]
    assert item["update"]["correction"] is False
    assert "A man of 23 was charged with murder on Monday." in item["update"]["adds"]
    assert "update of 1" in imported.run("explain", "2")
    assert json.loads(imported.run("explain", "1", "--json"))["item"]["update"] is None
