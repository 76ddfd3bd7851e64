"""The sentence or two that tell what an article is about."""

from collections.abc import Sequence

_LONGEST = 500
"""Characters. What is longer is cut at a word."""
_SHORTEST = 60
"""Characters of a paragraph that tells anything."""


def lead_of(paragraphs: Sequence[str], *, description: str | None) -> str | None:
    """The page's own description, or the first real paragraph; None where there is neither."""
    if description and len(description.split()) > 3:
        return _cut(description)
    first = next((text for text in paragraphs if len(text) >= _SHORTEST), paragraphs[0] if paragraphs else description)
    return _cut(first) if first else None


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
