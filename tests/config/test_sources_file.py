"""sources.yaml: what is taken, and what is refused with its line, its column and what to do."""

from datetime import timedelta
from pathlib import Path

import pytest

from service.config import Config, json_schema, load, parse, parse_duration
from service.errors import ConfigError
from service.models import SourceKind

ROOT = Path(__file__).parents[2]

WHOLE = b"""\
settings:
  timezone: Europe/Paris
  digest: {at: "07:00"}
  fetch: {contact: "mailto:desk@example.org", delay: 2s}
sources:
  - name: guardian-world
    kind: feed
    url: https://www.theguardian.com/world/rss
    every: 30m
    tags: [press]
  - name: seed
    kind: folder
    path: db/seed
"""


def read(text: str) -> Config:
    return parse(text.encode(), "sources.yaml")


def problems(text: str | bytes) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        parse(text if isinstance(text, bytes) else text.encode(), "sources.yaml")
    return caught.value.problems


def test_the_design_s_example_is_read_as_it_means() -> None:
    """The documented example gives its settings and sources, with defaults where it is silent."""
    config = parse(WHOLE, "sources.yaml")
    assert config.settings.zone.key == "Europe/Paris"
    assert config.settings.digest.at.hour == 7
    assert config.settings.fetch.delay == timedelta(seconds=2)
    feed, folder = config.sources
    assert (feed.kind, feed.every, feed.tags, feed.enabled) == (
        SourceKind.FEED,
        timedelta(minutes=30),
        ("press",),
        True,
    )
    assert (folder.is_local, folder.path) == (True, "db/seed")


def test_a_source_needs_a_name_and_an_address_only() -> None:
    """Kind and schedule may be left out."""
    (source,) = read("sources:\n  - name: a\n    url: https://example.org/\n").sources
    assert (source.kind, source.every, source.cron, source.max_items) == (None, None, None, 20)


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        pytest.param("sources: []\nsorces: []\n", "2:1", "no such key", id="unknown key at the top"),
        pytest.param(
            "sources:\n  - name: a\n    url: http://x/\n    evry: 1h\n", "4:5", "evry", id="unknown key of a source"
        ),
        pytest.param("settings:\n  fetch:\n    dely: 2s\nsources: []\n", "3:5", "dely", id="unknown key of a setting"),
        pytest.param("sources: []\nsources: []\n", "2:1", "twice", id="duplicate key"),
        pytest.param("sources:\n  - name: a\n    name: b\n", "3:5", "twice", id="duplicate key of a source"),
        pytest.param("sources: 5\n", "1:10", "list", id="number for a list"),
        pytest.param("sources:\n  - name: a\n    url: 5\n", "3:10", "string", id="number for a URL"),
        pytest.param("sources:\n  - name: 5\n    url: http://x/\n", "2:11", "string", id="number for a name"),
        pytest.param(
            "sources:\n  - name: a\n    url: http://x/\n    enabled: no\n", "4:14", "true or false", id="YAML 1.1's no"
        ),
        pytest.param("sources:\n  - name: a\n    url: www.example.org\n", "3:10", "in full", id="URL without scheme"),
        pytest.param("sources:\n  - name: a\n    url: file:///etc/passwd\n", "3:10", "http", id="file URL"),
        pytest.param("sources:\n  - name: a\n    url: http://u:p@x/\n", "3:10", "headers", id="password in a URL"),
        pytest.param("sources:\n  - name: a\n    url: http://x/\n    every: often\n", "4:12", "30m", id="no duration"),
        pytest.param("sources:\n  - name: a\n    url: http://x/\n    every: 5s\n", "4:12", "1m", id="too often"),
        pytest.param(
            "sources:\n  - name: a\n    url: http://x/\n    cron: 0 7 * *\n", "4:11", "five", id="cron of four"
        ),
        pytest.param(
            'sources:\n  - {name: a, url: "http://x/", cron: "0 7 * * 1-5"}\n', "2:39", "mon-fri", id="cron by number"
        ),
        pytest.param(
            'sources:\n  - {name: a, url: "http://x/", cron: "0 77 * * *"}\n', "2:39", "schedule", id="cron at 77"
        ),
        pytest.param(
            "sources:\n  - {name: a, url: 'http://x/', every: 1h, cron: '0 7 * * *'}\n", "2:5", "exclude", id="both"
        ),
        pytest.param("sources:\n  - {name: a, url: 'http://x/', content: '::x('}\n", "2:42", "CSS", id="bad selector"),
        pytest.param("sources:\n  - {name: a, kind: fead, url: 'http://x/'}\n", "2:21", "feed", id="unknown kind"),
        pytest.param('sources:\n  - {name: a, url: "http://x/", cron: "0 0 30 2 *"}\n', "2:39", "no day", id="never"),
        pytest.param("sources:\n  - {name: a, kind: folder}\n", "2:5", "path", id="folder without path"),
        pytest.param("sources:\n  - {name: a}\n", "2:5", "url", id="no address"),
        pytest.param("sources:\n  - {url: 'http://x/'}\n", "2:5", "name", id="no name"),
        pytest.param("sources:\n  - {name: ../../x, url: 'http://x/'}\n", "2:12", "letters", id="name that climbs"),
        pytest.param(
            "sources:\n  - {name: a, url: 'http://x/'}\n  - {name: A, url: 'http://y/'}\n", "3:12", "line 2", id="twins"
        ),
        pytest.param("settings: {timezone: Mars}\nsources: []\n", "1:22", "IANA", id="unknown zone"),
        pytest.param(
            "settings: {digest: {at: 22:22}}\nsources: []\n", None, None, id="time without quotes is a string"
        ),
        pytest.param("settings: {digest: {at: 25:00}}\nsources: []\n", "1:25", "07:00", id="no time of day"),
        pytest.param(
            "settings: {fetch: {allow_networks: [10.0.0.1/8]}}\nsources: []\n", "1:37", "network", id="host bits"
        ),
        pytest.param("sources:\n  - name: a\n\turl: x\n", "3:1", "", id="tab"),
        pytest.param("sources: [\n", "2:1", "", id="broken off"),
        pytest.param("", "1:1", "key: value", id="empty file"),
        pytest.param("- a\n", "1:1", "key: value", id="a list"),
        pytest.param("a: &x 1\nb: *x\n", "2:4", "aliases", id="alias"),
        pytest.param("a: !!python/object x\n", "1:4", "tags", id="python object"),
        pytest.param("[" * 20_000, "1:21", "nested", id="deep"),
        pytest.param(b"sources: \xff\n", "1:1", "UTF-8", id="latin-1"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str | bytes, where: str | None, what: str | None) -> None:
    """Each mistake gives `file:line:column: what to do`, one line; what is no mistake gives none."""
    if where is None:
        parse(text if isinstance(text, bytes) else text.encode(), "sources.yaml")
        return
    (problem,) = problems(text)
    assert problem.startswith(f"sources.yaml:{where}: ")
    assert what in problem
    assert "\n" not in problem


