"""Words that name a day from the day of writing, in one language, and something else in another."""

import pytest

from service.changes import compare
from service.models import Article, TextBlock

GERMAN = "Der Vorstand hat das Ergebnis nicht bestritten, und die Kasse ist mit dem Stand des Jahres im Soll."
FRENCH = "Le conseil a publié les comptes de la caisse, et la commune a dit que les travaux sont en cours."


@pytest.mark.parametrize(
    ("text", "added", "is_date"),
    [(GERMAN, "Das hat auch hier niemand gesagt.", False), (FRENCH, "La réunion a été tenue hier.", True)],
    ids=["German: here", "French: yesterday"],
)
def test_hier_is_a_day_in_french_alone(text: str, added: str, is_date: bool) -> None:
    """What an added sentence states depends on the language of its text."""

    def article(body: str) -> Article:
        return Article(title="T", blocks=(TextBlock(body),))

    edit = compare(article(text), article(f"{text} {added}"))
    assert edit is not None
    assert "sentence_added" in edit.kinds
    assert ("date" in edit.kinds) is is_date
