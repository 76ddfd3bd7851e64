"""The daemon as a process: started, waited for, and stopped as a container stops it."""

import json
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.conftest import Workspace

SECONDS_TO_STOP = 10
"""What `docker stop` gives a container before it kills it."""


def wait_for(condition: Callable[[], bool], what: str, *, seconds: float = 60) -> None:
    """Poll until something is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.1)


@contextmanager
def daemon(workspace: Workspace, *arguments: str) -> "Iterator[subprocess.Popen[str]]":
    """A daemon that is killed at the end if it still runs."""
    with workspace.start(*arguments, "run") as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for_event(process: "subprocess.Popen[str]", event: str, *, seconds: float = 60) -> None:
    """Read its log up to an event; a daemon that does not come to it is killed, which ends its log."""
    assert process.stderr is not None
    end = threading.Timer(seconds, process.kill)
    end.start()
    try:
        assert any(json.loads(line)["event"] == event for line in process.stderr), f"waited {seconds} s for {event}"
    finally:
        end.cancel()


def stop(process: "subprocess.Popen[str]") -> list[dict[str, object]]:
    """Send SIGTERM; the log of a daemon that has then ended well.

    It is given thrice its time, since the machine may be busy.
    """
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=3 * SECONDS_TO_STOP)
    assert process.returncode == 0, err
    assert out == ""
    return [json.loads(line) for line in err.splitlines()]
