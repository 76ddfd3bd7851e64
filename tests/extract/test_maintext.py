# ruff: noqa: E501 -- a shape a line reads better than one broken in three
"""The author's blocks: what the rules, the trees and the page as a whole say together."""

import pytest

from service.extract.content import maintext
from service.extract.content.block_verdicts import BlockVerdict
from tests.extract.languages import TEXTS
from tests.extract.stages import Stages, stages

ONE = "The river authority of Vellmar has closed the old weir at Tannow after divers found cracks in two of its gates."
TWO = "Engineer Marta Oske, who led the inspection, said the cracks were older than last winter's floods."
THREE = "The town council has asked residents of Mill Lane and the Fish Quay to keep sandbags ready until the autumn."
FOUR = "A fourth of the town lies lower than the river, and has been flooded three times since the weir was built."
SAID = "We speak of years, and not of months, and of a sum that the town has not got."
SETTLED = frozenset(
    {BlockVerdict.ASIDE, BlockVerdict.FAMILY, BlockVerdict.LABEL, BlockVerdict.BIO, BlockVerdict.CREDIT}
)


def article(markup: str) -> Stages:
    """A page that holds `markup` and little else."""
    return stages(
        f"<html lang=en><title>Weir</title><body><article><h1>Weir closed</h1>{markup}</article></body></html>"
    )


def texts(markup: str) -> list[str]:
    """What is kept of an article."""
    page = article(markup)
    return [block.text for block in maintext.main_text(page.layout, page.facts)]


TABLE = "<table><tr><th>Gate</th><th>State</th></tr><tr><td>North</td><td>cracked</td></tr><tr><td>South</td><td>sound</td></tr></table>"


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        (TABLE, ["Gate State", "North cracked", "South sound"]),
        (f"<blockquote><p>{SAID}</p></blockquote>", [SAID]),
        ("<blockquote>Years.</blockquote>", ["Years."]),
        ("<pre>gate 1: open</pre>", ["gate 1: open"]),
    ],
    ids=["table", "quotation", "short quotation", "code"],
)
@pytest.mark.parametrize("place", range(4))
def test_tables_quotations_and_code_stay(markup: str, kept: list[str], place: int) -> None:
    """Wherever they stand in the text: the trees have no say on them."""
    lines = [f"<p>{line}</p>" for line in (ONE, TWO, THREE)]
    expected = [ONE, TWO, THREE]
    lines.insert(place, markup)
    expected[place:place] = kept
    assert texts("".join(lines)) == expected


def test_settled_verdicts_are_never_overruled() -> None:
    """What the rules know by its words is not measured, and is not kept, though it stands in the midst of the text."""
    notes = ["Sign up to our newsletter", "Published: 3 May 2024, 11:16", "The weir in May. Photo: Jan Brandt", "21:30"]
    page = article(
        "".join(
            f"<p>{line}</p>{f'<p>{note}</p>' * 2}" for line, note in zip((ONE, TWO, THREE, FOUR), notes, strict=True)
        )
    )
    assert [page.verdict(note) for note in notes] == [
        BlockVerdict.FAMILY,
        BlockVerdict.LABEL,
        BlockVerdict.CREDIT,
        BlockVerdict.LABEL,
    ]
    assert not any(page.found[measured.index] in SETTLED for measured in page.measured)
    assert [block.text for block in maintext.main_text(page.layout, page.facts)] == [ONE, TWO, THREE, FOUR]


@pytest.mark.parametrize(
    ("pulled", "who"),
    [
        (f"<blockquote>{SAID}</blockquote>", ""),
        (
            f"<figure><blockquote><p>“{SAID}”</p><cite>Jan Brandt, mayor</cite></blockquote></figure>",
            "Jan Brandt, mayor",
        ),
    ],
    ids=["alone", "with who said it"],
)
@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_pull_quote_goes(pulled: str, who: str, before: bool) -> None:
    """A quotation whose words a paragraph has too is left out, with who said it; the paragraph stays."""
    paragraph = f"“{SAID}” said the mayor."
    markup = f"<p>{ONE}</p>{pulled if before else ''}<p>{paragraph}</p>{'' if before else pulled}<p>{TWO}</p>"
    assert texts(markup) == [ONE, paragraph, TWO]
    assert texts(f"<p>{ONE}</p>{pulled}<p>{TWO}</p>")[1].strip("“”") == SAID
    assert who in "".join(texts(f"<p>{ONE}</p>{pulled}<p>{TWO}</p>"))


@pytest.mark.parametrize("language", ["Chinese", "Japanese", "Arabic", "Thai", "Russian"])
def test_pull_quote_goes_in_any_script(language: str) -> None:
    """Words are compared as signs: no spaces are needed."""
    text = TEXTS[language][:300]
    assert texts(f"<p>{ONE}</p><blockquote><p>{text[20:80]}</p></blockquote><p>{text}</p><p>{TWO}</p>") == [
        ONE,
        text,
        TWO,
    ]


