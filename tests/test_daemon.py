"""The long-lived process, started and stopped as a container does it."""

import json
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from tests.conftest import SETTINGS, Workspace
from tests.sample_site import SampleSite


def wait_for(condition: Callable[[], bool], what: str, *, seconds: float = 30) -> None:
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


def wait_for_event(process: "subprocess.Popen[str]", event: str, *, seconds: float = 30) -> None:
    """Read its log up to an event; a daemon that does not come to it is killed, which ends its log."""
    assert process.stderr is not None
    end = threading.Timer(seconds, process.kill)
    end.start()
    try:
        assert any(json.loads(line)["event"] == event for line in process.stderr), f"waited {seconds} s for {event}"
    finally:
        end.cancel()


def stop(process: "subprocess.Popen[str]") -> tuple[float, list[dict[str, object]]]:
    """Send SIGTERM; how long it took to end well, and its log."""
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    assert out == ""
    return time.monotonic() - begun, [json.loads(line) for line in err.splitlines()]


def test_it_fetches_what_is_due_and_ends_on_sigterm(workspace: Workspace, site: SampleSite) -> None:
    """Items come without being asked for; its log is one JSON object a line; nothing in hand is lost."""
    site.publish(3)
    workspace.write(f'name: post, url: "{site.base}/feed.xml"')
    with daemon(workspace) as process:
        wait_for(
            lambda: (workspace.home / "db" / "dateline.db").exists() and len(workspace.items()) == 3, "three items"
        )
        assert json.loads(workspace.run("status", "--json"))["daemon"] == "running"
        _, log = stop(process)
    events = [line["event"] for line in log]
    assert events[0] == "daemon.start"
    assert events[-1] == "daemon.stopped"
    assert "source.checked" in events
    assert json.loads(workspace.run("status", "--json"))["daemon"] == "not running"


def test_sigterm_in_a_fetch_ends_within_ten_seconds_and_loses_nothing(workspace: Workspace, site: SampleSite) -> None:
    """The page in hand is recorded, the others stay due for the next start."""
    site.publish(12, delay=0.5)
    workspace.write(f'name: post, url: "{site.base}/feed.xml"')
    with daemon(workspace) as process:
        wait_for(lambda: len(site.requests) > 4, "some requests")
        seconds, _ = stop(process)
    assert seconds < 10
    kept = len(workspace.items())
    assert 0 < kept < 12
    workspace.run("fetch")
    assert len(workspace.items()) == 12


def test_sigterm_beside_a_page_that_never_comes_ends_within_ten_seconds(workspace: Workspace, site: SampleSite) -> None:
    """The page is given up, in one line of the log, and stays due."""
    site.publish(1, delay=45)
    settings = SETTINGS.replace("timeout: 5s", "timeout: 40s")
    workspace.write(f'name: post, url: "{site.base}/feed.xml"', settings=settings)
    with daemon(workspace) as process:
        wait_for(lambda: any(path.startswith("/news/") for path in site.begun), "the article to be asked for")
        seconds, log = stop(process)
    assert seconds < 10
    assert [line["event"] for line in log][-2:] == ["tick.cut_short", "daemon.stopped"]


def test_a_second_daemon_is_refused_and_the_first_goes_on(workspace: Workspace, site: SampleSite) -> None:
    """One line, no traceback; reading beside it works."""
    site.publish(1)
    workspace.write(f'name: post, url: "{site.base}/feed.xml"')
    with daemon(workspace) as process:
        wait_for(lambda: (workspace.home / "db" / "dateline.db").exists() and len(workspace.items()) == 1, "an item")
        assert "another dateline is watching" in workspace.refuse("run", exits=1)
        assert process.poll() is None
        stop(process)


def test_edits_of_sources_yaml_are_picked_up_and_mistakes_are_not(workspace: Workspace, site: SampleSite) -> None:
    """A bad edit keeps the old list and says so, with its line; the next good one is used."""
    site.publish(2)
    workspace.write()
    with daemon(workspace) as process:
        wait_for(lambda: (workspace.home / "db" / "dateline.db").exists(), "the database")
        (workspace.home / "sources.yaml").write_text("sources:\n  - name: a\n    evry: 1h\n")
        wait_for_event(process, "config.kept_old")
        workspace.write(f'name: post, url: "{site.base}/feed.xml"')
        wait_for_event(process, "config.reloaded")
        wait_for(lambda: len(workspace.items()) == 2, "two items")
        stop(process)


def test_owed_digests_are_written_at_the_start(workspace: Workspace, site: SampleSite) -> None:
    """Asleep for three days: one digest a day, each closed, windows that touch."""
    site.publish(1)
    workspace.write(f'name: post, url: "{site.base}/feed.xml"')
    workspace.run("--now", "2026-11-20T08:00:00Z", "fetch")
    with daemon(workspace, "--now", "2026-11-23T08:00:00Z") as process:
        wait_for(lambda: (workspace.home / "digests" / "2026-11-23.json").exists(), "the digests")
        wait_for(lambda: (workspace.home / "digests" / "latest.html").exists(), "the newest")
        stop(process)
    days = [json.loads((workspace.home / "digests" / f"2026-11-{day}.json").read_text()) for day in (21, 22, 23)]
    assert [len(day["new"]) for day in days] == [1, 0, 0]
    assert all(day["final"] for day in days)
    assert [day["to"] for day in days[:2]] == [day["from"] for day in days[1:]]


def test_a_bad_list_at_the_start_is_exit_status_2(workspace: Workspace) -> None:
    """As for every command."""
    (workspace.home / "sources.yaml").write_text("sorces: []\n")
    assert workspace.refuse("run").startswith("sources.yaml:1:1: ")


def test_it_mends_what_a_clock_that_was_ahead_has_left(workspace: Workspace, site: SampleSite) -> None:
    """Before it looks and before it publishes: the source is not left alone for a year, and status says it."""
    site.publish(2)
    workspace.write(f'name: post, url: "{site.base}/feed.xml"')
    ahead = datetime.now(UTC) + timedelta(days=365)
    workspace.run("fetch")
    workspace.run("--now", f"{ahead:%Y-%m-%dT%H:%M:%SZ}", "fetch")
    with daemon(workspace) as process:
        wait_for_event(process, "clock.mended")
        wait_for(lambda: bool(json.loads(workspace.run("status", "--json"))["mended"]), "the mending")
    facts = json.loads(workspace.run("status", "--json", exits=1))  # it was killed
    assert facts["sources"][0]["next_check"] < f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d%H}"
    (item, other) = workspace.lines("export")
    assert {event["digest"] for event in (*item["events"], *other["events"])} <= {
        f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d}" for days in (0, 1)
    }
