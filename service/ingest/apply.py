"""What a decision makes of the store: a `match` of writes. Everything happens inside the transaction of one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.identity import fingerprint, next_visit_to_doubtful
from service.identity.lifecycle import ALTERNATING
from service.ingest.comparable_page import ComparablePage, Visit, edit_of
from service.ingest.comparable_text import ComparableText, Found
from service.ingest.confirmation import NeedsConfirmation
from service.ingest.copies import Copies
from service.ingest.decide import (
    AddressReused,
    AlternateAddress,
    Decision,
    DocumentParted,
    Edited,
    Filtered,
    JoinedToDocument,
    KeptBesidePage,
    NewItem,
    ReadDifferently,
    Renamed,
    ReturnedHere,
    Reverted,
    Unchanged,
)
from service.ingest.event_log import EventLog
from service.ingest.rechecks import try_again
from service.ingest.site_boilerplate import BoilerplateFilter
from service.models import Edit, EventKind, Fingerprint
from service.store import ItemState, Store
from service.urls import strict_key


class Outcome(StrEnum):
    """What became of one page."""

    NEW = "new"
    CHANGED = "changed"
    COPY = "copy"
    UNCHANGED = "unchanged"
    FILTERED = "filtered"
    DOUBTFUL = "doubtful"
    MISSING = "missing"
    FAILED = "failed"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What became of a page, and its item: None where the page is not wanted, or not believed yet."""

    outcome: Outcome
    item: int | None = None


_OfStoredItem = Unchanged | Edited | ReadDifferently | Reverted | JoinedToDocument | AlternateAddress | KeptBesidePage


