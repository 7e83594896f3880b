"""Makes scores mean what they say at the prior of a natural sample, and chooses thresholds there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

HOLD_FOR_COURTESY = 0.11
"""The share of natural comments that the courtesy attributes hold together: about as many as are rude (decision 20)."""
HOLD_FOR_TOPIC = 0.01
"""The share of on-topic comments under news debates that OFF_TOPIC holds; beside what is held for courtesy."""


_SURE = 0.6
"""The share of those who have an attribute that it holds by itself at most: more, and mild cases come along."""
_FEWEST = 5
SEEN = 0.5
"""The label from which an attribute counts as there."""


def platt(raw: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Slope and shift that turn raw log-odds into calibrated ones (Platt 1999); the slope is never negative.

    A label between 0 and 1 counts on both sides, in its shares. Where one side has too few rows the log-odds stay.
    """
    spread = raw.std() or 1.0
    both = np.concatenate([weights * labels, weights * (1 - labels)])
    seen = labels[weights > 0] >= SEEN
    if min(seen.sum(), (~seen).sum()) < _FEWEST:
        return 1.0, 0.0
    sides = np.repeat([1, 0], len(raw))
    line = LogisticRegression(C=100.0).fit(np.tile(raw, 2)[:, None] / spread, sides, sample_weight=both)
    return max(float(line.coef_[0, 0]) / spread, 1e-3), float(line.intercept_[0])


def natural_weights(
    attribute: str, rows: Sequence[Mapping[str, float]], priors: Mapping[str, float]
) -> np.ndarray:
    """Weights under which the rows stand for a natural sample, though their positives were sought out.

    Three strata (the attribute; rude without it; neither) get the shares they have in nature; rows in no
    stratum, because a label is unknown, get none.
    """
    strata = np.array([_stratum(attribute, labels) for labels in rows])
    rude = priors["TOXICITY"]
    nature = {"has": priors[attribute], "rude": rude - priors[attribute], "neither": 1 - rude}
    weights = np.zeros(len(rows))
    for stratum, share in nature.items():
        within = strata == stratum
        if within.any():
            weights[within] = max(share, 0.0) * len(rows) / within.sum()
    return weights


def _stratum(attribute: str, labels: Mapping[str, float]) -> str:
    """Which stratum the row belongs to."""
    if attribute not in labels:
        return "unknown"
    if labels[attribute] >= SEEN:
        return "has"
    return "rude" if labels.get("TOXICITY", 0.0) >= SEEN else "neither"


def thresholds_holding(
    streams: Sequence[np.ndarray],
    priors: Sequence[float],
    share: float = HOLD_FOR_COURTESY,
    rest: int | None = None,
) -> np.ndarray:
    """A threshold per column so that, over natural streams of comments counted alike, ``share`` reach any of them.

    Each attribute alone holds in proportion to how common it is in nature, so that a rare one is held only where
    it is sure. With ``rest``, the other columns stop at ``_SURE`` of their priors, and that one takes what is left.
    """
    low, high = 0.0, min(1 / max(priors), 10.0)
    for _ in range(30):
        middle = (low + high) / 2
        chosen = _at(streams, _shares(priors, middle, rest))
        reached = np.mean([(scores >= chosen).any(axis=1).mean() for scores in streams])
        low, high = (low, middle) if reached > share else (middle, high)
    return _at(streams, _shares(priors, low, rest))


def _shares(priors: Sequence[float], times: float, rest: int | None) -> np.ndarray:
    """What each column holds alone when all hold ``times`` their prior."""
    shares = np.array(priors) * times
    if rest is None:
        return shares
    stopped = np.minimum(shares, np.array(priors) * _SURE)
    stopped[rest] = shares[rest]
    return stopped


def _at(streams: Sequence[np.ndarray], shares: np.ndarray) -> np.ndarray:
    """The value in each column that this share of rows exceeds, every stream counting alike."""
    scores = np.concatenate(streams)
    weights = np.concatenate([np.full(len(stream), 1 / len(stream)) for stream in streams]) / len(streams)
    chosen = []
    for column, share in zip(scores.T, shares, strict=True):
        falling = np.argsort(-column)
        chosen.append(
            column[falling[min(np.searchsorted(np.cumsum(weights[falling]), share), len(column) - 1)]]
        )
    return np.array(chosen)
