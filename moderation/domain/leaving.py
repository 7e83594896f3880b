"""Leaving: what becomes of somebody's comments when they go, and how the job is called that does it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DELETED = "Deleted account"
"""How everybody is called who has left."""


class Fate(StrEnum):
    """What becomes of the comments of somebody who leaves: they stay without a name, or are erased with all traces."""

    ANONYMISE = "anonymise"
    ERASE = "erase"


@dataclass(frozen=True)
class Leaving:
    """Somebody who leaves, an ``account`` or an ``author`` by number, and what becomes of what they wrote."""

    kind: str
    number: int
    fate: Fate

    @property
    def subject(self) -> str:
        """The job that does it."""
        return f"{self.kind} {self.number} {self.fate.value}"

    @classmethod
    def of(cls, subject: str) -> Leaving:
        """What a job is about."""
        kind, number, fate = subject.split(" ")
        return cls(kind, int(number), Fate(fate))
