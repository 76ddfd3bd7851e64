"""What a digest shows of its coverage: which sources were seen, and what could not be read."""

from dataclasses import dataclass

from service.digest.also_at_view import carried_elsewhere
from service.digest.digest_document import DigestDocument, TroubleRecord
from service.digest.item_card import LocalTime, ShownLink
from service.digest.wording import HEALTH, Moment, count
from service.text.display import label, shorten, web_url

ERROR = 160
"""Characters shown of an error."""
_NAMES = 8
"""Sources one line of the warning names."""
_UNREAD = 50
"""Links not read, or not believed yet, that are shown; the record has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """One line of the warning at the top: sources by name, each with its state where the label does not say it."""

    label: str
    sources: tuple[tuple[str, str | None], ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source as a line of the table of coverage."""

    name: str
    href: str | None
    state: str
    good: bool
    checks: int
    new: int
    changed: int
    copies: int
    last_ok: Moment | None
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadLine:
    """A link that a source named, and whose page could not be read, or is not believed yet."""

    link: ShownLink
    source: str
    error: str
    since: Moment | None


# ── at the top ────────────────────────────────────────────────────────────────────────────────────────────────────────


def seen_line(document: DigestDocument) -> str:
    """Return how many of the sources were seen, in words."""
    total, missed = len(document["coverage"]["sources"]), len(_missed(document))
    if not total:
        return "no source checked"
    if not missed:
        return "1 source checked" if total == 1 else f"all {total:,} sources checked"
    return f"{total - missed:,} of {count(total, 'source')} seen"


def _missed(document: DigestDocument) -> list[str]:
    """Return the sources without one good answer in the window; one that failed only at its end is not among them."""
    return [trouble["source"] for trouble in _unwell(document) if not _answered(trouble, document)]


def _unwell(document: DigestDocument) -> list[TroubleRecord]:
    coverage = document["coverage"]
    return [*coverage["failed"], *coverage["blocked"], *coverage["unseen"]]


def _answered(trouble: TroubleRecord, document: DigestDocument) -> bool:
    # Both are ISO 8601 in UTC to the second, which sorts as it reads.
    return (trouble["last_ok"] or "") >= (document["from"] or "")


def concerns(document: DigestDocument) -> tuple[Concern, ...]:
    """Return the warnings at the top: sources not seen, seen in part or doubtful, and those with pages not read."""
    coverage = document["coverage"]
    states = {line["source"]: HEALTH.get(line["health"], line["health"]) for line in coverage["sources"]}
    in_part = [trouble["source"] for trouble in _unwell(document) if _answered(trouble, document)]
    doubtful = [trouble["source"] for trouble in (*coverage["drifting"], *coverage["silent"])]
    unread = dict.fromkeys(link["source"] for link in coverage["unread"])
    concerned = (
        ("Not seen", [(source, states.get(source)) for source in _missed(document)]),
        ("Seen in part", [(source, states.get(source)) for source in in_part]),
        ("Doubtful", [(source, states.get(source)) for source in doubtful]),
        (
            f"{count(len(coverage['unread']), 'page')} not read, or not believed yet",
            [(source, None) for source in unread],
        ),
    )
    return tuple(
        Concern(label=words, sources=tuple(sources[:_NAMES]), more=max(0, len(sources) - _NAMES))
        for words, sources in concerned
        if sources
    )


def quiet_line(document: DigestDocument) -> str | None:
    """Return what is said of a day without events; None of another day. What others carry as well is no event."""
    if document.get("updated") or document.get("left_out"):
        return None
    if any(document[kind] for kind in ("new", "changed", "removed", "restored", "moved")):
        return None
    total, missed = len(document["coverage"]["sources"]), len(_missed(document))
    if not total:
        return "No source was looked at, so nothing can be said about this day."
    if total == missed:
        which = "the one source" if total == 1 else f"any of the {total:,} sources"
        return f"Nothing was seen of {which}. Whatever was published is missing here."
    nothing = f"Nothing new and nothing changed{'' if document['final'] else ' so far'}"
    return " ".join(
        (
            "; ".join(part for part in (nothing, carried_elsewhere(document)) if part) + ".",
            f"{count(total - missed, 'source was', 'sources were')} checked"
            + (f", {missed:,} {'was' if missed == 1 else 'were'} not seen." if missed else "."),
        )
    )


# ── the table ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def source_lines(document: DigestDocument, local: LocalTime) -> tuple[SourceLine, ...]:
    """Return the table of sources, those that are not well first."""
    lines = [
        SourceLine(
            name=line["source"],
            href=web_url(line["url"]),
            state=HEALTH.get(line["health"], line["health"]),
            good=line["health"] == "ok",
            checks=line["checks"],
            new=line["new"],
            changed=line["changed"],
            copies=line.get("copies", 0),
            last_ok=local.moment(line["last_ok"]),
            error=shorten(line["error"], ERROR) if line["error"] else None,
        )
        for line in document["coverage"]["sources"]
    ]
    return tuple(sorted(lines, key=lambda line: line.good))


def unread_lines(document: DigestDocument, local: LocalTime) -> tuple[UnreadLine, ...]:
    """Return the first links that could not be read, or are not believed yet."""
    return tuple(
        UnreadLine(
            link=ShownLink(label=label(link["title"]) or link["url"], href=web_url(link["url"])),
            source=link["source"],
            error=shorten(link["error"], ERROR),
            since=local.moment(link["since"]),
        )
        for link in document["coverage"]["unread"][:_UNREAD]
    )


def unread_more(document: DigestDocument) -> int:
    """Return how many such links are not shown."""
    return max(0, len(document["coverage"]["unread"]) - _UNREAD)
