"""A statement of reasons says what was decided on which facts, how far by a machine, and what can be done about it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.domain.appeals import Ground
from moderation.domain.callers import Area, Caller, Role
from moderation.domain.comments import Action, Status
from moderation.domain.errors import NotAllowed, NotFound, NotSignedIn, Refused
from moderation.domain.statements import Automation
from moderation.parts import Parts
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.state_reasons import state_reasons
from moderation.use_cases.submit_comment import NewComment, submit_comment
from moderation.use_cases.undo_decision import undo_decision
from tests.asking import a_report, decided
from tests.making import NOON, a_comment, a_machine, a_manager, a_reader, a_site


def test_a_managers_rejection_names_reason_rule_and_redress(parts: Parts, machine: Caller, held: str) -> None:
    statement = state_reasons(
        parts, machine, decided(parts, a_manager(parts), held, Action.REJECT), "harbour"
    )

    assert statement.restriction is Status.REJECTED
    assert [(ground.code, ground.found) for ground in statement.grounds] == [
        ("reason.insult", "Insult"),
        ("score.insult", "Insult 90%, holds at 70%"),
    ]
    assert (statement.detected_by_machine, statement.decided_by) == (True, Automation.PARTIALLY)
    assert statement.appeal_until == NOON + timedelta(days=14)
    assert statement.row == {
        "puid": f"harbour-decision-{statement.decision}",
        "decision_visibility": "DECISION_VISIBILITY_CONTENT_REMOVED",
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "content_type": "CONTENT_TYPE_TEXT",
        "content_date": "2026-11-02",
        "application_date": "2026-11-02",
        "source_type": "SOURCE_VOLUNTARY",
        "automated_detection": "Yes",
        "automated_decision": "AUTOMATED_DECISION_PARTIALLY",
    }


def test_a_hold_is_the_machines_alone_until_somebody_decides(
    parts: Parts, machine: Caller, held: str
) -> None:
    mira = a_manager(parts)
    by_policy = review_comment(parts, mira, held).history[0].id
    before = state_reasons(parts, mira, by_policy)
    decided(parts, mira, held, Action.PUBLISH)

    assert (before.restriction, before.decided_by, before.stands) == (Status.HELD, Automation.FULLY, True)
    assert before.row is not None
    assert before.row["decision_visibility"] == "DECISION_VISIBILITY_CONTENT_DISABLED"
    assert state_reasons(parts, mira, by_policy).stands is False


def test_a_report_of_illegal_content_that_was_right_is_named_as_the_cause(
    parts: Parts, machine: Caller
) -> None:
    shown = a_comment(parts, machine).id
    a_report(parts, machine, shown, ground=Ground.ILLEGAL, note="It names a child.")

    statement = state_reasons(
        parts, machine, decided(parts, a_manager(parts), shown, Action.REJECT), "harbour"
    )

    assert (statement.noticed, statement.is_illegal, statement.decided_by) == (True, True, Automation.NOT)
    assert statement.row is not None
    assert statement.row["decision_ground"] == "DECISION_GROUND_ILLEGAL_CONTENT"


def test_an_undo_that_rejects_again_gives_the_reasons_of_that_rejection(
    parts: Parts, machine: Caller, held: str
) -> None:
    mira = a_manager(parts)
    decided(parts, mira, held, Action.REJECT)
    undo = undo_decision(parts, mira, held, decided(parts, mira, held, Action.PUBLISH))

    statement = state_reasons(parts, mira, undo)

    assert (statement.restriction, statement.grounds[0].code) == (Status.REJECTED, "reason.insult")


def test_what_is_published_is_no_restriction(parts: Parts, held: str) -> None:
    mira = a_manager(parts)

    statement = state_reasons(parts, mira, decided(parts, mira, held, Action.PUBLISH))

    assert (statement.restriction, statement.grounds, statement.appeal_until) == (None, [], None)
    assert statement.row is None, "what is not restricted is not for the database"


def test_each_reads_what_is_theirs(parts: Parts, machine: Caller, held: str) -> None:
    mira, rhea = a_manager(parts), a_reader(parts)
    a_site(parts, "elsewhere")
    own = submit_comment(parts, rhea, NewComment("harbour", "budget", "You idiot.")).id
    decision = decided(parts, mira, own, Action.REJECT)
    others = decided(parts, mira, held, Action.REJECT)

    assert state_reasons(parts, rhea, decision).comment == own
    refusals: list[tuple[Caller, str | None, type[Refused]]] = [
        (rhea, None, NotAllowed),
        (Caller(), None, NotSignedIn),
        (a_machine(parts, "elsewhere"), "elsewhere", NotFound),
        (a_machine(parts, "elsewhere"), "harbour", NotAllowed),
        (Caller(mira.account_id, role=Role.MANAGER, areas=(Area("harbour", "Sport"),)), None, NotFound),
    ]
    for caller, site, refusal in refusals:
        with pytest.raises(refusal):
            state_reasons(parts, caller, others, site)
    with pytest.raises(NotFound):
        state_reasons(parts, mira, 999)