def test_all_mistakes_are_told_at_once() -> None:
    """A person mends the whole file in one go."""
    text = "sources:\n  - name: a\n    url: x\n    evry: 1h\n  - name: b\n    kind: fead\n    url: http://x/\n"
    assert [problem.split(":")[1] for problem in problems(text)] == ["3", "4", "6"]


def test_a_header_is_read_from_the_environment_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """`${NAME}` is filled in, and the value is in no representation of the configuration."""
    monkeypatch.setenv("DESK_TOKEN", "canary")
    (source,) = read("sources:\n  - {name: a, url: 'http://x/', headers: {X-Key: 'Bearer ${DESK_TOKEN}'}}\n").sources
    assert source.headers["X-Key"].get_secret_value() == "Bearer canary"
    assert "canary" not in repr(source)


@pytest.mark.parametrize(
    ("headers", "what"),
    [
        pytest.param("{X-Key: '${NOT_SET_ANYWHERE}'}", "NOT_SET_ANYWHERE", id="not set"),
        pytest.param('{X-Key: "a\\nb"}', "control", id="line break"),
        pytest.param("{'X Key': a}", "name", id="space in the name"),
    ],
)
def test_a_header_that_cannot_be_sent_is_refused(headers: str, what: str) -> None:
    """A variable that is missing, and what would break a request."""
    (problem,) = problems(f"sources:\n  - {{name: a, url: 'http://x/', headers: {headers}}}\n")
    assert problem.startswith("sources.yaml:2:")
    assert what in problem


def test_a_missing_file_says_which_option_names_another(tmp_path: Path) -> None:
    """No traceback for a path that is wrong."""
    with pytest.raises(ConfigError, match="--config"):
        load(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("2s", 2), ("500ms", 0.5), ("30m", 1800), ("1h30m", 5400), ("7d", 604800), (90, 90), ("0", 0), ("0s", 0)],
)
def test_durations(text: str | int, seconds: float) -> None:
    """Units may be joined; a bare number counts seconds."""
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "1", "m", "1x", "-1s", "1 2s x", "99999d", None, True])
def test_no_durations(text: object) -> None:
    """Everything else is refused."""
    with pytest.raises(ValueError, match="duration"):
        parse_duration(text)


def test_the_shipped_schema_is_current() -> None:
    """`make schema` was run after the last change of the models."""
    assert (ROOT / "service" / "sources.schema.json").read_text("utf-8") == json_schema()


def test_the_shipped_sources_are_valid() -> None:
    """The list a newcomer starts with has the seed folder and six to ten public sources."""
    config = load(ROOT / "sources.yaml")
    folders = [source for source in config.sources if source.is_local]
    assert [source.name for source in folders] == ["seed"]
    assert 6 <= len(config.sources) - len(folders) <= 10


@pytest.mark.parametrize(
    ("written", "hours"),
    [("off", []), ("[30m, 4h]", [0.5, 4]), ("4h", [4]), (None, None)],
    ids=["off", "steps", "one step", "left out"],
)
def test_recheck_is_off_or_steps(written: str | None, hours: list[float] | None) -> None:
    """Left out, it is the default ladder; one step needs no list."""
    more = f", recheck: {written}" if written else ""
    (source,) = read(f"sources:\n  - {{name: a, url: 'http://x/'{more}}}\n").sources
    assert source.recheck == (None if hours is None else tuple(timedelta(hours=step) for step in hours))
    (problem,) = problems("sources:\n  - {name: a, url: 'http://x/', recheck: [often]}\n")
    assert "write off, or a list" in problem
