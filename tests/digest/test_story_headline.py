import pytest

from service.digest.story_headline import central

STORIES = {
    "what the others share": (
        ["Harbour union speaks", "Ferry runs aground off Kestrel Point", "Rescue after ferry runs aground"],
        "Ferry runs aground off Kestrel Point",
    ),
    "no question": (
        ["Did the ferry run aground off Kestrel Point?", "The ferry did run aground off Kestrel Point"],
        "The ferry did run aground off Kestrel Point",
    ),
    "no question even among strangers": (
        ["Who is to blame for this?", "Two ministers resign over loan"],
        "Two ministers resign over loan",
    ),
    "not the longest": (
        [
            "Ferry runs aground off Kestrel Point" + " and the rescue goes on" * 5,
            "Ferry runs aground off Kestrel Point",
        ],
        "Ferry runs aground off Kestrel Point",
    ),
    "not a mere label": (["Update", "Ferry runs aground off Kestrel Point"], "Ferry runs aground off Kestrel Point"),
    "the earliest of equals": (
        ["Ferry runs aground off Kestrel", "Kestrel off aground runs ferry"],
        "Ferry runs aground off Kestrel",
    ),
    "writing without spaces": (["渡轮搁浅", "港口渡轮搁浅救援", "市议会开会"], "渡轮搁浅"),
    "the only one": (["Ferry"], "Ferry"),
    "words nowhere": (["…", "!!!"], "…"),
}


@pytest.mark.parametrize(("titles", "expected"), STORIES.values(), ids=STORIES)
def test_the_most_central_title_heads_a_story(titles: list[str], expected: str) -> None:
    """It shares most with the others; questions, labels and very long titles come after."""
    assert titles[central(titles)] == expected


def test_a_story_without_titles_has_no_headline() -> None:
    """The caller has something else for it."""
    with pytest.raises(ValueError, match="without titles"):
        central([])
