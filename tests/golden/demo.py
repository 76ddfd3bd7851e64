"""The demo's newsroom, as `dateline demo` shows it.

Its two papers are read side by side, so that chance decides on ids, on the weights of words when an article was read,
and on whether an article or its copy in the other paper was read first. Ids are given anew, the clues of stories, which
are chosen by those weights, are left out, and a run that did not read the copy first, as most do, is made again.
"""

import json
import sqlite3
from contextlib import closing

from tests.conftest import Workspace
from tests.golden import dump

_HERE = ("--config", "demo/sources.yaml", "--db", "demo/dateline.db", "--now", "2026-11-22T08:00:00Z")
_ASKED = (("status",), ("status", "--json"), ("sources", "list"), ("replay",), ("replay", "--json"))


def run(workspace: Workspace) -> dump.Texts:
    """All that the demo prints and leaves."""

    def mask(text: str) -> str:
        return dump.masked_ports(dump.masked_measures(text)).replace(str(workspace.home), "HOME")

    texts = {"commands/demo.txt": mask(_shown(workspace))}
    for arguments in _ASKED:
        out = workspace.run(*_HERE, *arguments)
        shown = dump.printed_json(out, mask) if out.startswith("{") else mask(out)
        texts[f"commands/{'-'.join(word.strip('-') for word in arguments)}.txt"] = shown
    number = dump.HostAfterHost(workspace.home / "demo" / "dateline.db")
    items = [number.in_json(item) for item in workspace.lines(*_HERE, "items", "--json")]
    lines = "".join(f"{json.dumps(item)}\n" for item in sorted(items, key=lambda item: item["id"]))
    texts["commands/items-json.txt"] = dump.printed_json(lines, mask)
    written = dump.digests(workspace.home / "demo" / "digests", mask)
    for name in (name for name in written if name.endswith(".json")):
        document = number.in_json(json.loads(written[name]))
        written[name] = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    return {
        **texts,
        **written,
        **dump.database(workspace.home / "demo" / "dateline.db", mask, number, but=("story_clues",)),
    }


def _shown(workspace: Workspace) -> str:
    """What the demo prints, of a run in which the copy was read before the article that leads it."""
    for _ in range(12):
        shown = workspace.run("demo", "--folder", "demo")
        with closing(sqlite3.connect(workspace.home / "demo" / "dateline.db")) as database:
            if not database.execute("SELECT 1 FROM items WHERE copy_of < id").fetchall():
                return shown
    raise AssertionError("the demo has read the copy last each time")
