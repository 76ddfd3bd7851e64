"""Word diffs cut to what shows the change."""

from hypothesis import given
from hypothesis import strategies as st

from service.digest.excerpt import BRIEF, FULL, Frame, excerpt, settled

RUNS = st.lists(
    st.tuples(st.sampled_from(["equal", "delete", "insert"]), st.text(min_size=1, max_size=400)), max_size=100
)


@given(runs=RUNS, frame=st.sampled_from([FULL, BRIEF]))
def test_an_excerpt_is_bounded_and_keeps_the_fate_of_each_run(runs: list[tuple[str, str]], frame: Frame) -> None:
    """Whatever came or went within the frame shows, from its beginning."""
    cut = excerpt(runs, frame)
    assert [op for op, _ in cut[: frame.runs]] == [op for op, _ in runs[: frame.runs]]
    assert sum(len(text) for _, text in cut) <= (frame.runs + 1) * max(frame.changed, 3 * frame.context + 3)
    for (op, text), (_, whole) in zip(cut[: frame.runs], runs, strict=False):
        if op != "equal":
            assert whole.startswith(text.rstrip("…").rstrip())


def test_what_is_short_is_left_as_it_is() -> None:
    """Nothing is cut, nothing is added."""
    runs = [("equal", "At least "), ("delete", "12"), ("insert", "17"), ("equal", " people.")]
    assert excerpt(runs, BRIEF) == tuple(runs)


def test_unchanged_words_far_away_give_way_to_an_ellipsis() -> None:
    """Before the first change, between two, and after the last."""
    far = "word " * 100
    cut = excerpt([("equal", far), ("insert", "new"), ("equal", " " + far), ("insert", "x"), ("equal", far)], BRIEF)
    shown = [text for op, text in cut if op == "equal"]
    assert [text.count("…") for text in shown] == [1, 1, 1]
    assert shown[0].startswith("… ")
    assert shown[2].rstrip().endswith("…")


def test_what_both_sides_show_alike_has_stayed() -> None:
    """A quotation mark put before a word takes no space away; a character that no digest shows changes no word."""
    quoted = [("equal", "the powerful"), ("delete", " "), ("insert", " “"), ("equal", "missile")]
    assert settled(quoted) == (("equal", "the powerful"), ("equal", " "), ("insert", "“"), ("equal", "missile"))
    assert settled([("delete", " 12 men"), ("insert", " 12 men")]) == (("equal", " 12 men"),)
    kept = [("delete", "12"), ("insert", "17"), ("equal", " men"), ("delete", " "), ("equal", "came"), ("insert", " ")]
    assert settled(kept) == tuple(kept)


@given(runs=RUNS)
def test_settled_runs_are_the_same_two_texts(runs: list[tuple[str, str]]) -> None:
    """Each side reads as before."""
    for gone in ("delete", "insert"):
        sides = ["".join(text for op, text in some if op != gone) for some in (runs, settled(runs))]
        assert sides[0] == sides[1]


def test_more_runs_than_the_frame_has_are_cut_with_a_mark() -> None:
    """So that nobody takes what is shown for all."""
    cut = excerpt([("delete", "a"), ("insert", "b")] * 20, BRIEF)
    assert len(cut) == BRIEF.runs + 1
    assert cut[-1] == ("equal", " …")
