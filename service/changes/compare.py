"""Two versions of one article: what kind of edit lies between them, in a line and word by word."""

from datetime import datetime
from typing import Protocol, runtime_checkable

from service.changes.byline_and_date import in_byline, in_published
from service.changes.edit_summary import summarise
from service.changes.findings import Finding, in_text, in_title
from service.models import Edit, EditKind


class Text(Protocol):
    """What is compared: `models.Article`, `models.Item` and `models.Revision` all are."""

    @property
    def title(self) -> str | None: ...

    @property
    def text(self) -> str:
        """Paragraphs with a blank line between."""
        ...


@runtime_checkable
class Signed(Protocol):
    """A text that may say who wrote it and when it was published."""

    @property
    def byline(self) -> str | None: ...

    @property
    def published(self) -> datetime | None: ...


def compare(old: Text, new: Text) -> Edit | None:
    """How `new` differs from `old`; None when both read the same.

    Not a difference: white space, where paragraphs break, the glyphs of quotation marks and dashes, characters that do
    not show (`folded`); a byline or a moment of publication that either side lacks. So an edit has at least one block
    in which something that shows came or went. Symmetric but for what was added and what was removed.

    A paragraph of more than `paragraphs.LONG` characters is shown by its changed sentences. Time grows with what has
    changed, not with the text, and a little more than linearly; nothing is raised, whatever stands in the texts.
    """
    findings = [*in_title(old.title or "", new.title or ""), *in_text(old.text, new.text), *_in_fields(old, new)]
    if not findings:
        return None
    kinds = {kind for finding in findings for kind in finding.kinds}
    return Edit(
        kinds=tuple(str(kind) for kind in EditKind if kind in kinds),
        summary=summarise(findings),
        diff=tuple(finding.block for finding in findings),
    )


def _in_fields(old: Text, new: Text) -> list[Finding]:
    if not isinstance(old, Signed) or not isinstance(new, Signed):
        return []
    return [*in_byline(old.byline, new.byline), *in_published(old.published, new.published)]
