"""How edits are shown: before and after, corrections, minor ones, who still carries a number, and how much of all."""

import json
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from service.digest.build import weight
from service.digest.digest_document import DigestDocument
from service.digest.edit_view import edit_view
from service.digest.item_card import LocalTime
from service.digest.render import render_feed, render_html, render_json, render_markdown
from service.models import DiffBlock, DiffRun, Edit, Entry, Op, StaleFigure, StaleFigureHolder, VariantText

from .conftest import Factory
from .reading import page, texts


def block(part: str, *runs: tuple[Op, str]) -> DiffBlock:
    return DiffBlock(part=part, runs=tuple(DiffRun(op=op, text=text) for op, text in runs))


TYPO = block("text", (Op.EQUAL, "The "), (Op.DELETE, "comittee"), (Op.INSERT, "committee"), (Op.EQUAL, " met."))
BYLINE = block("byline", (Op.EQUAL, "Ann Lee"), (Op.INSERT, ", Bob Roe"))


def edit(make: Factory, *kinds: str, diff: tuple[DiffBlock, ...] = (TYPO,), id: int = 1) -> Entry:
    return make.change(make.item(id), edit=Edit(kinds=kinds, summary="in a line", diff=diff))


def carried(make: Factory) -> DigestDocument:
    """An edit of 12 to 17 people, which two others have not followed; one of them is a variant of it."""
    places = (
        StaleFigureHolder(item=8, url="https://wire.example/8", title="Blast", site="The Wire"),
        StaleFigureHolder(item=9, url="https://ledger.example/9", title="Blast", site=None),
    )
    variants = (
        VariantText(item=9, url="https://ledger.example/9", title="Blast", site=None, differing=(("17", "12"),)),
        VariantText(item=7, url="https://post.example/7", title="Blast", site="Post", differing=(("17", "19"),)),
        VariantText(item=6, url="https://news.example/6", title="Blast", site="News", differing=()),
    )
    number = StaleFigure(old="12", new="17", counted="people", where=places[::-1])
    return make.document(make.change(make.item(1), still_carried=(number,), variants=variants))


# ── who still carries a number ────────────────────────────────────────────────────────────────────────────────────


def test_who_still_carries_the_old_number_is_said_on_the_card(make: Factory) -> None:
    """In all forms; a variant whose one difference that is, is not told again as a variant."""
    document = carried(make)
    tree = page(document)
    assert texts(tree, ".carried") == ["Still 12 people at The Wire, ledger.example"]
    assert [node.attributes["href"] for node in tree.css(".carried a")] == [
        "https://wire.example/8",
        "https://ledger.example/9",
    ]
    assert texts(tree, ".variant") == [
        "The same text with other figures or names stands at News",
        "17 here, 19 at Post",
    ]
    assert "Still 12 people at [The Wire](<https://wire.example/8>), [ledger" in render_markdown(document)
    assert "still 12 people at The Wire, ledger.example" in render_feed([document], base_url=None)
    [record] = json.loads(render_json(document))["changed"][0]["still_carried"]
    assert record == {
        "old": "12",
        "new": "17",
        "counted": "people",
        "where": [
            {"id": 8, "url": "https://wire.example/8", "title": "Blast", "site": "The Wire"},
            {"id": 9, "url": "https://ledger.example/9", "title": "Blast", "site": None},
        ],
    }


def test_a_sentence_added_is_labelled_by_its_facts_and_shown_open(make: Factory) -> None:
    """It weighs as the quotation in it does, and is neither folded away as new wording nor a minor edit."""
    added = block("text", (Op.EQUAL, "They met."), (Op.INSERT, " “We stay,” she said."))
    sentence = edit(make, "quote", "attribution", "sentence_added", diff=(added,), id=1)
    plain = edit(make, "sentence_removed", diff=(added,), id=2)
    name = edit(make, "name", diff=(added,), id=3)
    assert [entry.item.id for entry in sorted((name, plain, sentence), key=weight)] == [1, 3, 2]
    document = make.document(sentence, plain)
    local = LocalTime(zone=ZoneInfo("UTC"), day=date(2026, 11, 21))
    views = [edit_view(record, local) for record in document["changed"]]
    assert [view.labels for view in views] == [("quotation", "who says so", "sentence added"), ("sentence removed",)]
    assert not any(view.folded or view.minor for view in views)


def test_digests_published_before_that_was_told_are_still_shown(make: Factory) -> None:
    """Their record never changes, so what reads it must do without what is new."""
    document = carried(make)
    del document["changed"][0]["still_carried"]
    tree = page(document)
    assert not tree.css(".carried")
    assert len(tree.css(".variant")) == 3
    render_markdown(document)


# ── corrections and minor edits ───────────────────────────────────────────────────────────────────────────────────


def test_a_correction_is_marked(make: Factory) -> None:
    """It comes first among the labels, and stands out."""
    document = make.document(edit(make, "number", "correction_note"))
    tree = page(document)
    assert texts(tree, ".tag") == ["correction", "figures"]
    assert texts(tree, ".tag.correction") == ["correction"]
    assert "**Correction**, figures · changed" in render_markdown(document)


