"""Changes: what kind of edit lies between two versions of an article, and the diff that shows it. Pure."""

from service.changes.compare import Signed, Text, compare
from service.changes.line_evidence import Settlement, came_or_went, settlement
from service.changes.text_loss import suspicious

__all__ = [
    "Settlement",
    "Signed",
    "Text",
    "came_or_went",
    "compare",
    "settlement",
    "suspicious",
]
