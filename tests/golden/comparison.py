"""The files of a run that were found right: written on purpose, compared each time."""

from difflib import unified_diff
from pathlib import Path

from tests.golden.dump import Texts

FOLDER = Path(__file__).parent / "expected"

_LINES_A_FILE, _LINES, _CHARACTERS = 40, 200, 240
"""Of the differences shown."""


def write(run: str, texts: Texts) -> None:
    """Let these be the files of a run, and no others."""
    folder = FOLDER / run
    for path in sorted(folder.rglob("*.*")):
        path.unlink()
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def differences(run: str, texts: Texts) -> str:
    """Where these are not the files of a run, as a unified diff of bounded length; empty where they are."""
    folder = FOLDER / run
    expected = {
        path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in folder.rglob("*") if path.is_file()
    }
    names = [name for name in sorted({*expected, *texts}) if expected.get(name) != texts.get(name)]
    shown: list[str] = []
    for name in names:
        before, after = expected.get(name, "").split("\n"), texts.get(name, "").split("\n")
        lines = list(unified_diff(before, after, f"expected/{run}/{name}", f"now/{name}", n=2, lineterm=""))
        shown += [line[:_CHARACTERS] for line in lines[:_LINES_A_FILE]]
        shown += [f"… and {len(lines) - _LINES_A_FILE} more lines"] * (len(lines) > _LINES_A_FILE)
    cut = [f"… and {len(shown) - _LINES} more lines"] * (len(shown) > _LINES)
    return "\n".join([*shown[:_LINES], *cut, *(["", f"{len(names)} files differ:", *names] if names else [])])
