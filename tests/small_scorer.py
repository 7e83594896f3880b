"""A scorer in service whose models are the small ones."""

from __future__ import annotations

from pathlib import Path

from moderation.classifier.in_service import ModelInService
from moderation.domain.scores import ScoredText

FIRST, SECOND = "2026.01.01-1", "2026.01.01-2"
POLITE = ScoredText("I like the garden very much", language="en")


def scorer_in(folders: tuple[Path, Path], *, budget_s: float = 5.0, threads: int = 2) -> ModelInService:
    """The scorer of the promoted and the shipped models' folders."""
    return ModelInService(*folders, budget_s=budget_s, threads=threads)
