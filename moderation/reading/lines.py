"""Reading a file of JSON lines, one object at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from moderation.domain.errors import Malformed

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes; so that memory stays bounded whatever comes in."""


def objects_in(file: Path, on_read: Callable[[int], None] = lambda _: None) -> Iterator[dict[str, Any]]:
    """What each line says; ``on_read`` hears how many bytes were read.

    Raises:
        Malformed: naming the first line that is no object; what came before that is told.
    """
    with file.open("rb") as opened:
        for number, line in enumerate(iter(lambda: opened.readline(LONGEST_LINE), b""), start=1):
            on_read(len(line))
            try:
                said = json.loads(line)
            except (ValueError, RecursionError):
                said = None
            if not isinstance(said, dict):
                raise Malformed(f"Line {number} is no JSON object in UTF-8.")
            yield said
