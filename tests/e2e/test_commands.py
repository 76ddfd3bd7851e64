"""Commands as processes of their own: their streams, their signals, their environment."""

import signal
import time

from service.locks import FETCH_AT_ONCE, held
from tests.conftest import Workspace
from tests.sample_site import SampleSite

from .processes import wait_for


def test_a_terminal_is_not_needed(workspace: Workspace, site: SampleSite) -> None:
    """Plain lines on standard error while it works, the table on standard output."""
    site.publish(2)
    workspace.follow(site)
    with workspace.start("fetch") as process:
        out, err = process.communicate(timeout=60)
    assert "post: ok – 2 links, 2 fetched, 2 new" in err
    assert "\x1b" not in out + err
    assert out.splitlines()[0].split()[:3] == ["source", "status", "links"]


def test_an_interrupted_fetch_says_so_and_goes_on_later(workspace: Workspace, site: SampleSite) -> None:
    """The page in hand is recorded; the exit status tells scripts that it was not all."""
    site.publish(8, delay=0.4)
    workspace.follow(site)
    with workspace.start("fetch") as process:
        wait_for(lambda: len(site.requests) >= 4, "some requests")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "interrupted" in err
    assert 0 < len(workspace.items()) < 8
    site.publish(8)
    workspace.run("fetch")
    assert len(workspace.items()) == 8


def test_two_fetches_at_once_wait_for_each_other(filled: Workspace, site: SampleSite) -> None:
    """The second begins when the first is done: two at once would be impolite to hosts."""
    site.publish(3)
    asked = len(site.begun)
    with held(filled.home / "db" / "dateline.db", FETCH_AT_ONCE):
        process = filled.start("fetch")
        time.sleep(1.5)
        assert process.poll() is None
        assert len(site.begun) == asked
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert len(filled.items()) == 3


def test_a_reader_that_goes_away_is_no_error(filled: Workspace) -> None:
    """`dateline items | head -1`."""
    with filled.start("export") as process:
        assert process.stdout is not None
        process.stdout.close()
        process.wait(timeout=30)
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert process.returncode == 0


def test_environment_names_the_files(workspace: Workspace, site: SampleSite) -> None:
    """As containers set them."""
    site.publish(1)
    workspace.follow(site)
    (workspace.home / "sources.yaml").rename(workspace.home / "list.yaml")
    env = {"DATELINE_CONFIG": "list.yaml", "DATELINE_DB": "data/x.db", "DATELINE_DIGESTS": "out"}
    for command in ("fetch", "digest"):
        with workspace.start(command, env=env) as process:
            process.communicate(timeout=60)
        assert process.returncode == 0
    assert (workspace.home / "data" / "x.db").exists()
    assert (workspace.home / "out" / "latest.html").exists()


def test_the_same_program_by_another_name(workspace: Workspace) -> None:
    """`python -m service --version`; help lists every command."""
    with workspace.start("--version") as process:
        out, _ = process.communicate(timeout=30)
    assert out.startswith("dateline, version ")
    printed = workspace.run("--help")
    commands = ("run", "fetch", "digest", "sources", "items", "show", "diff", "import", "export", "status", "backup")
    assert all(f"\n  {command} " in printed for command in commands)
    assert "Usage: dateline fetch" in workspace.run("fetch", "--help")
