"""Copies that came after their text was told: counted and named, and no news."""

from dataclasses import replace

from service.digest.render import render_feed, render_html, render_markdown
from service.digest.view import tally
from service.models import Coverage, EditKind

from .conftest import DAY, Factory
from .reading import page, texts


def test_copies_of_what_was_told_before_are_named_in_a_line(make: Factory) -> None:
    """With the day on which it was told; the texts with most copies come first."""
    one = make.late(make.named(5, title="Council agrees on quay", told="2026-11-20"), "Ledger")
    two = make.late(
        make.named(6, title="Ferry aground", told=None), *(f"Site {n}" for n in range(9)), "Site 3", "Site 3"
    )
    document = make.document(make.entry(), late_copies=(one, two))
    assert [(record["item"]["id"], record["count"]) for record in document["also_at"]] == [(6, 11), (5, 1)]
    lines = [
        "“Ferry aground”: also at Site 0, Site 1, Site 2, Site 3, Site 4, Site 5, Site 6, Site 7 and 3 others",
        "“Council agrees on quay” (told 2026-11-20): also at Ledger",
    ]
    tree = page(document)
    assert texts(tree, "#also-at li") == lines
    assert texts(tree, ".counts a")[:2] == ["1 new", "2 reports also carried by others"]
    assert tally(document) == "1 new; 2 reports also carried by others"
    assert "[“Council agrees on quay”](<https://ledger.example/5>) (told 2026-11-20): also at [Ledger]" in (
        render_markdown(document)
    )
    assert "(told 2026-11-20): also at" in render_feed([document], base_url=None)


def test_a_day_of_copies_alone_is_without_news_and_says_so(make: Factory) -> None:
    """Nothing new; and that others carry what was told."""
    document = make.document(late_copies=(make.late(make.named(5), "Ledger"),))
    words = "Nothing new and nothing changed; 1 report also carried by others. 1 source was checked."
    assert texts(page(document), ".quiet") == [words]
    assert words in render_markdown(document)
    assert words in render_feed([document], base_url=None)
    assert texts(page(document), ".counts a")[:2] == ["nothing new", "1 report also carried by others"]
    assert tally(document) == "nothing new; 1 report also carried by others"


def test_copies_of_an_item_of_the_day_are_its_own(make: Factory) -> None:
    """They stand among the copies of the new item, or of the update; those of an update that another stands for do
    not."""
    late = tuple(make.late(make.named(id), "Ledger") for id in (1, 2, 3))
    copies = {one.lead: one.copies for one in late}
    updates = [make.update(make.item(id, story=9), copies=copies[id]) for id in (2, 3)]
    of_lead = replace(make.late(make.named(7), "Ledger"), lead=1)
    new = make.entry(item=make.item(1), copies=copies[1])
    document = make.document(new, *updates, late_copies=(*late, of_lead))
    (record,) = document["updated"]
    (earlier,) = record["earlier"]
    assert [line["item"]["id"] for line in document["also_at"]] == [earlier["id"]]


def test_copies_of_an_earlier_update_of_the_day_are_told_of_what_stands_above(make: Factory) -> None:
    """No digest of a day names its own date as that of another."""
    told = make.named(3, title="Ferry toll rises to 14", told=DAY.date)
    document = make.document(make.entry(), late_copies=(make.late(told, "Ledger"),))
    assert texts(page(document), "#also-at li") == ["“Ferry toll rises to 14” (told above): also at Ledger"]
    assert "(told above): also at [Ledger]" in render_markdown(document)


def test_copies_of_an_edited_item_are_named_with_its_edit(make: Factory) -> None:
    """Its title may be another since its text was first told. A minor edit does not name them."""
    late = make.late(make.named(1), "Ledger")
    edited, minor = (
        make.change(make.item(1), kinds=(kind,), copies=late.copies) for kind in (EditKind.NUMBER, EditKind.TYPO)
    )
    document = make.document(edited, late_copies=(late,))
    assert document["also_at"] == []
    assert "Also at [Ledger]" in render_markdown(document)
    assert len(make.document(minor, late_copies=(late,))["also_at"]) == 1


def test_a_copy_that_its_item_does_not_name_is_told(make: Factory) -> None:
    """As one that came after the window of its item's digest, and before the next was begun."""
    late = make.late(make.named(1), "Ledger", "Post")
    document = make.document(make.entry(item=make.item(1), copies=late.copies[:1]), late_copies=(late,))
    assert [copy["site"] for line in document["also_at"] for copy in line["copies"]] == ["Post"]


def test_a_thousand_texts_are_counted(make: Factory) -> None:
    """The first are named."""
    late = tuple(make.late(make.named(id), "Ledger") for id in range(1, 1001))
    html = render_html(make.document(late_copies=late), previous=None)
    assert html.count("also at") == 40
    assert "and 960 more reports" in html
    assert "1,000 reports also carried by others" in html


def test_copies_are_counted_by_source(make: Factory) -> None:
    """Beside its name, where it had any."""
    sources = (make.source("agency", copies=3), make.source("courier"))
    document = make.document(make.entry(), coverage=Coverage(sources=sources))
    assert [line["copies"] for line in document["coverage"]["sources"]] == [3, 0]
    assert texts(page(document), "tbody th") == ["agency 3 copies", "courier"]
    assert "- agency: seen, 24 looks, 3 new, 3 copies" in render_markdown(document)
