"""`diff`: what changed between two revisions, for people and programs."""

import json

import pytest

from service.models import Article, TextBlock
from service.store import Store
from tests.conftest import Workspace
from tests.sample_site import SampleSite, article, prose

MORNING, NOON, EVENING = "2026-11-20T08:00:00Z", "2026-11-20T12:00:00Z", "2026-11-20T18:00:00Z"
PATH = "/news/blast"
FAR = "The store belongs to a cooperative of the valley and was built of stone. " * 8


def page(title: str, count: int, byline: str) -> str:
    text = [f"{FAR}At least {count} people were killed in the blast, police said. {FAR}", *prose(3)]
    return article(title, text).replace("</head>", f'<meta name="author" content="{byline}"></head>')


@pytest.fixture
def edited(workspace: Workspace, site: SampleSite) -> Workspace:
    """One item, edited once: headline, number and byline."""
    workspace.follow(site)
    site.carry(page("Blast in Kells kills 12", 12, "Ann Lee"), PATH)
    workspace.run("--now", MORNING, "fetch")
    site.carry(page("Blast in Kells kills 17", 17, "Ann Lee, Bob Roe"), PATH)
    workspace.run("--now", NOON, "fetch", "--recheck")
    return workspace


def test_a_person_reads_what_went_and_what_came(edited: Workspace) -> None:
    """As git marks words; headline and byline by name, and of what stayed only what stands around the change."""
    told = edited.run("diff", "1")
    first, second, third, *_ = told.splitlines()
    assert first == "1  Blast in Kells kills 17"
    assert second == "revision 1 (2026-11-20 08:00 UTC) → 2 (2026-11-20 12:00 UTC)"
    assert third.startswith("headline, number, byline: “Blast in Kells kills 12” → “Blast in Kells kills 17”; 12 → 17")
    assert "title: Blast in Kells kills [-12-]{+17+}" in told
    assert "At least [-12-]{+17+} people were killed" in told
    assert "byline: " in told
    assert "{+, Bob Roe+}" in told
    assert told.count("… ") >= 1
    assert len(told) < 1200
    assert len(edited.run("diff", "1", "--all")) > 1200
    assert "At least [-17-]{+12+} people" in edited.run("diff", "1", "2", "1")


def test_a_program_reads_all_of_it(edited: Workspace) -> None:
    """Both sides' facts, the kinds, and the diff uncut: it gives back either text."""
    whole = json.loads(edited.run("diff", "1", "--json"))
    assert (whole["item"], whole["from_revision"], whole["to_revision"], whole["same_extractor"]) == (1, 1, 2, True)
    assert (whole["before"]["title"], whole["after"]["byline"]) == ("Blast in Kells kills 12", "Ann Lee, Bob Roe")
    assert {"headline", "number", "byline"} <= set(whole["kinds"])
    [paragraph] = [block for block in whole["diff"] if block["part"] == "text"]
    old = "".join(run["text"] for run in paragraph["runs"] if run["op"] != "insert")
    assert old in json.loads(edited.run("show", "1", "--json"))["revisions"][0]["text"]


def test_colours_are_for_terminals_only(edited: Workspace) -> None:
    """What is piped holds no escape sequence."""
    assert "\x1b" not in edited.run("diff", "1")


def rewrite(workspace: Workspace, *texts: tuple[str, str]) -> None:
    """One more revision of item 1 for each (extractor, text), told to nobody."""
    with Store.open(workspace.home / "db" / "dateline.db") as store:
        for extractor, text in texts:
            blocks = tuple(map(TextBlock, text.split("\n\n")))
            with store.transaction():
                known = store.items.known(1)
                store.items.revise(
                    1, Article(blocks=blocks, title="T", extractor=extractor), text_hash=text, now=known.first_seen
                )


def test_our_own_doing_is_said_and_is_not_the_last_edit(edited: Workspace) -> None:
    """Without revisions named, the last edit that was told is shown; between the others one reads why they differ."""
    rewrite(edited, ("other", "Read otherwise."))
    assert "revision 1 (" in edited.run("diff", "1").splitlines()[1]
    assert "our own doing" in edited.run("diff", "1", "2", "3")
    assert json.loads(edited.run("diff", "1", "2", "3", "--json"))["same_extractor"] is False


def test_what_reads_the_same_is_said_to(edited: Workspace) -> None:
    """Without a diff; as JSON, without kinds."""
    rewrite(edited, ("x", "The same."), ("x", "The same."))
    assert "both read the same" in edited.run("diff", "1", "3", "4")
    assert json.loads(edited.run("diff", "1", "3", "4", "--json"))["kinds"] == []


def test_a_huge_edit_is_bounded_on_a_terminal(edited: Workspace) -> None:
    """Hundreds of long paragraphs that all changed: forty paragraphs, each cut, and how many more there are."""
    old, new = (
        "\n\n".join(f"It was {word} told that " + " ".join(f"boat{n}x{k}" for k in range(60)) for n in range(500))
        for word in ("quietly", "loudly")
    )
    rewrite(edited, ("x", old), ("x", new))
    told = edited.run("diff", "1", "3", "4")
    assert told.count("[-quietly-]{+loudly+}") == 40
    assert "… 460 more changed paragraphs; --all shows them" in told
    assert len(told) < 40_000


def test_controls_do_not_reach_the_terminal(edited: Workspace) -> None:
    """Neither escape sequences nor overrides of direction, in texts or titles; letters of all scripts do."""
    rewrite(edited, ("x", "Plain text of it."), ("x", "Plain \x1b[31m\u202etext\x07 of it, 12\u00a0000 می\u200cخواهم."))
    told = edited.run("diff", "1", "3", "4")
    assert not {"\x1b", "\u202e", "\x07"} & set(told)
    assert "12\u00a0000 می\u200cخواهم" in told


def test_what_cannot_be_compared_is_one_clear_error(edited: Workspace, site: SampleSite) -> None:
    """One revision named, one that is not there, an item with one, none."""
    assert "two revisions" in edited.refuse("diff", "1", "2")
    assert "no revision 7" in edited.refuse("diff", "1", "1", "7")
    assert "no item 9" in edited.refuse("diff", "9")
    edited.run("fetch", "--url", site.put("/other", article("Other", prose(7))))
    assert "nothing to compare" in edited.refuse("diff", "2")
