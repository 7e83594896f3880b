"""Trains a candidate from the model in service, our own rows and the labels that decisions left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from moderation.classifier.card import Card
from moderation.classifier.model import Model
from moderation.training.candidate import Candidate
from moderation.training.compare import latest
from moderation.training.evaluate import figures, scores_of
from moderation.training.own_rows import own_rows
from moderation.training.rows import Row, without_doubles
from moderation.training.warm import retrained

LEARNED_UNTIL = "learned_until"
"""Where a card's metrics say when the last decision was made that the model learned from."""


def train_from_decisions(
    parent: Model, card: Card, own: Path, decided: Sequence[Row], version: str
) -> Candidate:
    """A candidate moved from its parent by all but the latest fifth of the decisions, which measure it."""
    earlier, later = latest(decided)
    check = own_rows(own, "check")
    taught = without_doubles([*own_rows(own, "own"), *earlier[::-1]], unseen=[row.text for row in check])
    model = retrained(parent, taught.rows, version)
    held_out = [replace(row, source="latest decisions") for row in later]
    metrics = {
        "auc_check": figures(check, scores_of(model, check)),
        "auc_latest_decisions": figures(held_out, scores_of(model, held_out)),
        LEARNED_UNTIL: earlier[-1].decided_at if earlier else card.metrics.get(LEARNED_UNTIL, ""),
    }
    sources = [
        *card.sources,
        {"name": "decisions", "licence": "this site's", "learned_from": len(earlier)},
    ]
    return Candidate(
        model, f"{card.version} moved by decisions of this site.", sources, metrics, parent=card.version
    )


def not_learned_from(card: Card, decided: Sequence[Row]) -> list[Row]:
    """The decisions made after the last one that the model learned from."""
    return [row for row in decided if row.decided_at > card.metrics.get(LEARNED_UNTIL, "")]
