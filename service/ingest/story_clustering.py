"""Each new item joins a story or begins one; now and then all items of the last weeks are clustered anew."""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime

from service.identity.stories.agglomerative import KeptStory, cluster_stories, keep_ids
from service.identity.stories.joining import A_DAY, WINDOW, Account, Extent, WeightedAccount, assign, weighted
from service.identity.stories.steadiness import Steadiness, steadiness
from service.identity.stories.story_terms import StoryTerms, story_terms
from service.identity.stories.story_vector import Frequencies, Vector, heaviest
from service.store import Store, StoredAccount, StoryExtent, StoryText

BATCH = 20
"""Items placed in one transaction: some tens of milliseconds."""

GROWTH = 10
"""Stories are clustered anew when one in so many accounts is new: what came first was placed knowing little."""

MOST = 20_000
"""Accounts clustered at once, the newest; others keep their story. So many take some 10 seconds and 100 MB."""


class StoryClustering:
    """Keeps the stories of a store. The next run goes on where one was killed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stories = store.stories

    async def follow(self, now: datetime) -> None:
        """Place all items that are new or have a new text, and cluster the stories anew where many are."""
        placing = True
        while placing:
            placing = self._place_some(now)
            await asyncio.sleep(0)  # the next batch is a transaction of its own; others may go first
        with self._store.transaction():
            self._renew()
        new, kept = self._stories.unclustered(after=self._stories.clustered())
        if new * GROWTH >= max(kept, 1):
            await self.cluster_anew(now)

    async def upkeep(self, now: datetime) -> None:
        """Let go of stories that are over, and cluster the rest anew. Done each night."""
        with self._store.transaction():
            self._stories.forget(before=now - WINDOW)
            self._stories.fade()
        await self.cluster_anew(now)

    async def cluster_anew(self, now: datetime) -> None:
        """Cluster all accounts of the last weeks anew. Stories keep their ids; see `keep_ids`."""
        accounts = [_account(stored) for stored in self._stories.accounts(limit=MOST)]
        frequencies = Frequencies(documents=self._stories.documents(), holders=self._stories.all_document_counts())
        # In a thread: it takes seconds, and touches nothing but these values.
        found, steady, stories = await asyncio.to_thread(_clustered, accounts, frequencies)
        held = {account.item: account.story for account in accounts if account.story is not None}
        with self._store.transaction():
            self._stories.set_factors(steady.factors)
            for one in found:
                self._stories.set_vector(one.account.item, one.vector)
            self._name(keep_ids(stories, held), held, now)
            self._stories.place_copies()
            self._stories.clustered_up_to(max((account.item for account in accounts), default=0))

    # ── one by one ────────────────────────────────────────────────────────────────────────────────────────────────

    def _place_some(self, now: datetime) -> bool:
        """Place the next few items, and say whether there were any."""
        with self._store.transaction():
            unread = self._stories.unread(since=now - WINDOW, limit=BATCH)
            for item in unread:
                self._place(item, now)
            self._stories.read_up_to(unread[-1].item if unread else self._stories.newest_item())
        return bool(unread)

    def _renew(self) -> None:
        """Read again what has a new text. It stays in its story until all are clustered; copies go to their lead's."""
        for item in self._stories.outdated():
            self._keep(item)
        self._stories.forget_copies()
        self._stories.place_copies()

    def _place(self, item: StoryText, now: datetime) -> None:
        new = self._keep(item)
        if new is None:
            return
        candidates = self._stories.candidates(item.item, _clues(new.vector))
        stories = {account.story for account in candidates if account.story is not None}
        extents = {extent.story: _extent(extent) for extent in self._stories.extents(stories)}
        known = [WeightedAccount(account=_account(stored), vector=stored.vector) for stored in candidates]
        nearest = assign(new, known, extents)
        if nearest is None:
            return
        story = nearest.story
        if story is None:
            story = self._stories.begin(now)
            self._stories.place(nearest.item, story)
        self._stories.place(item.item, story)

    def _keep(self, item: StoryText) -> WeightedAccount | None:
        """Keep the terms of an item's text, and return them weighted; None where it has none."""
        terms = story_terms(title=item.title, text=item.text, language=item.language)
        if not terms.all_terms:
            return None
        if not self._stories.has_account(item.item):
            self._stories.count(terms.language, terms.all_terms)
        documents, holders = self._stories.document_counts(terms.language, terms.all_terms)
        frequencies = Frequencies(
            documents={terms.language: documents},
            holders={(terms.language, term): count for term, count in holders.items()},
        )
        variant_of, update_of = self._stories.texts(item.item)
        account = Account(
            item=item.item, terms=terms, published=item.published, variant_of=variant_of, update_of=update_of
        )
        raw = weighted(account, frequencies)
        steady = Steadiness(factors={terms.language: self._stories.factors(terms.language, raw.vector)})
        new = steady.tempered(raw)
        self._stories.keep(
            StoredAccount(
                item=item.item,
                revision=item.revision,
                seen=item.first_seen,
                published=item.published,
                language=terms.language,
                names=" ".join(terms.names),
                words=" ".join(terms.words),
                vector=new.vector,
            ),
            clues=_clues(new.vector),
        )
        return new

    # ── all at once ───────────────────────────────────────────────────────────────────────────────────────────────

    def _name(self, named: Sequence[KeptStory], held: Mapping[int, int], now: datetime) -> None:
        placed: set[int] = set()
        for story in named:
            placed |= story.items
            number = self._stories.begin(now) if story.story is None else story.story
            for merged in story.merged:
                self._stories.merge(merged, into=number, now=now)
            for item in sorted(story.items):
                self._stories.place(item, number)
        for item in sorted(held.keys() - placed):
            self._stories.place(item, None)


def _clues(vector: Vector) -> tuple[str, ...]:
    return tuple(term for term, _ in heaviest(vector))


def _account(stored: StoredAccount) -> Account:
    return Account(
        item=stored.item,
        terms=StoryTerms(language=stored.language, names=_terms(stored.names), words=_terms(stored.words)),
        published=stored.published,
        story=stored.story,
        variant_of=stored.variant_of,
        update_of=stored.update_of,
    )


def _terms(written: str) -> tuple[str, ...]:
    """Return the terms of an account, each held in memory once for all accounts."""
    return tuple(map(sys.intern, written.split()))


def _extent(stored: StoryExtent) -> Extent:
    return Extent(
        size=stored.size,
        first=stored.first,
        last=stored.last,
        undated=stored.undated,
        lowest=stored.lowest / A_DAY,
        highest=stored.highest / A_DAY,
    )


def _clustered(
    accounts: Sequence[Account], frequencies: Frequencies
) -> tuple[list[WeightedAccount], Steadiness, tuple[frozenset[int], ...]]:
    """Return the accounts with their vectors, the terms that are steady among them, and their stories."""
    steady = steadiness(accounts)
    found = [steady.tempered(weighted(account, frequencies)) for account in accounts]
    return found, steady, cluster_stories(found)
