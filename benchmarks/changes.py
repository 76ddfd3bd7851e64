"""How well and how fast edits are told from noise, and named, beside the peers' rules, on the same pages in one run.

    python -m benchmarks.changes [FOLDER] [--every N] [--worst N] [--jobs N]

FOLDER (`../shared/benchmarks/extraction` beside this checkout, unless given) is that of `extraction.py`. Of its pages
every N-th is taken (every second one unless given: some four minutes on two cores). Each is fetched again under some of
the noises of `refetching.py`, after some of the edits of `editing.py`, and after an edit under a noise; both versions
are extracted and decided on as the recorder does. A third of the domains, by their hash, is held out: no rule was tuned
on it. The peers (`rivals.py`) judge every RIVALS-th of these pages.

`noise` is the share of noise-only visits told as an edit, `missed` that of true edits not told, `right` that of edits
told whose kind is named, and no kind that it is not of. A miss is extraction's where it gives the same text, title,
byline and moment as before.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

from selectolax.lexbor import LexborHTMLParser

from benchmarks.change_costs import costs
from benchmarks.cuts import CutVisit, cut_rows, cut_visits
from benchmarks.editing import KINDS, OF_SENTENCES, Edited, Page, edited
from benchmarks.extraction import PAGES, SETS, Case, cases
from benchmarks.refetching import NOISES, refetched
from benchmarks.rivals import Rival, rivals
from benchmarks.wordings import People
from service.changes import compare, whole_paragraphs_changed
from service.extract import extract_page, lines_of
from service.ingest.normalize import settled
from service.models import Article, Edit

RIVALS = 12
NOISES_A_PAGE, EDITS_A_PAGE, BOTH_A_PAGE, SENTENCES_A_PAGE = 5, 5, 1, 4
NEVER_MISSED = ("number", "headline", "quote", "negation")

_LANGUAGE = re.compile(rb"<html[^>]*?\blang=[\"']?([a-zA-Z]{2})")
_CAPITAL = re.compile(r"[A-Z][^\W\d_]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A page fetched twice, and what was made of it."""

    page: str
    held_out: bool
    noise: str | None
    kind: str | None
    """Of the edit; None for noise alone."""
    also: frozenset[str] = frozenset()
    must: frozenset[str] = frozenset()
    """Kinds that it is of, where it is not of `kind` alone."""
    kinds: tuple[str, ...] = ()
    """As told; none where nothing was."""
    summary: str = ""
    same_article: bool = False
    """Extraction gave the same article twice."""
    rivals: dict[str, bool] = field(default_factory=dict)

    @property
    def told(self) -> bool:
        return bool(self.kinds)

    @property
    def right(self) -> bool:
        must = self.must or {self.kind}
        return must <= set(self.kinds) <= {*must, *self.also}


def decide(
    old: Article, new: Article, *, before: bytes, now: bytes, url: str, now_url: str | None = None
) -> Edit | None:
    """Decide as the recorder does with two articles and the pages that they were read from; `now_url` is where the new
    one stands, if that is another address."""
    if whole_paragraphs_changed(old, new):
        new = settled(old, new, before=lines_of(before, url=url), now=lines_of(now, url=now_url or url))
    return compare(old, new)


def visits(case: Case, *, number: int, people: People, others: Sequence[str], with_rivals: bool) -> list[Visit]:
    """The visits to one page. Which noises and edits it gets, its number says: over the pages all of them in turn."""
    html = LexborHTMLParser(case.html).html or ""
    url = case.truth.get("url") or "https://example.org/"
    article = extract_page(refetched(html, "none"), url=url)
    page = Page(html=html, article=article, truth=case.truth["text"], people=people, others=tuple(others), url=url)
    noises = [NOISES[(number * NOISES_A_PAGE + at) % len(NOISES)] for at in range(NOISES_A_PAGE)]
    edits = _in_turn(page, KINDS, number, EDITS_A_PAGE)
    planned: list[tuple[str | None, Edited | None]] = [(noise, None) for noise in noises]
    planned += [(None, made) for made in edits]
    planned += [(noises[-1 - at], made) for at, made in enumerate(edits[:BOTH_A_PAGE])]
    planned += [(None, made) for made in _in_turn(page, OF_SENTENCES, number, SENTENCES_A_PAGE)]
    rivalling = dict(rivals()) if with_rivals else {}
    return [_visit(case.name, page, made, noise, seed=number, rivalling=rivalling) for noise, made in planned]


