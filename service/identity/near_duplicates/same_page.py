"""Whether two addresses of one site are one page, by their texts. Pure."""

from service.identity.near_duplicates.compared_words import Words
from service.identity.near_duplicates.similarity import similarity

AGREES = 0.8
"""Of each text's shingles that the other must have: a page and its AMP twin differ in captions and boxes, a page and
its site's front page in nearly all."""


def same_page(one: Words, other: Words) -> bool:
    """Whether the texts agree so far that one of the two addresses may stand for both. A changed number does not part
    them: it is an edit of the page."""
    if one.folded and one.folded == other.folded:
        return True
    found = similarity(one, other)
    return found is not None and min(found.covered, found.covers) >= AGREES
