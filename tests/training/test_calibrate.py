"""Calibrated scores mean what they say at the natural prior, and thresholds hold what they promise."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit
from sklearn.metrics import log_loss, roc_auc_score

from moderation.training.calibrate import natural_weights, platt, thresholds_holding
from moderation.training.measure import auc, figure, loss

CHANCE = np.random.default_rng(7)


def test_platt_gives_back_the_probabilities_that_made_the_labels() -> None:
    raw = CHANCE.normal(size=20_000)
    labels = CHANCE.random(20_000) < expit(2 * raw - 1)

    slope, shift = platt(raw, labels, np.ones(20_000))

    assert slope == pytest.approx(2, abs=0.15)
    assert shift == pytest.approx(-1, abs=0.1)


def test_calibrating_never_turns_an_order_round() -> None:
    raw = np.array([0.0, 1.0, 2.0, 3.0])

    slope, _ = platt(raw, np.array([1, 1, 0, 0]), np.ones(4))

    assert slope > 0


def test_sought_out_positives_weigh_what_nature_gives_them() -> None:
    rude, clean = {"TOXICITY": 1.0, "THREAT": 0.0}, {"TOXICITY": 0.0, "THREAT": 0.0}
    rows = [{"TOXICITY": 1.0, "THREAT": 1.0}] * 50 + [rude] * 25 + [clean] * 24 + [{"TOXICITY": 1.0}]

    weights = natural_weights("THREAT", rows, {"TOXICITY": 0.1, "THREAT": 0.02})

    assert weights[:50].sum() / weights.sum() == pytest.approx(0.02)
    assert weights[50:75].sum() / weights.sum() == pytest.approx(0.08)
    assert weights[-1] == 0


def test_thresholds_hold_the_promised_share() -> None:
    streams = [CHANCE.random((4000, 3)), CHANCE.random((500, 3)) ** 2]

    least = thresholds_holding(streams, [0.1, 0.05, 0.01], share=0.05)

    held = np.mean([(stream >= least).any(axis=1).mean() for stream in streams])
    assert held == pytest.approx(0.05, abs=0.004)
    assert least[0] < least[1] < least[2]


def test_the_measures_are_scikit_learns() -> None:
    labels = (CHANCE.random(500) < 0.3).astype(int)
    scores = np.round(CHANCE.random(500), 1) * 0.98 + 0.01

    assert auc(labels, scores) == pytest.approx(roc_auc_score(labels, scores))
    assert loss(labels, scores) == pytest.approx(log_loss(labels, scores))


def test_an_interval_holds_its_value_and_narrows_with_rows() -> None:
    labels = (CHANCE.random(2000) < 0.3).astype(int)
    scores = labels + CHANCE.normal(size=2000)

    many, few = figure(labels, scores), figure(labels[:100], scores[:100])

    assert many.low < many.value < many.high
    assert many.value == auc(labels, scores)
    assert many.high - many.low < few.high - few.low


def test_rows_of_one_article_are_drawn_together() -> None:
    labels = np.tile([0, 1], 100)
    groups = [f"article {at // 50}" for at in range(200)]
    scores = labels * np.repeat([1.0, 0.1, -1.0, 0.5], 50) + CHANCE.normal(size=200)

    apart, together = figure(labels, scores), figure(labels, scores, groups)

    assert together.high - together.low > apart.high - apart.low
