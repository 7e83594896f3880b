"""What authors are told: a minute later, once, and never of what was undone in time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from moderation.domain.callers import Caller, Role
from moderation.domain.comments import Action
from moderation.domain.errors import Malformed, NotAllowed, NotFound, NotSignedIn, Refused
from moderation.domain.sanctions import Kind
from moderation.parts import Parts
from moderation.storage.desk_tables import Notice
from moderation.use_cases.end_sanction import end_sanction
from moderation.use_cases.feature_comment import feature_comment
from moderation.use_cases.list_notices import Whose, list_notices
from moderation.use_cases.sanction_author import NewSanction, sanction_author
from moderation.use_cases.submit_comment import NewComment, submit_comment
from moderation.use_cases.undo_act import undo_act
from moderation.use_cases.undo_decision import undo_decision
from tests.asking import MINUTE, SECOND, a_report, decided, rows, told
from tests.making import NOON, a_comment, a_manager, a_reader, at

LONG_AFTER = timedelta(hours=1)


def test_a_notice_is_told_from_a_minute_on(parts: Parts, machine: Caller, held: str) -> None:
    decided(parts, a_manager(parts), held, Action.REJECT)

    assert told(parts, machine, MINUTE - SECOND) == []
    assert told(parts, machine, MINUTE) == ["rejected"]


def test_its_words_are_plain_and_it_is_new_once(parts: Parts, machine: Caller, held: str) -> None:
    decided(parts, a_manager(parts), held, Action.REJECT)
    later, ada = at(parts, NOON + MINUTE), Whose("harbour", "ada")

    first, again = list_notices(later, machine, ada).notices, list_notices(later, machine, ada).notices

    assert first[0].title == "Your comment was not published."
    assert first[0].text.startswith("It insulted somebody. If you see it differently")
    assert [each[0].is_new for each in (first, again)] == [True, False]


def test_an_undo_before_it_leaves_calls_it_off(parts: Parts, machine: Caller, held: str) -> None:
    mira = a_manager(parts)
    decision = decided(parts, mira, held, Action.REJECT)

    undo_decision(at(parts, NOON + MINUTE - SECOND), mira, held, decision)

    assert told(parts, machine, LONG_AFTER) == []


def test_an_undo_after_it_left_is_told_as_a_reversal(parts: Parts, machine: Caller, held: str) -> None:
    mira = a_manager(parts)
    decision = decided(parts, mira, held, Action.REJECT)

    undo_decision(at(parts, NOON + MINUTE), mira, held, decision)

    assert told(parts, machine, 2 * MINUTE - SECOND) == ["rejected"]
    assert told(parts, machine, 2 * MINUTE) == ["reversed", "rejected"]


def test_a_later_decision_speaks_instead_of_the_one_nobody_heard_of(
    parts: Parts, machine: Caller, held: str
) -> None:
    decided(parts, a_manager(parts), held, Action.REJECT)

    decided(at(parts, NOON + 30 * SECOND), a_manager(parts, "Noor"), held, Action.PUBLISH)

    assert told(parts, machine, LONG_AFTER) == ["published"]


def test_undoing_that_has_the_first_one_told_after_all(parts: Parts, machine: Caller, held: str) -> None:
    noor = a_manager(parts, "Noor")
    decided(parts, a_manager(parts), held, Action.REJECT)
    later = at(parts, NOON + 30 * SECOND)

    undo_decision(later, noor, held, decided(later, noor, held, Action.PUBLISH))

    assert told(parts, machine, LONG_AFTER) == ["rejected"]


def test_publishing_what_was_told_to_be_rejected_says_that_it_is_a_reversal(
    parts: Parts, machine: Caller, held: str
) -> None:
    decided(parts, a_manager(parts), held, Action.REJECT)
    later = at(parts, NOON + 5 * MINUTE)
    noor = a_manager(parts, "Noor")

    published = decided(later, noor, held, Action.PUBLISH)
    undo_decision(at(parts, NOON + 10 * MINUTE), noor, held, published)

    newest = list_notices(at(parts, NOON + LONG_AFTER), machine, Whose("harbour", "ada")).notices
    assert [each.news.value for each in newest] == ["reversed", "reversed", "rejected"]
    assert newest[1].text.startswith("Your comment is published now.")
    assert newest[0].text == "Your comment is not published. It insulted somebody."


def test_reporters_are_told_what_came_of_it(parts: Parts, machine: Caller) -> None:
    mira = a_manager(parts)
    shown = a_comment(parts, machine).id
    a_report(parts, machine, shown)
    decision = decided(parts, mira, shown, Action.REJECT)
    assert told(parts, machine, MINUTE, "rita") == ["report_settled"]

    undo_decision(at(parts, NOON + 5 * MINUTE), mira, shown, decision)

    newest = list_notices(at(parts, NOON + LONG_AFTER), machine, Whose("harbour", "rita")).notices[0]
    assert newest.title == "The comment that you reported is being looked at again."


def test_of_two_managers_at_once_one_is_heard_of(parts: Parts, machine: Caller) -> None:
    managers = [a_manager(parts, f"M{number}") for number in range(4)]
    shown = a_comment(parts, machine, "You idiot.").id
    decided_at = [(manager, action) for manager in managers for action in (Action.REJECT, Action.PUBLISH)]

    def attempt(what: tuple[Caller, Action]) -> bool:
        try:
            decided(parts, what[0], shown, what[1])
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(attempt, decided_at)).count(True)

    queued = [row for row in rows(parts, Notice) if row["called_off_at"] is None]
    assert made >= 1
    assert len(queued) == 1
    assert len({row["cause"] for row in rows(parts, Notice)}) == made


def test_of_undos_at_once_one_is_heard_of(parts: Parts, machine: Caller, held: str) -> None:
    managers = [a_manager(parts, f"M{number}") for number in range(4)]
    decision = decided(parts, managers[0], held, Action.REJECT)
    later = at(parts, NOON + 5 * MINUTE)

    def attempt(manager: Caller) -> None:
        try:
            undo_decision(later, manager, held, decision)
        except Refused:
            return

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(attempt, managers))

    assert told(parts, machine, LONG_AFTER) == ["reversed", "rejected"]


def test_staff_are_told_nothing_of_their_own_comments(parts: Parts, machine: Caller) -> None:
    mira, noor = a_manager(parts), a_manager(parts, "Noor")
    own = submit_comment(parts, mira, NewComment("harbour", "budget", "We close at ten.")).id

    decided(parts, noor, own, Action.REJECT)

    assert rows(parts, Notice) == []


def test_a_sanction_is_told_and_its_end_and_nothing_that_was_undone_in_time(
    parts: Parts, machine: Caller, held: str
) -> None:
    senior = a_manager(parts, role=Role.SENIOR)
    new = NewSanction(Kind.SUSPEND, "Three insults.", days=7)
    made = sanction_author(parts, senior, 1, new, seen=0)
    before = told(parts, machine, MINUTE)
    end = end_sanction(at(parts, NOON + 5 * MINUTE), senior, made.sanction)
    undone = undo_act(at(parts, NOON + 5 * MINUTE + 59 * SECOND), senior, end)
    still = told(parts, machine, LONG_AFTER)
    end_sanction(at(parts, NOON + 2 * LONG_AFTER), senior, made.sanction)

    assert undone
    assert (before, still) == (["sanctioned"], ["sanctioned"])
    assert told(parts, machine, 3 * LONG_AFTER) == ["reversed", "sanctioned"]
    oldest = list_notices(at(parts, NOON + 3 * LONG_AFTER), machine, Whose("harbour", "ada")).notices[-1]
    assert oldest.title == "You cannot comment for a while, until 9 November 2026."
    assert oldest.text == "Three insults."


def test_being_featured_is_told_unless_it_was_a_slip(parts: Parts, machine: Caller) -> None:
    mira = a_manager(parts)
    shown = a_comment(parts, machine).id
    undo_act(parts, mira, feature_comment(parts, mira, shown, 2, is_featured=True))
    assert told(parts, machine, LONG_AFTER) == []

    feature_comment(parts, mira, shown, 4, is_featured=True)

    assert told(parts, machine, LONG_AFTER) == ["featured"]


@pytest.mark.parametrize(
    ("whose", "who", "refusal"),
    [
        (Whose("harbour", "ada"), Caller(account_id=1), NotSignedIn),
        (None, Caller(), NotSignedIn),
        (Whose("harbour", "ada"), Caller(key_id=1, site="harbour"), NotAllowed),
        (Whose("harbour", "nobody"), None, NotFound),
    ],
)
def test_notices_are_for_whom_they_are_for(
    parts: Parts, machine: Caller, whose: Whose | None, who: Caller | None, refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        list_notices(parts, who or machine, whose)


def test_a_reader_sees_their_own(parts: Parts, machine: Caller) -> None:
    one, other = a_reader(parts, "Rhea"), a_reader(parts, "Olga")
    comment = submit_comment(parts, one, NewComment("harbour", "budget", "You idiot.")).id
    decided(parts, a_manager(parts), comment, Action.PUBLISH)
    later = at(parts, NOON + MINUTE)

    assert [each.comment for each in list_notices(later, one).notices] == [comment]
    assert list_notices(later, other).notices == []


def test_they_are_read_page_by_page_and_only_what_was_read_is_seen(parts: Parts, machine: Caller) -> None:
    mira, ada = a_manager(parts), Whose("harbour", "ada")
    rejected = [a_comment(parts, machine, f"You idiot, {place}.").id for place in range(3)]
    for comment in rejected:
        decided(parts, mira, comment, Action.REJECT)
    later = at(parts, NOON + MINUTE)

    newest = list_notices(later, machine, ada, limit=2)
    oldest = list_notices(later, machine, ada, after=newest.next, limit=2)
    again = list_notices(later, machine, ada)

    assert [each.comment for each in newest.notices] == rejected[:0:-1]
    assert [each.comment for each in oldest.notices] == rejected[:1]
    assert (newest.next is None, oldest.next, again.next) == (False, None, None)
    assert [each.is_new for each in (*newest.notices, *oldest.notices, *again.notices)] == [True] * 3 + [
        False
    ] * 3


@pytest.mark.parametrize("number", ["", "-1", "x", "٣", "9" * 5000, str(2**31)])
def test_a_place_that_cannot_be_is_refused(parts: Parts, machine: Caller, held: str, number: str) -> None:
    with pytest.raises(Malformed):
        list_notices(parts, machine, Whose("harbour", "ada"), after=(NOON, number))
