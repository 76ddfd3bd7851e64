"""Whether an article is new, known, changed or a copy, and which of its lines are its host's. Decisions are pure."""

from service.identity.carried import Figure, Quantity, carries, corrected, quantities
from service.identity.fingerprint import fingerprint, fingerprinted, text_hash
from service.identity.furniture import furniture, holders, imprint, line_key
from service.identity.grouping import Member, Place, Tie, arrange
from service.identity.likeness import Kind, Likeness
from service.identity.presence import Absence, absent, believed, look_again_at_doubtful
from service.identity.relation import Piece, relation
from service.identity.same_page import AGREES, same_page
from service.identity.verdict import (
    Copy,
    Found,
    New,
    Reused,
    Revised,
    Unchanged,
    Variant,
    Verdict,
    decide,
    find,
    reused,
)
from service.identity.words import Words

__all__ = [
    "AGREES",
    "Absence",
    "Copy",
    "Figure",
    "Found",
    "Kind",
    "Likeness",
    "Member",
    "New",
    "Piece",
    "Place",
    "Quantity",
    "Reused",
    "Revised",
    "Tie",
    "Unchanged",
    "Variant",
    "Verdict",
    "Words",
    "absent",
    "arrange",
    "believed",
    "carries",
    "corrected",
    "decide",
    "find",
    "fingerprint",
    "fingerprinted",
    "furniture",
    "holders",
    "imprint",
    "line_key",
    "look_again_at_doubtful",
    "quantities",
    "relation",
    "reused",
    "same_page",
    "text_hash",
]
