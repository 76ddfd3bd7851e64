# ruff: noqa: E501 -- a shape a line reads better than one broken in three
"""The shapes an article's text comes in: every one whole, in order, each block of its kind."""

import pytest

from service.extract import extract_page
from service.models import BlockKind
from tests.extract.languages import TEXTS

ONE = "The river authority of Vellmar has closed the old weir at Tannow after divers found cracks in two of its gates."
TWO = "Engineer Marta Oske, who led the inspection, said the cracks were older than last winter's floods."
THREE = "The town council has asked residents of Mill Lane and the Fish Quay to keep sandbags ready until the autumn."
FOUR = "A fourth of the town lies lower than the river, and has been flooded three times since the weir was built."
LINES = (ONE, TWO, THREE, FOUR)


def blocks(text: str, *, language: str = "en", direction: str = "ltr") -> list[tuple[str, str]]:
    """The kind and the text of each block that is read from an article of `text`."""
    html = (
        f'<!doctype html><html lang="{language}" dir="{direction}"><title>Weir</title><body>'
        f"<nav><a href=/>Home</a></nav><article><h1>Weir closed</h1>{text}</article><footer>© Example</footer>"
    )
    article = extract_page(html.encode(), url="https://example.org/news/weir")
    return [(block.kind.value, block.text) for block in article.blocks]


def texts(text: str, *, language: str = "en", direction: str = "ltr") -> list[str]:
    """The text of each block."""
    return [block for _, block in blocks(text, language=language, direction=direction)]


HOURS = list(range(22, 10, -1))
CLOCKS = {
    "inline": "<time datetime=2024-05-03T{hour}:15>{hour}:15</time>",
    "paragraph": "<p class=when>{hour}:15</p>",
    "zone": "<p>{hour}:15 CEST</p>",
    "German": "<p>{hour}:15 Uhr</p>",
    "header": "<header><time>{hour}:15</time></header>",
}


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=CLOCKS.keys())
@pytest.mark.parametrize("box", ["div", "section", "article"])
def test_live_ticker_is_whole(box: str, clock: str) -> None:
    """Twelve entries, heading and report, in the page's order; the times over them are no text."""
    entries = [(f"Gate {hour} is shut", f"Report {hour}. {LINES[hour % 4]}") for hour in HOURS]
    ticker = "".join(
        f"<{box} class=entry id=e{hour}>{clock.format(hour=hour)}<h2>{heading}</h2><p>{report}</p></{box}>"
        for hour, (heading, report) in zip(HOURS, entries, strict=True)
    )
    assert texts(f"<div class=entries>{ticker}</div>") == [line for entry in entries for line in entry]


def test_times_of_a_programme_are_text() -> None:
    """In a table or a list of terms a time says when something is."""
    table = "<table><tr><td>14:00</td><td>The mayor opens the meeting</td></tr><tr><td>15:30</td><td>Questions</td></tr></table>"
    terms = "<dl><dt>14:00</dt><dd>The mayor opens the meeting at the school.</dd><dt>15:30</dt><dd>Questions are answered.</dd></dl>"
    assert texts(f"<p>{ONE}</p>{table}<p>{TWO}</p>")[1:3] == ["14:00 The mayor opens the meeting", "15:30 Questions"]
    assert texts(f"<p>{ONE}</p>{terms}<p>{TWO}</p>")[1::2] == ["14:00", "15:30", TWO]


ASKED = [("Why was it shut?", TWO), ("Who pays for it?", THREE), ("Until when?", "Until May of next year.")]
QUESTIONS = {
    "terms": "<dl>{pairs}</dl>|<dt>{asked}</dt><dd>{answer}</dd>",
    "terms with paragraphs": "<dl>{pairs}</dl>|<dt>{asked}</dt><dd><p>{answer}</p></dd>",
    "details": "{pairs}|<details><summary>{asked}</summary><p>{answer}</p></details>",
    "bare details": "<div>{pairs}</div>|<details><summary>{asked}</summary>{answer}</details>",
    "bold": "{pairs}|<p><strong>{asked}</strong></p><p>{answer}</p>",
    "headings": "{pairs}|<h3>{asked}</h3><p>{answer}</p>",
    "accordion": "{pairs}|<div><h3><button aria-expanded=false>{asked}</button></h3><div role=region><p>{answer}</p></div></div>",
    "closed accordion": "{pairs}|<div><h4><button>{asked}</button></h4><div hidden><p>{answer}</p></div></div>",
}


