"""The courtesy head: one linear layer over text features, a column for each attribute, calibrated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.special import expit

from moderation.classifier.features import TextFeatures


@dataclass(frozen=True)
class CourtesyHead:
    """What was learned about each attribute: float32 weights (features × attributes), and Platt's line per attribute.

    The calibrated log-odds are ``slope * (x · weights + intercept) + shift``; the slope is positive, so
    calibrating never changes an order (Platt 1999).
    """

    attributes: tuple[str, ...]
    features: TextFeatures
    weights: np.ndarray
    intercepts: np.ndarray
    slopes: np.ndarray
    shifts: np.ndarray

    def raw(self, X: sparse.csr_matrix) -> np.ndarray:
        """Log-odds before calibration, texts × attributes."""
        return np.asarray(X @ self.weights) + self.intercepts

    def log_odds(self, X: sparse.csr_matrix) -> np.ndarray:
        """Calibrated log-odds, texts × attributes."""
        return np.asarray(self.raw(X) * self.slopes + self.shifts)

    def probabilities(self, X: sparse.csr_matrix) -> np.ndarray:
        """Calibrated probabilities, texts × attributes."""
        return np.asarray(expit(self.log_odds(X)))
