"""What stands as it stood on the system that a site used before was decided there, and not by our own check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from moderation.domain.callers import Caller
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.figures import Share
from moderation.domain.moving import Brought
from moderation.domain.periods import Place
from moderation.parts import Parts
from moderation.reading.disqus import DisqusExport
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.import_comments import import_comments
from moderation.use_cases.report_transparency import report_transparency
from moderation.use_cases.search_comments import search_comments
from moderation.use_cases.show_insight import show_insight
from tests.exports import a_disqus_export, a_post, a_thread
from tests.making import NOON, a_comment, a_manager, at

THEN = date(2020, 1, 1), date(2020, 12, 31)
NOW = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture(name="mira")
def three_that_came_along(parts: Parts, machine: Caller, tmp_path: Path) -> Caller:
    """A comment that was shown elsewhere, one that waited there, and spam, all of 2020; beside two of our own."""
    posts = [a_post(11, 1), a_post(12, 1, isApproved="false"), a_post(13, 1, isSpam="true")]
    (tmp_path / "disqus.xml").write_bytes(a_disqus_export([a_thread(1, "budget"), *posts]))
    import_comments(parts, "harbour", DisqusExport(tmp_path / "disqus.xml"), Brought())
    a_comment(parts, machine)
    a_comment(parts, machine, "You idiot.")
    return a_manager(parts)


def test_only_what_our_own_check_decided_is_found_by_it(parts: Parts, mira: Caller) -> None:
    ours = search_comments(parts, mira, {"by": "automatic"}).comments
    all_of_them = search_comments(parts, mira, {}).comments

    assert sorted(each.status for each in ours) == [Status.HELD, Status.PUBLISHED]
    assert len(all_of_them) == 5


def test_no_figure_says_that_our_check_restricted_it(parts: Parts, mira: Caller) -> None:
    then, now = (report_transparency(parts, mira, *days) for days in (THEN, NOW))

    assert (then.held_by_check, then.rejected_by_check, then.by_rule) == (0, 0, [])
    assert (now.held_by_check, now.rejected_by_check) == (1, 0)
    assert show_insight(at(parts, NOON.replace(year=2020, month=2)), mira, 7, Place()).caught == Share(0, 3)
    assert show_insight(parts, mira, 7, Place()).caught == Share(1, 2)


def test_what_a_manager_makes_of_it_does_not_say_that_our_check_had_objected(
    parts: Parts, mira: Caller
) -> None:
    for found in search_comments(parts, mira, {"to": "2020-12-31"}).comments:
        if found.status is Status.HELD:
            decide_comment(parts, mira, found.id, 2, Choice(Action.REJECT, "spam"))

    told = report_transparency(parts, mira, *NOW)

    assert (told.rejected_detected, told.rejected_undetected, told.checked.total) == (0, 1, 0)
