"""Two scores of the same texts are compared by how they order them, and by what each holds."""

from __future__ import annotations

import pytest

from moderation.domain.comparison import Comparison, compared, rank_correlation, ranks


def test_what_is_the_same_shares_a_rank() -> None:
    assert ranks([0.5, 0.1, 0.5, 0.9]) == [2.5, 1, 2.5, 4]


@pytest.mark.parametrize(
    ("other", "correlation"),
    [([1, 2, 3, 9], 1), ([9, 3, 2, 1], -1), ([1, 1, 1, 1], None), ([2, 1, 4, 3], 0.6)],
)
def test_orders_are_compared_whatever_the_numbers(other: list[float], correlation: float | None) -> None:
    found = rank_correlation([0.1, 0.2, 0.3, 0.4], other)

    assert found == (correlation if correlation is None else pytest.approx(correlation))


def test_our_threshold_holds_as_many_as_theirs() -> None:
    theirs = [place / 100 for place in range(100)]
    ours = [place / 200 for place in range(100)]

    assert compared(theirs, ours, at=0.9) == Comparison(
        texts=100,
        correlation=1,
        held=10,
        threshold=0.45,
        lowest=0.41,
        highest=0.475,
        ours_held=10,
        both=10,
    )


def test_where_theirs_holds_nothing_there_is_no_threshold() -> None:
    assert compared([0.1, 0.2], [0.3, 0.4], at=0.5) == Comparison(2, 1, 0)
