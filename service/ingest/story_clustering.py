"""Items → stories: each new one joins a story or begins one; now and then all of the last weeks are gathered anew."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from service.identity.stories.agglomerative import gather
from service.identity.stories.joining import WINDOW, Account, Weighed, assign, weighed
from service.identity.stories.story_names import Named, keep_names
from service.identity.stories.story_terms import StoryTerms, story_terms
from service.identity.stories.story_vector import Frequencies, Vector
from service.store import Store, StoredAccount, StoryText

BATCH = 20
"""Items placed in one transaction: some tens of milliseconds."""

CLUES = 16
"""Of an account's terms, those that weigh most, by which it is found again."""

GROWTH = 10
"""Stories are gathered anew when one in so many accounts is new: what came first was placed knowing little."""

MOST = 6_000
"""Accounts gathered at once, the newest; others keep their story. 2,000 take a few seconds, and it grows faster."""


class StoryClustering:
    """Keeps the stories of a store. Where it is killed, the next run goes on."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stories = store.stories

    async def follow(self, now: datetime) -> None:
        """Place all items that are new or have a new text, and gather the stories anew where many are."""
        placing = True
        while placing:
            placing = self._place_some(now)
            await asyncio.sleep(0)  # the next batch is a transaction of its own; others may go first
        with self._store.transaction():
            self._renew()
        new, kept = self._stories.unclustered(after=self._stories.clustered())
        if new * GROWTH >= max(kept, 1):
            await self.gather(now)

    async def upkeep(self, now: datetime) -> None:
        """The nightly part: let go of what is over, and gather the rest anew."""
        with self._store.transaction():
            self._stories.forget(before=now - WINDOW)
            self._stories.fade()
        await self.gather(now)

    async def gather(self, now: datetime) -> None:
        """Gather all accounts of the last weeks anew. Stories keep their ids; see `keep_names`."""
        accounts = self._stories.accounts(limit=MOST)
        frequencies = Frequencies(documents=self._stories.documents(), holders=self._stories.all_document_counts())
        # In a thread: it takes seconds, and touches nothing but these values.
        tellers, gathered = await asyncio.to_thread(_gathered, accounts, frequencies)
        held = {account.item: account.story for account in accounts if account.story is not None}
        with self._store.transaction():
            for account, teller in zip(accounts, tellers, strict=True):
                self._stories.set_vector(account.item, teller.vector)
            self._name(keep_names(gathered, held), held, now)
            self._stories.place_copies()
            self._stories.clustered_up_to(max((account.item for account in accounts), default=0))

    # ── one by one ────────────────────────────────────────────────────────────────────────────────────────────────

    def _place_some(self, now: datetime) -> bool:
        """Place the next few items; whether there were any."""
        with self._store.transaction():
            unread = self._stories.unread(since=now - WINDOW, limit=BATCH)
            for told in unread:
                self._place(told, now)
            self._stories.read_up_to(unread[-1].item if unread else self._stories.newest_item())
        return bool(unread)

    def _renew(self) -> None:
        """Read again what has a new text; it stays in its story until all are gathered. Copies leave to their lead."""
        for told in self._stories.outdated():
            self._keep(told)
        self._stories.forget_copies()
        self._stories.place_copies()

    def _place(self, told: StoryText, now: datetime) -> None:
        new = self._keep(told)
        if new is None:
            return
        variant_of = new.account.variant_of
        candidates = self._stories.candidates(told.item, _clues(new.vector), variant_of=variant_of)
        nearest = assign(new, [_as_weighed(account) for account in candidates])
        if nearest is None:
            return
        story = nearest.story
        if story is None:
            story = self._stories.begin(now)
            self._stories.place(nearest.item, story)
        self._stories.place(told.item, story)

    def _keep(self, told: StoryText) -> Weighed | None:
        """Keep what an item tells; None where that is nothing."""
        terms = story_terms(title=told.title, text=told.text, language=told.language)
        if not terms.terms:
            return None
        if not self._stories.has_account(told.item):
            self._stories.count(terms.language, terms.terms)
        documents, holders = self._stories.document_counts(terms.language, terms.terms)
        frequencies = Frequencies(
            documents={terms.language: documents},
            holders={(terms.language, term): count for term, count in holders.items()},
        )
        account = Account(
            item=told.item,
            told=terms,
            published=told.published,
            variant_of=self._stories.variant_of(told.item),
        )
        new = weighed(account, frequencies)
        self._stories.keep(
            StoredAccount(
                item=told.item,
                revision=told.revision,
                seen=told.first_seen,
                published=told.published,
                language=terms.language,
                names=" ".join(sorted(terms.names)),
                words=" ".join(sorted(terms.words)),
                vector=new.vector,
            ),
            clues=_clues(new.vector),
        )
        return new

    # ── all at once ───────────────────────────────────────────────────────────────────────────────────────────────

    def _name(self, named: Sequence[Named], held: Mapping[int, int], now: datetime) -> None:
        gathered: set[int] = set()
        for story in named:
            gathered |= story.items
            number = self._stories.begin(now) if story.story is None else story.story
            for merged in story.merged:
                self._stories.merge(merged, into=number, now=now)
            for item in sorted(story.items):
                self._stories.place(item, number)
        for item in sorted(held.keys() - gathered):
            self._stories.place(item, None)


def _clues(vector: Vector) -> tuple[str, ...]:
    return tuple(sorted(vector, key=lambda term: (-vector[term], term))[:CLUES])


def _account(stored: StoredAccount, words: str) -> Account:
    return Account(
        item=stored.item,
        told=StoryTerms(
            language=stored.language, names=frozenset(stored.names.split()), words=frozenset(words.split())
        ),
        published=stored.published,
        story=stored.story,
        variant_of=stored.variant_of,
    )


def _as_weighed(stored: StoredAccount) -> Weighed:
    """With the weights its terms had when they were last reckoned; its other words are not needed then."""
    return Weighed(account=_account(stored, ""), vector=stored.vector)


def _gathered(
    accounts: Sequence[StoredAccount], frequencies: Frequencies
) -> tuple[list[Weighed], tuple[frozenset[int], ...]]:
    tellers = [weighed(_account(account, account.words), frequencies) for account in accounts]
    return tellers, gather(tellers)
