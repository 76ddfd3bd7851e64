"""The rule files and the version that stands for them."""

from pathlib import Path

import pytest

from service import rules


def test_files_of_a_folder_are_one_rule() -> None:
    """The lists of all languages stand together, by family."""
    newsletter = rules.load("service.extract", "boilerplate")["newsletter"]["phrases"]
    assert {"subscribe via email", "infolettre", "newsletter abonnieren|bestellen"} <= set(newsletter)


@pytest.mark.parametrize("changed", ["suspect.toml", "forest.json", "boilerplate/en.toml"])
def test_any_changed_file_changes_the_version(changed: str, tmp_path: Path) -> None:
    """Of whichever kind, at whatever depth."""
    (tmp_path / "boilerplate").mkdir()
    for name in ("suspect.toml", "forest.json", "boilerplate/en.toml"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    before = rules.fingerprint(tmp_path)
    assert rules.fingerprint(tmp_path) == before
    (tmp_path / changed).write_text("new", encoding="utf-8")
    assert rules.fingerprint(tmp_path) != before


def test_other_files_do_not(tmp_path: Path) -> None:
    """What an editor or a system leaves beside them is no rule."""
    (tmp_path / "a.toml").write_text("", encoding="utf-8")
    before = rules.fingerprint(tmp_path)
    (tmp_path / ".a.toml.swp").write_text("", encoding="utf-8")
    assert rules.fingerprint(tmp_path) == before
