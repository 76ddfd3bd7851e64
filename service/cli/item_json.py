"""An item with all that is kept of it, as JSON: what `dateline show --json` and `dateline export` print."""

from typing import TYPE_CHECKING, Any

from service.models import iso

if TYPE_CHECKING:
    from service.models import Item, Revision
    from service.store import Store


def whole(store: "Store", item: "Item") -> dict[str, Any]:
    """The shape of `dateline items --json` and more: revisions, events, addresses."""
    return item.as_json() | {
        "revisions": [_revision(revision) for revision in store.revisions.of(item.id)],
        "events": [
            {"kind": str(e.kind), "at": iso(e.at), "digest": e.digest, "kinds": list(e.kinds), "summary": e.summary}
            for e in store.events.of_item(item.id)
        ],
        "addresses": [{"url": url, "how": how, "since": iso(at)} for url, how, at in store.items.addresses(item.id)],
        "former_addresses": [
            {"url": f.url, "how": f.how, "since": iso(f.since), "until": iso(f.until), "item": f.heir}
            for f in store.addresses.former(item.id)
        ],
    }


def _revision(revision: "Revision") -> dict[str, Any]:
    return {
        "number": revision.number,
        "seen_at": iso(revision.seen_at),
        "title": revision.title,
        "byline": revision.byline,
        "published": iso(revision.published),
        "modified": iso(revision.modified),
        "section": revision.section,
        "tags": list(revision.tags),
        "access": revision.access and str(revision.access),
        "text": revision.text,
        "kinds": revision.kinds and [str(kind) for kind in revision.kinds],
        "furniture": list(revision.furniture),
        "extractor": revision.extractor,
    }