def test_short_saying_that_a_paragraph_has_too_stays() -> None:
    """Few words are said twice by chance, or on purpose."""
    assert "Not yet." in texts(f"<p>{ONE}</p><blockquote>Not yet.</blockquote><p>{TWO} Not yet.</p><p>{THREE}</p>")


def test_repeated_paragraphs_and_items_stay() -> None:
    """An author may say a thing twice, first in the summary: only quotations are pulled."""
    markup = f"<ul><li>{SAID}</li></ul><p>{ONE}</p><p>{SAID}</p><p>{TWO} {SAID}</p><p>{THREE}</p>"
    assert texts(markup) == [SAID, ONE, SAID, f"{TWO} {SAID}", THREE]


def test_copy_of_the_text_in_one_piece_goes() -> None:
    """A page that holds its text once more, for a reader or a form, is read once."""
    lines = (ONE, TWO, THREE, FOUR)
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    assert texts(f"{paragraphs}<p>{' '.join(lines)}</p>") == list(lines)
    assert texts(f"<p>{' '.join(lines)}</p><p>{SAID}</p>") == [" ".join(lines), SAID]


@pytest.mark.parametrize("asked", ["Until when?", "Bis wann?", "حتى متى؟", "いつまで？"])
def test_short_question_of_a_kept_answer_stays(asked: str) -> None:
    """In <details>, where themes also put buttons: those ask nothing."""
    details = "<details><summary>{}</summary><p>{}</p></details>"
    assert texts(f"<p>{ONE}</p>{details.format(asked, THREE)}{details.format(asked, TWO)}") == [
        ONE,
        asked,
        THREE,
        asked,
        TWO,
    ]


def test_terms_between_paragraphs_stay() -> None:
    """A glossary within the text, terms and definitions; a list of terms under the text is a page's own data."""
    terms = "<dl><dt>kW</dt><dd>A thousand watts.</dd><dt>Gate</dt><dd>What holds the water.</dd></dl>"
    inner = ["kW", "A thousand watts.", "Gate", "What holds the water."]
    assert texts(f"<p>{ONE}</p><p>{TWO}</p>{terms}<p>{THREE}</p>") == [ONE, TWO, *inner, THREE]


CORRECTED = {
    "en": "Correction: An earlier version of this article gave the wrong year for the last flood.",
    "en, amended": "This article was amended on 3 May 2024 to correct the spelling of a name.",
    "de": "Korrektur: In einer früheren Version dieses Artikels war der Name des Vereins falsch geschrieben.",
}


@pytest.mark.parametrize("note", CORRECTED.values(), ids=CORRECTED)
@pytest.mark.parametrize(
    "page",
    [
        "<header><div class=hero>{note}</div></header><article>{text}</article>",
        "<article>{text}<div class=caption><p>{note}</p></div>{text}</article>",
        "<article>{text}</article><div class=sidebar><p>{note}</p></div>",
    ],
    ids=["above", "in a caption", "beside"],
)
def test_a_correction_is_kept_wherever_it_stands(note: str, page: str) -> None:
    """Whatever box holds it."""
    text = "".join(f"<p>{line}</p>" for line in (ONE, TWO, THREE))
    found = stages(f"<body><h1>Weir closed</h1>{page.format(note=f'<p>{note}</p>', text=text)}")
    assert note in [block.text for block in maintext.main_text(found.layout, found.facts)]


def test_another_article_s_correction_is_left_out() -> None:
    """A link to one, a heading over several, and one far off are no correction of this article."""
    note = CORRECTED["en"]
    text = "".join(f"<p>{line}</p>" for line in (ONE, TWO, THREE))
    menu = "".join(f"<li>Place {number}" for number in range(14))
    for other in (
        f"<div class=sidebar><p><a href=/b>{note}</a></div>",
        f"<div class=sidebar><h3>{note}</h3></div>",
        f"<ul class=sidebar>{menu}</ul><div class=sidebar><p>{note}</div>",
    ):
        found = stages(f"<body><h1>Weir closed</h1><article>{text}</article>{other}")
        assert note not in [block.text for block in maintext.main_text(found.layout, found.facts)]


@pytest.mark.parametrize("line", ["Ferry cancelled today.", "今日渡轮停航。", "Das Wehr ist gesperrt."])
def test_a_page_of_one_line_is_that_line(line: str) -> None:
    """However little it looks like an article; what else stands on it is still no text."""
    found = stages(f"<body><ul class=menu><li><a href=/>Home</a><li><a href=/b>News</a></ul><p>{line}</p>")
    assert [block.text for block in maintext.main_text(found.layout, found.facts)] == [line]


@pytest.mark.parametrize("tag", ["footer", "dialog", "canvas", "video"])
def test_what_is_never_text_is_passed_over(tag: str) -> None:
    """With what stands in it, its like within it, and comments that look like its end; what follows is read on."""
    inside = f"<div class=x><p>{FOUR}</p><{tag} id=y>{FOUR}</{tag}><!-- </{tag}> --></div>{FOUR}"
    assert texts(f"<p>{ONE}</p><div><{tag} class=z>{inside}</{tag}></div><p>{TWO}</p><p>{THREE}</p>") == [
        ONE,
        TWO,
        THREE,
    ]
