"""What is kept, written and printed for fixed inputs is what it was.

Where a change is meant, `python -m tests.golden.write` writes the expected files anew; their diff is then part of what
is reviewed. The runs go through the command line alone, and what they leave is read with SQLite and zstd, so that
nothing here knows how the program is built.
"""

from tests.conftest import Workspace
from tests.golden import comparison, demo, scenario
from tests.sample_site import SampleSite

HOW = "\nIf that is meant: python -m tests.golden.write, and read the diff"


def test_the_demo_leaves_what_it_left(workspace: Workspace) -> None:
    """The newsroom's three rounds: tables, digests and what commands print."""
    differing = comparison.differences("demo", demo.run(workspace))
    assert not differing, differing + HOW


def test_three_weeks_of_four_papers_leave_what_they_left(workspace: Workspace, site: SampleSite) -> None:
    """Every kind of source and of event, and every command that shows something of them."""
    differing = comparison.differences("scenario", scenario.run(workspace, site))
    assert not differing, differing + HOW
