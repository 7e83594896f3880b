"""Shares, percentiles and drift come out as they do by hand."""

from __future__ import annotations

import pytest

from moderation.domain.figures import Share, in_a_word, of_the_threshold, percentile, stability


def test_wilsons_interval_is_the_one_in_the_books() -> None:
    # 8 of 10: middle (.8 + .19208) / 1.38416 = .71674, around it 1.96 √(.016 + .009604) / 1.38416 = .22658
    assert Share(8, 10).likely == pytest.approx((0.49016, 0.94332), abs=1e-4)
    # none of 20: from 0 to 3.8416 / 23.8416
    assert Share(0, 20).likely == pytest.approx((0.0, 0.16113), abs=1e-4)
    assert Share(0, 0).likely == (0.0, 1.0)
    assert Share(0, 0).value is None


@pytest.mark.parametrize(
    ("approved", "total", "says"),
    [(9, 12, "Too few"), (40, 50, "Mostly approved"), (10, 50, "Mostly rejected"), (26, 50, "About half")],
)
def test_a_threshold_is_judged_only_on_enough(approved: int, total: int, says: str) -> None:
    assert of_the_threshold(Share(approved, total)).startswith(says)


def test_percentiles_are_the_nearest_rank() -> None:
    ordered = [15.0, 20.0, 35.0, 40.0, 50.0]

    assert [percentile(ordered, share) for share in (0.05, 0.3, 0.4, 0.5, 0.95, 1)] == [
        15,
        20,
        20,
        35,
        50,
        50,
    ]
    assert percentile([], 0.5) is None


def test_the_stability_index_is_the_sum_by_hand() -> None:
    # 150 and 50 of 200 against 100 and 100, half a case more in each of two classes:
    # (.74876 - .5) ln(.74876 / .5) + (.25124 - .5) ln(.25124 / .5) = .10045 + .17119
    index = stability([150, 50], [100, 100])

    assert index == pytest.approx(0.27164, abs=1e-4)
    assert in_a_word(index) == "changed"


def test_the_same_spread_is_steady_and_a_few_scores_tell_nothing() -> None:
    assert in_a_word(stability([150, 50], [300, 100])) == "steady"
    assert in_a_word(stability([110, 90], [90, 110]) or 0) == "steady"
    assert in_a_word(stability([125, 75], [95, 105])) == "steady"
    assert in_a_word(stability([130, 70], [90, 110])) == "shifting"
    assert in_a_word(stability([10, 5], [300, 100])) == "too few"
