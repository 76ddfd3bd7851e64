"""`archive`, for all sources and for one."""

import pytest

from service.config import ArchiveSettings, parse
from service.errors import ConfigError

SOURCE = "{name: a, url: 'http://x/'"


@pytest.mark.parametrize(
    ("written", "means"),
    [
        pytest.param("all", ArchiveSettings(keep="all"), id="all"),
        pytest.param("latest", ArchiveSettings(keep="latest"), id="latest"),
        pytest.param("none", ArchiveSettings(keep="none"), id="none"),
        pytest.param("{days: 90}", ArchiveSettings(keep="all", days=90), id="days of all"),
        pytest.param("{keep: latest, days: 7}", ArchiveSettings(keep="latest", days=7), id="days of the latest"),
    ],
)
def test_archive_is_a_word_or_its_settings(written: str, means: ArchiveSettings) -> None:
    """The same at both places; a source that is silent says nothing, and the settings are then asked."""
    config = parse(
        f"settings:\n  archive: {written}\nsources:\n  - {SOURCE}, archive: {written}}}\n".encode(), "sources.yaml"
    )
    assert config.settings.archive == config.sources[0].archive == means
    silent = parse(f"sources:\n  - {SOURCE}}}\n".encode(), "sources.yaml")
    assert (silent.settings.archive, silent.sources[0].archive) == (ArchiveSettings(), None)


@pytest.mark.parametrize(
    ("written", "what"),
    [
        pytest.param("some", "'all', 'latest' or 'none'", id="another word"),
        pytest.param("off", "'all', 'latest' or 'none'", id="off is no word of it"),
        pytest.param("5", "write all, latest or none", id="a number"),
        pytest.param("[all]", "write all, latest or none", id="a list"),
        pytest.param("{days: 0}", "greater than or equal to 1", id="no days"),
        pytest.param("{days: 90d}", "integer", id="a duration"),
        pytest.param("{for: 90}", "no such key", id="another key"),
    ],
)
def test_anything_else_is_refused_where_it_stands(written: str, what: str) -> None:
    """With its line, and the words that are taken."""
    for text in (f"settings:\n  archive: {written}\nsources: []\n", f"sources:\n  - {SOURCE}, archive: {written}}}\n"):
        with pytest.raises(ConfigError) as caught:
            parse(text.encode(), "sources.yaml")
        (problem,) = caught.value.problems
        assert problem.startswith("sources.yaml:2:")
        assert what in problem
