"""Cosines of vectors of length one: many at once, and what a heap of them says."""

from __future__ import annotations

from typing import NamedTuple, Self

import numpy as np

_STEADY = 0.01
_SOFT = 0.08
"""How soft the nearest of many articles is taken: the smaller, the more the nearest one counts alone."""
_AT_ONCE = 1000
"""Cosines taken at once: up to some 1,200, each over 384, OpenBLAS has a quicker way for small products."""


class Spread(NamedTuple):
    """Middle and spread of some cosines; no spread is quite nothing."""

    middle: float
    spread: float

    @classmethod
    def of(cls, cosines: np.ndarray) -> Self:
        """Mean and standard deviation, that a little larger."""
        return cls(float(cosines.mean()), float(cosines.std()) + _STEADY)

    def beyond(self, cosine: float) -> float:
        """By how many of its standard deviations a cosine lies above the middle."""
        return (cosine - self.middle) / self.spread


def products(vectors: np.ndarray, articles: np.ndarray) -> np.ndarray:
    """Each vector's cosine to each article (vectors × articles); in small steps it takes a third of the time."""
    step = max(1, _AT_ONCE // len(vectors))
    parts = [vectors @ articles[begin : begin + step].T for begin in range(0, max(1, len(articles)), step)]
    return np.concatenate(parts, axis=1)


def soft_nearest(cosines: np.ndarray) -> float:
    """The highest of the cosines, higher by how many there are and how near they come to it."""
    return _SOFT * float(np.log(np.exp(cosines / _SOFT).sum()))
