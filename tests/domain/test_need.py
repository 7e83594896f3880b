"""The more a comment may harm, the more read it, and the less sure the check is, the earlier somebody should look."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from moderation.domain.findings import Finding, Verdict, over_threshold, unscored
from moderation.domain.need import BUSY, HEAD_START, Need, need_of, queue_time

CAME = datetime(2026, 11, 2, 12, tzinfo=UTC)
LINKS = Finding("links", Verdict.HOLD, "3 links", "Many links.")


def insult(score: float) -> Finding:
    return over_threshold("INSULT", score, 0.7, Verdict.HOLD)


def test_nothing_found_is_no_need() -> None:
    assert need_of([], BUSY) == Need()
    assert queue_time(CAME, Need()) == CAME


def test_the_strongest_score_is_the_risk_and_a_score_near_its_threshold_leaves_doubt() -> None:
    sure, unsure = need_of([LINKS, insult(0.95), insult(0.8)], 0), need_of([insult(0.72)], 0)

    assert (sure.risk, sure.doubt) == (0.95, 0.0)
    assert unsure.doubt == pytest.approx(0.9)


def test_what_no_score_speaks_of_is_half_a_risk_and_what_was_not_scored_all_doubt() -> None:
    assert need_of([LINKS], 0) == Need(0.5)
    assert need_of([unscored("missing", "no model", Verdict.HOLD)], 0) == Need(0.5, 0.0, 1.0)


def test_readers_count_up_to_a_busy_article() -> None:
    quiet, busy, busier = (need_of([insult(0.95)], published) for published in (0, BUSY, 10 * BUSY))

    assert quiet.head_start < busy.head_start == busier.head_start


def test_the_neediest_is_placed_as_far_ahead_as_anything_can_be() -> None:
    assert Need(1.0, 1.0, 1.0).head_start == HEAD_START
    assert Need(1.0).head_start == HEAD_START / 2
    assert queue_time(CAME, Need(1.0)) == CAME - timedelta(hours=6)


def test_a_need_comes_back_as_it_was_stored_and_an_old_comment_has_none() -> None:
    need = Need(0.9, 0.25, 0.5)

    assert Need.from_row(need.as_row()) == need
    assert Need.from_row([]) == Need()