@pytest.mark.parametrize("kinds", [("typo",), ("punctuation",), ("byline", "published"), ("published", "typo")])
def test_minor_edits_stand_in_a_list_of_their_own_with_their_words(make: Factory, kinds: tuple[str, ...]) -> None:
    """Under a heading after the others; nothing of them is hidden."""
    document = make.document(edit(make, *kinds, diff=(TYPO, BYLINE)), edit(make, "rewording", id=2))
    tree = page(document)
    assert texts(tree, "#changed > article h3") == ["Council agrees on item 2"]
    assert texts(tree, ".slight a") == ["Council agrees on item 1"]
    assert texts(tree, ".slight .words") == ["The comitteecommittee met.", "Byline Ann Lee, Bob Roe"]
    assert texts(tree, "#changed > h2 span") == ["2"]
    made = render_markdown(document)
    assert "### Minor edits" in made
    assert "> The ~~comittee~~**committee** met." in made
    assert "> Byline: Ann Lee**\u2060, Bob Roe**" in made
    assert "Minor edit: " in render_feed([document], base_url=None)


NOT_MINOR = {
    "a name": (("name", "typo"), TYPO),
    "a number": (("number", "typo"), TYPO),
    "a digit, whatever it is taken for": (("typo",), block("text", (Op.DELETE, "3.5"), (Op.INSERT, "35"))),
    "nothing that has a kind": ((), TYPO),
    "a kind unknown here": (("mood",), TYPO),
}


@pytest.mark.parametrize(("kinds", "words"), NOT_MINOR.values(), ids=NOT_MINOR)
def test_what_may_matter_is_never_minor(make: Factory, kinds: tuple[str, ...], words: DiffBlock) -> None:
    """A slip in a name or a number is an edit like any other."""
    tree = page(make.document(edit(make, *kinds, diff=(words,))))
    assert not tree.css(".slight, details")
    assert tree.css("#changed > article .diff")


def test_other_parts_of_an_article_are_named_before_their_words(make: Factory) -> None:
    """A byline alone would not say what it is."""
    tree = page(make.document(edit(make, "number", "byline", diff=(TYPO, BYLINE))))
    assert texts(tree, ".diff p") == ["The comitteecommittee met.", "Byline Ann Lee, Bob Roe"]


# ── before and after ──────────────────────────────────────────────────────────────────────────────────────────────

TITLE = block("title", (Op.EQUAL, "Blast kills "), (Op.DELETE, "12"), (Op.INSERT, "17"))
LINES = {
    "headline only": ("“Blast kills 12” → “Blast kills 17”", []),
    "and more": ("“Blast kills 12” → “Blast kills 17”; 12 → 17 people", ["12 → 17 people"]),
    "told otherwise": ("headline changed; 12 → 17 people", ["headline changed; 12 → 17 people"]),
}


@pytest.mark.parametrize(("summary", "gist"), LINES.values(), ids=LINES)
def test_a_headline_before_and_after_is_said_once(make: Factory, summary: str, gist: list[str]) -> None:
    """At the top; the line below has the rest. The feed, which has no such top, has the whole line."""
    change = make.change(
        make.item(1, title="Blast kills 17"), edit=Edit(kinds=("headline",), summary=summary, diff=(TITLE,))
    )
    document = make.document(change)
    assert texts(page(document), "h3") == ["Blast kills 12 → Blast kills 17"]
    assert texts(page(document), ".gist") == gist
    assert "~~Blast kills 12~~ → **Blast kills 17**" in render_markdown(document)
    assert "Blast kills 12” → “Blast kills 17”" in render_feed([document], base_url=None) or "changed;" in summary


def test_a_headline_that_came_first_has_none_before(make: Factory) -> None:
    """A text without a title got one."""
    came = Edit(kinds=("headline",), summary="headline added: “Blast”", diff=(block("title", (Op.INSERT, "Blast")),))
    tree = page(make.document(make.change(make.item(1, title="Blast"), edit=came)))
    assert (texts(tree, "h3"), texts(tree, ".gist")) == (["Blast"], ["headline added: “Blast”"])


# ── bounds ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_500_large_edits_make_a_page_that_can_be_read(make: Factory) -> None:
    """Each of paragraphs with many changes: what is shown of each is bounded, and says what is not."""
    runs = [(op, "word " * 60) for _ in range(4) for op in (Op.DELETE, Op.INSERT, Op.EQUAL)]
    large = Edit(kinds=("rewording",), summary="reworded", diff=(block("text", *runs),) * 6)
    document = make.document(*(make.change(make.item(id), edit=large) for id in range(1, 501)))
    made = render_html(document, previous=None)
    assert len(render_json(document)) > 500 * 20_000
    assert len(made) < 500 * 10_000
    assert made.count("more paragraphs:") == 500
    assert len(render_markdown(document)) < 500 * 8_000
