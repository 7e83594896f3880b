"""The heads over the members: what the fast one and the encoder say together, and how likely a comment is rejected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.special import expit

from moderation.classifier.wordpieces import WordPieces

LIKELY_TO_REJECT = "LIKELY_TO_REJECT"


@dataclass(frozen=True)
class Blend:
    """What was learned about the members together: a logistic line an attribute over their log-odds.

    ``columns`` are the encoder's tasks that belong to the courtesy attributes, in their order; ``marks`` the kinds of
    marks that it sets, and ``levels`` the log-odds from which one is shown as evidence. ``decided`` (features ×
    attributes) is what decisions added to the fast member's log-odds: it counts whole here, not by its member's share.
    """

    pieces: WordPieces
    columns: np.ndarray
    fast: np.ndarray
    encoder: np.ndarray
    shifts: np.ndarray
    marks: tuple[str, ...]
    levels: np.ndarray
    decided: sparse.csr_matrix | None = None

    def log_odds(self, X: sparse.csr_matrix, fast: np.ndarray, encoder: np.ndarray) -> np.ndarray:
        """Calibrated log-odds, texts × attributes: from features, the fast member's calibrated ones, the encoder's."""
        together = fast * self.fast + encoder[:, self.columns] * self.encoder + self.shifts
        if self.decided is None:
            return together
        return together + (X @ self.decided).toarray() * (1 - self.fast)


@dataclass(frozen=True)
class RejectionHead:
    """How the courtesy attributes together make a rejection likely: a logistic line over their log-odds."""

    weights: np.ndarray
    intercept: float

    def probabilities(self, log_odds: np.ndarray) -> np.ndarray:
        """LIKELY_TO_REJECT for each text, from its courtesy attributes' calibrated log-odds (texts × attributes)."""
        return np.asarray(expit(np.clip(log_odds, -REACH, REACH) @ self.weights + self.intercept))


REACH = 8.0
"""Log-odds beyond which an attribute says no more about a rejection."""
