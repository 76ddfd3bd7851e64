"""How labelled pairs are judged and counted."""

from benchmarks.copies import Row, adds_much, document_of, folded, judge, without_boilerplate
from benchmarks.recording import Document, Verdict
from tests.sample_articles import UNRELATED

TITLE, LINES = UNRELATED[2]
OTHER = UNRELATED[3][1]
MORE = " ".join((*LINES, *OTHER))


def row(name: str, text: str, hours: float | None) -> Row:
    """A row of `documents.jsonl`."""
    return {"id": name, "title": TITLE, "text": text, "host": f"{name}.example", "t": hours}


def test_a_text_with_many_new_words_is_a_later_report() -> None:
    """One that is longer by the same words is not, and one that is shorter is not."""
    first = " ".join(LINES)
    assert adds_much(first, MORE)
    assert not adds_much(MORE, first)
    assert not adds_much(first, " ".join((*LINES, *LINES, *LINES)))


def test_a_pair_without_hours_counts_by_its_closest_verdict() -> None:
    """It is tried both ways around; the longer of the two is the later report."""
    pair = {"label": "same", "kind": "wire copy"}
    one, other = document_of(row("one", "\n".join(LINES), None)), document_of(row("other", "\n".join(LINES), 1.0))
    assert judge(pair, one, other).found is Verdict.COPY
    long = document_of(row("long", MORE, None))
    assert judge(pair, long, one).later_report
    assert judge(pair, one, long).later_report


def test_lines_of_three_documents_of_a_host_are_left_out() -> None:
    """Those of another host stay."""
    lines = ["Read more of us", "Read more of us", "Read more of us"]
    own = [Document(name=str(n), title=None, text=f"{line}\nText {n}", host="a") for n, line in enumerate(lines)]
    other = Document(name="3", title=None, text="Read more of us", host="b")
    assert [one.text for one in without_boilerplate([*own, other])] == ["Text 0", "Text 1", "Text 2", "Read more of us"]


def test_the_row_counts_folds_by_label() -> None:
    """False folds are those of `diff`; hidden are revisions, which count against precision in its last figure."""
    labels = [("same", "cut"), ("same", "cut"), ("diff", "random pair"), ("diff", "random pair")]
    labels += [("rev", "derived: toll"), ("rev", "derived: appended"), ("part", "quotes/mixed")]
    pairs = [{"label": label, "kind": kind} for label, kind in labels]
    line = folded("us", pairs, [True, False, True, True, True, False, True])
    assert "P 0.333 R 0.500 false 2" in line
    assert "changed tolls 1 of 1, added paragraphs 0 of 1; P with these 0.250" in line
