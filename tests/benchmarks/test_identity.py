"""What the command line of the table of identity takes, and its measure of stories."""

import pytest

from benchmarks.identity import b_cubed, main, steps


def test_steps_are_numbers_in_order() -> None:
    """Each once, since a step adds to the one before it."""
    assert steps("100_000,10000,10000") == (10_000, 100_000)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--growth", "0"],
        ["--growth", "10k"],
        ["--growth", ""],
        ["--only", "weather"],
        ["--half", "neither"],
        ["no/such/folder"],
    ],
)
def test_a_wrong_command_line_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """And says which part of it is wrong."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert arguments[-1] in capsys.readouterr().err


@pytest.mark.parametrize(
    ("found", "expected"),
    [([1, 1, 2, 2], (1.0, 1.0)), ([1, 2, 3, 4], (1.0, 0.5)), ([1, 1, 1, 1], (0.5, 1.0))],
    ids=["right", "all apart", "all one"],
)
def test_b_cubed_counts_the_others_of_each_account(found: list[int], expected: tuple[float, float]) -> None:
    """Two stories of two accounts."""
    assert b_cubed(found, ["a", "a", "b", "b"]) == expected
