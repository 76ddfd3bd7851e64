"""What kind of edit lies between two versions of an article, and the diff that shows it. Pure.

The way is diff (`paragraphs`, `sentence_diff`, `word_diff`) → marks (`facts.marks`) → `judge` → `moves` →
`edit_summary`; `compare` walks it.
"""

from service.changes.compare import compare, suspicious
from service.changes.line_evidence import LineEvidence, line_evidence, whole_paragraphs_changed

__all__ = [
    "LineEvidence",
    "compare",
    "line_evidence",
    "suspicious",
    "whole_paragraphs_changed",
]
