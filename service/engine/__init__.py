"""Runs host batches: compute only. What is due stands in the database; what comes back is recorded by the caller."""

from service.engine.batch import Answer, Deferred, Failed, HostBatch, Read, Reader, Result, Same, Task, Unread
from service.engine.local import LocalEngine
from service.engine.parsers import Parsers

__all__ = [
    "Answer",
    "Deferred",
    "Failed",
    "HostBatch",
    "LocalEngine",
    "Parsers",
    "Read",
    "Reader",
    "Result",
    "Same",
    "Task",
    "Unread",
]
