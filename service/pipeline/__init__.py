"""One cycle, and the digest of what it found: the rooms below put to work together."""

from service.pipeline.archiving import forget_pages
from service.pipeline.context import BY_HAND, Context, Progress, Silent, working
from service.pipeline.cycle import Assignment, Cycle, import_folder
from service.pipeline.documents import imported_folder
from service.pipeline.edition import Edition, Editor
from service.pipeline.mending import Mender
from service.pipeline.storylines import Storylines
from service.pipeline.trial import Trial, try_sources

__all__ = [
    "BY_HAND",
    "Assignment",
    "Context",
    "Cycle",
    "Edition",
    "Editor",
    "Mender",
    "Progress",
    "Silent",
    "Storylines",
    "Trial",
    "forget_pages",
    "import_folder",
    "imported_folder",
    "try_sources",
    "working",
]