class Applier:
    """Writes what was decided."""

    def __init__(self, store: Store, copies: Copies, boilerplate: BoilerplateFilter, events: EventLog) -> None:
        self._store = store
        self._copies = copies
        self._boilerplate = boilerplate
        self._events = events

    def apply(self, decision: Decision, page: ComparablePage, visit: Visit) -> Applied:
        """Write a decision on a page, and the address that its item was asked for at."""
        match decision:
            case Filtered():
                self._store.links.mark_filtered(visit.link.key)
                return Applied(outcome=Outcome.FILTERED)
            case NeedsConfirmation():
                return self.doubt(decision, page.at_address, visit)
            case NewItem(text=text, found=found):
                outcome, item = self._add(page, text, found, visit)
            case AddressReused(former=former, text=text, found=found):
                outcome, item = self._add(page, text, found, visit, former=former)
                self._report_replaced(former, item, visit)
            case DocumentParted(text=text, found=found):
                outcome, item = self._add(page, text, found, visit)
                self._store.addresses.reassign(visit.link.key, heir=item, now=visit.now)
            case ReturnedHere() | Renamed():
                raise AssertionError("a page that is another item's is compared with that item first")
            case _:
                outcome, item = self._write(decision, page, visit), decision.item
                self._keep_address(item, visit)
        return Applied(outcome=outcome, item=item)

    def _write(self, decision: _OfStoredItem, page: ComparablePage, visit: Visit) -> Outcome:
        """Write what was decided of an item that is stored."""
        match decision:
            case Unchanged():
                self._store.items.mark_verified(self._trimmed(page, visit).id, page.article)
                return Outcome.UNCHANGED
            case Edited(edit=edit, text=text):
                known = self._trimmed(page, visit)
                number = self._revise(known, page, text.fingerprint, visit)
                return self._report_edit(known, edit, text, visit, to_revision=number)
            case ReadDifferently(text=text):
                self._revise(self._trimmed(page, visit), page, text.fingerprint, visit)
                return Outcome.UNCHANGED
            case Reverted():
                return self._revert(decision, page, visit)
            case JoinedToDocument():
                return self._join(decision, page, visit)
            case AlternateAddress():
                return Outcome.COPY
            case KeptBesidePage(item=item, text_hash=text_hash):
                if not self._store.revisions.has_text(item, text_hash):
                    self._store.items.add_alternate(item, page.article, text_hash=text_hash, now=visit.now)
                return Outcome.COPY if decision.is_new else Outcome.UNCHANGED

    def doubt(self, doubt: NeedsConfirmation, known: ItemState | None, visit: Visit) -> Applied:
        """Note why a page is not believed, though its server says 200, and when it is visited again.

        Its validators are dropped, so that the next answer is a page again.
        """
        link, now = visit.link, visit.now
        self._store.http.drop_validators(link.link.url)
        if known is None:
            due = try_again(link, None, now)
        else:
            self._store.items.mark_suspect(known.id, reason=doubt.reason, text_hash=doubt.seen, now=now)
            wait = next_visit_to_doubtful(now - (known.suspect_since or now))
            due = now + wait if wait else None
        self._store.links.mark_failed(link.key, error=doubt.reason, now=now, due=due)
        return Applied(outcome=Outcome.DOUBTFUL)

    # ── new items ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _add(
        self,
        page: ComparablePage,
        text: ComparableText,
        found: Sequence[Found],
        visit: Visit,
        *,
        former: int | None = None,
    ) -> tuple[Outcome, int]:
        """Add an item, which takes its address from the one that stood there (`former`), and its place among those that
        it is like."""
        taken = text.fingerprint
        item = self._store.items.add(page.article, url=visit.url, text_hash=taken.text_hash, now=visit.now)
        self._store.samples.keep(item, taken)
        # Its address comes before its place: whether its source is primary, and it stands on the web, decide who leads.
        self._keep_address(item, visit)
        if former is not None:
            self._take_address(visit, heir=item, former=former)
        unreported = self._copies.relate(item, found).unreported
        is_copy = len(self._store.similarities.group(item)) > 1
        if not is_copy:
            self._boilerplate.learn(item, page)
        if item in unreported:
            self._events.record(EventKind.NEW, self._store.items.known(item), visit.link.source, visit.now)
        elif is_copy:
            self._events.record_copy(item, visit.link.source, visit.now)
        self._events.record_new((other for other in unreported if other != item), visit.now)
        return Outcome.COPY if is_copy else Outcome.NEW, item

    def _keep_address(self, item: int, visit: Visit) -> None:
        link = visit.link
        self._store.items.add_alias(item, key=link.key, url=link.link.url, how=visit.how, now=visit.now)

    def _take_address(self, visit: Visit, *, heir: int, former: int) -> None:
        """Give the address to another item. The item that stood there keeps all else."""
        keys = [visit.link.key, strict_key(visit.url)] if visit.how == "fetched" else [visit.link.key]
        for key in dict.fromkeys(keys):
            self._store.addresses.reassign(key, heir=heir, now=visit.now)
        since = self._store.items.known(former).suspect_since or visit.now
        self._store.items.forget_suspicion(former)
        if not self._store.addresses.has_any(former):
            self._store.items.mark_address_reused(former, since=since)

    def _report_replaced(self, former: int, heir: int, visit: Visit) -> None:
        """Report an item whose last address another one has taken. What happens to a person's documents is no news."""
        if visit.how == "fetched" and not self._store.addresses.has_any(former):
            former_state, heir_state = self._store.items.known(former), self._store.items.known(heir)
            self._events.record_replaced(former_state, heir_state, visit.link.source, visit.now)

    def give_back(self, returned: ReturnedHere, visit: Visit) -> None:
        """Give an address back to the item that another one had taken it from.

        It is reported where the item was reported as gone. Where the two go on taking the address from one another,
        nothing more is: they alternate. After `ALTERNATING` without that, the other one is reported as replaced.
        """
        back = self._store.items.known(returned.item)
        last = self._store.events.last_presence(back.id)
        taken = self._store.events.last_presence(returned.former)
        self._take_address(visit, heir=back.id, former=returned.former)
        if last is not None and last.kind in (EventKind.REMOVED, EventKind.MISSING):
            former = self._store.items.known(returned.former)
            self._events.record_back(back, former, visit.link.source, visit.now)
        elif taken is not None and visit.now - taken.at > ALTERNATING:
            self._report_replaced(returned.former, back.id, visit)
        self._store.items.mark_seen(back.id, now=visit.now)

    # ── stored items ──────────────────────────────────────────────────────────────────────────────────────────────

    def _trimmed(self, page: ComparablePage, visit: Visit) -> ItemState:
        """Silently take out of the item's newest revision what is boilerplate by now, and return the updated item."""
        known, trimmed = page.known, page.trimmed
        assert known is not None
        if trimmed is None:
            return known
        old = fingerprint(self._store.items.known(known.id).text)
        without = self._store.items.leave_out_lines(
            known.id, kept=trimmed.blocks, boilerplate=trimmed.left_out, text_hash=known.text_hash, now=visit.now
        )
        self._store.samples.keep(known.id, fingerprint(without.text), instead_of=old)
        return without

    def _revise(self, known: ItemState, page: ComparablePage, taken: Fingerprint, visit: Visit) -> int:
        """Add a revision, by whose words the item is found from now on, and return its number."""
        number = self._store.items.revise(known.id, page.article, text_hash=taken.text_hash, now=visit.now)
        self._store.samples.keep(known.id, taken, instead_of=fingerprint(known.text))
        self._boilerplate.learn(known.id, page)
        return number

    def _revert(self, decision: Reverted, page: ComparablePage, visit: Visit) -> Outcome:
        """Make an earlier revision the present one."""
        known, text = self._trimmed(page, visit), decision.text
        self._store.items.revert_to(
            known.id, decision.to, reverts=decision.reverts, since=decision.reverts_since, now=visit.now
        )
        self._store.samples.keep(known.id, text.fingerprint, instead_of=fingerprint(known.text))
        self._store.items.mark_verified(known.id, page.article)
        self._boilerplate.learn(known.id, page)
        if not decision.is_reported:
            return Outcome.UNCHANGED
        return self._report_edit(known, decision.edit, text, visit, to_revision=decision.to.number)

    def _report_edit(
        self, known: ItemState, edit: Edit, text: ComparableText, visit: Visit, *, to_revision: int
    ) -> Outcome:
        """Find the item's new place among those that it is like, and report its edit.

        An edit that was reported with one of its copies is not reported again. Neither is an item that was its copy and
        is alike still: that was told when it was one. `known` is the item before the edit.
        """
        self._store.items.mark_edited(known.id, now=visit.now)
        found = self._copies.find_again(known, text)
        rearranged = self._copies.relate_again(known, text, found)
        alike = {known.id, *(one.item for one in found)}
        self._events.record_new((item for item in rearranged.unreported if item not in alike), visit.now)
        if self._store.events.reported_with_copy(
            known.id,
            lead=rearranged.places[known.id].copy_of or known.id,
            text_hash=text.fingerprint.text_hash,
            old_hash=known.text_hash,
            summary=edit.summary,
        ):
            return Outcome.UNCHANGED
        self._events.record(EventKind.CHANGED, known, visit.link.source, visit.now, to_revision=to_revision, edit=edit)
        return Outcome.CHANGED

    def _join(self, decision: JoinedToDocument, page: ComparablePage, visit: Visit) -> Outcome:
        """Give a local document's item the page's address and its text, which is found from now on."""
        known = self._store.items.known(decision.item)
        self._store.items.move(known.id, url=visit.url)
        number = self._revise(known, page, decision.text.fingerprint, visit)
        self._events.record_new(self._copies.relate(known.id, decision.others).unreported, visit.now)
        edit = edit_of(known, page.article, visit.now) if decision.adds_facts else None
        if edit is None:
            return Outcome.COPY
        self._events.record(EventKind.CHANGED, known, visit.link.source, visit.now, to_revision=number, edit=edit)
        return Outcome.CHANGED
