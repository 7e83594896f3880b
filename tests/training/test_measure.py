"""Every measure is scikit-learn's or its definition's, and its interval is where chance would leave it."""

from __future__ import annotations

from dataclasses import astuple

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score

from moderation.training.measure import (
    BINS,
    Ranked,
    area,
    auc,
    average_precision,
    calibration_error,
    figure,
    figures_of,
    mean_figure,
    recall_at_precision,
)

CHANCE = np.random.default_rng(11)
LABELS = (CHANCE.random(600) < 0.3).astype(int)
SCORES = np.clip(np.round(0.3 + 0.3 * LABELS + CHANCE.normal(size=600) / 4, 2), 0, 1)  # with many ties
ONCE = np.ones((1, 600))


def test_area_and_average_precision_are_scikit_learns_even_with_ties() -> None:
    ranked = Ranked(LABELS, SCORES)

    assert area(ranked, ONCE)[0] == pytest.approx(roc_auc_score(LABELS, SCORES))
    assert average_precision(ranked, ONCE)[0] == pytest.approx(average_precision_score(LABELS, SCORES))


def test_recall_is_the_largest_at_that_precision() -> None:
    precision, recall, _ = precision_recall_curve(LABELS, SCORES)

    assert recall_at_precision(Ranked(LABELS, SCORES), ONCE)[0] == pytest.approx(
        recall[precision >= 0.9].max()
    )
    assert recall_at_precision(Ranked(LABELS, -SCORES), ONCE)[0] == 0


def test_weights_count_a_row_as_often_as_they_say() -> None:
    often = CHANCE.integers(0, 4, size=600)
    ranked = Ranked(LABELS, SCORES)
    drawn = np.repeat(np.arange(600), often)

    assert area(ranked, often[None, ranked.order])[0] == pytest.approx(auc(LABELS[drawn], SCORES[drawn]))


def test_calibration_error_is_the_mean_distance_of_bins_of_equal_mass() -> None:
    order = np.argsort(-SCORES, kind="stable")
    bins = np.array_split(order, BINS)
    by_hand = sum(abs(LABELS[each].mean() - SCORES[each].mean()) * len(each) for each in bins) / 600

    assert calibration_error(Ranked(LABELS, SCORES), ONCE)[0] == pytest.approx(by_hand)


def test_scores_that_mean_what_they_say_have_no_calibration_error() -> None:
    sure = np.repeat([0.0, 1.0], 150)

    assert calibration_error(Ranked(sure, sure), np.ones((1, 300)))[0] == 0


def test_all_measures_stand_between_the_ends_of_their_intervals() -> None:
    for found in figures_of(LABELS, SCORES).values():
        assert found.low <= found.value <= found.high
        assert (found.rows, found.positives) == (600, LABELS.sum())


def test_the_interval_is_as_wide_as_theory_says() -> None:
    found = figure(LABELS, SCORES)
    positives, negatives = LABELS.sum(), 600 - LABELS.sum()
    q1, q2 = found.value / (2 - found.value), 2 * found.value**2 / (1 + found.value)
    variance = (
        found.value * (1 - found.value)
        + (positives - 1) * (q1 - found.value**2)
        + (negatives - 1) * (q2 - found.value**2)
    ) / (positives * negatives)  # Hanley and McNeil 1982

    assert found.high - found.low == pytest.approx(2 * 1.96 * variance**0.5, rel=0.25)


def test_intervals_are_always_the_same() -> None:
    assert figures_of(LABELS, SCORES) == figures_of(LABELS, SCORES)


def test_a_share_has_an_interval_and_groups_widen_it() -> None:
    right = np.repeat([0.0, 1.0], [100, 300])

    alone = mean_figure(right)
    together = mean_figure(right, [f"group {at // 50}" for at in range(400)])

    assert (alone.value, alone.positives) == (0.75, 300)
    assert alone.low == pytest.approx(0.7075, abs=0.02)
    assert together.high - together.low > alone.high - alone.low


def test_one_kind_of_answer_alone_leaves_no_interval() -> None:
    none = figure(np.array([0, 1]), np.array([0.1, 0.9]), groups=["a", "a"])

    assert astuple(none) == (1.0, 1.0, 1.0, 2, 1)
