"""Two versions of one article: what kind of edit lies between them, in a line and word by word."""

from typing import Protocol

from service.changes.findings import in_text, in_title
from service.changes.kinds import Kind
from service.changes.summary import summarise
from service.models import Edit


class Text(Protocol):
    """What is compared: `models.Article`, `models.Item` and `models.Revision` all are."""

    @property
    def title(self) -> str | None: ...

    @property
    def text(self) -> str:
        """Paragraphs with a blank line between."""
        ...


def compare(old: Text, new: Text) -> Edit | None:
    """How `new` differs from `old`; None when both read the same.

    Not a difference: white space, where paragraphs break, the glyphs of quotation marks and dashes, characters that do
    not show (`folded`). Symmetric but for what was added and what was removed. A megabyte takes a second at most when
    little has changed, some seconds when everything has.
    """
    findings = [*in_title(old.title or "", new.title or ""), *in_text(old.text, new.text)]
    if not findings:
        return None
    kinds = {kind for finding in findings for kind in finding.kinds}
    return Edit(
        kinds=tuple(str(kind) for kind in Kind if kind in kinds),
        summary=summarise(findings),
        diff=tuple(finding.block for finding in findings),
    )