@pytest.mark.parametrize("shape", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_questions_and_answers_are_whole(shape: str) -> None:
    """Questions are text as their answers are, short ones too."""
    around, pair = shape.split("|")
    pairs = "".join(pair.format(asked=asked, answer=answer) for asked, answer in ASKED)
    assert texts(f"<p>{ONE}</p>{around.format(pairs=pairs)}") == [ONE, *(line for pair in ASKED for line in pair)]


def test_button_beside_a_heading_is_a_tool() -> None:
    """Only what is a heading's whole text is its text."""
    assert texts(f"<p>{ONE}</p><h2>What now? <button>Copy link</button></h2><p>{TWO}</p>") == [ONE, "What now?", TWO]


def test_article_in_parts_is_whole() -> None:
    """Numbered parts on one page are one article, with their headings."""
    parts = [(f"{number}. The {name} gate", f"{name}: {line}") for number, (name, line) in enumerate(
        zip(("north", "south", "east", "west"), LINES, strict=True), 1
    )]  # fmt: skip
    markup = "".join(
        f"<section id=p{place}><h2>{head}</h2><p>{line}</p></section>" for place, (head, line) in enumerate(parts)
    )
    assert texts(f"<p>{ONE}</p>{markup}") == [ONE, *(line for part in parts for line in part)]


def test_kinds_come_from_the_markup() -> None:
    """A heading, an item, a quotation, a row and code are told. A picture's caption is left out; a table's says what its
    figures are of, and is text (as on all three labelled pages that have one within the article)."""
    assert blocks(
        f"<p>{ONE}</p><h2>The gates</h2><p>{TWO}</p><ul><li>One of oak, from 1911.</li></ul><blockquote>It was the frost.</blockquote>"
        f"<blockquote><p>It was not the frost.</p></blockquote><pre>gate = 1\nopen = no</pre>"
        "<table><caption>State of the gates</caption><tr><th>Gate</th><th>State</th></tr><tr><td>North</td><td>cracked</td></tr></table>"
        f"<figure><img src=x><figcaption>The weir on a calm day in May</figcaption></figure><p>{THREE}</p>"
    ) == [
        (BlockKind.PARAGRAPH, ONE),
        (BlockKind.HEADING, "The gates"),
        (BlockKind.PARAGRAPH, TWO),
        (BlockKind.ITEM, "One of oak, from 1911."),
        (BlockKind.QUOTE, "It was the frost."),
        (BlockKind.QUOTE, "It was not the frost."),
        (BlockKind.PREFORMATTED, "gate = 1 open = no"),
        (BlockKind.PARAGRAPH, "State of the gates"),
        (BlockKind.ROW, "Gate State"),
        (BlockKind.ROW, "North cracked"),
        (BlockKind.PARAGRAPH, THREE),
    ]


def test_nested_lists_are_in_order() -> None:
    """An item's own text, its inner items, then the next item."""
    nested = (
        "<ul><li>The north gate:<ul><li>is cracked;</li><li>was painted in 1998:<ol><li>by a firm from Lindal</li>"
        "<li>in green</li></ol></li></ul></li><li>The south gate is sound.</li></ul>"
    )
    items = [
        "The north gate:",
        "is cracked;",
        "was painted in 1998:",
        "by a firm from Lindal",
        "in green",
        "The south gate is sound.",
    ]
    assert texts(f"<p>{ONE}</p><p>{TWO}</p>{nested}<p>{THREE}</p>") == [ONE, TWO, *items, THREE]


@pytest.mark.parametrize("between", ["<br><br>", "<br/>\n<br />", "<br>&nbsp;<br>", "<br><br><br>"])
def test_breaks_in_a_bare_box_part_paragraphs(between: str) -> None:
    """Text that old themes put in no element at all is paragraphs all the same."""
    assert texts(f"<div>{between.join(LINES)}</div>") == list(LINES)


def test_short_lines_stay_lines() -> None:
    """The lines of a poem or of an address are not run together."""
    assert texts(f"<p>{ONE}</p><p>The river<br>is old<br>and cold</p><p>{TWO}</p>")[1:4] == [
        "The river",
        "is old",
        "and cold",
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("The <b>old</b><i>er</i> weir", "The older weir"),
        (
            "the weir<a href=/x>, at Tannow</a>, is <em>shut</em>; so is the lock",
            "the weir, at Tannow, is shut; so is the lock",
        ),
        ("H<sub>2</sub>O (<b>cold</b>)", "H2O (cold)"),
        ("<span>she</span><span> said</span>", "she said"),
        ("one<!-- nonce --> two", "one two"),
        ("one <!-- <p>if > 3</p> <!-- -->two", "one two"),
        ("one<my-icon name=x></my-icon> two", "one two"),
        ("one\n   <b>\n two</b>\tthree", "one two three"),
        ("one&nbsp;two &amp; &lt;three&gt;", "one two & <three>"),
        ("“<q>Yes</q>”<wbr>, they said", "“Yes”, they said"),
        ("a<img src=x>b<svg><text>no</text></svg>", "ab"),
    ],
    ids=[
        "within a word",
        "comma",
        "index",
        "blank in the span",
        "comment",
        "comment that holds tags",
        "own element without text",
        "white space",
        "entities",
        "quote",
        "picture",
    ],
)
def test_inline_elements_keep_the_spaces(markup: str, text: str) -> None:
    """No word is glued to another, and no blank comes before a comma."""
    assert texts(f"<p>{ONE}</p><p>{TWO} {markup}.</p><p>{THREE}</p>")[1] == f"{TWO} {text}."


