"""The transparency report counts what was restricted, by whom it was found and decided, and what was asked back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from moderation.domain.appeals import Ground
from moderation.domain.callers import Area, Caller
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.domain.errors import Malformed, NotAllowed
from moderation.domain.figures import Share
from moderation.domain.sanctions import Kind
from moderation.parts import Parts
from moderation.storage.desk_tables import Appeal, Report, Sanction
from moderation.storage.tables import Decision
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.report_transparency import Transparency, report_transparency
from tests.making import NOON, a_comment, a_manager, a_reader, at, the_rules

HOUR = timedelta(hours=1)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture(name="mira")
def a_month(parts: Parts, machine: Caller) -> Caller:
    """Two insults, one approved and one rejected; a banned word; a good comment, and one that a manager rejected."""
    mira = a_manager(parts)
    approved, rejected = (a_comment(parts, machine, f"You idiot {number}.").id for number in (1, 2))
    decide_comment(at(parts, NOON + HOUR), mira, approved, 2, Choice(Action.PUBLISH))
    decide_comment(at(parts, NOON + 3 * HOUR), mira, rejected, 2, Choice(Action.REJECT, "insult"))
    a_comment(parts, machine)
    shown = a_comment(parts, machine, "Buy my boat.").id
    decide_comment(parts, mira, shown, 2, Choice(Action.REJECT, "spam"))
    the_rules(parts, "harbour", {"newcomer_comments": 0, "banned_words": ["grog"]})
    a_comment(parts, machine, "Grog for all!")
    a_comment(at(parts, NOON - timedelta(days=40)), machine, "You idiot, long ago.")
    return mira


def report(parts: Parts, caller: Caller) -> Transparency:
    return report_transparency(parts, caller, FIRST, LAST)


def test_what_was_restricted_by_whom_and_why(parts: Parts, mira: Caller) -> None:
    found = report(parts, mira)

    assert found.submitted == 5
    assert (found.held_by_check, found.rejected_by_check) == (2, 1)
    assert [(each.rule, each.held, each.rejected) for each in found.by_rule] == [
        ("Insult (score)", 2, 0),
        ("Banned word", 0, 1),
    ]
    assert [(each.reason, each.detected, each.undetected) for each in found.by_reason] == [
        ("Insult", 1, 0),
        ("Spam", 0, 1),
    ]
    assert (found.rejected_detected, found.rejected_undetected, found.approved) == (1, 1, 1)
    assert found.checked == Share(1, 2)
    assert found.waits.decision == pytest.approx(2 * 3600, abs=1)
    assert not found.is_part


def test_what_was_asked_back_and_what_was_done_about_authors(parts: Parts, mira: Caller) -> None:
    with parts.database.writing() as session:
        decision = session.query(Decision).filter(Decision.reason == "insult").one()
        about = {"comment_id": decision.comment_id, "made_at": NOON}
        for settled_at, upheld in ((NOON + HOUR, True), (NOON + 2 * HOUR, False), (None, None)):
            asked = Report(revision_id=decision.revision_id, ground=Ground.ILLEGAL, weight=1.0, **about)
            asked.settled_at, asked.upheld = settled_at, upheld
            session.add(asked)
        session.add(Appeal(decision_id=decision.id, author_id=1, note="Why?", **about))
        for kind in (Kind.WARN, Kind.BAN, Kind.WARN):
            session.add(Sanction(author_id=1, kind=kind, is_everywhere=False, reason="x", begins_at=NOON))

    found, elsewhere = report(parts, mira), report_transparency(parts, mira, FIRST, LAST, "elsewhere")

    asked_back = found.reports[Ground.ILLEGAL]
    assert (asked_back.made, asked_back.upheld, asked_back.refused, asked_back.open) == (3, 1, 1, 1)
    assert (found.appeals.made, found.appeals.open) == (1, 1)
    assert found.waits.report == pytest.approx(1.5 * 3600, abs=1)
    assert found.waits.appeal is None
    assert found.sanctions == {Kind.WARN: 2, Kind.BAN: 1}
    assert (elsewhere.submitted, elsewhere.reports, elsewhere.sanctions) == (0, {}, {})


def test_only_what_somebody_works_on_is_counted_and_that_is_said(parts: Parts, mira: Caller) -> None:
    found = report(parts, replace(mira, areas=(Area("harbour", "Sport"),)))

    assert (found.is_part, found.submitted, found.held_by_check, found.by_rule, found.approved) == (
        True,
        0,
        0,
        [],
        0,
    )


def test_odd_periods_and_readers_are_refused(parts: Parts) -> None:
    mira = a_manager(parts)
    with pytest.raises(Malformed):
        report_transparency(parts, mira, LAST, FIRST)
    with pytest.raises(Malformed):
        report_transparency(parts, mira, date(2020, 1, 1), LAST)
    with pytest.raises(NotAllowed):
        report(parts, a_reader(parts))
