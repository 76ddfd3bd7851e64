"""Each new item joins a story or begins one; now and then all items of the last weeks are clustered anew."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from service.identity.stories.agglomerative import KeptStory, cluster_stories, keep_ids
from service.identity.stories.joining import WINDOW, Account, WeightedAccount, assign, weighted
from service.identity.stories.story_terms import StoryTerms, story_terms
from service.identity.stories.story_vector import Frequencies, Vector
from service.store import Store, StoredAccount, StoryText

BATCH = 20
"""Items placed in one transaction: some tens of milliseconds."""

CLUES = 16
"""Terms of an account, those that weigh most, by which it is found again."""

GROWTH = 10
"""Stories are clustered anew when one in so many accounts is new: what came first was placed knowing little."""

MOST = 6_000
"""Accounts clustered at once, the newest; others keep their story. 2,000 take some seconds, and it grows faster."""


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
        accounts = self._stories.accounts(limit=MOST)
        frequencies = Frequencies(documents=self._stories.documents(), holders=self._stories.all_document_counts())
        # In a thread: it takes seconds, and touches nothing but these values.
        accounts_weighted, stories = await asyncio.to_thread(_clustered, accounts, frequencies)
        held = {account.item: account.story for account in accounts if account.story is not None}
        with self._store.transaction():
            for account, one in zip(accounts, accounts_weighted, strict=True):
                self._stories.set_vector(account.item, one.vector)
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
        variant_of = new.account.variant_of
        candidates = self._stories.candidates(item.item, _clues(new.vector), variant_of=variant_of)
        nearest = assign(new, [_as_weighed(account) for account in candidates])
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
        account = Account(
            item=item.item,
            terms=terms,
            published=item.published,
            variant_of=self._stories.variant_of(item.item),
        )
        new = weighted(account, frequencies)
        self._stories.keep(
            StoredAccount(
                item=item.item,
                revision=item.revision,
                seen=item.first_seen,
                published=item.published,
                language=terms.language,
                names=" ".join(sorted(terms.names)),
                words=" ".join(sorted(terms.words)),
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
    return tuple(sorted(vector, key=lambda term: (-vector[term], term))[:CLUES])


def _account(stored: StoredAccount, words: str) -> Account:
    return Account(
        item=stored.item,
        terms=StoryTerms(
            language=stored.language, names=frozenset(stored.names.split()), words=frozenset(words.split())
        ),
        published=stored.published,
        story=stored.story,
        variant_of=stored.variant_of,
    )


def _as_weighed(stored: StoredAccount) -> WeightedAccount:
    """Return an account with the weights its terms had when they were last computed; its other words are not needed."""
    return WeightedAccount(account=_account(stored, ""), vector=stored.vector)


def _clustered(
    accounts: Sequence[StoredAccount], frequencies: Frequencies
) -> tuple[list[WeightedAccount], tuple[frozenset[int], ...]]:
    accounts_weighted = [weighted(_account(account, account.words), frequencies) for account in accounts]
    return accounts_weighted, cluster_stories(accounts_weighted)
