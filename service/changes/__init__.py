"""Changes: what kind of edit lies between two versions of an article, and the diff that shows it. Pure."""

from service.changes.compare import Signed, Text, compare
from service.changes.page_lines import Settlement, came_or_went, settlement
from service.changes.suspicion import suspicious

__all__ = [
    "Settlement",
    "Signed",
    "Text",
    "came_or_went",
    "compare",
    "settlement",
    "suspicious",
]
