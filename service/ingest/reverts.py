"""identify: an item has an earlier version again. Put back once, it is told; alternating, it is told once."""

from datetime import datetime

from service.changes import compare
from service.identity.lifecycle.availability import LOOKS_AT_SUSPECTED
from service.identity.lifecycle.reverting import is_told
from service.ingest.confirmation import NeedsConfirmation, seen_as
from service.models import Article, Revision, to_the_minute
from service.store import EarlierVersion, ItemState, Store


class Reverts:
    """Finds earlier versions in the store, and makes them the present one. A return adds no revision."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, known: ItemState, article: Article, *, text_hash: str) -> EarlierVersion | None:
        """The version the item had before that reads as `article` does, the last left where there are several.

        Where title or text come back, the date of publication need not: some pages put that of their last change there.
        """
        earlier = self._store.revisions.earlier(known.id, text_hash)
        edits = [(version, compare(version.revision, article)) for version in earlier]
        same = next((version for version, edit in edits if edit is None), None)
        if same is not None or (known.title, known.text) == (article.title, article.text):
            return same
        return next((version for version, edit in edits if edit and edit.kinds == ("published",)), None)

    def doubt(
        self, known: ItemState, article: Article, back: EarlierVersion, now: datetime
    ) -> NeedsConfirmation | None:
        """Why the return should be confirmed: servers that disagree show now this, now that. None where nothing is
        told of it anyway."""
        if not is_told(left_at=back.left_at, returns=known.reverts, now=now):
            return None
        when = to_the_minute(back.revision.seen_at)
        return NeedsConfirmation(
            reason=f"reads as on {when} UTC again", seen=seen_as(article), looks=LOOKS_AT_SUSPECTED
        )

    def take(self, known: ItemState, back: EarlierVersion, now: datetime, *, ours: bool) -> bool:
        """Make the earlier version the present one; whether that is to be told. Inside a transaction.

        `ours`: the difference may be our own rules' doing, which is no return.
        """
        told = not ours and is_told(left_at=back.left_at, returns=known.reverts, now=now)
        since = now if told or known.reverts_since is None else known.reverts_since
        returns = known.reverts if ours else 1 if told else known.reverts + 1
        self._store.items.revert_to(known.id, back.revision, reverts=returns, since=since, now=now)
        return told


def summary_of_return(earlier: Revision, summary: str) -> str:
    """One line: "returned to the version of 2026-11-20 08:00 UTC: 17 → 12"."""
    return f"returned to the version of {to_the_minute(earlier.seen_at)} UTC: {summary}"
