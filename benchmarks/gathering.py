"""Whether stories are events where most of what comes in is none, and what it costs to gather them.

    python benchmarks/gathering.py [FOLDER] [--cost N,N,…] [--read N]

FOLDER (`../shared/benchmarks` beside this checkout, unless given) holds `identity/stories.jsonl` and the pages of
`extraction/`. Their texts are given dates: the accounts of an event lie within three days of one another, of every
seventh event within three weeks. Between them come pages that have nothing in common, and notices made by patterns
(`wire_notices.py`), each of which tells of something else.

A story is large above 15 accounts, and one event where four fifths of them tell of it. `--cost` says how many accounts
are gathered, a row each, in a process of its own: the seconds are of the processor, the memory is the process's most.
`--read` prints so many of the largest stories, to be read.
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.wire_notices import notices
from service.identity.stories.agglomerative import cluster_stories
from service.identity.stories.joining import Account, WeightedAccount, assign, weighted
from service.identity.stories.steadiness import steadiness
from service.identity.stories.story_terms import story_terms
from service.identity.stories.story_vector import Frequencies

DATA = Path(__file__).resolve().parents[2] / "shared" / "benchmarks"
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
LARGE = 15
ONE_EVENT = 0.8
LONG_EVENTS = 1 / 7
PAGES = ("wcxb-dev", "fundus-dev", "wcxb-dev-other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of an event, or of none, which then is an event of its own."""

    event: str
    is_labelled: bool
    title: str | None
    text: str
    published: datetime | None = None


