"""Reasons not to believe at once what a page says now: it is believed when later visits find the same. Pure."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime

import can_ada

from service.changes import suspicious
from service.identity import is_confirmed, line_key, text_hash
from service.identity.lifecycle import VISITS_TO_CONFIRM, VISITS_TO_CONFIRM_ARTICLE
from service.models import Access, Article, to_the_minute
from service.store import ItemState
from service.text.whitespace import folded

SHARED = 0.5
"""Of what was added, measured in characters: more of it on other pages of the host is the host's, or another page's."""

BEGINNING = 0.8
"""Of a text, measured in characters: so much of it in the text before, in its order, and it is a piece of that."""

_CUT = " .…[]»"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsConfirmation:
    """The page is not believed yet. Nothing of it is recorded but the reason."""

    reason: str
    seen: str
    """What the page looked like, as a hash: later visits must find the same."""
    visits: int = VISITS_TO_CONFIRM
    """How many in a row must find the same, the first among them."""

    def is_overcome(self, known: ItemState) -> bool:
        """Say whether, with this visit, enough visits in a row have found the same."""
        same = known.suspect_hash == self.seen
        return is_confirmed(visits=known.suspect_visits, same_as_before=same, needed=self.visits)


def of_answer(article: Article, *, asked: str, final: str, leads_elsewhere: bool) -> NeedsConfirmation | None:
    """Return why an answer may be no page of the address it was asked for (`asked`, which led to `final`).

    `leads_elsewhere`: it leads, for the time being, to where another known item stands.
    """
    reason = article.suspect
    if reason is None and _leads_to_front_page(asked, final):
        reason = "leads to the front page"
    if reason is None and leads_elsewhere:
        reason = "leads to another article"
    return NeedsConfirmation(reason=reason, seen=seen_as(article)) if reason else None


def of_edit(known: ItemState, article: Article, *, shown_elsewhere: float) -> NeedsConfirmation | None:
    """Return why an edit of an item may be none: its page may be cut, broken, or another page's by mistake.

    `shown_elsewhere` is the share of what was added that other pages of its host show, as `share_of` gives it.
    """
    seen = seen_as(article)
    if is_teaser(known.text, article):
        return NeedsConfirmation(reason="shows only the beginning of its text", seen=seen)
    if loss := suspicious(known, article):
        return NeedsConfirmation(reason=loss, seen=seen)
    if shown_elsewhere > SHARED:
        reason = "most of what was added stands on other pages of its host"
        return NeedsConfirmation(reason=reason, seen=seen, visits=VISITS_TO_CONFIRM_ARTICLE)
    return None


def of_return(article: Article, *, seen_at: datetime) -> NeedsConfirmation:
    """Return why an item may not have its version of `seen_at` again: servers that disagree show now this, now that."""
    reason = f"reads as on {to_the_minute(seen_at)} UTC again"
    return NeedsConfirmation(reason=reason, seen=seen_as(article), visits=VISITS_TO_CONFIRM_ARTICLE)


def of_other_article(article: Article) -> NeedsConfirmation:
    """Return why an address may not hold another article for good: that one stands elsewhere on its host."""
    reason = "shows another article of its host"
    return NeedsConfirmation(reason=reason, seen=seen_as(article), visits=VISITS_TO_CONFIRM_ARTICLE)


def seen_as(article: Article) -> str:
    """Return a hash of what a reader sees of a page: its title and its text."""
    return text_hash(f"{article.title or ''}\n\n{article.text}")


def added_lines(known: ItemState, article: Article) -> dict[int, str]:
    """Return the paragraphs of the page that the item does not have, by their keys."""
    had = {line_key(text) for text in known.text.split("\n\n")}
    return {key: text for text in article.paragraphs if (key := line_key(text)) not in had}


def share_of(lines: Container[int], added: Mapping[int, str]) -> float:
    """Return the share of what was added, in characters, that is among these lines."""
    size = sum(map(len, added.values()))
    return sum(len(text) for key, text in added.items() if key in lines) / size if size else 0.0


def is_teaser(before: str, article: Article) -> bool:
    """Say whether a page that does not show its whole text shows a beginning of the text it had before.

    A text that grew, or is as long as before, is no teaser of it; nor is one whose page claims to be whole and free.
    """
    if article.access not in (Access.PAYWALLED, Access.TRUNCATED) or not article.blocks:
        return False
    old = [_plain(text) for text in before.split("\n\n")]
    new = [_plain(text) for text in article.paragraphs]
    if sum(map(len, new)) >= sum(map(len, old)):
        return False
    kept, at = 0, 0
    for text in new:
        found = next((n for n in range(at, len(old)) if text and old[n].startswith(text)), None)
        if found is not None:
            kept, at = kept + len(text), found + 1
    return kept >= BEGINNING * sum(map(len, new))


def _plain(text: str) -> str:
    return folded(text.casefold()).rstrip(_CUT)


def _leads_to_front_page(asked: str, final: str) -> bool:
    """Say whether a site answers with its front page, as for a lost article: that is no article, and no edit of one."""
    return asked != final and can_ada.parse(asked).pathname != "/" and can_ada.parse(final).pathname == "/"
