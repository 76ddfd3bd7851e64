"""Whether an article is new, known, changed or a copy, and which of its lines are its host's. Decisions are pure."""

from service.identity.learned_boilerplate import furniture, holders, imprint, line_key
from service.identity.lifecycle import Absence, absent, believed, look_again_at_doubtful
from service.identity.near_duplicates.copy_groups import Match, Member, Placement, arrange
from service.identity.near_duplicates.fingerprint import Words, fingerprint, fingerprinted, text_hash
from service.identity.near_duplicates.relation import Piece, relation
from service.identity.near_duplicates.similarity import AGREES, Kind, Similarity, same_page
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

__all__ = [
    "AGREES",
    "Absence",
    "Copy",
    "Found",
    "Kind",
    "Match",
    "Member",
    "New",
    "Piece",
    "Placement",
    "Reused",
    "Revised",
    "Similarity",
    "Unchanged",
    "Variant",
    "Verdict",
    "Words",
    "absent",
    "arrange",
    "believed",
    "decide",
    "find",
    "fingerprint",
    "fingerprinted",
    "furniture",
    "holders",
    "imprint",
    "line_key",
    "look_again_at_doubtful",
    "relation",
    "reused",
    "same_page",
    "text_hash",
]