def events(folder: Path) -> list[Text]:
    """The labelled texts, undated."""
    lines = (folder / "identity" / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    return [Text(event=row["story"], is_labelled=True, title=row["title"], text=row["text"]) for row in found]


def pages(folder: Path) -> Iterator[Text]:
    """Pages of all sorts, undated."""
    for kind in PAGES:
        for file in sorted((folder / "extraction" / kind).glob("*.json")):
            page = json.loads(file.read_text(encoding="utf-8"))
            if page.get("text"):
                yield Text(event=file.stem, is_labelled=False, title=page.get("title"), text=page["text"])


def wire(count: int, days: int) -> list[Text]:
    """Notices made by patterns, evenly over so many days."""
    return [
        Text(event=f"{one.kind} {n}", is_labelled=False, title=one.title, text=one.text, published=one.published)
        for n, one in enumerate(notices(count, begin=BEGIN, days=days))
    ]


def dated(texts: Sequence[Text], days: int, seed: int = 1) -> list[Text]:
    """The texts with dates, each event within so many days."""
    chance = random.Random(seed)
    begun: dict[str, tuple[float, float]] = {}
    told = []
    for text in texts:
        lasts = 21.0 if chance.random() < LONG_EVENTS else 3.0
        first, lasts = begun.setdefault(text.event, (chance.random() * (days - 21), lasts))
        told.append(replace(text, published=BEGIN + timedelta(days=first + lasts * chance.random() ** 1.5)))
    return told


def accounts(texts: Sequence[Text]) -> list[WeightedAccount]:
    """The texts in order of time, as a store that holds just these would weight them."""
    terms = [story_terms(title=text.title, text=text.text, language=None) for text in texts]
    frequencies = Frequencies(
        documents=Counter(one.language for one in terms),
        holders=Counter((one.language, term) for one in terms for term in one.all_terms),
    )
    return [
        weighted(Account(item=item, terms=one, published=text.published), frequencies)
        for item, (one, text) in enumerate(zip(terms, texts, strict=True), 1)
    ]


def gathered(given: Sequence[WeightedAccount]) -> dict[int, int]:
    """The story of each item that is in one, gathered at once."""
    steady = steadiness([each.account for each in given])
    stories = cluster_stories([steady.tempered(each) for each in given])
    return {item: story for story, items in enumerate(stories) for item in items}


def placed(given: Sequence[WeightedAccount]) -> dict[int, int]:
    """The story of each item, placed one by one among all before it. Slow: for small numbers."""
    steady = steadiness([each.account for each in given])
    known: list[WeightedAccount] = []
    story: dict[int, int] = {}
    for each in given:
        new = steady.tempered(each)
        nearest = assign(new, known)
        number = None
        if nearest is not None:
            number = story.setdefault(nearest.item, nearest.item)
            known = [
                replace(one, account=replace(one.account, story=number)) if one.account.item == nearest.item else one
                for one in known
            ]
            story[new.account.item] = number
        known.append(replace(new, account=replace(new.account, story=number)))
    return story


def quality(name: str, texts: Sequence[Text], story: dict[int, int], read: int = 0) -> None:
    """One row: B³ of the labelled texts among all, the large stories, and what is in a story though it tells alone."""
    found = [story.get(item, -item) for item in range(1, len(texts) + 1)]
    both = Counter((one, text.event) for one, text in zip(found, texts, strict=True))
    own, true = Counter(found), Counter(text.event for text in texts)
    labelled = [(one, text.event) for one, text in zip(found, texts, strict=True) if text.is_labelled]
    score = ""
    if labelled:
        precision = statistics.fmean(both[pair] / own[pair[0]] for pair in labelled)
        recall = statistics.fmean(both[pair] / true[pair[1]] for pair in labelled)
        score = f"B³ F {2 * precision * recall / (precision + recall):.3f} P {precision:.3f} R {recall:.3f}"
    members: dict[int, list[Text]] = defaultdict(list)
    for one, text in zip(found, texts, strict=True):
        members[one].append(text)
    large = [its for its in members.values() if len(its) > LARGE]
    right = sum(Counter(text.event for text in its).most_common(1)[0][1] >= ONE_EVENT * len(its) for its in large)
    alone = [own[one] for one, text in zip(found, texts, strict=True) if not text.is_labelled]
    loose = sum(size > 1 for size in alone)
    write(f"{name:34} {score:30} large {right}/{len(large)} one event, others in stories {loose}/{len(alone)}")
    for its in sorted(members.values(), key=len, reverse=True)[:read]:
        write(f"    {len(its)}: " + " | ".join((text.title or text.text)[:60] for text in its[:6]))


def qualities(folder: Path, read: int) -> None:
    """The table of quality."""
    labelled, others = events(folder), list(pages(folder))
    mixes = {
        "events, undated": labelled,
        "events, undated, shuffled": random.Random(5).sample(labelled, len(labelled)),
        "events, six months": dated(labelled, 180),
        "pages, undated": others,
        "all, six months": [*dated(labelled, 180), *dated(others, 180, 2), *wire(4_000, 180)],
        "all, six weeks": [*dated(labelled, 42), *dated(others, 42, 2), *wire(2_000, 42)],
    }
    for name, texts in mixes.items():
        ordered = texts if texts[0].published is None else sorted(texts, key=lambda one: one.published or BEGIN)
        quality(f"{name}, {len(texts)}", ordered, gathered(accounts(ordered)), read)
    small = sorted(dated(labelled, 180), key=lambda one: one.published or BEGIN)[:400]
    quality("gathered, the first 400", small, gathered(accounts(small)))
    quality("placed one by one, the same", small, placed(accounts(small)))


def cost(folder: Path, count: int) -> None:
    """One row: what gathering so many accounts takes, half of them notices or more."""
    texts = [*dated(events(folder), 180), *dated(list(pages(folder)), 180, 2)][: count // 2]
    texts += wire(count - len(texts), 180)
    given = accounts(sorted(texts, key=lambda one: one.published or BEGIN))
    del texts
    before, start = _megabytes(), time.process_time()
    stories = set(gathered(given).values())
    seconds = time.process_time() - start
    write(f"{count:8,} {len(stories):8,} {seconds:8.1f} {_megabytes() - before:8.0f} {_megabytes():8.0f}")


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def write(line: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=DATA, help="that holds identity/ and extraction/")
    parser.add_argument("--cost", metavar="N,N,…", default="1000,5000,10000,20000", help="accounts, a row each")
    parser.add_argument("--read", metavar="N", type=int, default=0, help="print so many of the largest stories")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if not (given.folder / "identity").is_dir():
        parser.error(f"{given.folder}: no such folder; name the one that holds identity/ and extraction/")
    sizes = [int(size) for size in given.cost.split(",") if size]
    if given.one:
        cost(given.folder, sizes[0])
        return 0
    qualities(given.folder, given.read)
    write("\naccounts  stories  seconds MB on top   MB all")
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.gathering", str(given.folder), "--one", "--cost", str(size)]
        subprocess.run(command, check=True, cwd=Path(__file__).resolve().parents[1])
    return 0


if __name__ == "__main__":
    sys.exit(main())
