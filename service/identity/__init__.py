"""Which item an article is, what it is to others, and which of its lines are its host's: decisions, all of them
pure."""

from service.identity.boilerplate_lines import holders, learned_boilerplate, line_key, page_signature
from service.identity.lifecycle import is_confirmed, judge_absence, next_visit_to_doubtful
from service.identity.near_duplicates.additions import Additions, additions
from service.identity.near_duplicates.copy_groups import Match, Member, Placement, arrange
from service.identity.near_duplicates.fingerprint import (
    ComparedWords,
    compared_words,
    fingerprint,
    fingerprinted,
    text_hash,
)
from service.identity.near_duplicates.relation import Piece, differ_beside_sentences, differ_in_matter, relation
from service.identity.near_duplicates.similarity import AGREES, MatchKind, Similarity, same_page
from service.identity.near_duplicates.told_text import Told, as_told

__all__ = [
    "AGREES",
    "Additions",
    "ComparedWords",
    "Match",
    "MatchKind",
    "Member",
    "Piece",
    "Placement",
    "Similarity",
    "Told",
    "additions",
    "arrange",
    "as_told",
    "compared_words",
    "differ_beside_sentences",
    "differ_in_matter",
    "fingerprint",
    "fingerprinted",
    "holders",
    "is_confirmed",
    "judge_absence",
    "learned_boilerplate",
    "line_key",
    "next_visit_to_doubtful",
    "page_signature",
    "relation",
    "same_page",
    "text_hash",
]
