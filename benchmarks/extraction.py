"""How well and how fast the article extractor works, beside its peers, on the same pages in the same run.

    python benchmarks/extraction.py [FOLDER]

FOLDER (`../shared/benchmarks/extraction` beside this checkout, unless given) holds sets of pages: `ID.html.gz` with its
truth `ID.json` (`url`, `text`, sometimes `title` and `published`). Peers that are not installed are left out; the extra
`bench` brings them.

The metric is that of the public article extraction benchmark (zyte, article-extraction-benchmark): precision and recall
of 4-gram shingles with their counts, averaged over pages, F1 of the averages. `exact` is the share of pages whose words
are all right; `title` and `day` are how often title and publication day are right where the truth has them; `ms` is CPU
time a page.
"""

import gc
import gzip
import importlib
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.extract import extract_page
from service.models import Article

PAGES = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "extraction"
SETS = ("wcxb-dev", "fundus-dev")

Extractor = Callable[[bytes, str], Article | str]

_WORD = re.compile(r"\w+")
_GRAM = 4
_TURN = 20
"""Pages that one extractor reads before the next does: a machine is slow for seconds at a time, and then for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page and what is true of it."""

    name: str
    html: bytes
    truth: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The figures of one extractor on one set. Shares are of 1; `title` and `day` are None where it gives none."""

    f1: float
    precision: float
    recall: float
    exact: float
    title: float | None
    day: float | None
    milliseconds: float


def cases(folder: Path, *, every: int = 1) -> Iterator[Case]:
    """The pages of a set in the order of their names; of `every` so many, the first."""
    for file in sorted(folder.glob("*.json"))[::every]:
        html = gzip.decompress(file.with_suffix(".html.gz").read_bytes())
        yield Case(name=file.stem, html=html, truth=json.loads(file.read_text(encoding="utf-8")))


@dataclass(slots=True)
class Tally:
    """What one extractor gave so far."""

    rates: list[tuple[float | None, float | None]] = field(default_factory=list)
    exact: list[bool] = field(default_factory=list)
    titles: list[bool] = field(default_factory=list)
    days: list[bool] = field(default_factory=list)
    seconds: float = 0.0

    def read(self, extract: Extractor, case: Case) -> None:
        """Have `extract` read the page, and count what it gives."""
        start = time.process_time()
        got = extract(case.html, case.truth["url"])
        self.seconds += time.process_time() - start
        text = got if isinstance(got, str) else got.text
        self.rates.append(precision_and_recall(case.truth["text"], text))
        self.exact.append(_WORD.findall(case.truth["text"]) == _WORD.findall(text))
        if not isinstance(got, str):
            if title := case.truth.get("title"):
                self.titles.append(_words(title) == _words(got.title or ""))
            if published := case.truth.get("published"):
                self.days.append(got.published is not None and str(published)[:10] == str(got.published)[:10])

    def score(self) -> Score:
        """The figures."""
        precision = statistics.fmean(rate for rate, _ in self.rates if rate is not None)
        recall = statistics.fmean(rate for _, rate in self.rates if rate is not None)
        return Score(
            f1=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
            precision=precision,
            recall=recall,
            exact=statistics.fmean(self.exact),
            title=statistics.fmean(self.titles) if self.titles else None,
            day=statistics.fmean(self.days) if self.days else None,
            milliseconds=1000 * self.seconds / len(self.rates),
        )


def score(extract: Extractor, pages: Iterable[Case]) -> Score:
    """What `extract` reaches on `pages`."""
    tally = Tally()
    for case in pages:
        tally.read(extract, case)
    return tally.score()


def precision_and_recall(truth: str, text: str) -> tuple[float | None, float | None]:
    """Of `text`'s shingles those in `truth`, of `truth`'s those in `text`; None where there is none to count."""
    wanted, found = _shingles(truth), _shingles(text)
    hit = (wanted & found).total()
    return (
        hit / found.total() if found else None,
        hit / wanted.total() if wanted else None,
    )


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    grams = (tuple(words[place : place + _GRAM]) for place in range(max(1, len(words) - _GRAM + 1)))
    return Counter(gram for gram in grams if gram)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def ours(html: bytes, url: str) -> Article:
    """Dateline's extractor."""
    return extract_page(html, url=url)


def peers() -> Iterator[tuple[str, Extractor]]:
    """The peers that are installed."""
    try:
        trafilatura = importlib.import_module("trafilatura")
    except ImportError:
        pass
    else:
        yield "trafilatura", lambda html, url: trafilatura.extract(html, include_comments=False) or ""
        yield (
            "trafilatura precision",
            lambda html, url: trafilatura.extract(html, include_comments=False, favor_precision=True) or "",
        )
    try:
        resiliparse = importlib.import_module("resiliparse.extract.html2text")
    except ImportError:
        return
    yield (
        "resiliparse",
        lambda html, url: resiliparse.extract_plain_text(
            html.decode("utf-8", "replace"), main_content=True, alt_texts=False, links=False
        ),
    )


def main(arguments: list[str]) -> int:
    """Print the table."""
    folder = Path(arguments[0]) if arguments else PAGES
    if not folder.is_dir():
        sys.stderr.write(f"{folder}: no such folder; name the one that holds {' and '.join(SETS)}\n")
        return 2
    extractors = {"dateline": ours, **dict(peers())}
    for name in SETS:
        pages = list(cases(folder / name))
        tallies = {label: Tally() for label in extractors}
        for start in range(0, len(pages), _TURN):
            for label, extract in extractors.items():
                gc.collect()  # what one leaves behind is not for the next to clear away
                for case in pages[start : start + _TURN]:
                    tallies[label].read(extract, case)
        sys.stdout.write(f"\n{name}, {len(pages)} pages\n{'':22}    F1     P     R exact title   day     ms\n")
        for label, tally in tallies.items():
            _write(label, tally.score())
    return 0


def _write(label: str, reached: Score) -> None:
    rates = (reached.f1, reached.precision, reached.recall, reached.exact, reached.title, reached.day)
    columns = " ".join(f"{rate:5.3f}" if rate is not None else "    –" for rate in rates)
    sys.stdout.write(f"{label:22} {columns} {reached.milliseconds:6.1f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
