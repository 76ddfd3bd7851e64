# ruff: noqa: E501 -- a shape a line reads better than one broken in three
"""What set rules say of blocks, and of what stands on a page twice."""

import pytest

from service.extract.content.block_verdicts import KEPT, BlockVerdict
from tests.extract.stages import stages

ONE = "The river authority of Vellmar has closed the old weir at Tannow after divers found cracks in two of its gates."
TWO = "Engineer Marta Oske, who led the inspection, said the cracks were older than last winter's floods."
THREE = "The town council has asked residents of Mill Lane and the Fish Quay to keep sandbags ready until the autumn."
HEAD = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Marta Oske"}}</script>'
    "<title>Weir closed</title>"
)


def verdict(markup: str, beginning: str) -> BlockVerdict:
    """On the block that begins so, in an article."""
    html = f"{HEAD}<article><h1>Weir closed</h1><p>{ONE}</p><p>{TWO}</p>{markup}<p>{THREE}</p></article><p>Outside</p>"
    return stages(html).verdict(beginning)


@pytest.mark.parametrize(
    ("markup", "beginning", "expected"),
    [
        ("", ONE, BlockVerdict.TEXT),
        ("", "Weir", BlockVerdict.TITLE),
        ("", "Outside", BlockVerdict.OUTSIDE),
        ("<div class=ad-slot><p>Buy a car.</p></div>", "Buy", BlockVerdict.ASIDE),
        ("<ul><li><a href=/1>Bridge to be closed</a></li><li><a href=/2>Lock to open</a></li></ul>", "Bridge", BlockVerdict.TEASER),
        ("<p><a href=/1>All reports on the weir</a></p>", "All", BlockVerdict.LINKS),
        ("<p><a href=/1>https://weir.example/reports</a></p>", "https", BlockVerdict.LINKS),
        ("<p><a href=/1>Read more</a></p>", "Read", BlockVerdict.FAMILY),
        ("<p>Topics <a href=/1>Rivers</a>, <a href=/2>Locks</a>, <a href=/3>Weirs</a></p>", "Topics", BlockVerdict.FAMILY),
        ("<p>Sign up to our newsletter</p>", "Sign", BlockVerdict.FAMILY),
        ("<p>By Marta Oske</p>", "By", BlockVerdict.LABEL),
        ("<p>21:30</p>", "21:30", BlockVerdict.LABEL),
        ("<p>9:30 pm CEST</p>", "9:30", BlockVerdict.LABEL),
        ("<p>Marta Oske is an engineer who writes about rivers for this paper.</p>", "Marta", BlockVerdict.BIO),
        ("<p>The weir on a calm day in May. Photo: Jan Brandt</p>", "The weir", BlockVerdict.CREDIT),
        ("<h3>The gates</h3><h2>The lock</h2>", "The gates", BlockVerdict.EMPTY_HEADING),
        ("<h2>The lock</h2><h3>The gates</h3>", "The lock", BlockVerdict.TEXT),
    ],
    ids=["text", "title", "outside", "away", "teaser", "links", "linked address", "linked phrase", "row of links", "family", "byline", "time", "time and zone", "author", "credit",
        "empty heading", "heading over a heading"],
)  # fmt: skip
def test_verdict(markup: str, beginning: str, expected: BlockVerdict) -> None:
    """Each kind of what is not text is told from text, and from the others."""
    assert verdict(markup, beginning) is expected


@pytest.mark.parametrize(
    ("markup", "beginning"),
    [
        ("<ul><li>21:30</li></ul>", "21:30"),
        ("<dl><dt>21:30</dt><dd>The gates are shut.</dd></dl>", "21:30"),
        ("<table><tr><td>21:30</td></tr></table>", "21:30"),
        ("<p>21:30 was when it broke.</p>", "21:30"),
        ("<p>2:1</p>", "2:1"),
        ("<p>24:10</p>", "24:10"),
    ],
    ids=["item", "term", "cell", "sentence", "score", "no time"],
)
def test_time_that_is_text(markup: str, beginning: str) -> None:
    """A time in a list or a table is of a programme; figures are not always a time."""
    assert verdict(markup, beginning) in KEPT


def test_empty_page_has_no_verdicts() -> None:
    """Nothing is judged where nothing stands."""
    assert stages("").found == []