@pytest.mark.parametrize("markup", ["<p>{}</p>", "<div>{}</div>", "{}"], ids=["paragraph", "box", "bare"])
def test_notice_of_one_paragraph(markup: str) -> None:
    """A short article is one."""
    assert texts(markup.format(ONE)) == [ONE]


def test_text_without_any_element_is_whole() -> None:
    """An old page of bare lines; the last one has nothing after it."""
    article = extract_page(f"{ONE}<p>{TWO}</p>{THREE}".encode(), url="https://example.org/news/weir")
    assert [block.text for block in article.blocks] == [ONE, TWO, THREE]


def test_very_long_article_is_whole() -> None:
    """Three thousand paragraphs, with a heading every tenth."""
    lines = [f"{number}. {LINES[number % 4]}" for number in range(3000)]
    markup = "".join(
        (f"<h2>Chapter {number} of the report</h2>" if number % 10 == 0 else "") + f"<p>{line}</p>"
        for number, line in enumerate(lines)
    )
    assert [text for kind, text in blocks(markup) if kind == BlockKind.PARAGRAPH] == lines


INSIDE = {
    "advertisement": "<div class=ad-slot><p>Buy the car of the year, now at your dealer's, with three years of guarantee.</p></div>",
    "video": "<div class=video-player><video></video><p>To view this video please enable JavaScript, and consider a newer browser.</p></div>",
    "related": "<div class=related><h3>Related</h3><ul><li><a href=/1>Bridge closed</a></li><li><a href=/2>Lock open</a></li></ul></div>",
    "sign-up": "<form class=newsletter><h3>Our letter</h3><p>Sign up to our newsletter.</p><input></form>",
    "share bar": "<ul class=share><li><a href=#>Facebook</a></li><li><a href=#>E-mail</a></li></ul>",
    "empty slot": "<div id=slot-3><iframe src=/x></iframe><script>fill()</script></div>",
}


@pytest.mark.parametrize("inside", INSIDE.values(), ids=INSIDE.keys())
def test_nothing_is_lost_around_what_stands_inside(inside: str) -> None:
    """A box between each two paragraphs takes neither of them along."""
    assert texts(inside.join(f"<p>{line}</p>" for line in LINES)) == list(LINES)


SPACELESS = {"Chinese": "。", "Traditional Chinese": "。", "Japanese": "。", "Thai": " "}
RIGHT_TO_LEFT = {"Arabic": ". ", "Hebrew": ". "}


@pytest.mark.parametrize(("language", "stop"), {**SPACELESS, **RIGHT_TO_LEFT}.items(), ids=[*SPACELESS, *RIGHT_TO_LEFT])
def test_scripts_without_spaces_and_from_right_to_left(language: str, stop: str) -> None:
    """A sentence a paragraph, between menus and a list of other articles: all of it, and only that."""
    sentences = list(dict.fromkeys(part + stop.strip() for part in TEXTS[language].split(stop) if part))
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    menu = "".join(f"<li><a href=/{place}>{text[:9]}</a></li>" for place, text in enumerate(sentences))
    body = f"<ul class=menu>{menu}</ul><div>{''.join(f'<p>{text}</p>' for text in sentences)}</div><div><ul>{menu}</ul></div>"
    assert texts(body, direction=direction) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "ชาวนาบ้านหนองกระทุ่มรวมเงินกันได้หนึ่งแสนแปดหมื่นบาทภายในสิบวัน เพื่อซื้อเครื่องสูบน้ำเครื่องใหม่",
        "ตลาดเช้าย้ายไปอยู่ริมคลองตั้งแต่วันจันทร์ พ่อค้าแม่ค้าบอกว่าลูกค้าเดินสะดวกกว่าเดิมและรถไม่ติด",
        "دریا کے محکمے نے پیر کے روز پرانا بند بند کر دیا کیونکہ غوطہ خوروں کو دو دروازوں میں دراڑیں ملی تھیں۔",
        "မြစ်ကြောင်းဌာနသည် တနင်္လာနေ့တွင် ရေတံခါးနှစ်ခု၌ အက်ကြောင်းများ တွေ့ရှိသဖြင့် ဆည်ဟောင်းကို ပိတ်လိုက်သည်။",
    ],
    ids=["Thai", "Thai with a market", "Urdu", "Burmese"],
)
def test_prose_without_latin_marks_is_prose(text: str) -> None:
    """What ends a sentence differs from script to script; Thai has a space where others have a mark."""
    beside = "".join(f"<li><a href=/{place}>{text[:20]}</a></li>" for place in range(9))
    paragraphs = [f"{number} {text}" for number in range(4)]
    found = extract_page(
        f"<body><ul>{beside}</ul><div>{''.join(f'<p>{each}</p>' for each in paragraphs)}</div><ul>{beside}</ul>".encode(),
        url="https://example.org/a",
    )
    assert list(found.paragraphs) == paragraphs
