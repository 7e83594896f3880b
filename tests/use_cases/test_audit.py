"""The audit: all that managers did, latest first, in pages that lose and repeat nothing; and nothing rewrites it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from moderation.domain.acts import Deed, Question, subject_of
from moderation.domain.callers import Area, Caller, Role
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.domain.errors import Malformed, NotAllowed
from moderation.parts import Parts
from moderation.storage import acts
from moderation.storage.acts import Change
from moderation.storage.desk_tables import Act
from moderation.storage.tables import Decision
from moderation.use_cases.assign_area import assign_area
from moderation.use_cases.change_role import change_role
from moderation.use_cases.create_account import create_account
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.read_audit import Entry, read_audit
from moderation.use_cases.undo_decision import undo_decision
from tests.appending import Rewritten
from tests.asking import a_report, decided
from tests.making import NOON, a_comment, a_machine, a_manager, a_site, an_article, at

ALL = Question()
SENIOR = Caller(account_id=1, name="Ada", role=Role.SENIOR)


def told(entries: object) -> list[tuple[str | None, str]]:
    """By whom, what."""
    return [(entry.by, entry.what.value) for entry in entries]  # type: ignore[attr-defined]


@pytest.fixture
def a_day(parts: Parts, machine: Caller) -> Caller:
    """Ada rejects a comment and undoes that, while the command line makes an account and she changes its role."""
    ada = a_manager(parts, "Ada", Role.ADMIN)
    held = a_comment(parts, machine, "You idiot.").id
    choice = Choice(Action.REJECT, reason="courtesy", note="Again.")
    decided = decide_comment(at(parts, NOON + timedelta(minutes=1)), ada, held, 2, choice)
    create_account(at(parts, NOON + timedelta(minutes=2)), "Noor")
    undo_decision(at(parts, NOON + timedelta(minutes=3)), ada, held, decided)
    change_role(at(parts, NOON + timedelta(days=2)), "Noor", Role.SENIOR, caller=ada)
    return ada


def test_acts_and_decisions_stand_in_one_line_latest_first(parts: Parts, a_day: Caller) -> None:
    entries = read_audit(parts, a_day, ALL).entries

    assert told(entries[:4]) == [("Ada", "role"), ("Ada", "undo"), (None, "account"), ("Ada", "reject")]
    assert (entries[0].name, dict(entries[0].after)) == ("Noor", {"role": "senior"})
    assert (entries[3].reason, entries[3].note, entries[3].name) == (
        "Discourteous",
        "Again.",
        "The budget vote",
    )
    assert entries[3].comment
    assert all(entry.by is not None or isinstance(entry.what, Deed) for entry in entries), "the policy's"


def test_it_is_narrowed_to_a_person_a_deed_or_a_period(parts: Parts, a_day: Caller) -> None:
    period = Question(since=NOON + timedelta(minutes=2), before=NOON + timedelta(days=1))
    for question, found in (
        (Question(what=Deed.ROLE), [("Ada", "role")]),
        (Question(what=Action.REJECT), [("Ada", "reject")]),
        (Question(by_operator=True, since=NOON + timedelta(seconds=1)), [(None, "account")]),
        (Question(manager_id=2**31 - 1), []),
        (period, [("Ada", "undo"), (None, "account")]),
    ):
        assert told(read_audit(parts, a_day, question).entries) == found


def test_pages_neither_lose_nor_repeat_what_was_done_at_one_moment(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    ada = a_manager(parts, "Ada", Role.ADMIN)
    for number in range(3):  # all at noon
        held = a_comment(parts, machine, f"You idiot, {number}.").id
        decide_comment(parts, ada, held, 2, Choice(Action.PUBLISH))
        create_account(parts, f"Mira {number}")
    whole = read_audit(parts, ada, ALL, limit=100)

    for limit in (1, 2, 3):
        pages: list[Entry] = []
        after = None
        while not pages or after:
            page = read_audit(parts, ada, ALL, after=after, limit=limit)
            pages += page.entries
            after = page.next

        assert [entry.place for entry in pages] == [entry.place for entry in whole.entries]
        assert len({entry.place for entry in pages}) == len(pages) >= 7


def test_somebody_with_an_area_reads_of_that_alone(parts: Parts, machine: Caller) -> None:
    an_article(parts, machine, "match", section=("Home", "Sport"))
    a_site(parts, "valley")
    ada = a_manager(parts, "Ada", Role.ADMIN)
    with parts.database.writing() as session:
        for subject in ("article 1", "article 2", "author 1", subject_of("account", ada.account_id or 0)):
            acts.add_act(
                session, Deed.NOTE, subject, Change(), manager_id=ada.account_id, now=NOON, site_id=1
            )
        acts.add_act(session, Deed.RULES, "site 2", Change(), manager_id=None, now=NOON, site_id=2)
    for article in ("budget", "match"):
        held = a_comment(parts, machine, f"You idiot in {article}.", article=article).id
        decide_comment(parts, ada, held, 2, Choice(Action.PUBLISH))
        with parts.database.writing() as session:
            acts.add_act(
                session, Deed.FEATURE, f"comment {held}", Change(), manager_id=1, now=NOON, site_id=1
            )

    def read(*areas: Area) -> set[str]:
        sees = Caller(account_id=999, name="Sen", role=Role.SENIOR, areas=areas)
        entries = read_audit(parts, sees, Question(manager_id=ada.account_id)).entries
        return {
            f"{entry.what.value} {entry.name or entry.subject}" for entry in entries if entry.comment is None
        } | {f"{entry.what.value} {entry.name}" for entry in entries if entry.what is Action.PUBLISH}

    assert read(Area("harbour", "Home / City")) == {"note The budget vote", "publish The budget vote"}
    assert {"note The budget vote", "note Ada"} < read(Area("harbour"))
    assert read(Area("valley")) == set()


def test_it_offers_those_alone_who_work_on_something_of_ones_own(parts: Parts, machine: Caller) -> None:
    a_site(parts, "valley")
    for name, site, section in (
        ("Cato", "harbour", "Home / City"),
        ("Sam", "harbour", "Home / Sport"),
        ("Val", "valley", ""),
        ("Hal", "harbour", ""),
        ("Alma", "", ""),
    ):
        a_manager(parts, name)
        if site:
            assign_area(parts, name, site, section)

    def offered(*areas: Area) -> set[str]:
        return {name for _, name in read_audit(parts, replace(SENIOR, areas=areas), ALL).people}

    assert offered() == {"Cato", "Sam", "Val", "Hal", "Alma"}
    assert offered(Area("harbour", "Home")) == {"Cato", "Sam", "Hal", "Alma"}
    assert offered(Area("harbour", "Home / City")) == {"Cato", "Hal", "Alma"}
    assert offered(Area("valley", "News")) == {"Val", "Alma"}


def test_only_seniors_read_it_and_from_places_that_there_are(parts: Parts) -> None:
    with pytest.raises(NotAllowed):
        read_audit(parts, Caller(account_id=1, role=Role.MANAGER), ALL)
    for place in ("act", "act x", "report 1", "act 99999999999999999999"):
        with pytest.raises(Malformed):
            read_audit(parts, SENIOR, ALL, after=(NOON, place))


def test_nothing_can_rewrite_what_was_done(parts: Parts) -> None:
    """All tests run under this watch (tests/appending.py): it bites."""
    for statement in (
        update(Act).values(note="x"),
        delete(Act),
        update(Decision).values(note="x"),
        delete(Decision),
    ):
        with pytest.raises(Rewritten), parts.database.writing() as session:
            session.execute(statement)
    create_account(parts, "Mira")
    with pytest.raises(Rewritten):
        _amend(parts)


def _amend(parts: Parts) -> None:
    with parts.database.writing() as session:
        act = session.get(Act, 1)
        assert act is not None
        act.note = "another"


def test_reports_settled_in_ones_own_section_are_seen_and_no_others(parts: Parts, machine: Caller) -> None:
    noor = a_manager(parts, "Noor")
    shown = a_comment(parts, machine).id
    a_report(parts, machine, shown)
    decided(parts, noor, shown, Action.PUBLISH)

    city, sport = (
        replace(SENIOR, areas=(Area("harbour", section),)) for section in ("Home / City", "Home / Sport")
    )
    question = Question(what=Deed.REPORT)

    assert told(read_audit(parts, city, question).entries) == [("Noor", "report")]
    assert told(read_audit(parts, sport, question).entries) == []
