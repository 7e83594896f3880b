"""The figures of a period are those counted by hand, on both databases, and nobody sees more than is theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from moderation.domain.acts import Deed, subject_of
from moderation.domain.appeals import Ground
from moderation.domain.callers import Area, Caller, Role
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.errors import Malformed, NotAllowed
from moderation.domain.figures import Share
from moderation.domain.periods import Place
from moderation.parts import Parts
from moderation.storage import acts
from moderation.storage.desk_tables import Appeal, Report
from moderation.storage.tables import Decision
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.show_insight import Insight, show_insight
from moderation.use_cases.undo_decision import undo_decision
from tests.making import NOON, a_comment, a_machine, a_manager, a_reader, a_site, an_article, at

EVERYWHERE = Place()
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture(name="senior")
def two_managers_days(parts: Parts, machine: Caller) -> Caller:
    """Yesterday: two good comments, and an insult rejected after 30 minutes. Today: one approved after 10 minutes, and
    one that was rejected, which was undone. Four days ago, and ten: one good comment each.
    """
    senior, otto = a_manager(parts, "Mira", Role.SENIOR), a_manager(parts, "Otto")
    an_article(parts, machine, "fleet", section=("Sport",))
    for moment in (NOON - 10 * DAY, NOON - 4 * DAY, NOON - DAY, NOON - DAY):
        a_comment(at(parts, moment), machine)
    insult = a_comment(at(parts, NOON - DAY), machine, "You idiot.").id
    decide_comment(at(parts, NOON - DAY + 30 * MINUTE), senior, insult, 2, Choice(Action.REJECT, "insult"))
    joke = a_comment(at(parts, NOON), machine, "I am an idiot.", article="fleet").id
    decide_comment(at(parts, NOON + 10 * MINUTE), otto, joke, 2, Choice(Action.PUBLISH))
    undone = a_comment(at(parts, NOON), machine, "What an idiot.").id
    mistake = decide_comment(at(parts, NOON + MINUTE), otto, undone, 2, Choice(Action.REJECT, "spam"))
    undo_decision(at(parts, NOON + 2 * MINUTE), otto, undone, mistake)
    return senior


def look(parts: Parts, caller: Caller, place: Place = EVERYWHERE, days: int = 7) -> Insight:
    return show_insight(parts, caller, days, place)


def near(*seconds: float) -> Any:
    """These, to the second."""
    return pytest.approx(seconds, abs=1)


def test_a_comment_whose_decision_was_undone_has_waited_until_the_next_one(
    parts: Parts, senior: Caller
) -> None:
    undone = the_undone(parts)
    decide_comment(at(parts, NOON + 5 * MINUTE), senior, undone, 4, Choice(Action.PUBLISH))

    found = look(parts, senior)

    assert (found.pace.decisions, found.pace.waits) == (3, 3)
    assert found.by_manager is not None
    assert [each.half for each in found.by_manager] == near(300, 600), "of 30 minutes and 5"


def the_undone(parts: Parts) -> str:
    """The id of the comment whose rejection was undone."""
    with parts.database.reading() as session:
        return str(session.scalars(select(Decision.comment_id).where(Decision.undoes_id.is_not(None))).one())


def test_the_figures_are_those_counted_by_hand(parts: Parts, senior: Caller) -> None:
    found = look(parts, senior)

    counts = {each.day: dict(each.counts) for each in found.days if each.total}
    assert len(found.days) == 7
    assert counts == {
        date(2026, 10, 29): {**dict.fromkeys(Status, 0), Status.PUBLISHED: 1},
        date(2026, 11, 1): {**dict.fromkeys(Status, 0), Status.PUBLISHED: 2, Status.REJECTED: 1},
        date(2026, 11, 2): {**dict.fromkeys(Status, 0), Status.HELD: 1, Status.PUBLISHED: 1},
    }
    assert found.caught == Share(3, 6)
    assert [(each.label, each.approved, each.thresholds) for each in found.held_by] == [
        ("Insult", Share(1, 2), (0.7, 0.7))
    ]
    assert (found.pace.decisions, found.pace.waits) == (2, 2)
    assert (found.pace.half, found.pace.most) == near(600, 1800)
    assert [(each.name, each.decisions) for each in found.by_section] == [("Home › City", 1), ("Sport", 1)]
    assert found.by_manager is not None
    assert [each.name for each in found.by_manager] == ["Mira", "Otto"]
    assert [each.half for each in found.by_manager] == near(1800, 600)
    assert (found.disagreed, found.disagreed_before) == (Share(1, 2), Share(0, 0))
    assert not found.is_latest


def test_scores_lie_in_tenths_beside_those_of_the_period_before(parts: Parts, senior: Caller) -> None:
    drifts = {each.label: each for each in look(parts, senior).drifts}

    assert list(drifts["Insult"].now) == [0, 3, 0, 0, 0, 0, 0, 0, 0, 3]
    assert list(drifts["Insult"].before) == [0, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    assert drifts["Insult"].index is None


def test_appeals_reports_and_the_model_in_service(parts: Parts, senior: Caller) -> None:
    with parts.database.writing() as session:
        decision = session.query(Decision).filter(Decision.manager_id == senior.account_id).one()
        about = {"comment_id": decision.comment_id, "made_at": NOON - DAY}
        for upheld, settled_at in ((True, NOON), (False, NOON), (True, NOON - 9 * DAY), (None, None)):
            report = Report(revision_id=decision.revision_id, ground=Ground.SPAM, weight=1.0, **about)
            report.settled_at, report.upheld = settled_at, upheld
            session.add(report)
        appeal = Appeal(
            decision_id=decision.id, author_id=1, note="Why?", upheld=True, settled_at=NOON, **about
        )
        session.add(appeal)
        acts.add_act(
            session,
            Deed.MODEL,
            subject_of("model", "words-1"),
            acts.Change(),
            manager_id=None,
            now=NOON - 3 * DAY,
        )

    found = look(parts, senior)

    assert found.reports == {Ground.SPAM: Share(1, 2)}
    assert found.appeals == Share(1, 1)
    assert (found.model.model, found.model.promoted_at) == ("words-1", NOON - 3 * DAY)
    assert found.model.scored == {"words-1": 6}


def test_a_section_alone_and_a_managers_areas_narrow_everything(parts: Parts, senior: Caller) -> None:
    of_sport = look(parts, senior, Place(section="Sport"))
    for found in (of_sport, look(parts, replace(senior, areas=(Area("harbour", "Sport"),)))):
        assert found.caught == Share(1, 1)
        assert [each.approved for each in found.held_by] == [Share(1, 1)]
        assert [each.name for each in found.by_section] == ["Sport"]
        assert found.disagreed == Share(1, 1)
        assert sum(found.drifts[0].now) == 1
    assert look(parts, senior, Place(site="elsewhere")).caught == Share(0, 0)


def test_the_only_site_and_one_of_two_are_the_same_place(parts: Parts, senior: Caller) -> None:
    of_sport = replace(senior, areas=(Area("harbour", "Sport"),))
    asked = [
        (senior, Place("harbour")),
        (senior, Place("harbour", "Sport")),
        (of_sport, Place("harbour")),
        (replace(senior, areas=(Area("valley"),)), Place("harbour")),
    ]
    alone = [look(parts, *each) for each in asked]
    machine = a_machine(parts, a_site(parts, "valley"))
    an_article(parts, machine)
    a_comment(parts, machine, "You idiot, and you.")

    assert [look(parts, *each) for each in asked] == alone
    assert [found.caught for found in alone] == [Share(3, 6), Share(1, 1), Share(1, 1), Share(0, 0)]
    assert look(parts, senior, Place("valley")).caught == Share(1, 1)
    assert look(parts, senior).caught == Share(4, 7)


def test_colleagues_figures_are_for_seniors_and_the_room_for_managers(parts: Parts, senior: Caller) -> None:
    assert look(parts, replace(senior, role=Role.MANAGER)).by_manager is None
    with pytest.raises(NotAllowed):
        look(parts, a_reader(parts))
    with pytest.raises(Malformed):
        look(parts, senior, days=8)
