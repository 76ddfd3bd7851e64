"""Which lines of a page are its host's."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.facts.topic_names import headline, names
from service.identity.boilerplate_lines import (
    LINES,
    MOST,
    PAGES,
    common_words,
    learned_boilerplate,
    line_key,
    page_signature,
    related,
)
from service.models import Article, BlockKind, TextBlock
from tests.sample_articles import PROMOTION, UNRELATED, filler

HOST = "post.example"
BOX = ("Our letters", "A letter for every taste.", "You can leave whenever you like.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is known of another page."""

    item: int
    lines: tuple[int, ...]
    headline: frozenset[str]
    names: frozenset[str]


def article(title: str, blocks: Sequence[str | TextBlock], site: str | None = None) -> Article:
    made = tuple(block if isinstance(block, TextBlock) else TextBlock(block) for block in blocks)
    return Article(blocks=made, title=title, site=site)


def known(articles: Sequence[Article], host: str = HOST) -> list[Kept]:
    made = [page_signature(article, host=host) for article in articles]
    return [Kept(item=n, lines=i.lines, headline=i.headline, names=i.names) for n, i in enumerate(made, 1)]


def own(number: int, blocks: Sequence[str | TextBlock]) -> Article:
    """A page whose title shares no word with those of other numbers."""
    return article(filler(number)[0].split()[1], blocks)


def plain(number: int, *tail: str, head: Sequence[str] = ()) -> Article:
    """An article on a matter of its own."""
    return own(number, [*head, *filler(number), *tail])


def left(page: Article, others: Sequence[Article], before: Sequence[str] = (), host: str = HOST) -> list[str]:
    return [
        page.blocks[at].text for at in learned_boilerplate(page, host=host, known=known(others, host), before=before)
    ]


def with_box(number: int, *box: str) -> Article:
    text = filler(number, 24)
    return own(number, [*text[:9], *box, *text[9:]])


# ── what goes ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "others"),
    [
        pytest.param([PROMOTION], [[PROMOTION]] * 2, id="one line"),
        pytest.param(
            ["Our letters", PROMOTION, "Press office"], [["Our letters", PROMOTION, "Press office"]] * 2, id="a run"
        ),
        pytest.param(["34 comments"], [["7 comments"], ["121 comments"]], id="a counter"),
        pytest.param(["Updated 3 minutes ago"], [["Updated 14 minutes ago"], ["Updated 2 minutes ago"]], id="an age"),
        pytest.param(["THE POST’S APP, free."], [["The Post’s  app, free."]] * 2, id="other case and spaces"),
    ],
)
def test_lines_at_the_end_of_three_unrelated_pages_go(lines: list[str], others: list[list[str]]) -> None:
    """Whatever they say, where they say nothing of the pages' matter."""
    assert left(plain(1, *lines), [plain(number, *tail) for number, tail in enumerate(others, 2)]) == lines


def test_sentences_at_the_beginning_go() -> None:
    """A standing head does not, being no sentence: see below."""
    lines = ["You are reading this with the help of our readers, to whom we are grateful."]
    pages = [plain(number, head=lines) for number in (1, 2, 3)]
    assert left(pages[0], pages[1:]) == lines


def test_a_run_of_three_inside_goes_with_its_heading() -> None:
    """Where two other pages have the same three one after the other."""
    pages = [with_box(number, *BOX) for number in (1, 2, 3)]
    assert left(pages[0], pages[1:]) == list(BOX)


