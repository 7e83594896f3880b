"""The step that decisions take a line of log-odds by, and how far that moved its level."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit, logit

from moderation.training.rows import Row


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


def level_moved(before: np.ndarray, after: np.ndarray, threshold: float) -> float:
    """How far the log-odds moved at the threshold: what to take off so that as many of the rows reach it as before.

    The threshold is taken along from the sorted scores before to the sorted scores after (a quantile map).
    """
    if np.array_equal(before, after):
        return 0.0
    old, new = np.sort(before), np.sort(after)
    at = np.clip(logit(threshold), old[0], old[-1])
    return float(np.interp(at, old, new) - at)


def labels_of(rows: Sequence[Row], attribute: str) -> tuple[np.ndarray, np.ndarray]:
    """The rows' labels and weights."""
    return np.array([row.labels[attribute] for row in rows]), np.array([row.weight for row in rows])
