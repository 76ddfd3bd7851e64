"""Whether an article is new, known, changed or a copy. Decisions are pure."""

from service.identity.fingerprint import text_hash
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
    "look_again_at_doubtful",
    "text_hash",
]
