"""New items that repeat what was told and add facts: one entry a story, with what they add."""

from datetime import timedelta

import pytest

from service.digest.digest_document import DigestDocument, UpdateRecord
from service.digest.render import render_feed, render_html, render_json, render_markdown
from service.digest.view import tally
from service.models import Entry, ItemStatus

from .conftest import CLOSED, Factory
from .reading import page, texts

HOUR = timedelta(hours=1)


def crash(make: Factory, id: int = 101, **fields: object) -> Entry:
    """The report of the day after: "five dead", where a child was dead before."""
    return make.update(make.item(id, title="Five dead in bus crash, dozens injured", story=9), **fields)  # type: ignore[arg-type]


def flood(make: Factory, count: int) -> list[Entry]:
    """Updates of one story, a minute between, each with one more dead."""
    first = CLOSED - 20 * HOUR
    return [
        make.update(
            make.item(
                1000 + number,
                title=f"Flood: {12 + number} dead",
                site=f"Site {number}",
                published=first + timedelta(minutes=number),
                first_seen=first + timedelta(minutes=number + 5),
                story=10,
            ),
            adds=(f"By then {12 + number} bodies were found.", "The army has come."),
            figures=(("dead", str(11 + number), str(12 + number)),),
            base=make.named(title="Flood: 11 dead") if number == 0 else make.named(999 + number, title="Flood"),
            root=900,
        )
        for number in range(count)
    ]


def only(document: DigestDocument) -> UpdateRecord:
    (record,) = document["updated"]
    return record


def test_an_update_is_told_with_what_it_adds_and_not_as_new(make: Factory) -> None:
    """Under its story, also where it is the story's only item of the day and its base was told long ago."""
    document = make.document(crash(make))
    record = only(document)
    assert document["new"] == []
    assert document["stories"] == [{"id": 9, "headline": "Five dead in bus crash, dozens injured", "items": [101]}]
    assert (record["item"]["id"], record["update_of"], record["count"], record["earlier"]) == (101, 900, 1, [])
    assert record["adds"] == ["Five people have died."]
    assert record["figures"] == [{"what": "dead", "from": "child", "to": "five"}]
    assert (record["bases"][0]["title"], record["bases"][0]["told"]) == (
        "Dozens injured in bus crash, child dead",
        "2026-10-12",
    )
    tree = page(document)
    assert texts(tree, "#story-9 .tag") == ["Update"]
    assert texts(tree, "#story-9 .gist") == ["adds: five dead (was: child dead)"]
    assert texts(tree, "#story-9 .adds li") == ["Five people have died."]
    builds_on = "Builds on “Dozens injured in bus crash, child dead” (Northern Ledger, 12 Oct, item 900)"
    assert texts(tree, "#story-9 .small") == [builds_on]
    assert [node.attributes["href"] for node in tree.css("#story-9 .small a")] == ["https://ledger.example/900"]
    assert texts(tree, ".counts a")[:2] == ["1 update", "1 story"]
    assert not texts(tree, ".quiet")
    assert tally(document) == "1 updated"
    prose, feed = render_markdown(document), render_feed([document], base_url=None)
    assert "**Update** · adds: five dead (was: child dead)" in prose
    assert "- Five people have died." in prose
    for text in (prose, feed):
        assert "(Northern Ledger, 12 Oct, item 900)" in text
    assert "adds: five dead (was: child dead); Five people have died.; builds on" in feed