def _in_turn(page: Page, kinds: Sequence[str], number: int, count: int) -> list[Edited]:
    """The first edits that a page offers a place for, another kind first on each page."""
    turned = [kinds[(number * count + at) % len(kinds)] for at in range(len(kinds))]
    return list(islice((made for kind in turned if (made := edited(page, kind, number))), count))


def _visit(
    name: str, page: Page, made: Edited | None, noise: str | None, *, seed: int, rivalling: Mapping[str, Rival]
) -> Visit:
    """Fetch a page twice, with an edit, a noise or both between."""
    first, then = (page.html, made.html if made else page.html)
    if made and made.undone:
        first, then = then, first
    now_url = (made and made.url) or page.url
    old_body, body = refetched(first, "none"), refetched(then, noise or "none", seed)
    old, new = extract_page(old_body, url=page.url), extract_page(body, url=now_url)
    edit = decide(old, new, before=old_body, now=body, url=page.url, now_url=now_url)
    return Visit(
        page=name,
        held_out=held_out(page.url),
        noise=noise,
        kind=made.kind if made else None,
        also=made.also if made else frozenset(),
        must=made.must if made else frozenset(),
        kinds=edit.kinds if edit else (),
        summary=edit.summary if edit else "",
        same_article=_seen(old) == _seen(new),
        rivals={rival: tells(old_body, body) for rival, tells in rivalling.items()},
    )


def held_out(url: str) -> bool:
    """Whether the page's domain is one of the third that nothing is tuned on."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return crc32(host.encode()) % 3 == 0


def people_of(pages: Iterable[Case]) -> People:
    """The names of the pages' authors."""
    names = [name for case in pages for name in (case.truth.get("authors") or [case.truth.get("byline") or ""])]
    full = [parts for name in names if len(parts := name.split()) == 2 and all(map(_CAPITAL.fullmatch, parts))]
    return People(first=frozenset(parts[0] for parts in full), last=tuple(sorted({parts[1] for parts in full})))


def paragraphs_by_language(pages: Iterable[Case]) -> dict[str, list[str]]:
    """Paragraphs of prose, to be put into other pages."""
    found: dict[str, list[str]] = defaultdict(list)
    for case in pages:
        language = _LANGUAGE.search(case.html)
        fitting = [part for part in case.truth["text"].split("\n\n") if 120 < len(part) < 600 and part[-1] in ".!?"]
        found[language[1].decode().lower() if language else "en"] += fitting[:3]
    return found


def _seen(article: Article) -> tuple[object, ...]:
    return article.text, article.title, article.byline, article.published


def _visited(job: tuple[int, Case], people: People, others: dict[str, list[str]]) -> list[Visit]:
    number, case = job
    language = _LANGUAGE.search(case.html)
    mine = set(case.truth["text"].split("\n\n"))
    fitting = [part for part in others.get(language[1].decode().lower() if language else "en", ()) if part not in mine]
    return visits(case, number=number, people=people, others=fitting, with_rivals=number % RIVALS == 0)


def _cut(job: tuple[int, Case]) -> list[CutVisit]:
    number, case = job
    return cut_visits(case.name, extract_page(case.html, url=case.truth.get("url")), number)


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────────────────


def report(found: Sequence[Visit], *, worst: int) -> Iterator[str]:
    """The tables, line by line."""
    yield f"\n{'':38}   noise told        edits missed      number headline quote negation   kind right"
    for label, part in (
        ("dateline", found),
        ("  domains tuned on", [visit for visit in found if not visit.held_out]),
        ("  domains held out", [visit for visit in found if visit.held_out]),
    ):
        yield _row(label, part, lambda visit: visit.told, kinds=True)
    judged = [visit for visit in found if visit.rivals]
    yield _row(f"dateline, the peers' {len({visit.page for visit in judged})} pages", judged, lambda visit: visit.told)
    for name in judged[0].rivals if judged else ():
        yield _row(name, judged, _told_by(name))
    yield from _by_kind(found)
    yield from _by_noise(found)
    yield from _worst(found, worst)


def _told_by(rival: str) -> Callable[[Visit], bool]:
    return lambda visit: visit.rivals[rival]


