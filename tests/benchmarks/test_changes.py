"""How well edits are told from noise, on pages of our own and on real ones: it may get better, never worse."""

from collections import Counter

import pytest

from benchmarks.changes import NEVER_MISSED, Visit, decide, held_out, paragraphs_by_language, report, visits
from benchmarks.cuts import CUTS, TEASERS, cut_rows, cut_visits
from benchmarks.editing import KINDS, OF_SENTENCES, UNDONE, Page, edited
from benchmarks.extraction import PAGES, SETS, Case, cases
from benchmarks.refetching import NOISES, refetched
from benchmarks.wordings import People
from service.extract import extract_page
from service.models import Article, TextBlock
from tests.extract.stages import shipped

PEOPLE = People(first=frozenset({"Anna", "John", "Maria"}), last=("Lindqvist", "Moreau", "Okafor"))
SHIPPED = [Case(name=name, html=html.encode(), truth=truth) for name, (html, truth) in shipped().items()]
EVERY = 110
"""Of the pages beside this checkout, one in so many."""


@pytest.mark.parametrize("case", SHIPPED, ids=[case.name for case in SHIPPED])
def test_noise_is_no_edit(case: Case) -> None:
    """No noise around a shipped page, and no other way to write it, is told: every third noise a page, all over the
    pages."""
    number, url = SHIPPED.index(case), case.truth["url"]
    html = case.html.decode()
    before = refetched(html, "none")
    for noise in NOISES[number % 3 :: 3]:
        now = refetched(html, noise, number)
        old, new = (extract_page(body, url=url) for body in (before, now))
        edit = decide(old, new, before=before, now=now, url=url)
        assert edit is None, f"{noise}: {edit.summary}"


def test_edits_of_the_shipped_pages_are_told_and_named() -> None:
    """None is missed, and nearly all are of the kind they were made to be, and of no other."""
    made: Counter[str] = Counter()
    wrong: list[str] = []
    others = paragraphs_by_language(SHIPPED)["en"]
    for number, case in enumerate(SHIPPED):
        url = case.truth["url"]
        html = refetched(case.html.decode(), "none").decode()
        page = Page(
            html=html,
            article=extract_page(html.encode(), url=url),
            truth=case.truth["text"],
            people=PEOPLE,
            others=tuple(others),
        )
        for kind in KINDS[number % 2 :: 2]:
            change = edited(page, kind, number)
            if change is None:
                continue
            made[kind] += 1
            now = change.html.encode()
            edit = decide(page.article, extract_page(now, url=url), before=html.encode(), now=now, url=url)
            assert edit is not None, f"{case.name}: {kind} missed: {change.old[:80]} → {change.new[:80]}"
            if kind not in edit.kinds or set(edit.kinds) - {kind, *change.also}:
                wrong.append(f"{case.name}: {kind}, told as {edit.kinds}: {edit.summary}")
    assert len(made) >= 12
    assert len(wrong) <= 0.05 * made.total(), wrong


def test_sentences_of_a_shipped_page_carry_their_facts() -> None:
    """Each of one fact that is put into a page, or taken out of it, is told as such and as nothing else."""
    case = next(case for case in SHIPPED if case.name == "questions-en")
    url, html = case.truth["url"], refetched(case.html.decode(), "none").decode()
    article = extract_page(html.encode(), url=url)
    page = Page(html=html, article=article, truth=case.truth["text"], people=PEOPLE)
    made = {kind: change for kind in OF_SENTENCES if (change := edited(page, kind, 1))}
    assert len(made) >= 14
    for kind, change in made.items():
        then = extract_page(change.html.encode(), url=url)
        old, new = (then, article) if change.undone else (article, then)
        before, now = (change.html, html) if change.undone else (html, change.html)
        edit = decide(old, new, before=before.encode(), now=now.encode(), url=url)
        assert edit is not None, kind
        assert change.must <= set(edit.kinds) <= change.must | change.also, (kind, edit.summary)
        assert ("sentence_removed" in edit.kinds) == kind.endswith(UNDONE)


