"""Reasons not to believe at once what a page says now: it is believed when later visits find the same. Pure."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime

import can_ada

from service.changes import suspicious
from service.identity import ComparedWords, is_confirmed, line_key, text_hash
from service.identity.lifecycle import VISITS_TO_CONFIRM, VISITS_TO_CONFIRM_ARTICLE, is_seen_again
from service.identity.renaming import is_led_to
from service.models import Access, Article, to_the_minute
from service.store import ItemState
from service.text.whitespace import folded
from service.urls.url_shape import names_article

SHARED = 0.5
"""Of what was added, measured in characters: more of it on other pages of the host is the host's, or another page's."""

TEASER = 0.6
"""Of the text that stood there before, measured in characters: a beginning with more of it is no teaser but an edit."""

POINTERS = 2
"""Paragraphs above a teaser, and below it, that may be the wall's own: "For subscribers", "Subscribe to read on"."""

POINTER = 0.2
"""Of a teaser's page, measured in characters: what is the wall's own. With more of its own it says something else."""

MUCH = 600
"""Characters of its own, from which a page is an article: walls, logins and error pages say less."""

_CUT = " .…[]»"
_ELLIPSIS = re.compile(r"(?:…|\.\.\.).{0,60}$")
"""Where a paragraph was cut, and the pointer to the rest that may follow: "… Read more", "[…]", "… [+1234 chars]"."""


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


def of_answer(article: Article, *, asked: str, final: str, known: ItemState | None) -> NeedsConfirmation | None:
    """Return why an answer may be no page of the address it was asked for (`asked`, which led to `final`).

    `known` is the item that stands there. A site sends readers of a lost article to its front page, or to a section.
    """
    reason = article.suspect
    if reason is None and _leads_to_front_page(asked, final):
        reason = "leads to the front page"
    if reason is None and known is not None and _leads_to_section(asked, final):
        is_its_text = is_led_to(ComparedWords(article.text), ComparedWords(known.text))
        reason = None if is_its_text else "leads to a section of its site"
    return NeedsConfirmation(reason=reason, seen=seen_as(article)) if reason else None


def of_edit(known: ItemState, article: Article, *, shown_elsewhere: float) -> NeedsConfirmation | None:
    """Return why an edit of an item may be none: its page may be cut, broken, or another page's by mistake.

    `shown_elsewhere` is the share of what was added that other pages of its host show, as `share_of` gives it.
    """
    seen = seen_as(article)
    if is_teaser(known.text, article):
        return NeedsConfirmation(reason="shows only the beginning of its text", seen=seen)
    if loss := suspicious(known, article):
        # Two articles of one story may take turns at an address: then none is found three times in a row.
        takes_turns = known.suspect is None and known.suspect_hash == seen
        if takes_turns and _says_much_else(known, article):
            return None
        return NeedsConfirmation(reason=loss, seen=seen)
    if shown_elsewhere > SHARED:
        reason = "most of what was added stands on other pages of its host"
        return NeedsConfirmation(reason=reason, seen=seen, visits=VISITS_TO_CONFIRM_ARTICLE)
    return None


def of_return(article: Article, *, seen_at: datetime) -> NeedsConfirmation:
    """Return why an item may not have its version of `seen_at` again: servers that disagree show now this, now that."""
    reason = f"reads as on {to_the_minute(seen_at)} UTC again"
    return NeedsConfirmation(reason=reason, seen=seen_as(article), visits=VISITS_TO_CONFIRM_ARTICLE)


OTHER_ARTICLE = "shows another article"
ELSEWHERE = "leads to another article"
NEW_ADDRESS = "leads to a new address, but not for good"