def test_forty_updates_of_a_story_are_one_entry(make: Factory) -> None:
    """The newest stands for all, with figures from before the first, their count, and what each of them added."""
    entries = flood(make, 40)
    document = make.document(*reversed(entries))
    record = only(document)
    assert (record["item"]["id"], record["count"], record["update_of"]) == (1039, 40, 900)
    assert record["figures"] == [{"what": "dead", "from": "11", "to": "51"}]
    assert [earlier["id"] for earlier in record["earlier"]] == list(range(1038, 999, -1))
    assert len(record["adds"]) == 41
    assert record["adds"][:3] == [
        "By then 51 bodies were found.",
        "The army has come.",
        "By then 50 bodies were found.",
    ]
    assert [base["id"] for base in record["bases"]] == [900]
    assert document["stories"][0]["headline"] == "Flood: 51 dead"
    assert document["stories"][0]["items"] == list(range(1039, 999, -1))
    tree = page(document)
    assert texts(tree, ".gist") == ["40 updates, newest Fri 11:39; 11 → 51 dead"]
    assert texts(tree, ".adds li") == record["adds"]
    assert texts(tree, "summary") == ["33 more sentences"]
    assert "“Flood: 50 dead” (Site 38)" in texts(tree, ".story .small")[-1]
    assert "and 31 more, in the record" in texts(tree, ".story .small")[-1]
    assert texts(tree, ".story-name")[0].startswith("40 accounts · Site 39, Site 38")
    assert "40 updates, newest Fri 11:39; 11 → 51 dead" in render_markdown(document)
    assert "40 updates, newest Fri 11:39; 11 → 51 dead" in render_feed([document], base_url=None)


def test_a_headline_is_not_told_a_second_time_as_what_is_added(make: Factory) -> None:
    """It stands above the sentences, whatever label it bears there; the record keeps it. A headline that is all that is
    added stays."""
    title, sentence = "Mayor denies failed inspection", "The mayor denied that the house had failed an inspection."
    for heading, adds in ((title, (title, sentence)), (f"CORRECTED-{title}", (title, sentence)), (title, (title,))):
        document = make.document(make.update(make.item(101, title=heading, story=9), adds=adds))
        assert only(document)["adds"] == list(adds)
        assert texts(page(document), ".adds li") == [adds[-1]]
        assert f"- {title}\n" not in render_markdown(document) or adds == (title,)


def test_the_order_in_which_updates_are_read_does_not_matter(make: Factory) -> None:
    """A feed names the newest first, so that it has the first event: the time of the text decides."""
    entries = flood(make, 5)
    documents = [render_json(make.document(*some)) for some in (entries, entries[::-1], entries[2:] + entries[:2])]
    assert len(set(documents)) == 1


def test_five_hundred_updates_stay_bounded(make: Factory) -> None:
    """In what is shown, not in what is counted."""
    document = make.document(*flood(make, 500))
    record = only(document)
    assert (record["count"], len(record["earlier"]), len(record["adds"]), record["adds_more"]) == (500, 499, 200, 301)
    html = render_html(document, previous=None)
    assert "500 updates" in html
    assert "453 more sentences" in html
    assert len(html) < 40_000
    assert len(render_markdown(document)) < 20_000


def test_figures_of_five_hundred_updates_stay_bounded(make: Factory) -> None:
    """What no word names is never one figure, so that there are ten thousand: the first are told, all are counted."""
    bases = make.named()
    entries = [
        make.update(make.item(id, story=3), base=bases, figures=tuple(("", str(n), str(id)) for n in range(20)))
        for id in range(1, 501)
    ]
    record = only(make.document(*entries))
    assert (len(record["figures"]), record["figures_more"]) == (200, 9_800)


def test_people_killed_and_people_saved_are_two_figures(make: Factory) -> None:
    """Figures of one name are one course only where one starts from what the other was."""
    first = crash(make, 103, figures=(("people", "12", "17"), ("people", "300", "500")))
    second = crash(make, 102, figures=(("people", "500", "700"), ("People", "12", "19"), ("", "2", "3")))
    third = crash(make, 101, figures=(("people", "17", "12"), ("", "2", "5")))
    figures = only(make.document(first, second, third))["figures"]
    assert [(figure["what"], figure["from"], figure["to"]) for figure in figures] == [
        ("people", "17", "12"),  # it ends as it began, so that the last change is told
        ("", "2", "5"),
        ("people", "300", "700"),
        ("", "2", "3"),
    ]


def test_figures_of_one_update_are_never_one(make: Factory) -> None:
    """Twelve became seventeen in one place and twenty in another: both are told."""
    update = crash(make, figures=(("people", "12", "17"), ("people", "12", "20")))
    figures = only(make.document(update))["figures"]
    assert [(figure["from"], figure["to"]) for figure in figures] == [("12", "17"), ("12", "20")]


