"""Runs host batches: compute only. What is due stands in the database; what comes back is recorded by the caller."""

from service.engine.batch import Answer, Read
from service.engine.parsers import Parsers

__all__ = ["Answer", "Parsers", "Read"]
