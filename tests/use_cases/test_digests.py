"""Letters of notices: at once, once a day or never, to confirmed addresses alone, and of what still stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from moderation import worker
from moderation.domain.callers import Caller, NamedAuthor
from moderation.domain.comments import Action
from moderation.domain.errors import NotFound
from moderation.domain.letters import Outgoing
from moderation.domain.mailing import Frequency
from moderation.parts import Parts
from moderation.storage.account_tables import Account
from moderation.storage.letter_tables import Letter
from moderation.use_cases.choose_mailing import choose_mailing
from moderation.use_cases.end_mailing import end_mailing
from moderation.use_cases.follow_thread import follow_thread
from moderation.use_cases.list_notices import list_notices
from moderation.use_cases.plan_digests import plan_digests
from moderation.use_cases.show_mailing import show_mailing
from moderation.use_cases.submit_comment import NewComment, submit_comment
from tests.asking import decided
from tests.making import NOON, a_comment, a_manager, a_reader, at
from tests.vouched import a_vouched_reader

MINUTES, HOURS = timedelta(minutes=1), timedelta(hours=1)


class Postbox:
    """A second way to carry letters: it keeps them."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []

    def send(self, letter: Outgoing) -> None:
        self.sent.append(letter)


def carried(parts: Parts, after: timedelta) -> list[Outgoing]:
    """The letters that leave so long after noon."""
    box, later = Postbox(), at(parts, NOON + after)
    plan_digests(later)
    for _ in range(2):  # written in one round, sent in the next
        worker.work_once(replace(later, mail=box))
    return box.sent


@pytest.fixture
def rhea(parts: Parts, machine: Caller) -> Caller:
    """A reader with a confirmed address, whose comment was just answered."""
    reader = a_reader(parts)
    with parts.database.writing() as session:
        session.execute(update(Account).values(mail_address="rhea@example.org"))
    answered(parts, machine, reader, timedelta())
    return reader


def answered(parts: Parts, machine: Caller, reader: Caller, after: timedelta) -> str:
    """The id of Bea's answer to a new comment of the reader's."""
    then = at(parts, NOON + after)
    comment = submit_comment(then, reader, NewComment("harbour", "budget", "Who pays?")).id
    return a_comment(then, machine, "All of us.", parent=comment, author=NamedAuthor("bea", "Bea")).id


def test_a_letter_tells_what_happened_where_and_how_to_end_such_letters(parts: Parts, rhea: Caller) -> None:
    [letter] = carried(parts, 2 * MINUTES)

    assert (letter.to, letter.sender_name) == ("rhea@example.org", "The Harbour Post")
    assert letter.subject == "Bea replied to you."
    assert "Bea replied to you.\nUnder “The budget vote”" in letter.text
    assert "All of us." not in letter.text
    assert letter.unsubscribe is not None
    assert letter.unsubscribe in letter.text
    assert carried(parts, 3 * MINUTES) == []


def test_once_a_day_holds_what_came_since(parts: Parts, machine: Caller, rhea: Caller) -> None:
    carried(parts, 2 * MINUTES)
    for hours in (1, 2):
        answered(parts, machine, rhea, hours * HOURS)

    assert carried(parts, 3 * HOURS) == []
    [letter] = carried(parts, 25 * HOURS)

    assert letter.subject == "2 notices from The Harbour Post"
    assert letter.text.count("Bea replied to you.") == 2


def test_at_once_and_never_are_what_they_say(parts: Parts, machine: Caller, rhea: Caller) -> None:
    choose_mailing(parts, rhea, Frequency.NEVER)
    assert carried(parts, 2 * MINUTES) == []

    choose_mailing(parts, rhea, Frequency.IMMEDIATE)
    assert len(carried(parts, 3 * MINUTES)) == 1
    answered(parts, machine, rhea, HOURS)
    assert len(carried(parts, HOURS + 2 * MINUTES)) == 1


def test_what_was_read_or_no_longer_shows_is_not_written(parts: Parts, machine: Caller, rhea: Caller) -> None:
    list_notices(at(parts, NOON + MINUTES), rhea)
    assert carried(parts, 2 * MINUTES) == []

    reply = answered(parts, machine, rhea, HOURS)
    decided(at(parts, NOON + HOURS), a_manager(parts), reply, Action.REJECT)
    assert carried(parts, HOURS + 2 * MINUTES) == []


def test_nothing_goes_to_an_address_that_is_not_confirmed(parts: Parts, rhea: Caller) -> None:
    with parts.database.writing() as session:
        session.execute(update(Account).values(mail_address=None, unconfirmed_address="rhea@example.org"))

    assert carried(parts, 2 * MINUTES) == []
    with parts.database.reading() as session:
        assert session.scalars(select(Letter)).all() == []


def test_one_click_ends_them_and_a_look_does_not(parts: Parts, machine: Caller, rhea: Caller) -> None:
    [letter] = carried(parts, 2 * MINUTES)
    token = str(letter.unsubscribe).rpartition("/")[2]

    assert end_mailing(parts, token, ask_only=True) is False
    assert end_mailing(parts, token) is True

    assert show_mailing(parts, rhea) is Frequency.NEVER
    answered(parts, machine, rhea, HOURS)
    assert carried(parts, 26 * HOURS) == []
    with pytest.raises(NotFound):
        end_mailing(parts, "x" * 32)


def test_who_only_follows_is_told_by_mail_and_a_sites_own_reader_in_the_page(
    parts: Parts, machine: Caller, rhea: Caller
) -> None:
    vera, zoe, thread = a_vouched_reader(parts), a_reader(parts, "Zoe"), a_comment(parts, machine).id
    with parts.database.writing() as session:
        confirmed = update(Account).where(Account.id == zoe.account_id)
        session.execute(confirmed.values(mail_address="zoe@example.org"))
    for reader in (vera, zoe):
        follow_thread(parts, reader, "harbour", thread)
    a_comment(parts, machine, "All of us.", parent=thread, author=NamedAuthor("bea", "Bea"))

    letters = {letter.to: letter.text for letter in carried(parts, 2 * MINUTES)}
    assert letters.keys() == {"rhea@example.org", "zoe@example.org"}
    assert "Bea wrote in a thread that you follow." in letters["zoe@example.org"]
    told = list_notices(at(parts, NOON + 2 * MINUTES), vera).notices
    assert [each.title for each in told] == ["Bea wrote in a thread that you follow."]
