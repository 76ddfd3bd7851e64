"""What the documentation names exists: files, links, outcomes and states."""

import itertools
import re
import tomllib

import pytest

from service.digest.wording import HEALTH
from service.ingest.recorder import Outcome
from tests.docs.markdown_page import ARCHITECTURE, HOW_IT_DECIDES, PAGES, MarkdownPage, quoted, rows
from tests.packaging.checkout import ROOT

_FILE = re.compile(
    r"(?:service|tests|docs|benchmarks|\.ci)/[\w./-]*|[A-Za-z][\w.-]*\.(?:toml|yaml|txt|md)|Makefile|Dockerfile"
)
_MADE = ("sources.yaml", "trial.yaml")
"""Names of files in examples, which stand in the reader's folder."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_named_exists(page: MarkdownPage) -> None:
    """In backticks, by its path in the checkout."""
    named = {code for code in quoted(page.text) if _FILE.fullmatch(code) and code not in _MADE}
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: MarkdownPage) -> None:
    """To a file of the checkout."""
    assert [target for target in page.links() if not (page.path.parent / target).is_file()] == []


def test_every_outcome_is_explained() -> None:
    """In its table, or in the sentence below it."""
    section = HOW_IT_DECIDES.section("What becomes of a page")
    assert {str(outcome) for outcome in Outcome} <= set(quoted(section))
    assert {quoted(first)[0] for first, _ in rows(section)} <= {str(outcome) for outcome in Outcome}


def test_every_state_of_a_source_is_explained() -> None:
    """By the words that the digest has for it."""
    states = {first for first, _ in rows(HOW_IT_DECIDES.section("The digest"))}
    assert states == {words for health, words in HEALTH.items() if health != "ok"}


def test_every_room_has_a_line() -> None:
    """Each folder of `service/`."""
    named = {code for first, _ in rows(ARCHITECTURE.section("The rooms")) for code in quoted(first)}
    rooms = {f"service/{path.name}/" for path in (ROOT / "service").iterdir() if (path / "__init__.py").is_file()}
    assert sorted(rooms - named) == []


def test_the_rooms_stand_as_imports_point() -> None:
    """A room that may import another stands above it, as import-linter holds it."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = [layer.replace("service.", "").split(" | ") for layer in contracts[0]["layers"]]
    lines = [quoted(first) for first, _ in rows(ARCHITECTURE.section("The rooms"))]
    line_of = {re.split(r"[/.]", name)[1]: number for number, line in enumerate(lines) for name in line}
    places = [[line_of[name] for name in layer] for layer in layers if layer != ["__main__"]]
    assert all(max(upper) < min(lower) for upper, lower in itertools.pairwise(places)), places


def test_the_life_of_an_article_is_short() -> None:
    """Fifteen lines, each with the file that does it."""
    steps = re.findall(r"^\d+\. .*$", ARCHITECTURE.section("The life of an article"), re.MULTILINE)
    assert len(steps) == 15
    assert [step for step in steps if "`service/" not in step] == []
