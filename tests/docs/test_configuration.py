"""The tables of keys are those of the configuration model, with its defaults, and the examples can be used."""

import re
from datetime import time, timedelta
from typing import Any

import pytest
from pydantic import BaseModel

from service.config import Config, Settings, Source, parse
from service.models import SourceKind
from service.scheduling.recheck_schedule import DEFAULT_STEPS
from tests.conftest import Workspace
from tests.docs.markdown_page import CONFIGURATION, README, quoted, rows
from tests.packaging.checkout import ROOT

TABLES = {"The keys of a source": Source, "The keys of `settings`": Settings}


def defaults(model: type[BaseModel], prefix: str = "") -> dict[str, Any]:
    """The defaults of a model by key, dotted where it is nested."""
    found: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found |= defaults(inner, f"{prefix}{name}.")
        else:
            found[prefix + name] = field.default
    return found


@pytest.mark.parametrize("heading", TABLES)
def test_every_key_is_explained(heading: str) -> None:
    """None is missing, none is made up, each has a row of its own."""
    explained = [quoted(first) for first, *_ in rows(CONFIGURATION.section(heading))]
    assert sorted(explained) == sorted([key] for key in defaults(TABLES[heading]))


@pytest.mark.parametrize("heading", TABLES)
def test_defaults_are_those_of_the_model(heading: str) -> None:
    """Where a number, a duration, a time or a word holds for those who say nothing."""
    told = {
        quoted(first)[0]: last.strip("`").replace(",", "") for first, _, last in rows(CONFIGURATION.section(heading))
    }
    wrong = {
        key: (told[key], value)
        for key, value in defaults(TABLES[heading]).items()
        if (written := as_written(value)) is not None and told[key] not in written
    }
    assert wrong == {}


def as_written(value: object) -> tuple[str, ...] | None:
    """The ways to write a default; None for those that are told in words."""
    match value:
        case bool():
            return (str(value).lower(),)
        case int() | str():
            return (str(value),)
        case timedelta():
            hours, seconds = divmod(int(value.total_seconds()), 3600)
            return (f"{hours}h", f"{hours * 3600 + seconds}s")
        case time():
            return (value.isoformat("minutes"),)
        case _:
            return None


def test_the_kinds_of_sources_are_those_there_are() -> None:
    """Each with what it is."""
    (kinds,) = (text for first, text, _ in rows(CONFIGURATION.section("The keys of a source")) if first == "`kind`")
    assert set(quoted(kinds)) == {str(kind) for kind in SourceKind}


def test_the_steps_of_rechecks_are_those_there_are() -> None:
    """30 minutes, 1½, 4, 12 and 24 hours, 3 and 7 days."""
    (steps,) = (last for first, _, last in rows(CONFIGURATION.section("The keys of a source")) if first == "`recheck`")
    assert steps.startswith("30 minutes, 1½, 4, 12 and 24 hours, 3 and 7 days")
    hours = [step / timedelta(hours=1) for step in DEFAULT_STEPS]
    assert hours == [0.5, 1.5, 4, 12, 24, 3 * 24, 7 * 24]


def test_the_readme_says_with_how_many_items_a_source_starts() -> None:
    """As many as the model does."""
    words = " ".join(README.text.split())
    assert f"newest {Source.model_fields['max_items'].default} items" in words


def test_the_example_of_a_source_can_be_copied() -> None:
    """The README's three lines, put at the end of the shipped list, are a source."""
    (example,) = README.blocks("yaml")
    shipped = (ROOT / "sources.yaml").read_text("utf-8")
    config: Config = parse((shipped + "\n" + example).encode(), "sources.yaml")
    assert len(example.splitlines()) == 3
    assert config.sources[-1].name == "my-source"


@pytest.mark.parametrize("number", range(len(CONFIGURATION.blocks("yaml"))))
def test_an_example_is_a_list(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each stands for itself."""
    monkeypatch.setenv("AGENCY_KEY", "secret")
    example = CONFIGURATION.blocks("yaml")[number]
    assert parse(example.encode(), "sources.yaml").sources


def test_the_first_example_has_a_source_of_each_kind() -> None:
    """So that every kind can be copied."""
    config = parse(CONFIGURATION.blocks("yaml")[0].encode(), "sources.yaml")
    assert {source.kind or SourceKind.FEED for source in config.sources} == set(SourceKind)


def test_the_options_for_places_are_those_there_are(workspace: Workspace) -> None:
    """With their variables and defaults."""
    printed = " ".join(workspace.run("--help").split())
    for option, variable, default in rows(CONFIGURATION.section("Where the files are")):
        told = rf"{quoted(option)[0]} [^]]*{quoted(variable)[0]}; default: {re.escape(quoted(default)[0])}\]"
        assert re.search(told, printed), option
