"""Which item an article is."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from service.identity import (
    Copy,
    Found,
    MatchKind,
    New,
    Reused,
    Revised,
    Similarity,
    Unchanged,
    Variant,
    decide,
    reused,
)
from tests.sample_articles import UNRELATED

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
TITLE = UNRELATED[0][0]
FERRY = "\n\n".join(UNRELATED[0][1])
MASKS = "\n\n".join(UNRELATED[1][1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A stored item."""

    id: int = 1
    title: str | None = TITLE
    text: str = FERRY
    copy_of: int | None = None


def alike(item: int, kind: MatchKind = MatchKind.COPY, covered: float = 1.0, lead: int | None = None) -> Found:
    return Found(item=item, lead=lead or item, similarity=Similarity(kind=kind, covered=covered, covers=1.0))


def verdict(*found: Found, text: str = FERRY, title: str | None = TITLE, known: Stored | None = None) -> object:
    return decide(title=title, text=text, known=known, found=found)


COPY, CUT, BEHIND, VARIANT = alike(7), alike(3, covered=0.7), alike(9, lead=7), alike(2, MatchKind.VARIANT)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(verdict(), New(), id="nothing like it"),
        pytest.param(verdict(known=Stored()), Unchanged(item=1), id="same address, same words"),
        pytest.param(verdict(text=FERRY + "!", known=Stored()), Revised(item=1), id="a mark more"),
        pytest.param(verdict(title="U", known=Stored()), Revised(item=1), id="another headline"),
        pytest.param(verdict(COPY), Copy(of=7, by=COPY), id="a copy"),
        pytest.param(verdict(BEHIND), Copy(of=7, by=BEHIND), id="a copy of a copy is a copy of the lead"),
        pytest.param(verdict(CUT, COPY), Copy(of=7, by=COPY), id="the closest"),
        pytest.param(verdict(VARIANT), Variant(of=2, by=VARIANT), id="a variant"),
        pytest.param(verdict(VARIANT, CUT), Copy(of=3, by=CUT), id="a copy before a variant"),
        pytest.param(verdict(COPY, known=Stored()), Unchanged(item=1), id="the address decides first"),
        pytest.param(
            verdict(COPY, title=UNRELATED[1][0], text=MASKS, known=Stored()),
            Reused(item=1, now=Copy(of=7, by=COPY)),
            id="another article at the address, which is known elsewhere",
        ),
    ],
)
def test_verdicts(found: object, expected: object) -> None:
    """The table of cases."""
    assert found == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        pytest.param(UNRELATED[1][0], MASKS, True, id="another article"),
        pytest.param(TITLE, MASKS, False, id="the title stayed: rewritten"),
        pytest.param(None, MASKS, False, id="no title to tell by"),
        pytest.param(UNRELATED[1][0], "Please log in to go on reading.", False, id="too little to be an article"),
        pytest.param(UNRELATED[1][0], f"{MASKS}\n\n{FERRY}", False, id="the old text is still there"),
        pytest.param("Walkout goes on for a second week", FERRY.replace(". ", ". And "), False, id="retitled"),
    ],
)
def test_an_address_is_reused_only_by_another_article(title: str | None, text: str, expected: bool) -> None:
    """Anything in doubt is a revision, which loses nothing either."""
    assert reused(Stored(), title=title, text=text) is expected
