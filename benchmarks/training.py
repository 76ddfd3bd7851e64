"""Grow the trees that judge blocks (service/extract/content/forest.py) from labelled pages.

    python benchmarks/training.py [FOLDER] [--write]

FOLDER is as for `extraction.py`. Prints how well trees grown on four fifths of the domains do on the other fifth, for
each fifth: that is what to expect of pages of other publishers. `--write` then grows them on all pages and writes
service/extract/rules/forest.json. Needs the extra `train` (LightGBM, NumPy); extraction itself does not.

A block counts as text when the truth holds 60 % of its 4-grams; one of fewer than four words when it stands in the
truth beside the text before or after it. A block weighs (its words ÷ the page's)^0.7: between counting blocks, which
makes pages exactly right, and counting words, which is what F1 counts. News pages weigh thrice, since they are few and
what the service is for; so do the pages of our own writing (tests/extract/pages), which have languages and shapes that
the others lack.
"""

import hashlib
import json
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import extraction
import lightgbm
import numpy
from selectolax.lexbor import LexborHTMLParser

from service.extract.content import features, forest, maintext
from service.extract.dom import charset
from service.extract.dom.layout import PageBlock, prune, read_layout
from service.extract.metadata.page_facts import read_facts

FOREST = Path(__file__).resolve().parents[1] / "service" / "extract" / "rules" / "forest.json"
OWN = Path(__file__).resolve().parents[1] / "tests" / "extract" / "pages"
FOLDS = 5
TREES = 60
GROWTH = {
    "objective": "binary",
    "num_leaves": 31,
    "learning_rate": 0.1,
    "min_data_in_leaf": 80,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbose": -1,
}
WEIGHT = 0.7
WEIGHTS = {"fundus-dev": 3.0, "own": 3.0}

_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Page:
    """A page, read up to the point where the trees are asked."""

    set: str
    name: str
    domain: str
    truth: str
    blocks: list[PageBlock]
    judged: maintext.JudgedPage
    labels: list[bool]


def read(set_: str, case: extraction.Case) -> Page:
    """The page of `case`, measured and labelled."""
    url = case.truth["url"]
    parser = LexborHTMLParser(charset.utf8(case.html, None))
    prune(parser)
    facts = read_facts(parser, url=url, language=None)
    page = read_layout(parser, url=url)
    return Page(
        set=set_,
        name=case.name,
        domain=".".join((urlsplit(url).hostname or "").split(".")[-2:]),
        truth=case.truth["text"],
        blocks=page.blocks,
        judged=maintext.judge(page, facts),
        labels=labels(page.blocks, case.truth["text"]),
    )


def own_cases() -> Iterator[extraction.Case]:
    """The pages of our own writing."""
    for file in sorted(OWN.glob("*.json")):
        html, truth = file.with_suffix(".html").read_bytes(), json.loads(file.read_text(encoding="utf-8"))
        yield extraction.Case(name=file.stem, html=html, truth=truth)


def labels(blocks: Sequence[PageBlock], truth: str) -> list[bool]:
    """Which of the blocks are in the truth."""
    words = _WORD.findall(truth)
    grams = Counter(zip(*(words[place:] for place in range(4)), strict=False))
    line = " ".join(["", *words, ""])
    said = [_WORD.findall(block.text) for block in blocks]
    found = [len(own) >= 4 and _held(own, grams) >= 0.6 for own in said]
    for index, own in enumerate(said):
        if 0 < len(own) < 4:
            before = next((said[near][-3:] for near in range(index - 1, max(-1, index - 4), -1) if found[near]), None)
            after = next((said[near][:3] for near in range(index + 1, min(len(said), index + 4)) if found[near]), None)
            beside = [*([before + own] if before else []), *([own + after] if after else [])]
            found[index] = any(" ".join(["", *run, ""]) in line for run in beside)
    return found


def _held(words: list[str], grams: Counter[tuple[str, ...]]) -> float:
    own = Counter(zip(*(words[place:] for place in range(4)), strict=False))
    return (own & grams).total() / own.total()


def grow(pages: Sequence[Page]) -> dict[str, Any]:
    """The trees, as `forest.json` holds them."""
    vectors, truths, shares = [], [], []
    for page in pages:
        sizes = [max(1, block.text.count(" ") + 1) for block in page.blocks]
        whole = max(20, sum(size for size, label in zip(sizes, page.labels, strict=True) if label))
        for measured in page.judged.measured:
            vectors.append(measured.vector)
            truths.append(page.labels[measured.index])
            shares.append((sizes[measured.index] / whole) ** WEIGHT * WEIGHTS.get(page.set, 1.0))
    data = lightgbm.Dataset(numpy.array(vectors, dtype=float), numpy.array(truths), weight=numpy.array(shares))
    model = lightgbm.train(GROWTH, data, TREES).dump_model()
    return {"measures": list(features.NAMES), "trees": [_node(each["tree_structure"]) for each in model["tree_info"]]}


def _node(node: dict[str, Any]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    low, high = _node(node["left_child"]), _node(node["right_child"])
    return [node["split_feature"], round(node["threshold"], 4), low, high]


def text(page: Page, trees: Sequence[forest.ForestStage]) -> str:
    """The text that the trees choose."""
    return "\n\n".join(block.text for block in maintext.choose(page.blocks, page.judged, trees))


def report(title: str, pages: Sequence[Page], texts: Sequence[str]) -> None:
    """Print the figures of each set."""
    for set_ in extraction.SETS:
        pairs = [(page, chosen) for page, chosen in zip(pages, texts, strict=True) if page.set == set_]
        rates = [extraction.precision_and_recall(page.truth, chosen) for page, chosen in pairs]
        precision = statistics.fmean(rate for rate, _ in rates if rate is not None)
        recall = statistics.fmean(rate for _, rate in rates if rate is not None)
        exact = statistics.fmean(_WORD.findall(page.truth) == _WORD.findall(chosen) for page, chosen in pairs)
        f1 = 2 * precision * recall / (precision + recall)
        sys.stdout.write(f"{title:18} {set_:11} F1 {f1:.4f} P {precision:.4f} R {recall:.4f} exact {exact:.3f}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Read, try, and grow."""
    folders = [argument for argument in arguments if argument != "--write"]
    folder = Path(folders[0]) if folders else extraction.PAGES
    if not folder.is_dir():
        sys.stderr.write(f"{folder}: no such folder; name the one that holds {' and '.join(extraction.SETS)}\n")
        return 2
    pages = [read(set_, case) for set_ in extraction.SETS for case in extraction.cases(folder / set_)]
    pages += [read("own", case) for case in own_cases()]
    fold = [int(hashlib.sha256(page.domain.encode()).hexdigest(), 16) % FOLDS for page in pages]
    texts = [""] * len(pages)
    for held in range(FOLDS):
        trees = forest.load_forest(grow([page for page, own in zip(pages, fold, strict=True) if own != held]))
        for index, page in enumerate(pages):
            if fold[index] == held:
                texts[index] = text(page, trees)
    report("on other domains", pages, texts)
    data = grow(pages)
    trees = forest.load_forest(data)
    report("on all", pages, [text(page, trees) for page in pages])
    if "--write" in arguments:
        FOREST.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
        sys.stdout.write(f"wrote {len(data['trees'])} trees, {FOREST.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