def test_a_renamed_page_is_changed_in_headline_and_text() -> None:
    """Its address has the new headline in it, and what the page says of itself follows."""
    case = next(case for case in SHIPPED if case.name == "questions-en")
    html = refetched(case.html.decode(), "none").decode()
    page = Page(
        html=html,
        article=extract_page(html.encode(), url=case.truth["url"]),
        truth=case.truth["text"],
        people=PEOPLE,
        url=case.truth["url"],
    )
    made = edited(page, "renamed", 1)
    assert made is not None
    assert made.url != page.url
    assert page.url not in made.html
    now = made.html.encode()
    new = extract_page(now, url=made.url)
    edit = decide(page.article, new, before=html.encode(), now=now, url=page.url, now_url=made.url)
    assert edit is not None
    assert {"headline", "number"} <= set(edit.kinds) <= made.must | made.also


def test_cuts_of_an_article() -> None:
    """Each cut leaves less of the text, teasers are called so, and what went is named."""
    texts = [
        f"Paragraph {at} tells of the long case of the town and of those who came to hear of it." for at in range(9)
    ]
    article = Article(title="T", blocks=tuple(TextBlock(text) for text in texts))
    found = cut_visits("p", article, 1)
    assert [visit.cut for visit in found] == list(CUTS)
    assert all(visit.teaser for visit in found if visit.cut in TEASERS)
    assert all(visit.right for visit in found)
    assert all(visit.kinds for visit in found)
    assert {visit.cut: visit.kinds for visit in found}["the end cut"] == ("paragraph_removed",)
    assert len(list(cut_rows(found))) == 1 + len(CUTS)


@pytest.mark.skipif(not PAGES.is_dir(), reason="the pages to measure on are not beside this checkout (../shared)")
def test_edits_of_real_pages() -> None:
    """Of a fixed sample, deciding tells no noise and misses nothing that extraction gives; the kinds are right for 95
    in 100."""
    pages = [case for name in SETS for case in cases(PAGES / name, every=EVERY)]
    others = paragraphs_by_language(pages)["en"]
    found = [
        visit
        for number, case in enumerate(pages)
        for visit in visits(case, number=number, people=PEOPLE, others=others, with_rivals=False)
    ]
    edits = [visit for visit in found if visit.kind is not None]
    assert len(edits) > 30
    assert not [visit for visit in found if visit.kind is None and visit.told and visit.same_article]
    assert not [visit for visit in edits if not visit.told and not visit.same_article]
    assert not [visit for visit in edits if not visit.told and visit.kind in NEVER_MISSED]
    assert sum(visit.right for visit in edits) >= 0.95 * len(edits)


@pytest.mark.parametrize("noise", NOISES)
def test_noise_is_there(noise: str) -> None:
    """Each noise changes the page, the same way each time."""
    html = next(case for case in SHIPPED if case.name == "questions-en").html.decode()
    pictured = html.replace(
        "</h1>", '</h1><img src="/a.jpg" class="b"><p class="x" id="y">Communications “here”.</p>', 1
    )
    assert refetched(pictured, noise, 3) == refetched(pictured, noise, 3)
    assert refetched(pictured, noise, 3) != refetched(pictured, "none")


def visit(**about: object) -> Visit:
    """A visit with what matters in a test."""
    given: dict[str, object] = {"page": "p", "held_out": False, "noise": None, "kind": None} | about
    return Visit(**given)  # type: ignore[arg-type]


def test_report_counts() -> None:
    """Noise told, edits missed and kinds that are wrong are counted each by itself."""
    lines = list(
        report(
            [
                visit(noise="nonces", kinds=("typo",)),
                visit(noise="nonces"),
                visit(kind="number", kinds=("number",)),
                visit(kind="number"),
                visit(kind="name", also=frozenset({"attribution"}), kinds=("name", "attribution")),
                visit(kind="typo", kinds=("typo", "number"), held_out=True),
            ],
            worst=1,
        )
    )
    row = next(line for line in lines if line.startswith("dateline "))
    assert "50.00 % (1/2)" in row
    assert "25.00 % (1/4)" in row
    assert "66.67 % (2/3)" in row
    assert any("held out" in line and "(0/1)" in line for line in lines)


def test_a_domain_is_held_out_with_all_its_pages() -> None:
    """With and without www, whatever the path."""
    urls = [f"https://{www}site{number}.example/a" for number in range(300) for www in ("", "www.")]
    held = [held_out(url) for url in urls]
    assert held[::2] == held[1::2]
    assert 70 < sum(held[::2]) < 130