def test_a_host_s_own_words_make_no_relation() -> None:
    """Its name is in titles and promotions alike, and so is the name of a column once nine pages are known."""
    site = "Arlen Courier"
    line = "The Arlen Courier is made by its readers, who own it together."
    pages = [article(f"Arlen Courier {plain(n).title}", [*filler(n), line], site) for n in range(3)]
    assert left(pages[0], pages[1:], host="arlencourier.example") == [line]
    column = [article(f"Marginal notes: {plain(n).title}", [*filler(n), PROMOTION]) for n in range(12)]
    assert left(column[0], column[1:3]) == []
    assert left(column[0], column[1:]) == [PROMOTION]


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        pytest.param(
            "Подпишитесь на нашу рассылку, чтобы не пропустить главное.",
            [
                "Рыбаки посёлка Усть-Лужа вытащили на берег лодку, пропавшую весной.",
                "В библиотеке города Кашин нашли рукопись, которую считали утраченной.",
                "Урожай гречихи на Алтае собрали раньше срока, склады уже заполнены.",
            ],
            id="Russian",
        ),
        pytest.param(
            "اشترك في نشرتنا البريدية المجانية لتصلك القصص كل صباح.",
            [
                "أعاد الصيادون قاربا ضائعا إلى ميناء اللاذقية بعد عاصفة قوية ضربت الساحل.",
                "افتتحت مدرسة جديدة في قرية جبلية نائية بعد سنوات من المطالبة بها.",
                "فازت لاعبة شابة ببطولة الشطرنج الوطنية في أول مشاركة لها هذا العام.",
            ],
            id="Arabic",
        ),
        pytest.param(
            "订阅本报电子报，每天早晨收到编辑精选的内容。",
            [
                "渔民在海岸边找到了春天失踪的小船，船上的渔网仍然完好无损。",
                "县图书馆整理旧藏书时发现一部被认为早已散佚的明代手稿。",
                "今年小麦收成比往年减少三成，面粉厂开始从国外购买粮食。",
            ],
            id="Chinese",
        ),
    ],
)
def test_it_is_so_in_other_scripts(line: str, texts: list[str]) -> None:
    """With capitals and without, with spaces and without. A line about the pages' matter stays there, too."""
    bodies = [[text, *filler(number)] for number, text in enumerate(texts)]
    pages = [article(text[:12], [*body, line]) for text, body in zip(texts, bodies, strict=True)]
    assert left(pages[0], pages[1:]) == [line]
    about = [article(text[:12], [*body, line, texts[0]]) for text, body in zip(texts, bodies, strict=True)]
    assert texts[0] not in left(about[1], [about[0], about[2]])


# ── what stays ────────────────────────────────────────────────────────────────────────────────────────────────────

STAYS = {
    "on two pages only": [plain(1, PROMOTION), plain(2, PROMOTION), plain(3)],
    "two of the three of one story": [
        plain(1, PROMOTION),
        article("Bakoro votes", [*filler(2), PROMOTION]),
        article("Bakoro counts", [*filler(3), PROMOTION]),
    ],
    "of one story with this page": [
        article("Bakoro waits", [*filler(1), PROMOTION]),
        article("Bakoro votes", [*filler(2), PROMOTION]),
        plain(3, PROMOTION),
    ],
    "openings that name the same": [
        own(n, [f"People of Bakoro and Semira, {n} of them, left.", *filler(n), PROMOTION]) for n in (1, 2, 3)
    ],
    "other text in common": [
        own(n, [*filler(n, 3), filler(99, 1)[0], *filler(n + 10, 2), PROMOTION]) for n in (1, 2, 3)
    ],
    "about this page's matter": [
        own(n, [*filler(n), f"A bridge {n} leads to Bakoro.", "The Bakoro fund takes gifts."]) for n in (1, 2, 3)
    ],
    "about the other pages' matter": [
        plain(1, "The Bakoro fund takes gifts."),
        *(article(f"Bakoro{n}x", [*filler(n), "The Bakoro fund takes gifts."]) for n in (2, 3)),
    ],
    "a quotation": [plain(n, "“Nobody asked us.”") for n in (1, 2, 3)],
    "a quotation without marks": [plain(n, "Nobody asked us, she said.") for n in (1, 2, 3)],
    "a refrain": [own(n, ["The tide.", *filler(n), "The tide."]) for n in (1, 2, 3)],
    "stars": [plain(n, "* * *") for n in (1, 2, 3)],
    "a number in a sentence": [
        plain(1, "It took 34 minutes."),
        plain(2, "It took 7 minutes."),
        plain(3, "It took 9 minutes."),
    ],
    "a standing head": [plain(n, head=["What we know"]) for n in (1, 2, 3)],
    "a heading that is a sentence": [
        own(n, [TextBlock("What do we know?", BlockKind.HEADING), *filler(n)]) for n in (1, 2, 3)
    ],
    "a list that is led to": [
        plain(n, f"{plain(n).title} has these:", "Keep away.", "Bring a lamp.") for n in (1, 2, 3)
    ],
    "not at the edge": [plain(n, PROMOTION, f"Sentence {n * 77} of its own.") for n in (1, 2, 3)],
    "two lines inside": [with_box(n, *BOX[1:]) for n in (1, 2, 3)],
    "three lines inside in another order": [with_box(1, *BOX), with_box(2, *BOX[::-1]), with_box(3, *BOX[::-1])],
    "most of the text": [own(n, [filler(n, 1)[0], *filler(50, 1), "The next one comes tomorrow."]) for n in (1, 2, 3)],
    "on few of the pages since": [plain(n, *([PROMOTION] if n in (1, 2, 6) else [])) for n in (6, 1, 2, 3, 4, 5, 7)],
}


