"""Changes: what kind of edit lies between two versions of an article, and the diff that shows it. Pure."""

from service.changes.compare import Text, compare
from service.changes.fold import folded
from service.changes.suspicion import suspicious

__all__ = ["Text", "compare", "folded", "suspicious"]
