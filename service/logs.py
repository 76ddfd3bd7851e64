"""Structured logs on standard error: one line an event, as JSON where no person watches.

The one module that imports structlog, and only when the first line is logged: with rich, which it brings along, it
costs more CPU than all of `dateline status`, and most commands log nothing.
"""

import logging
import sys
from typing import Any


class Logger:
    """Logs events with their facts: `log.info("page", url=…, outcome=…)`. Levels are those of the standard loggers."""

    def __init__(self, name: str) -> None:
        self._levels = logging.getLogger(name)

    def info(self, event: str, **facts: Any) -> None:
        """Log what is done."""
        if self._levels.isEnabledFor(logging.INFO):
            _structured().info(event, **facts)

    def warning(self, event: str, **facts: Any) -> None:
        """Log what a person may want to look at."""
        if self._levels.isEnabledFor(logging.WARNING):
            _structured().warning(event, **facts)

    def error(self, event: str, **facts: Any) -> None:
        """Log what went wrong."""
        if self._levels.isEnabledFor(logging.ERROR):
            _structured().error(event, **facts)

    def exception(self, event: str, **facts: Any) -> None:
        """Log what went wrong, with the traceback of the exception in hand."""
        if self._levels.isEnabledFor(logging.ERROR):
            _structured().error(event, exc_info=True, **facts)


def configure(*, verbose: bool, daemon: bool = False) -> None:
    """Say what is logged: warnings, or with `verbose` what is done; of the daemon, always what it does."""
    logging.getLogger("service").setLevel(logging.INFO if verbose or daemon else logging.WARNING)
    # Libraries that log in the standard way are heard only when something is wrong with them.
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="%(name)s: %(message)s")


def _structured() -> Any:
    """Return a logger of structlog that writes to what standard error is now."""
    import structlog

    terminal = sys.stderr.isatty()
    renderer = structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.BoundLogger,
    )
