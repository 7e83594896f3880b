"""Open another system's database, to be read alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from moderation.storage.isso import IssoDatabase


def isso_database(
    file: Path, home: str = "", on_read: Callable[[int], None] = lambda _: None
) -> IssoDatabase:
    """Isso's database in this file; ``home`` stands before its threads' paths, ``on_read`` hears of each row."""
    return IssoDatabase(file, home, on_read)
