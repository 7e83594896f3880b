"""A range of scores holds what it says, and whoever decides on it can tell that it is still the same."""

from __future__ import annotations

from moderation.domain.batches import Scored, between, fingerprint_of, histogram, sample, step_of


def test_a_range_begins_and_ends_at_whole_per_cents_and_the_last_holds_the_highest() -> None:
    scored = [Scored(str(score), 1, step_of(score)) for score in (0.0, 0.29, 0.2999, 0.3, 1.0)]

    assert [each.id for each in between(scored, 29, 30)] == ["0.29", "0.2999"]
    assert [each.id for each in between(scored, 30, 100)] == ["0.3", "1.0"]
    assert (histogram(scored)[29], histogram(scored)[99], sum(histogram(scored))) == (2, 1, 5)


def test_a_fingerprint_changes_with_every_comment_and_version_but_not_with_their_order() -> None:
    seen = fingerprint_of({"a": 1, "b": 2})

    assert seen == fingerprint_of({"b": 2, "a": 1})
    assert len({seen, fingerprint_of({"a": 1}), fingerprint_of({"a": 1, "b": 3})}) == 3


def test_a_sample_can_be_drawn_again_and_another_one_too() -> None:
    ids = [str(number) for number in range(100)]

    assert sample(ids, "1") == sample(reversed(ids), "1") != sample(ids, "2")
    assert len(set(sample(ids, "1"))) == 12
