"""Fits the courtesy head: one logistic regression an attribute, on the rows that are labelled for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.features import TextFeatures
from moderation.training.calibrate import platt
from moderation.training.rows import COURTESY, Row, Rows
from moderation.training.streams import natural_sample

_PENALTY = 1.0
"""C of the logistic regression; 0.5 and 3 were within .005 AUC on every held-out source."""
_TRUST = {"paradetox": 0.3}
"""How much of a row's weight counts, by source: these are many, short and all rude, and drown longer comments."""
_TELLING = 0.25
"""How far columns are scaled by how differently the two sides use them (naive Bayes, Wang and Manning 2012)."""


def fit_courtesy(learned: Rows, calibrating: Rows, features: TextFeatures | None = None) -> CourtesyHead:
    """The head learned from one part of the rows and calibrated on the other."""
    features = (features or TextFeatures()).fit(learned.words)
    X = features.transform(learned.words)
    columns = [fitted(X, learned.rows, attribute) for attribute in COURTESY]
    head = CourtesyHead(
        COURTESY,
        features,
        weights=np.vstack([weights for weights, _ in columns]).T.astype(np.float32).copy(),
        intercepts=np.array([intercept for _, intercept in columns]),
        slopes=np.ones(len(COURTESY)),
        shifts=np.zeros(len(COURTESY)),
    )
    return calibrated(head, calibrating, natural_priors([*learned.rows, *calibrating.rows]))


def calibrated(head: CourtesyHead, rows: Rows, priors: Mapping[str, float]) -> CourtesyHead:
    """The head with each attribute's Platt line at its natural prior."""
    raw = head.raw(head.features.transform(rows.words))
    lines = []
    for column, attribute in enumerate(head.attributes):
        used, labels, weights = natural_sample(attribute, rows.rows, priors)
        lines.append(platt(raw[used, column], labels, weights))
    slopes, shifts = (np.array(side) for side in zip(*lines, strict=True))
    return CourtesyHead(head.attributes, head.features, head.weights, head.intercepts, slopes, shifts)


def natural_priors(rows: Sequence[Row]) -> dict[str, float]:
    """How common each attribute is in the natural samples that carry all six labels; TOXICITY in all of them."""
    six = [row.labels for row in rows if row.source == "wiki_six"]
    anywhere = [row.labels["TOXICITY"] for row in rows if row.natural and "TOXICITY" in row.labels]
    priors = {
        attribute: _mean([labels[attribute] for labels in six if attribute in labels])
        for attribute in COURTESY
    }
    return {**priors, "TOXICITY": _mean(anywhere)}


def _mean(labels: Sequence[float]) -> float:
    """The mean label; where nobody was asked, nothing is seen."""
    return float(np.mean(labels)) if labels else 0.0


def fitted(X: sparse.csr_matrix, rows: Sequence[Row], attribute: str) -> tuple[np.ndarray, float]:
    """Weights and intercept for one attribute; a label between 0 and 1 counts on both sides, in its shares."""
    known = np.array([place for place, row in enumerate(rows) if attribute in row.labels])
    labels = np.array([rows[place].labels[attribute] for place in known])
    trust = np.array([rows[place].weight * _TRUST.get(rows[place].source, 1.0) for place in known])
    has, lacks = trust * labels, trust * (1 - labels)
    scaled = X[known]
    telling = _telling(scaled, has, lacks)
    scaled.data *= telling[scaled.indices]
    sides = sparse.vstack([scaled, scaled], format="csr")
    weights = np.concatenate([has, lacks])
    truth = np.repeat([1, 0], len(known))
    used = weights > 0
    fitted = LogisticRegression(C=_PENALTY, solver="liblinear", dual=True, tol=1e-2, random_state=0)
    fitted.fit(sides[used], truth[used], sample_weight=weights[used])
    return fitted.coef_[0] * telling, float(fitted.intercept_[0])


def _telling(X: sparse.csr_matrix, has: np.ndarray, lacks: np.ndarray) -> np.ndarray:
    """A scale for each column, about one: larger where rows with and without the attribute use it differently."""
    present = sparse.csr_matrix((np.ones_like(X.data), X.indices, X.indptr), shape=X.shape)
    on, off = present.T @ has + 1, present.T @ lacks + 1
    ratio = np.abs(np.log(on / on.sum()) - np.log(off / off.sum()))
    spread = np.sqrt((ratio[X.indices] ** 2).mean()) or 1.0
    return (1 - _TELLING + _TELLING * ratio / spread).astype(np.float32)
