"""Which articles are alike, what becomes of one that is gone, and which of its lines are its host's. Pure."""

from service.identity.boilerplate.site_lines import furniture, holders, imprint, line_key
from service.identity.lifecycle.availability import Absence, absent, believed, look_again_at_doubtful
from service.identity.near_duplicates.compared_words import Words
from service.identity.near_duplicates.copy_groups import Match, Member, Placement, arrange
from service.identity.near_duplicates.fingerprint import fingerprint, fingerprinted, text_hash
from service.identity.near_duplicates.relation import Piece, relation
from service.identity.near_duplicates.same_page import AGREES, same_page
from service.identity.near_duplicates.similarity import Kind, Similarity

__all__ = [
    "AGREES",
    "Absence",
    "Kind",
    "Match",
    "Member",
    "Piece",
    "Placement",
    "Similarity",
    "Words",
    "absent",
    "arrange",
    "believed",
    "fingerprint",
    "fingerprinted",
    "furniture",
    "holders",
    "imprint",
    "line_key",
    "look_again_at_doubtful",
    "relation",
    "same_page",
    "text_hash",
]
