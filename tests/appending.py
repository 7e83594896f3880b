"""Watches every statement of every test: what was decided or done is only ever added, never changed or deleted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

FORBIDDEN = re.compile(r"\s*(UPDATE|DELETE\s+FROM)\s+(ONLY\s+)?[\"`]?(act|decision)\b", re.IGNORECASE)


_ALLOWED: set[str] = set()
"""Not empty while something may be rewritten."""


class Rewritten(AssertionError):  # noqa: N818 - named by what is refused
    """Some code tried to change what stands in the record."""


@contextmanager
def only_appending() -> Iterator[None]:
    """Refuse every UPDATE and DELETE of acts and decisions, whichever code sends it."""

    def watch(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not _ALLOWED and FORBIDDEN.match(statement):
            raise Rewritten(statement)

    event.listen(Engine, "before_cursor_execute", watch)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", watch)


@contextmanager
def rewriting() -> Iterator[None]:
    """Look away, for a test of what a migration does to records of an earlier version."""
    _ALLOWED.add("a migration")
    try:
        yield
    finally:
        _ALLOWED.clear()
