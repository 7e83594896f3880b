"""When a page that could not be read is tried again, and when it is given up."""

from __future__ import annotations

from datetime import timedelta

READ = "read"
"""The kind of job that reads the page of an article."""

WAITS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
"""How long to wait after each try; after the last one the page is given up."""


def next_try_after(attempts: int) -> timedelta | None:
    """How long to wait after that many tries; None when there were enough."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None
