"""Who may do what to an author, which of several sanctions decides, and what follows for a new comment."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from moderation.domain.acts import Deed, Done, last_standing, touched_by
from moderation.domain.callers import Role
from moderation.domain.comments import Standing
from moderation.domain.errors import NotAllowed
from moderation.domain.findings import Verdict
from moderation.domain.policy import Signals, judge
from moderation.domain.rules import Rules
from moderation.domain.sanctions import InForce, Kind, refuse, role_for, strictest

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "days", "is_everywhere", "role"),
    [
        (Kind.WARN, None, False, Role.MANAGER),
        (Kind.PRE_MODERATE, None, False, Role.MANAGER),
        (Kind.SUSPEND, 7, False, Role.MANAGER),
        (Kind.SUSPEND, 8, False, Role.SENIOR),
        (Kind.SUSPEND, None, False, Role.SENIOR),
        (Kind.BAN, 1, False, Role.SENIOR),
        (Kind.WARN, None, True, Role.SENIOR),
    ],
)
def test_what_weighs_more_takes_a_senior(
    kind: Kind, days: int | None, *, is_everywhere: bool, role: Role
) -> None:
    assert role_for(kind, days, is_everywhere=is_everywhere) is role


def test_the_strictest_decides_and_of_two_alike_the_longer_one() -> None:
    warn, short = InForce(1, Kind.WARN, "Why."), InForce(2, Kind.SUSPEND, "Why.", NOON)
    long = InForce(3, Kind.SUSPEND, "Why.", None)

    assert strictest([short, warn]) is short
    assert strictest([long, short]) is long
    assert strictest([]) is None


@pytest.mark.parametrize("kind", Kind)
def test_whom_a_sanction_keeps_from_writing_is_told_and_what_came_in_before_waits(kind: Kind) -> None:
    sanction = InForce(1, kind, "Insults {again}", NOON)
    signals = Signals("Fine.", Standing.READER, sanction=sanction)

    judgement = judge({}, signals, Rules(newcomer_comments=0), {})

    assert judgement.verdict is (Verdict.PUBLISH if kind is Kind.WARN else Verdict.HOLD)
    if kind is not Kind.PRE_MODERATE:
        with pytest.raises(NotAllowed, match=r"Insults \{again\}\."):
            refuse(sanction)


def test_of_what_was_done_only_the_last_that_still_stands_can_be_undone() -> None:
    acts = [Done(1, "a", None), Done(2, "a", None), Done(3, "b", None), Done(4, "a", 2), Done(5, "b", 3)]

    assert last_standing(acts, "a") == 1
    assert last_standing(acts, "b") is None
    assert touched_by(Deed.END_SANCTION, "author 1", {"sanction": 7}) == "sanction 7"
