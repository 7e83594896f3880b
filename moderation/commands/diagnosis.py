"""What the doctor says: a line for each thing looked at, and how bad it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is; FAIL is what must be put right."""

    OK = "ok"
    WARN = "WARN"
    FAIL = "FAIL"


@dataclass(frozen=True)
class Line:
    """What was looked at, how it is, and in words why and what to do."""

    about: str
    level: Level
    words: str


def some(count: int, what: str) -> str:
    """How many there are of what has a name: "1 job", "2 jobs"."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
