"""Hear what MkDocs logs, beside the terminal or in its place."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class Collector(logging.Handler):
    """Keep the records from WARNING up."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        self.records.append(record)


@contextmanager
def listening(handler: logging.Handler, *, alone: bool) -> Iterator[None]:
    """Give `handler` what MkDocs logs while the block runs; `alone`, nothing else gets it or prints it."""
    logger = logging.getLogger("mkdocs")
    before = logger.level, logger.propagate, logger.handlers[:]
    if alone:
        logger.setLevel(handler.level)
        logger.propagate, logger.handlers[:] = False, [handler]
    else:
        logger.addHandler(handler)
    try:
        yield
    finally:
        logger.setLevel(before[0])
        logger.propagate, logger.handlers[:] = before[1:]