def of_other_article(
    article: Article, known: ItemState, now: datetime, *, reason: str = OTHER_ARTICLE
) -> NeedsConfirmation | None:
    """Return why an address may not hold another article than that of its item: a cache or a server may err.

    None where it has been seen before (see `identity.lifecycle.is_seen_again`).
    """
    seen = seen_as(article)
    since = known.suspect_since if known.suspect == reason else None
    if is_seen_again(same_as_before=known.suspect_hash == seen, strange_for=now - (since or now)):
        return None
    return NeedsConfirmation(reason=reason, seen=seen, visits=VISITS_TO_CONFIRM_ARTICLE)


def seen_as(article: Article) -> str:
    """Return a hash of what a reader sees of a page: its title and its text."""
    return text_hash(f"{article.title or ''}\n\n{article.text}")


def added_lines(known: ItemState, article: Article) -> dict[int, str]:
    """Return the paragraphs of the page that the item does not have, by their keys."""
    had = {line_key(text) for text in known.text.split("\n\n")}
    return {key: text for text in article.paragraphs if (key := line_key(text)) not in had}


def _says_much_else(known: ItemState, article: Article) -> bool:
    """Say whether most of a page is text of its own, and so much of it that it is an article rather than a wall."""
    own = sum(map(len, added_lines(known, article).values()))
    return own >= MUCH and own > SHARED * len(article.text)


def share_of(lines: Container[int], added: Mapping[int, str]) -> float:
    """Return the share of what was added, in characters, that is among these lines."""
    size = sum(map(len, added.values()))
    return sum(len(text) for key, text in added.items() if key in lines) / size if size else 0.0


def is_teaser(before: str, article: Article) -> bool:
    """Say whether a page that does not show its whole text shows only the beginning of the text it had before.

    That is its first paragraphs as they were, the last of them whole or cut, in all at most `TEASER` of it. A few words
    of the wall's own may stand above and below. A page that claims to be whole and free is no teaser; nor is one from
    which anything else was taken, or in which a word was changed.
    """
    if article.access not in (Access.PAYWALLED, Access.TRUNCATED):
        return False
    old = [plain for text in before.split("\n\n") if (plain := _plain(text))]
    new = [text for text in article.paragraphs if _plain(text)]
    # 1. Where the text begins, below the words of the wall.
    start = next((at for at, text in enumerate(new[: POINTERS + 1]) if old and _begins(old[0], text)), None)
    if start is None:
        return False
    # 2. Its paragraphs stand one after the other, and only the last may be cut.
    end, kept, is_cut = start, 0, False
    for was, text in zip(old, new[start:], strict=False):
        if is_cut or not (shown := _begins(was, text)):
            break
        end, kept, is_cut = end + 1, kept + shown, shown < len(was)
    # 3. What else stands there is the wall's own, and nothing of the text that was left out between.
    own = [_plain(text) for text in (*new[:start], *new[end:])]
    if len(new) - end > POINTERS or any(was.startswith(text) for text in own for was in old):
        return False
    size = sum(map(len, own)) + kept
    return sum(map(len, own)) <= POINTER * size and kept <= TEASER * sum(map(len, old))


def _begins(whole: str, text: str) -> int:
    """Return how many characters of a plain paragraph another one shows, whole or cut; 0 if it shows other words."""
    for shown in (_plain(text), _plain(_ELLIPSIS.sub("", text))):
        if shown and whole.startswith(shown):
            return len(shown)
    return 0


def _plain(text: str) -> str:
    return folded(text.casefold()).rstrip(_CUT)


def _leads_to_section(asked: str, final: str) -> bool:
    """Say whether an article's address leads to one above it that does not look like an article's."""
    above = can_ada.parse(final).pathname.rstrip("/") + "/"
    return can_ada.parse(asked).pathname.startswith(above) and not names_article(above.split("/")[-2])


def _leads_to_front_page(asked: str, final: str) -> bool:
    """Say whether a site answers with its front page, as for a lost article: that is no article, and no edit of one."""
    return asked != final and can_ada.parse(asked).pathname != "/" and can_ada.parse(final).pathname == "/"
