"""Fits the courtesy head: one logistic regression an attribute, on the rows that are labelled for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.features import TextFeatures
from moderation.training.calibrate import natural_weights, platt
from moderation.training.rows import COURTESY, Row, Rows

_PENALTY = 1.0
"""C of the logistic regression; 0.5 and 3 were within .005 AUC on every held-out source."""
NATURAL = ("wiki", "wiki_six", "wiki_by_type")
"""Sources of one place, of which a natural sample and its prior are known: calibration happens there."""
SEEN = 0.5


def fit_courtesy(learned: Rows, calibrating: Rows, features: TextFeatures | None = None) -> CourtesyHead:
    """The head learned from one part of the rows and calibrated on the other."""
    features = (features or TextFeatures()).fit(learned.words)
    X = features.transform(learned.words)
    columns = [_fitted(X, learned.rows, attribute) for attribute in COURTESY]
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
    known = [place for place, row in enumerate(rows.rows) if row.source in NATURAL]
    raw = head.raw(head.features.transform([rows.words[place] for place in known]))
    labels = [rows.rows[place].labels for place in known]
    lines = []
    for column, attribute in enumerate(head.attributes):
        weights = natural_weights(attribute, labels, priors)
        used = weights > 0
        seen = np.array([each.get(attribute, 0.0) >= SEEN for each in labels])
        lines.append(platt(raw[used, column], seen[used], weights[used]))
    slopes, shifts = (np.array(side) for side in zip(*lines, strict=True))
    return CourtesyHead(head.attributes, head.features, head.weights, head.intercepts, slopes, shifts)


def natural_priors(rows: Sequence[Row]) -> dict[str, float]:
    """How common each attribute is in the natural samples that carry all six labels; TOXICITY in all of them."""
    six = [row.labels for row in rows if row.source == "wiki_six"]
    anywhere = [row.labels["TOXICITY"] for row in rows if row.natural]
    priors = {attribute: float(np.mean([labels[attribute] for labels in six])) for attribute in COURTESY}
    return {**priors, "TOXICITY": float(np.mean(anywhere))}


def _fitted(X: sparse.csr_matrix, rows: Sequence[Row], attribute: str) -> tuple[np.ndarray, float]:
    """Weights and intercept for one attribute; a label between 0 and 1 counts on both sides, in its shares."""
    known = np.array([place for place, row in enumerate(rows) if attribute in row.labels])
    labels = np.array([rows[place].labels[attribute] for place in known])
    trust = np.array([rows[place].weight for place in known])
    sides = sparse.vstack([X[known], X[known]], format="csr")
    weights = np.concatenate([trust * labels, trust * (1 - labels)])
    truth = np.repeat([1, 0], len(known))
    used = weights > 0
    fitted = LogisticRegression(C=_PENALTY, solver="liblinear", dual=True, tol=1e-2, random_state=0)
    fitted.fit(sides[used], truth[used], sample_weight=weights[used])
    return fitted.coef_[0], float(fitted.intercept_[0])
