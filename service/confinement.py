"""Caps on this very process. Apart from the rooms, since worker processes import nothing else to be capped."""

import resource
import sys
from pathlib import Path


def cap_memory(more: int) -> None:
    """Let this process take `more` bytes of address space beyond what it has now; then MemoryError. Linux only.

    Elsewhere there is no cap that holds for one process alone, and the time limit has to do.
    """
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
