"""Logs: what is written, and that the library behind them is loaded only for a line that is written."""

import json
import subprocess
import sys

import pytest

from service.logs import Logger, configure
from tests.conftest import ROOT


def test_a_line_is_one_json_object_with_the_event_its_facts_and_the_time(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error, where it is no terminal; text stays readable."""
    configure(verbose=False)
    Logger("service.room").warning("archive.full", url="https://a.example/é", bytes=3)
    line = json.loads(capsys.readouterr().err)
    assert line.pop("at").endswith("Z")
    assert line == {"event": "archive.full", "level": "warning", "url": "https://a.example/é", "bytes": 3}


def test_what_is_done_is_logged_only_if_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """With `--verbose`, and by the daemon; a later command without it is quiet again."""
    log = Logger("service.room")
    for verbose, daemon, lines in ((False, False, 0), (True, False, 1), (False, True, 1), (False, False, 0)):
        configure(verbose=verbose, daemon=daemon)
        log.info("page")
        assert len(capsys.readouterr().err.splitlines()) == lines


def test_an_exception_is_logged_with_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    """As an error, on the same line."""
    configure(verbose=False)
    try:
        raise ValueError("broken")
    except ValueError:
        Logger("service.room").exception("page.bug", url="https://a.example/")
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["level"]) == ("page.bug", "error")
    assert line["exception"].startswith("Traceback")
    assert line["exception"].endswith("ValueError: broken")


def test_the_library_is_loaded_by_the_first_line() -> None:
    """A command that logs nothing does not pay for it."""
    code = """
import sys
from service.logs import Logger, configure
configure(verbose=False)
log = Logger("service.room")
log.info("page")
assert "structlog" not in sys.modules
log.warning("page")
assert "structlog" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
