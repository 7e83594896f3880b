"""Retrains warm: moves the model in service by what decisions taught, and no further than they reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit, logit

from moderation.classifier.blend import LIKELY_TO_REJECT, REACH, Blend, RejectionHead
from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.model import Model
from moderation.classifier.off_topic import OFF_TOPIC
from moderation.classifier.topic import TopicHead
from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.training.rows import Row

_TRUST_WORDS = 1.0
"""C of the step for text features: one decision moves the log-odds of its own text by about one (docs/models.md)."""
_TRUST_REJECTION = 0.3
"""C of the step for the few log-odds that a rejection is told from."""
_TRUST_TOPIC = 0.02
"""C of the step for the few, dense topic features, where one decision speaks for every article."""


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
        topic=_topic_moved(model.topic, rows),
        rejection=_rejection_moved(model, rows),
    )
    if not steady:
        return moved
    moved = replace(moved, topic=_topic_levelled(model, moved, steady))
    return _together_levelled(model, _alone_levelled(model, moved, steady), steady)


def level_moved(before: np.ndarray, after: np.ndarray, threshold: float) -> float:
    """How far the log-odds moved at the threshold: what to take off so that as many of the rows reach it as before.

    The threshold is taken along from the sorted scores before to the sorted scores after (a quantile map).
    """
    if np.array_equal(before, after):
        return 0.0
    old, new = np.sort(before), np.sort(after)
    at = np.clip(logit(threshold), old[0], old[-1])
    return float(np.interp(at, old, new) - at)


def step(
    X: sparse.csr_matrix | np.ndarray,
    before: np.ndarray,
    labels: np.ndarray,
    weights: np.ndarray,
    trust: float,
) -> np.ndarray:
    """The coefficients to add: logistic loss of ``before + X·step`` plus the step's square over twice ``trust``."""

    def cost(coefficients: np.ndarray) -> tuple[float, np.ndarray]:
        now = before + X @ coefficients
        losses = np.logaddexp(0, now) - labels * now
        slope = X.T @ (weights * (expit(now) - labels))
        return float(
            weights @ losses + coefficients @ coefficients / (2 * trust)
        ), slope + coefficients / trust

    return np.asarray(minimize(cost, np.zeros(X.shape[1]), jac=True, method="L-BFGS-B").x)


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
            labels = _labels([rows[place] for place in known], attribute)
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
    moved = step(X, before, *_labels(known, LIKELY_TO_REJECT), _TRUST_REJECTION)
    return replace(
        head, weights=head.weights + moved[:-1] / REACH, intercept=float(head.intercept + moved[-1])
    )


def _read(model: Model, rows: Sequence[Row]) -> tuple[sparse.csr_matrix, np.ndarray]:
    """The rows' features and the calibrated log-odds that the model's members give them together."""
    folded = [fold(row.text) for row in rows]
    X = model.courtesy.features.transform([plain(each.text) for each in folded])
    readings = model.encoder.read(folded) if model.encoder else []
    return X, np.clip(model.log_odds(X, readings), -20.0, 20.0)


def _topic_moved(head: TopicHead, rows: Sequence[Row]) -> TopicHead:
    """The head moved by the rows that stand under an article and say whether they are off topic."""
    judged = [row for row in rows if row.article and OFF_TOPIC in row.labels]
    if not judged:
        return head
    middle, half = (head.low + head.high) / 2, (head.high - head.low) / 2 + 1e-6
    measured = _measured(head, judged)
    before = measured @ head.weights + head.intercept
    moved = step((measured - middle) / half, before, *_labels(judged, OFF_TOPIC), _TRUST_TOPIC) / half
    return replace(head, weights=head.weights + moved, intercept=float(head.intercept - middle @ moved))


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


def _topic_levelled(before: Model, after: Model, steady: Sequence[Row]) -> TopicHead:
    """The same for the topic head, on the steady rows that stand under an article."""
    head = after.topic
    under_article = [row for row in steady if row.article]
    if not under_article:
        return head
    measured = _measured(head, under_article)
    old, new = (measured @ each.weights + each.intercept for each in (before.topic, head))
    return replace(head, intercept=head.intercept - level_moved(old, new, before.thresholds[OFF_TOPIC]))


def _measured(head: TopicHead, rows: Sequence[Row]) -> np.ndarray:
    """The topic head's features of rows that stand under an article, within the range that it knows."""
    pairs = [
        (_plain(row.text), row.article, _plain(row.parent) if row.parent else None)
        for row in rows
        if row.article
    ]
    return np.clip(head.measured(pairs), head.low, head.high)


def _labels(rows: Sequence[Row], attribute: str) -> tuple[np.ndarray, np.ndarray]:
    """The rows' labels and weights."""
    return np.array([row.labels[attribute] for row in rows]), np.array([row.weight for row in rows])


def _narrowed(X: sparse.csr_matrix) -> tuple[np.ndarray, sparse.csr_matrix]:
    """Which columns the rows use, and the rows in those columns alone."""
    used, place = np.unique(X.indices, return_inverse=True)
    return used, sparse.csr_matrix((X.data, place, X.indptr), shape=(X.shape[0], len(used)))


def _plain(text: str) -> str:
    return plain(fold(text).text)
