"""Notices of illegal content without an account: confirmed, and their outcome told, where an address was given."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation import worker
from moderation.domain.appeals import Ground
from moderation.domain.callers import NOBODY, Caller
from moderation.domain.comments import Action
from moderation.domain.errors import Malformed, TooMany
from moderation.domain.letters import Outgoing
from moderation.parts import Parts
from moderation.storage.desk_tables import Report
from moderation.use_cases.report_comment import NewReport, Notifier, report_comment
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.sweep_expired import sweep_expired
from moderation.use_cases.undo_decision import undo_decision
from tests.asking import decided, rows
from tests.making import NOON, a_comment, a_manager, at

JANE = Notifier("Jane Roe", "jane@example.org")


class Postbox:
    """A second way to carry letters: it keeps them."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []

    def send(self, letter: Outgoing) -> None:
        self.sent.append(letter)


def read(parts: Parts, minutes: int) -> list[str]:
    """What the letters say that leave so many minutes after noon."""
    box, later = Postbox(), at(parts, NOON + timedelta(minutes=minutes))
    for _ in range(2):
        worker.work_once(replace(later, mail=box))
    assert {letter.to for letter in box.sent} <= {"jane@example.org"}
    return [letter.text for letter in box.sent]


def a_notice(parts: Parts, comment: str, notifier: Notifier = JANE) -> None:
    report_comment(
        parts, NOBODY, NewReport("harbour", comment, Ground.ILLEGAL, "It names a child.", notifier=notifier)
    )


def test_a_notice_is_confirmed_and_its_outcome_told_a_minute_after_it(parts: Parts, machine: Caller) -> None:
    comment, mira = a_comment(parts, machine).id, a_manager(parts)
    a_notice(parts, comment)

    assert review_comment(parts, mira, comment).asks.reports[0].says == "Jane Roe · jane@example.org"
    assert "you hear from us what follows" in read(parts, 0)[0]
    decided(parts, mira, comment, Action.REJECT)
    assert read(parts, 0) == []
    [told] = read(parts, 1)
    assert "It is no longer published." in told
    sweep_expired(at(parts, NOON + timedelta(days=181)))
    assert [row["note"] for row in rows(parts, Report)] == ["It names a child."]
    assert review_comment(parts, mira, comment).asks.reports == []


def test_what_is_undone_in_time_is_not_told(parts: Parts, machine: Caller) -> None:
    comment, mira = a_comment(parts, machine).id, a_manager(parts)
    a_notice(parts, comment)
    read(parts, 0)

    undo_decision(parts, mira, comment, decided(parts, mira, comment, Action.REJECT))

    assert read(parts, 5) == []


def test_without_an_address_nothing_is_sent_and_none_is_flooded(parts: Parts, machine: Caller) -> None:
    a_notice(parts, a_comment(parts, machine).id, Notifier())
    assert read(parts, 0) == []
    with pytest.raises(Malformed):
        a_notice(parts, a_comment(parts, machine).id, Notifier("", "no address"))

    for _ in range(3):
        a_notice(parts, a_comment(parts, machine).id)
    with pytest.raises(TooMany):
        a_notice(parts, a_comment(parts, machine).id)
