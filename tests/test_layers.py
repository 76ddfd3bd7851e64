"""How the code is laid out: who may import whom, who reads the clock and the environment, what is never written."""

import ast
import functools
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.packaging.checkout import ROOT, outer_environment

SERVICE = ROOT / "service"
MODULES = tuple(sorted(path.relative_to(ROOT).as_posix() for path in SERVICE.rglob("*.py")))

CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "date.today",
    "datetime.date.today",
    "Date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
}
"""What says which time it is. `time.monotonic`, which measures how long something takes, is no clock."""

LONGEST_FUNCTION = 60


@functools.cache
def nodes(module: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse((ROOT / module).read_text("utf-8"), module)))


def dotted(node: ast.AST) -> str:
    """`a.b.c` of an attribute chain, or an empty string."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def places(finds: Callable[[ast.AST], bool], *, outside: tuple[str, ...] = ()) -> list[str]:
    """`module:line` of every node that `finds` accepts, in the modules whose paths do not begin so."""
    return [
        f"{module}:{getattr(node, 'lineno', 1)}"
        for module in MODULES
        if not module.startswith(outside or ("\0",))
        for node in nodes(module)
        if finds(node)
    ]


def imports_of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def reads_clock(node: ast.AST) -> bool:
    return dotted(node) in CLOCKS or bool(CLOCKS & {name for name in imports_of(node) if name.startswith("time.")})


def reads_environment(node: ast.AST) -> bool:
    names = {dotted(node), *imports_of(node)}
    return bool(names & {"os.environ", "os.environb", "os.getenv", "os.getenvb"})


def imports_client(node: ast.AST) -> bool:
    return any(name.split(".")[0] in {"httpx", "httpcore", "requests", "urllib3"} for name in imports_of(node))


def opens_urls(node: ast.AST) -> bool:
    return any(name.startswith(("urllib.request", "http.client")) for name in imports_of(node))


def prints(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func) in {"print", "pprint.pprint", "breakpoint"}


def swallows(node: ast.AST) -> bool:
    """A handler for any exception whatever that does nothing about it."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    broad = node.type is None or {"Exception", "BaseException"} & {dotted(name) for name in ast.walk(node.type)}
    return bool(broad) and all(isinstance(step, ast.Pass | ast.Continue) or _is_bare(step) for step in node.body)


def _is_bare(step: ast.stmt) -> bool:
    """`...`, or a string that stands alone."""
    return isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant)


def is_long(node: ast.AST) -> bool:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    return (node.end_lineno or node.lineno) - node.lineno + 1 >= LONGEST_FUNCTION


def test_imports_point_downward() -> None:
    """The contracts of pyproject.toml hold."""
    linted = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-cache"],
        cwd=ROOT,
        env=outer_environment() | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr
    assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", linted.stdout)


def test_only_the_daemon_and_the_command_line_read_the_clock() -> None:
    """Everywhere else `now` is an argument, so that a simulated week takes seconds."""
    assert places(reads_clock, outside=("service/daemon.py", "service/cli/")) == []
    assert places(reads_clock), "this scan finds nothing at all: it is broken"


def test_one_room_has_the_http_client() -> None:
    """What is guarded and polite there would be neither elsewhere."""
    assert places(imports_client, outside=("service/fetch/",)) == []
    assert places(opens_urls) == []
    assert places(imports_client), "this scan finds nothing at all: it is broken"


def test_one_module_reads_the_environment() -> None:
    """`${NAME}` in a source's headers; the command line's own variables are click's to read."""
    assert places(reads_environment, outside=("service/config/value_types.py",)) == []
    assert places(reads_environment), "this scan finds nothing at all: it is broken"


def test_help_imports_no_library_that_is_slow_to_import() -> None:
    """`dateline --help` answers at once."""
    heavy = ("httpx", "pydantic", "sqlite_utils", "selectolax", "rich", "jinja2", "apscheduler", "feedparser")
    code = f"""
import sys
from service.cli import main
try:
    main(["--help"])
except SystemExit as end:
    assert end.code == 0
sys.stderr.write(" ".join(name for name in {heavy} if name in sys.modules))
"""
    helped = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert helped.stdout.startswith("Usage: dateline")
    assert helped.stderr == ""


@pytest.mark.parametrize("finds", [prints, swallows, is_long], ids=lambda finds: finds.__name__)
def test_what_the_code_never_does(finds: Callable[[ast.AST], bool]) -> None:
    """No print, no exception that vanishes, no function that needs scrolling."""
    assert places(finds) == []


@pytest.mark.parametrize(
    ("finds", "code"),
    [
        (prints, "print(1)"),
        (swallows, "try:\n  x()\nexcept Exception:\n  pass"),
        (swallows, "try:\n  x()\nexcept (ValueError, Exception):\n  ..."),
        (swallows, "try:\n  x()\nexcept:\n  pass"),
        (is_long, "def f():\n" + "  x()\n" * LONGEST_FUNCTION),
        (reads_clock, "datetime.now(UTC)"),
        (reads_clock, "from time import time"),
        (reads_environment, "os.environ['HOME']"),
        (reads_environment, "from os import getenv"),
        (imports_client, "from httpx import Client"),
        (opens_urls, "from urllib import request"),
    ],
    ids=lambda value: value.__name__ if callable(value) else value.splitlines()[0],
)
def test_the_scans_see_what_they_look_for(finds: Callable[[ast.AST], bool], code: str) -> None:
    """Each finds an example of its fault."""
    assert any(finds(node) for node in ast.walk(ast.parse(code)))


def test_nothing_is_left_to_do() -> None:
    """No note in code, template or rules that something is missing."""
    marks = re.compile(r"\b(?:TODO|FIXME|XXX|HACK|NotImplementedError)\b")
    kinds = {".py", ".toml", ".j2", ".html", ".xml", ".txt"}
    files = [path for path in SERVICE.rglob("*") if path.suffix in kinds and path.is_file()]
    assert [_place(path) for path in files if marks.search(path.read_text("utf-8"))] == []
    assert len(files) > len(MODULES)


def _place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