def test_a_correction_is_told_as_one_beside_the_updates(make: Factory) -> None:
    """A later update of the story does not hide that something was wrong."""
    wrong = make.update(
        make.item(102, title="CORRECTED: four dead in bus crash", story=9, published=CLOSED - 9 * HOUR),
        correction=True,
        adds=(),
        figures=(("dead", "five", "four"),),
    )
    document = make.document(crash(make), wrong)
    assert sorted((record["correction"], record["count"]) for record in document["updated"]) == [(False, 1), (True, 1)]
    tree = page(document)
    assert texts(tree, ".tag.correction") == ["Correction"]
    assert "four dead (was: five dead)" in texts(tree, ".gist")
    assert any(line.startswith("Corrects “Dozens injured") for line in texts(tree, ".small"))
    assert "**Correction**: four dead (was: five dead)" in render_markdown(document)
    assert "Correction: " in render_feed([document], base_url=None)


def test_updates_without_a_story_are_told_by_where_their_chain_begins(make: Factory) -> None:
    """Two of one item are one entry, of another item another; they have a section of their own."""
    entries = [
        make.update(make.item(id, title=f"Report {id}"), root=root, base=make.named(root))
        for id, root in ((101, 900), (102, 900), (103, 901))
    ]
    document = make.document(*entries)
    assert document["stories"] == []
    assert sorted(record["count"] for record in document["updated"]) == [1, 2]
    tree = page(document)
    assert texts(tree, "#updates h2") == ["Updates 2"]
    assert "#updates" in [node.attributes["href"] for node in tree.css(".counts a")]
    assert "## Updates" in render_markdown(document)


def test_an_update_of_an_item_of_the_day_comes_after_it(make: Factory) -> None:
    """And the new toll heads the story, not the old one."""
    base = make.entry(item=make.item(900, title="Bus crash: child dead", story=9))
    other = make.entry(item=make.item(50, title="Bus company is silent", story=9))
    update = make.update(make.item(101, title="Bus crash: five dead", story=9), base=make.named(told="2026-11-21"))
    document = make.document(update, base, other)
    (story,) = document["stories"]
    assert story["items"] == [900, 101, 50]
    assert story["headline"] == "Bus crash: five dead"
    assert [record["id"] for record in document["new"]] == [900, 50]
    headings = texts(page(document), "#story-9 article h4")
    assert headings == ["Bus crash: child dead", "Bus company is silent"]
    assert texts(page(document), "#story-9 article:nth-of-type(2) .tag") == ["Update"]


def test_a_base_that_is_gone_is_named_all_the_same(make: Factory) -> None:
    """With that it is."""
    gone = make.named(status=ItemStatus.REMOVED, title=None)
    line = texts(page(make.document(crash(make, base=gone))), ".story .small")[0]
    assert line == "Builds on ledger.example (Northern Ledger, 12 Oct, item 900, removed since)"


def test_an_update_of_which_no_sentence_is_known_shows_its_own_first_ones(make: Factory) -> None:
    """As a new item does: nothing is known to have been told."""
    document = make.document(crash(make, adds=(), figures=()))
    assert texts(page(document), ".story .body") == ["The council has agreed. Work starts in May."]
    assert "The council has agreed. Work starts in May." in render_markdown(document)


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (("dead", "", "5"), "adds: 5 dead"),
        (("dead", "5", ""), "adds: was: 5 dead"),
        (("", "5", "7"), "adds: 7 (was: 5)"),
    ],
)
def test_a_figure_without_a_part_is_told(make: Factory, figure: tuple[str, str, str], words: str) -> None:
    """One that is new, one that is gone, one that no word names."""
    assert texts(page(make.document(crash(make, figures=(figure,)))), ".gist") == [words]


def test_digests_of_early_versions_are_shown_as_they_are(make: Factory) -> None:
    """They have no updates, and nothing of what others carry."""
    document = make.rich_document()
    before = page(document).html
    for key in ("updated", "also_at"):
        del document[key]  # type: ignore[misc]
    for line in document["coverage"]["sources"]:
        del line["copies"]
    assert page(document).html == before
