"""Trains a candidate from the model in service, the labels that decisions left, and own rows it does not know yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from moderation.classifier.card import Card
from moderation.classifier.model import Model
from moderation.training.candidate import Candidate
from moderation.training.compare import latest
from moderation.training.evaluate import figures, held, scores_of
from moderation.training.own_rows import DECISIONS, digest_of, own_rows
from moderation.training.rows import Row, without_doubles
from moderation.training.warm import retrained

LEARNED_UNTIL = "learned_until"
"""Where a card's metrics say when the last decision was made that the model learned from."""


@dataclass(frozen=True)
class Parent:
    """The model in service with its members: what a candidate starts from. Its networks are handed on."""

    model: Model
    networks: Mapping[str, bytes]
    card: Card


def train_from_decisions(parent: Parent, own: Path, decided: Sequence[Row], version: str) -> Candidate:
    """A candidate moved by all but the latest fifth of the decisions its parent has not learned; those measure it.

    Nothing is learned twice, or each round would push the scores further: own rows only where the parent's card
    says that it learned others. With nothing to learn from, the candidate scores like its parent.
    """
    card = parent.card
    earlier, later = latest(not_learned_from(card, decided))
    check, steady = own_rows(own, "check"), own_rows(own, "own")
    new = [] if knows(card, own) else steady
    taught = without_doubles([*new, *earlier[::-1]], unseen=[row.text for row in check])
    model = (
        retrained(parent.model, taught.rows, version, steady)
        if taught.rows
        else replace(parent.model, version=version)
    )
    held_out = [replace(row, source="latest decisions") for row in later if row.source == DECISIONS]
    scores = scores_of(model, check)
    metrics = {
        "auc_check": figures(check, scores),
        "auc_latest_decisions": figures(held_out, scores_of(model, held_out)),
        "held": {"check rows": held(scores, model.thresholds)},
        LEARNED_UNTIL: earlier[-1].decided_at if earlier else card.metrics.get(LEARNED_UNTIL, ""),
    }
    about = _about(card.version, len(earlier), own_are_new=bool(new))
    return Candidate(
        model,
        about,
        _sources(card, own, len(earlier)),
        metrics,
        parent=card.version,
        networks=parent.networks,
        origins=card.origins,
    )


def knows(card: Card, own: Path) -> bool:
    """Whether the model learned our own rows as they are now; a card without their digest is taken to say yes."""
    digest = digest_of(own)
    return all(source.get("sha256", digest) == digest for source in card.sources if source["name"] == "own")


def not_learned_from(card: Card, decided: Sequence[Row]) -> list[Row]:
    """The decisions made after the last one that the model learned from."""
    return [row for row in decided if row.decided_at > card.metrics.get(LEARNED_UNTIL, "")]


def _about(parent: str, decisions: int, *, own_are_new: bool) -> str:
    """One sentence on what the candidate learned, for its card and for whoever trained it."""
    if decisions:
        return (
            f"{parent} moved by {decisions} decisions of this site{' and by new rows of ours' * own_are_new}."
        )
    if own_are_new:
        return f"No decisions to learn from; {parent} moved by new rows of ours."
    return f"No decisions to learn from: it scores like its parent {parent}."


def _sources(card: Card, own: Path, decisions: int) -> list[Mapping[str, Any]]:
    """The parent's sources with the own rows as they are now, and how many decisions were learned from."""
    learned = {"own": {"sha256": digest_of(own)}}
    known: list[Mapping[str, Any]] = [
        {**source, **learned.get(source["name"], {})} for source in card.sources
    ]
    if not decisions:
        return known
    return [*known, {"name": "decisions", "licence": "this site's", "learned_from": decisions}]
