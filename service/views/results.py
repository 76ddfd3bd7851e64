"""What commands came to, as JSON: a fetch, a try of a source, a correction, a replay."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from service.models import Check

if TYPE_CHECKING:
    from service.crawl.source_check import SourceCheck
    from service.maintenance.corrections import Corrected
    from service.maintenance.fold_replay import ReplayedFold
    from service.maintenance.replay import Replayed, ReportedEdit


def check_json(check: Check) -> dict[str, Any]:
    """Return the shape that `dateline fetch --json` and `dateline import --json` promise."""
    return {
        "name": check.source,
        "status": str(check.status),
        "links": check.links,
        "fetched": check.fetched,
        "new": check.new,
        "changed": check.changed,
        "copies": check.copies,
        "unchanged": check.unchanged,
        "failed": check.failed,
        "error": check.error,
        "seconds": round(check.seconds, 3),
    }


def source_check_json(check: "SourceCheck") -> dict[str, Any]:
    """Return the shape that `dateline sources check --json` promises."""
    return {
        "name": check.source,
        "kind": check.kind and str(check.kind),
        "links": check.links,
        "newest": check.newest,
        "notes": list(check.notes),
        "error": check.error,
    }


def correction_json(corrected: "Corrected") -> dict[str, Any]:
    """Return the shape that `dateline items merge --json` and `dateline items split --json` promise."""
    return {
        "item": corrected.item,
        "copy_of": corrected.copy_of,
        "variant_of": corrected.variant_of,
        "update_of": corrected.update_of,
        "group": list(corrected.group),
        "told": list(corrected.told),
    }


def replay_json(
    found: "Sequence[Replayed]", shown: "Sequence[Replayed]", folds: "Sequence[ReplayedFold]"
) -> dict[str, Any]:
    """Return the shape that `dateline replay --json` promises: the sums of all items, the items that are shown, and the
    copies and updates that would be the other."""
    return {
        "pages": sum(one.pages for one in found),
        "items": len(found),
        "changes": {"then": sum(one.then for one in found), "now": sum(one.now for one in found)},
        "texts": sum(len(one.texts) for one in found),
        "differing": sum(one.differs for one in found),
        "items_differing": [_replayed_json(one) for one in shown],
        "folds": [
            {"item": one.item, "of": one.of, "then": one.then, "now": one.now, "adds": list(one.adds)} for one in folds
        ],
        "problems": [problem for one in found for problem in one.problems],
    }


def _replayed_json(one: "Replayed") -> dict[str, Any]:
    return {
        "item": one.item,
        "pages": one.pages,
        "changes": {"then": one.then, "now": one.now},
        "texts": [{"revision": number} | _edit_json(edit) for number, edit in one.texts.items()],
        "steps": [
            {
                "from_revision": step.from_revision,
                "to_revision": step.to_revision,
                "then": step.then and _edit_json(step.then),
                "now": step.now and _edit_json(step.now),
            }
            for step in one.steps
        ],
    }


def _edit_json(edit: "ReportedEdit") -> dict[str, Any]:
    return {"kinds": list(edit.kinds), "summary": edit.summary}
