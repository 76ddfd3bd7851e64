"""Discovery: bytes → links. Feeds, listings, sitemaps and folders of documents.

`discover` and `sniff` are pure; `documents` reads a folder. Run them where they can be stopped: libraries parse hostile
bytes here, though all that is ours is linear.
"""

from service.sources.dispatch import discover, sniff
from service.sources.folder import Document, documents

__all__ = ["Document", "discover", "documents", "sniff"]