def _row(label: str, found: Sequence[Visit], told: Callable[[Visit], bool], *, kinds: bool = False) -> str:
    noise = [told(visit) for visit in found if visit.kind is None]
    edits = [visit for visit in found if visit.kind is not None]
    missed = [visit for visit in edits if not told(visit)]
    named = Counter(visit.kind for visit in missed)
    right = [visit.right for visit in edits if visit.told]
    columns = " ".join(f"{named[kind]:{len(kind)}}" for kind in NEVER_MISSED)
    return (
        f"{label:38} {_share(sum(noise), len(noise))} {_share(len(missed), len(edits))}   {columns}"
        f"   {_share(sum(right), len(right)) if kinds else ''}"
    )


def _share(count: int, of: int) -> str:
    return f"{100 * count / max(1, of):5.2f} % ({count}/{of})".ljust(17)


def _by_kind(found: Sequence[Visit]) -> Iterator[str]:
    yield f"\n{'edit':28} made  missed (extraction's)  kind right  told otherwise"
    for kind in (*KINDS, *OF_SENTENCES):
        edits = [visit for visit in found if visit.kind == kind]
        missed = [visit for visit in edits if not visit.told]
        wrong = Counter(", ".join(visit.kinds) for visit in edits if visit.told and not visit.right)
        lost = sum(visit.same_article for visit in missed)
        yield (
            f"{kind:28} {len(edits):4}  {len(missed):6} {f'({lost})':15} {_percent(edits)}  "
            + "; ".join(f"{count} {told}" for told, count in wrong.most_common(3))
        )


def _percent(edits: Sequence[Visit]) -> str:
    """The share of edits told whose kind is right."""
    right = [visit.right for visit in edits if visit.told]
    return f"{100 * sum(right) / len(right):6.1f} %" if right else " " * 8


def _by_noise(found: Sequence[Visit]) -> Iterator[str]:
    yield f"\n{'noise':24} visits  told  extraction's"
    for noise in NOISES:
        own = [visit for visit in found if visit.noise == noise and visit.kind is None]
        told = [visit for visit in own if visit.told]
        yield f"{noise:24} {len(own):6} {len(told):5} {sum(not visit.same_article for visit in told):13}"


def _worst(found: Sequence[Visit], count: int) -> Iterator[str]:
    """Noise told first, then edits missed, then kinds that are wrong."""
    told = [visit for visit in found if visit.kind is None and visit.told]
    missed = [visit for visit in found if visit.kind is not None and not visit.told]
    wrong = [visit for visit in found if visit.kind is not None and visit.told and not visit.right]
    for title, cause in (("noise told", told), ("edits missed", missed), ("kinds that are wrong", wrong)):
        if count and cause:
            yield f"\n{title}"
        for visit in cause[:count]:
            what = f"{visit.page:28} {visit.noise or '':20} {visit.kind or '':28} {', '.join(visit.kinds)}"
            yield f"  {what}: {visit.summary[:120]} {'(held out)' if visit.held_out else ''}"


def main(arguments: Sequence[str]) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.changes", description="Edits told from noise.")
    parser.add_argument("folder", nargs="?", type=Path, default=PAGES)
    parser.add_argument("--every", type=int, default=2)
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args(arguments)
    if not chosen.folder.is_dir():
        sys.stderr.write(f"{chosen.folder}: no such folder; name the one that holds {' and '.join(SETS)}\n")
        return 2
    pages = [case for name in SETS for case in cases(chosen.folder / name, every=chosen.every)]
    others = paragraphs_by_language(pages)
    work = partial(_visited, people=people_of(pages), others=others)
    with ProcessPoolExecutor(chosen.jobs) as pool:
        found = [visit for page in pool.map(work, enumerate(pages), chunksize=8) for visit in page]
        cuts = [visit for page in pool.map(_cut, enumerate(pages), chunksize=8) for visit in page]
    sys.stdout.write(f"{len(pages)} pages, {len(found)} visits; peers on every {RIVALS}th page\n")
    for line in (*report(found, worst=chosen.worst), *cut_rows(cuts)):
        sys.stdout.write(line + "\n")
    sys.stdout.write("\nCPU ms of a decision, medians       dateline   difflib, words\n")
    for cost in costs(others["en"]):
        sys.stdout.write(f"{cost.name:40} {cost.ours:8.2f} {f'{cost.difflib:12.1f}' if cost.difflib else ''}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
