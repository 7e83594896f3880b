"""Cosines of many vectors at once."""

from __future__ import annotations

import numpy as np
import pytest

from moderation.classifier.cosines import Spread, products


@pytest.mark.parametrize("vectors", [1, 3, 1200])
@pytest.mark.parametrize("articles", [0, 1, 999, 2345])
def test_in_steps_it_is_the_same_product(vectors: int, articles: int) -> None:
    chance = np.random.default_rng(vectors + articles)
    some = chance.standard_normal((vectors, 24)).astype(np.float32)
    many = chance.standard_normal((articles, 24)).astype(np.float32)

    found = products(some, many)

    assert found.shape == (vectors, articles)
    assert np.allclose(found, some @ many.T, atol=1e-4)


def test_a_cosine_lies_beyond_the_middle_by_so_many_spreads() -> None:
    spread = Spread.of(np.array([0.1, 0.3], dtype=np.float32))

    assert spread.beyond(0.42) == pytest.approx((0.42 - 0.2) / 0.11, rel=1e-5)
