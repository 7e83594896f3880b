"""The desk shows what is asked and answers it: reports kept or upheld, appeals settled, reasons stated, waits told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from moderation.domain.appeals import Ground
from moderation.domain.callers import Caller, Role
from moderation.domain.comments import Action, Status
from moderation.parts import Parts
from moderation.storage import accounts
from moderation.use_cases.alert_waits import alert_waits
from moderation.use_cases.review_comment import review_comment
from tests.asking import a_report, an_appeal, decided
from tests.making import NOON, a_comment, a_manager, at
from tests.web.desk.browsing import Desk


@pytest.fixture
def reported(parts: Parts, machine: Caller) -> str:
    """The id of a published comment that two readers reported."""
    comment = a_comment(parts, machine).id
    a_report(parts, machine, comment, note="He means <b>me</b>.")
    a_report(parts, machine, comment, "sam", ground=Ground.ILLEGAL, note="It names a child.")
    return comment


@pytest.fixture
def appealed(parts: Parts, machine: Caller, held: str) -> str:
    """The id of a comment that Otto rejected, and whose author appeals."""
    decided(parts, a_manager(parts, "Otto"), held, Action.REJECT)
    an_appeal(parts, machine, held, "I quoted it.")
    return held


def status(parts: Parts, comment: str) -> Status:
    return review_comment(parts, Caller(account_id=1, role=a_manager(parts, "Uma").role), comment).status


def latest(parts: Parts, comment: str) -> int:
    """The number of the last decision on the comment."""
    return review_comment(parts, Caller(account_id=1, role=Role.MANAGER), comment).history[0].id


def test_reports_are_shown_with_ground_weight_and_note(desk: Desk, reported: str) -> None:
    shown = desk.get(f"/desk/comments/{reported}").text

    assert "2 reports" in shown
    assert "together they weigh 2.0, 3 hold a comment" in shown
    assert "It names a child." in shown
    assert "He means &lt;b&gt;me&lt;/b&gt;." in shown
    assert '<th scope="row">Discourteous</th>' in desk.get("/desk/transparency").text


def test_keeping_settles_them_and_can_be_undone(desk: Desk, parts: Parts, reported: str) -> None:
    kept = desk.decide(reported, "keep", version=2, back=f"/desk/comments/{reported}")
    shown = desk.get(f"/desk/comments/{reported}").text
    assert kept.status_code == 303
    assert "2 reports" not in shown
    assert "Kept published by Mira" in shown
    assert 'Undo <span class="leads">(all as before)</span>' in shown
    assert "Approved by" not in shown
    assert "History (3)" in shown, "sent, published by the check, kept"

    desk.decide(reported, "undo", decision=2)

    assert "2 reports" in desk.get(f"/desk/comments/{reported}").text


def test_a_keep_that_came_too_late_shows_the_comment_as_it_is(
    desk: Desk, colleague: Desk, reported: str
) -> None:
    colleague.decide(reported, "reject", version=2, reason="insult")

    late = desk.decide(reported, "keep", version=2)

    assert late.status_code == 409
    assert "Noor rejected it" in late.text


def test_a_decision_that_came_after_a_keep_is_told_that_it_was_kept(
    desk: Desk, colleague: Desk, reported: str
) -> None:
    colleague.decide(reported, "keep", version=2)

    late = desk.decide(reported, "reject", version=2, reason="insult")

    assert late.status_code == 409
    assert "Noor kept it published" in late.text


def test_an_appeal_is_answered_by_another_manager_end_to_end(desk: Desk, parts: Parts, appealed: str) -> None:
    shown = desk.get(f"/desk/comments/{appealed}").text
    assert "Ada appeals" in shown
    assert "I quoted it." in shown

    silent = desk.decide(appealed, "answer", version=3, upholds="no", answer="")
    assert silent.status_code == 422
    assert "Tell the author why the decision stands." in silent.text
    assert status(parts, appealed) is Status.REJECTED

    unsure = desk.decide(appealed, "answer", version=3, answer="You did not say so.")
    assert unsure.status_code == 422
    assert "Uphold the appeal, or let the decision stand." in unsure.text
    assert "You did not say so.</textarea>" in unsure.text
    answered = desk.decide(appealed, "answer", version=3, upholds="yes", answer="You did.")
    assert answered.status_code == 303
    told = desk.get(f"/desk/comments/{appealed}").text
    assert "Upheld Ada’s appeal: the comment is published." in told
    assert "Ada appeals" not in told


def test_what_was_written_stays_when_an_answer_is_refused(desk: Desk, appealed: str) -> None:
    refused = desk.decide(appealed, "answer", version=1, upholds="yes", answer="You did quote it.")

    assert refused.status_code == 409
    assert "You did quote it.</textarea>" in refused.text


def test_who_decided_is_told_whether_somebody_else_can_answer(
    desk: Desk, parts: Parts, machine: Caller, held: str
) -> None:
    desk.decide(held, "reject", version=2, reason="insult")
    an_appeal(parts, machine, held)

    alone = desk.get(f"/desk/comments/{held}").text
    assert "nobody can answer this yet: an administrator makes another account" in alone
    a_manager(parts, "Noor")
    shown = desk.get(f"/desk/comments/{held}").text

    assert "another community manager answers this" in shown
    assert "Uphold and publish" not in shown
    assert desk.decide(held, "answer", version=3, upholds="yes").status_code == 403


def test_the_audit_tells_a_change_of_mind_from_an_answer(
    desk: Desk, parts: Parts, machine: Caller, held: str
) -> None:
    desk.decide(held, "reject", version=2, reason="insult")
    an_appeal(parts, machine, held)
    desk.decide(held, "approve", version=3)
    with parts.database.writing() as session:
        mira = accounts.account_named(session, "mira")
        assert mira is not None
        mira.role = Role.SENIOR

    audit = desk.get("/desk/audit").text
    desk.decide(held, "undo", decision=latest(parts, held))
    after_undo = desk.get("/desk/audit").text

    assert "Changed their mind on what was appealed" in audit
    assert "Undid a change of mind: the appeal waits again" in after_undo
    assert "Settled an appeal" not in after_undo.partition("<ol")[2]
    assert "(undone)" not in after_undo


def test_the_audit_tells_that_an_answer_and_settled_reports_were_undone(
    desk: Desk, colleague: Desk, parts: Parts, appealed: str, reported: str
) -> None:
    colleague.decide(appealed, "answer", version=3, upholds="yes")
    colleague.decide(appealed, "undo", decision=latest(parts, appealed))
    colleague.decide(reported, "keep", version=2)
    colleague.decide(reported, "undo", decision=latest(parts, reported))
    with parts.database.writing() as session:
        mira = accounts.account_named(session, "mira")
        assert mira is not None
        mira.role = Role.SENIOR

    audit = desk.get("/desk/audit").text.partition("<ol")[2]

    assert "Undid the answer: the appeal waits again" in audit
    assert "Undid the settling of reports: they wait again" in audit
    assert "Settled an appeal" in audit
    assert "Settled reports" in audit


def test_the_reasons_of_a_decision_have_a_page(desk: Desk, appealed: str) -> None:
    assert "/desk/decisions/2" in desk.get(f"/desk/comments/{appealed}").text

    shown = desk.get("/desk/decisions/2").text

    assert "Statement of reasons" in shown
    assert "It insulted somebody." in shown
    assert "harbour-decision-2" in shown
    assert "</bdi>” at The Harbour Post." in shown
    assert "Insult 90\u00a0%, holds at 70\u00a0%" in shown
    desk.decide(appealed, "approve", version=3)
    assert "transparency database" not in desk.get("/desk/decisions/3").text
    assert desk.get("/desk/decisions/99").status_code == 404


def test_a_wait_that_is_too_long_is_told_on_every_page_until_it_ends(
    desk: Desk, app: Flask, parts: Parts, held: str
) -> None:
    alert_waits(at(parts, NOON + timedelta(hours=2)))
    assert "Comments of The Harbour Post wait longer than they should." in desk.get().text

    desk.decide(held, "approve", version=2)
    alert_waits(at(parts, NOON + timedelta(hours=2)))

    assert "wait longer than they should" not in desk.get().text
