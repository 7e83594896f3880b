"""Measures evidence against what people marked: character F1 as SemEval-2021 task 5 defines it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from moderation.classifier.model import Model
from moderation.domain.scores import ScoredText, Span
from moderation.training.corpora.news import settled_spans
from moderation.training.measure import mean_figure

ATTRIBUTE = "TOXICITY"
_AT_ONCE = 128


def evidence_quality(model: Model, file: Path) -> dict[str, Any]:
    """The mean F1 of TOXICITY evidence over the comments of the file, with the shares that have any span.

    A comment's F1 (Pavlopoulos et al. 2021) is that of the characters shown against those marked; 1 where both are
    none, 0 where only one of them is.
    """
    marked = list(settled_spans(file))
    shown = [
        characters(scores.evidence.get(ATTRIBUTE, ()))
        for begin in range(0, len(marked), _AT_ONCE)
        for scores in model.score_many(
            [ScoredText(text, language="en") for text, _ in marked[begin : begin + _AT_ONCE]], evidence=True
        )
    ]
    truth = [set(places) for _, places in marked]
    each = np.array([character_f1(ours, theirs) for ours, theirs in zip(shown, truth, strict=True)])
    return {
        "file": file.name,
        "character_f1": mean_figure(each).as_json(),
        "comments_marked": round(float(np.mean([bool(places) for places in truth])), 4),
        "comments_with_evidence": round(float(np.mean([bool(places) for places in shown])), 4),
        "precision": _mean(len(a & b) / len(a) for a, b in zip(shown, truth, strict=True) if a),
        "recall": _mean(len(a & b) / len(b) for a, b in zip(shown, truth, strict=True) if b),
    }


def characters(spans: Sequence[Span]) -> set[int]:
    """The places of the characters within the spans."""
    return {place for span in spans for place in range(span.begin, span.end)}


def character_f1(shown: set[int], marked: set[int]) -> float:
    """F1 of two sets of characters; 1 where both are empty."""
    if not shown and not marked:
        return 1.0
    return 2 * len(shown & marked) / (len(shown) + len(marked))


def _mean(values: Iterable[float]) -> float | None:
    """The mean of what there is."""
    found = list(values)
    return round(float(np.mean(found)), 4) if found else None
