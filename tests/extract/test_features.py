# ruff: noqa: E501 -- a shape a line reads better than one broken in three
"""What is measured of blocks: as many measures as have names, and none that noise around the text would change."""

import pytest

from service.extract.content.block_verdicts import BlockVerdict
from service.extract.content.features import NAMES
from tests.extract.stages import Stages, shipped, stages

ONE = "The river authority of Vellmar has closed the old weir at Tannow after divers found cracks in two of its gates."
TWO = "Engineer Marta Oske, who led the inspection, said the cracks were older than last winter's floods."
THREE = "The town council has asked residents of Mill Lane and the Fish Quay to keep sandbags ready until the autumn."
FOUR = "A fourth of the town lies lower than the river, and has been flooded three times since the weir was built."


def article(between: str = "", *, after: str = "") -> Stages:
    """Four paragraphs in a theme, `between` after the second, `after` under the article."""
    return stages(
        "<html lang=en><title>Weir closed</title><body class=theme><nav><a href=/>Home</a></nav><main><article>"
        f"<h1>Weir closed</h1><div class=entry-content><p>{ONE}</p><p>{TWO}</p>{between}<h2>What now?</h2><p>{THREE}</p>"
        f"<ul><li>The lock is open to boats.</li></ul><p>{FOUR}</p></div></article>{after}</main></body></html>"
    )


@pytest.mark.parametrize("name", shipped())
def test_vector_has_a_value_for_every_name(name: str) -> None:
    """Of every measured block, on every shipped page; the names are all different."""
    html, truth = shipped()[name]
    page = stages(html, url=truth["url"])
    assert page.measured
    assert {len(measured.vector) for measured in page.measured} == {len(NAMES)}
    assert len(set(NAMES)) == len(NAMES)


def test_measures_are_what_their_names_say() -> None:
    """Some that can be counted by hand."""
    page = article()
    measures = dict(zip(NAMES, page.vectors()[TWO], strict=True))
    whole = len(ONE) + len(TWO) + len(THREE) + len(FOUR)
    assert measures["verdict"] == BlockVerdict.TEXT
    assert (measures["breadth"], measures["breadth_before"]) == (len(TWO), len(ONE))
    assert (measures["from_first"], measures["from_last"]) == (1, -4)
    assert (measures["linked"], measures["ended"]) == (0.0, True)
    assert (measures["listed"], measures["tabled"], measures["article"]) == (False, False, True)
    assert (measures["main_prose"], measures["beside"]) == (whole, 1.0)
    item = dict(zip(NAMES, page.vectors()["The lock is open to boats."], strict=True))
    assert (item["listed"], item["up"], item["prose"]) == (True, 2, 0.0)


STRAYS = {
    "advertisement": "<div class=ad-slot><p>Buy the car of the year, now at your dealer's, with three years of guarantee.</p></div>",
    "two advertisements": "<aside class=ad><p>Advertisement</p></aside><div class=ads><p>A car, a house, a boat: all at one bank.</p></div>",
    "empty slot": "<div class=slot id=slot-77><iframe src=/x></iframe></div>",
    "share bar": "<div class=share><a href=#>Facebook</a> <a href=#>E-mail</a></div>",
    "related": "<div class=box><ul><li><a href=/1>The bridge is to be closed</a></li><li><a href=/2>The lock is to be opened</a></li></ul></div>",
    "sign-up": "<div class=x><p>Sign up to our newsletter</p></div>",
    "time ago": "<div class=x><p>2 hours ago</p></div>",
}


@pytest.mark.parametrize("stray", STRAYS.values(), ids=STRAYS.keys())
def test_advertisement_between_paragraphs_changes_no_vector(stray: str) -> None:
    """What the rules see as a stray counts for nothing around a block, nor under the article."""
    plain = article().vectors()
    for page in (article(stray), article(after=stray), article(stray, after=stray)):
        vectors = page.vectors()
        assert {text: vectors[text] for text in plain} == plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<table><tr><td>North gate</td><td>cracked</td></tr></table>", "North gate cracked"),
        ("<blockquote><p>We speak of years.</p></blockquote>", "We speak of years."),
        ("<pre>gate: shut</pre>", "gate: shut"),
        ("<p>Sign up to our newsletter</p>", "Sign up to our newsletter"),
        ("<p>Published: 3 May 2024, 11:16</p>", "Published: 3 May 2024, 11:16"),
    ],
    ids=["row", "quotation", "code", "form", "date"],
)
def test_settled_blocks_are_not_measured(markup: str, text: str) -> None:
    """The trees are not asked where the rules are sure, or where the markup says what it is."""
    page = article(markup)
    assert page.block(text)
    assert text not in page.vectors()


def test_text_far_from_the_article_is_not_measured() -> None:
    """Prose near the main box may be the article's; short lines outside of it, and prose far off, are not asked for."""
    menu = "".join(f"<li>Entry {number}</li>" for number in range(60))
    page = article(after=f"<p>{ONE[4:]}</p><p>Menu</p><ul>{menu}</ul><p>{TWO[9:]}</p>")
    assert ONE[4:] in page.vectors()
    assert page.block("Menu").text not in page.vectors()
    assert page.block(TWO[9:]).text not in page.vectors()


def test_line_ends_of_the_source_measure_nothing() -> None:
    """A link that is broken over lines in the source is no longer for it."""
    said = "<p>The crew of the weir told <a href=/a>what it had seen{}that night</a> to whoever would listen.</p>"
    once, broken = (stages(f"<h1>Weir</h1>{said.format(gap)}").block("The crew") for gap in (" ", "\n" + 20 * " "))
    assert (once.text, once.linked) == (broken.text, broken.linked)
