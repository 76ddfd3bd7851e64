"""How a changed number is told: the whole of it, with its unit once."""

import pytest

from service.changes.compare import compare
from service.models import EditKind
from tests.changes.test_judge import Version

TOLD = [
    ("There were nine hundred people.", "There were four hundred people.", "nine hundred → four hundred people"),
    ("It cost $3m to build.", "It cost $3bn to build.", "$3m → $3bn"),
    ("They waited three days there.", "They waited three weeks there.", "three days → three weeks there"),
    ("They waited 3 days there.", "They waited 4 days there.", "3 → 4 days"),
    ("It cost 3 million dollars then.", "It cost 4 million dollars then.", "3 → 4 million dollars"),
    ("It rose 5 per cent then.", "It rose 6 per cent then.", "5 → 6 per cent"),
    ("They came third in it.", "They came fourth in it.", "third → fourth"),
    ("It is 50 mm wide.", "It is 50 feet wide.", "50 mm → 50 feet wide"),
    ("Es kamen zweiundzwanzig Leute.", "Es kamen dreiundzwanzig Leute.", "zweiundzwanzig → dreiundzwanzig Leute"),
    ("造成二十三人死亡。", "造成二十五人死亡。", "二十三 → 二十五人"),
]


@pytest.mark.parametrize(("old", "new", "told"), TOLD)
def test_a_number_is_told_whole(old: str, new: str, told: str) -> None:
    """Also where only a part of it, its scale or its unit has changed."""
    found = compare(Version(old), Version(new))
    assert found is not None
    assert list(found.kinds) == [EditKind.NUMBER]
    assert found.summary == told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("There were 2.6m people there.", "There were 2.6 million people there."),
        ("It rose 5 per cent then.", "It rose 5% then."),
        ("There were nine hundred people.", "There were 900 people."),
        ("It cost $3 million then.", "It cost 3 million dollars then."),
    ],
)
def test_the_same_number_in_other_words_is_no_other(old: str, new: str) -> None:
    """No number has changed, from either side."""
    for before, after in ((old, new), (new, old)):
        found = compare(Version(before), Version(after))
        assert found is not None
        assert EditKind.NUMBER not in found.kinds
