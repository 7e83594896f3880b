"""Retrains warm: moves the model in service by what decisions taught, and no further than they reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy import sparse

from moderation.classifier.blend import LIKELY_TO_REJECT, REACH, Blend, RejectionHead
from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.model import Model
from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.training.rows import Row
from moderation.training.stepping import labels_of, level_moved, step
from moderation.training.warm_topic import near_levelled, near_moved, topic_levelled, topic_moved

_TRUST_WORDS = 1.0
"""C of the step for text features: one decision moves the log-odds of its own text by about one (docs/models.md)."""
_TRUST_REJECTION = 0.3
"""C of the step for the few log-odds that a rejection is told from."""


def retrained(model: Model, rows: Sequence[Row], version: str, steady: Sequence[Row] = ()) -> Model:
    """The model moved by the rows: a penalised step on top of its calibrated log-odds, nothing where no label is.

    The encoder stays as it is. The step goes to the fast member, and to the blend in full, so that the model moves
    alike with both members and with one. Each attribute's slope and threshold stay: decisions are no natural sample to
    calibrate on. For the same reason they must not shift the level: common words stand in every decision and would
    carry it along. So each moved attribute is set so that as many of the ``steady`` rows reach the threshold as before.
    """
    decided = _decided(model, rows)
    moved = replace(
        model,
        version=version,
        courtesy=_with_step(model.courtesy, decided),
        blend=_blend_with(model.blend, decided),
        topic=topic_moved(model, rows),
        near=near_moved(model, rows),
        rejection=_rejection_moved(model, rows),
    )
    if not steady:
        return moved
    moved = replace(
        moved, topic=topic_levelled(model, moved, steady), near=near_levelled(model, moved, steady)
    )
    return _together_levelled(model, _alone_levelled(model, moved, steady), steady)


def _decided(model: Model, rows: Sequence[Row]) -> sparse.csr_matrix:
    """The step that the rows teach, in calibrated log-odds (features × attributes): nothing where no label is."""
    head = model.courtesy
    learned = sparse.lil_matrix(head.weights.shape, dtype=np.float32)
    if not rows:
        return learned.tocsr()
    X, before = _read(model, rows)
    for column, attribute in enumerate(head.attributes):
        known = [place for place, row in enumerate(rows) if attribute in row.labels]
        if known:
            used, narrow = _narrowed(X[known])
            labels = labels_of([rows[place] for place in known], attribute)
            learned[used, column] = step(narrow, before[known, column], *labels, _TRUST_WORDS)[:, None]
    return learned.tocsr()


def _with_step(head: CourtesyHead, decided: sparse.csr_matrix) -> CourtesyHead:
    """The fast member moved by the step."""
    moved = head.weights + (decided.toarray() / head.slopes).astype(np.float32)
    return replace(head, weights=moved)


def _blend_with(blend: Blend | None, decided: sparse.csr_matrix) -> Blend | None:
    """The blend with the step beside those that it knows."""
    if blend is None:
        return None
    return replace(blend, decided=decided if blend.decided is None else blend.decided + decided)


def _rejection_moved(model: Model, rows: Sequence[Row]) -> RejectionHead | None:
    """The head over the attributes moved by what was rejected and what was let through."""
    known = [row for row in rows if LIKELY_TO_REJECT in row.labels]
    head = model.rejection
    if head is None or not known:
        return head
    log_odds = np.clip(_read(model, known)[1], -REACH, REACH)
    before = log_odds @ head.weights + head.intercept
    X = np.column_stack([log_odds / REACH, np.ones(len(known))])
    moved = step(X, before, *labels_of(known, LIKELY_TO_REJECT), _TRUST_REJECTION)
    return replace(
        head, weights=head.weights + moved[:-1] / REACH, intercept=float(head.intercept + moved[-1])
    )


def _read(model: Model, rows: Sequence[Row]) -> tuple[sparse.csr_matrix, np.ndarray]:
    """The rows' features and the calibrated log-odds that the model's members give them together."""
    folded = [fold(row.text) for row in rows]
    X = model.courtesy.features.transform([plain(each.text) for each in folded])
    readings = model.encoder.read(folded) if model.encoder else []
    return X, np.clip(model.log_odds(X, readings), -20.0, 20.0)


def _alone_levelled(before: Model, after: Model, steady: Sequence[Row]) -> Model:
    """The moved model whose fast member, alone at its thresholds, holds as many of the steady rows as before."""
    head = after.courtesy
    moved = _level_moved(before.fast_alone(), after.fast_alone(), steady)
    intercepts = (head.intercepts - moved / head.slopes).astype(head.intercepts.dtype)
    return replace(after, courtesy=replace(head, intercepts=intercepts))


def _together_levelled(before: Model, after: Model, steady: Sequence[Row]) -> Model:
    """The same for both members together."""
    if after.blend is None or after.encoder is None:
        return after
    shifts = after.blend.shifts - _level_moved(before, after, steady)
    return replace(after, blend=replace(after.blend, shifts=shifts))


def _level_moved(before: Model, after: Model, steady: Sequence[Row]) -> np.ndarray:
    """How far the level moved at each courtesy attribute's threshold."""
    old, new = (_read(model, steady)[1] for model in (before, after))
    return np.array(
        [
            level_moved(old[:, column], new[:, column], before.thresholds[attribute])
            for column, attribute in enumerate(before.courtesy.attributes)
        ]
    )


def _narrowed(X: sparse.csr_matrix) -> tuple[np.ndarray, sparse.csr_matrix]:
    """Which columns the rows use, and the rows in those columns alone."""
    used, place = np.unique(X.indices, return_inverse=True)
    return used, sparse.csr_matrix((X.data, place, X.indptr), shape=(X.shape[0], len(used)))
