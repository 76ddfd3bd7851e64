"""Runs host batches: compute only. What is due stands in the database; what comes back is recorded by the caller."""

from service.engine.batch import (
    Answer,
    Deferred,
    Failed,
    HostBatch,
    Read,
    Reader,
    Result,
    Same,
    Task,
    Unreadable,
    by_host,
    run_batch,
)
from service.engine.local import Engine, LocalEngine
from service.engine.parsers import Parsers

__all__ = [
    "Answer",
    "Deferred",
    "Engine",
    "Failed",
    "HostBatch",
    "LocalEngine",
    "Parsers",
    "Read",
    "Reader",
    "Result",
    "Same",
    "Task",
    "Unreadable",
    "by_host",
    "run_batch",
]