@pytest.mark.parametrize("case", STAYS)
def test_in_doubt_a_line_stays(case: str) -> None:
    """One thing that speaks against its being boilerplate is enough."""
    first, *others = STAYS[case]
    assert left(first, others) == []


def test_what_was_left_out_stays_out_but_never_all_there_is() -> None:
    """Also without any page that holds it; an article that is nothing else keeps it."""
    assert left(plain(1, PROMOTION), [], before=[PROMOTION]) == [PROMOTION]
    assert left(article("T", [PROMOTION]), [], before=[PROMOTION]) == []


def test_of_a_very_long_page_the_ends_are_learned() -> None:
    """A live page of thousands of lines costs no more than a long article."""
    page = article("Live", [f"Line {number}." for number in range(5000)])
    kept = page_signature(page, host=HOST).lines
    assert len(kept) == 2 * LINES
    assert kept[-1] == line_key("Line 4999.")


# ── always ────────────────────────────────────────────────────────────────────────────────────────────────────────

TITLES = [title for title, _ in UNRELATED] + ["Corvo ferry sails again", "More tents for the school", "Masks on show"]
TAILS = [PROMOTION, "Write to us.", "12 comments", "“Nobody asked us.”", "Our letters", "By our own reporters", "*"]


@st.composite
def pages(draw: st.DrawFn) -> list[Article]:
    """Pages of one host that share titles' words, paragraphs and last lines at random."""
    made = []
    for _ in range(draw(st.integers(3, 14))):
        text = draw(
            st.lists(st.sampled_from([line for _, lines in UNRELATED for line in lines]), min_size=1, max_size=6)
        )
        own = filler(draw(st.integers(0, 40)), 3)
        head, tail = (draw(st.lists(st.sampled_from(TAILS), max_size=4, unique=True)) for _ in range(2))
        made.append(article(draw(st.sampled_from(TITLES)), [*head, *text, *own, *tail]))
    return made


@settings(max_examples=40)
@given(pages())
def test_no_line_goes_that_fewer_than_three_unrelated_pages_hold(articles: list[Article]) -> None:
    """Whatever the pages are; and never more than a part of a text, never a quotation, always in its place."""
    page, *others = articles
    host_pages = known(others)
    common, mine = common_words(host_pages), page_signature(page, host=HOST)
    out = learned_boilerplate(page, host=HOST, known=host_pages)
    for at in out:
        key = line_key(page.blocks[at].text)
        holders = [other for other in host_pages if key in other.lines]
        strangers = [other for other in holders if not related(mine, other, besides=common)]
        trios = [pair for pair in combinations(strangers, PAGES - 1) if not related(*pair, besides=common)]
        assert trios
        assert "“" not in page.blocks[at].text
    assert sum(len(page.blocks[at].text) for at in out) <= MOST * sum(len(block.text) for block in page.blocks)


# ── topics ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The boats of Corvo met the UN on Friday.", {"corvo", "un"}, id="English"),
        pytest.param("В Украине и России", {"украи", "росси"}, id="Russian"),
        pytest.param("“Hamas-led gunmen” came to Israel.", {"israe"}, id="quotation marks"),
    ],
)
def test_names_are_words_with_a_capital_inside_a_sentence(text: str, expected: set[str]) -> None:
    """Cut to their beginnings; days of the week are none."""
    assert names([text]).inside == expected


def test_titles_tell_by_their_long_words() -> None:
    """Names or not; what titles about anything have does not count."""
    assert headline("What happens after the flood in Bakoro") == {"happe", "flood", "bakor"}
    assert headline("乌克兰总统访问") == {"乌克兰", "克兰总", "兰总统", "总统访", "统访问"}
