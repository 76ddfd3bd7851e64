"""Whether a new version should be believed at once."""

from dataclasses import dataclass

import pytest

from service.changes import suspicious

STORY = " ".join(f"word{number}" for number in range(100))


@dataclass(frozen=True, slots=True)
class Version:
    text: str
    title: str | None = None


CASES = {
    "the same": (STORY, STORY, None),
    "a paragraph more": (STORY, f"{STORY}\n\nAnd more.", None),
    "half is gone": (STORY, " ".join(STORY.split()[:50]), None),
    "more than half is gone": (STORY, " ".join(STORY.split()[:49]), "lost 51 % of its text"),
    "most is gone": (STORY, " ".join(STORY.split()[:17]), "lost 83 % of its text"),
    "all but a word is gone": (f"{STORY} {STORY} {STORY}", "word1", "lost 99 % of its text"),
    "empty": (STORY, "", "lost all of its text"),
    "only signs": (STORY, "\n\n…", "lost all of its text"),
    "another text of the same length": (STORY, STORY.replace("word", "login"), "lost 100 % of its text"),
    "words in another order": (STORY, " ".join(reversed(STORY.split())), None),
    "Chinese": ("洪水造成十二人死亡", "请登录", "lost 100 % of its text"),
    "nothing to lose": ("", "", None),
    "text where there was none": ("", STORY, None),
}


@pytest.mark.parametrize(("old", "new", "expected"), CASES.values(), ids=CASES.keys())
def test_loss_of_most_words_is_suspicious(old: str, new: str, expected: str | None) -> None:
    """A login page or a blank one in an article's place is not an edit, until a second look confirms it."""
    assert suspicious(Version(old), Version(new)) == expected
