"""Tasks → host batches. Pure."""

from collections.abc import Iterable

from service.engine import HostBatch, Task
from service.urls import host


def by_host(tasks: Iterable[Task]) -> tuple[HostBatch, ...]:
    """One batch a host, each in the order given."""
    grouped: dict[str, list[Task]] = {}
    for task in tasks:
        grouped.setdefault(host(task.request.url), []).append(task)
    return tuple(HostBatch(host=name, tasks=tuple(of_host)) for name, of_host in grouped.items())
