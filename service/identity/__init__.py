"""Whether an article is new, known, changed or a copy, and which of its lines are its host's. Decisions are pure."""

from service.identity.fingerprint import text_hash
from service.identity.furniture import furniture, holders, imprint, line_key
from service.identity.presence import Absence, absent, believed, look_again_at_doubtful
from service.identity.verdict import Copy, New, Revised, Unchanged, Verdict, decide

__all__ = [
    "Absence",
    "Copy",
    "New",
    "Revised",
    "Unchanged",
    "Verdict",
    "absent",
    "believed",
    "decide",
    "furniture",
    "holders",
    "imprint",
    "line_key",
    "look_again_at_doubtful",
    "text_hash",
]
