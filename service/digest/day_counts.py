"""What a day had, in one line of plain text."""

from service.digest.document import Document, RemovalRecord


def tally(document: Document) -> str:
    """`3 new, 1 changed, 1 suspected gone`; "nothing new" for a day without events."""
    gone = still_gone(document)
    removed = sum(removal["status"] == "removed" for removal in gone)
    counted = (
        (len(document["new"]), "new"),
        (len(document["changed"]), "changed"),
        (removed, "removed"),
        (len(gone) - removed, "suspected gone"),
        (len(document["restored"]), "restored"),
        (len(document["moved"]), "moved"),
        (len(document.get("left_out", ())), "not shown"),
    )
    return ", ".join(f"{number:,} {words}" for number, words in counted if number) or "nothing new"


def still_gone(document: Document) -> list[RemovalRecord]:
    """The removals but for those that were suspected only, of pages that came back since: their return tells both."""
    back = {notice["item"]["id"]: notice["at"] or "" for notice in document["restored"]}
    return [
        removal
        for removal in document["removed"]
        if removal["status"] == "removed" or back.get(removal["item"]["id"], "") < (removal["at"] or "")
    ]
