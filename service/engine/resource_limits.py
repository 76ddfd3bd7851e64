"""Caps on this very process. Apart from the rooms, since worker processes import nothing else to be capped."""

import math
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def cap_memory(more: int) -> None:
    """Let this process take `more` bytes of address space beyond what it has now; then MemoryError. Linux only.

    Elsewhere there is no cap that holds for one process alone, and the time limit has to do.
    """
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def bounded(seconds: float, work: Callable[[bytes], Any], body: bytes) -> Any:
    """`work(body)`, with an alarm that kills this process after about `seconds`.

    Its parent keeps the exact time; the alarm is for the day the parent itself is killed in the middle.
    """
    signal.alarm(math.ceil(seconds))
    try:
        return work(body)
    finally:
        signal.alarm(0)
