"""Who is answered is told, once and only of what is published; nobody of whom they muted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.domain.callers import Caller, NamedAuthor
from moderation.domain.comments import Action
from moderation.domain.errors import Conflict, NotFound, NotSignedIn
from moderation.parts import Parts
from moderation.use_cases.count_notices import count_notices
from moderation.use_cases.follow_thread import follow_thread
from moderation.use_cases.list_choices import list_choices
from moderation.use_cases.list_comments import Listing, list_comments
from moderation.use_cases.list_notices import list_notices
from moderation.use_cases.mute_author import mute_author
from moderation.use_cases.submit_comment import NewComment, submit_comment
from moderation.use_cases.unfollow_thread import unfollow_thread
from moderation.use_cases.unmute_author import unmute_author
from tests.asking import decided, told
from tests.making import NOON, a_comment, a_manager, a_reader, at

BEA = NamedAuthor("bea", "Bea")
LATER = timedelta(minutes=10)


def heard(parts: Parts, reader: Caller) -> list[str]:
    """What a reader was told ten minutes after noon, the latest first."""
    return [notice.title for notice in list_notices(at(parts, NOON + LATER), reader).notices]


def asks(parts: Parts, reader: Caller) -> str:
    """The id of a reader's own comment."""
    return submit_comment(parts, reader, NewComment("harbour", "budget", "Who pays?")).id


def test_who_is_answered_and_who_follows_are_told_and_nobody_twice(parts: Parts, machine: Caller) -> None:
    rhea, zoe = a_reader(parts), a_reader(parts, "Zoe")
    comment = asks(parts, rhea)
    for reader in (rhea, zoe):
        follow_thread(parts, reader, "harbour", comment)

    reply = a_comment(parts, machine, "All of us.", parent=comment, author=BEA).id
    a_comment(parts, machine, "Not all.", parent=reply, author=NamedAuthor("ada", "Ada"))
    submit_comment(parts, zoe, NewComment("harbour", "budget", "Me too.", parent=comment))

    assert heard(parts, rhea) == [
        "Zoe replied to you.",
        "Ada wrote in a thread that you follow.",
        "Bea replied to you.",
    ]
    assert heard(parts, zoe) == [
        "Ada wrote in a thread that you follow.",
        "Bea wrote in a thread that you follow.",
    ]
    assert told(parts, machine, LATER, "bea") == ["replied"]


def test_a_held_reply_is_told_of_once_it_is_published_and_only_while_it_is(
    parts: Parts, machine: Caller
) -> None:
    rhea, mira = a_reader(parts), a_manager(parts)
    reply = a_comment(parts, machine, "You idiot.", parent=asks(parts, rhea), author=BEA).id
    assert heard(parts, rhea) == []

    decided(parts, mira, reply, Action.PUBLISH)
    assert heard(parts, rhea) == ["Bea replied to you."]
    decided(parts, mira, reply, Action.REJECT)
    assert (heard(parts, rhea), count_notices(at(parts, NOON + LATER), rhea)) == ([], 0)
    decided(parts, mira, reply, Action.PUBLISH)
    assert heard(parts, rhea) == ["Bea replied to you."]


def test_what_a_muted_author_writes_is_folded_and_not_told_of(parts: Parts, machine: Caller) -> None:
    rhea = a_reader(parts)
    reply = a_comment(parts, machine, "All of us.", parent=asks(parts, rhea), author=BEA).id

    mute_author(parts, rhea, "harbour", reply)
    mute_author(parts, rhea, "harbour", reply)

    assert heard(parts, rhea) == []
    shown = list_comments(parts, rhea, Listing("harbour", "budget")).comments[0]
    assert (shown.is_muted, shown.replies[0].is_muted) == (False, True)
    [muted] = list_choices(parts, rhea).mutes
    unmute_author(parts, rhea, muted.author)
    assert (muted.name, heard(parts, rhea)) == ("Bea", ["Bea replied to you."])


def test_what_is_followed_is_listed_until_it_is_not(parts: Parts, machine: Caller) -> None:
    rhea, comment = a_reader(parts), a_comment(parts, machine).id
    follow_thread(parts, rhea, "harbour", comment)
    assert [each.comment for each in list_choices(parts, rhea).follows] == [comment]

    unfollow_thread(parts, rhea, comment)
    a_comment(parts, machine, "All of us.", parent=comment, author=BEA)

    assert (list_choices(parts, rhea).follows, heard(parts, rhea)) == ([], [])


def test_neither_oneself_nor_staff_nor_what_does_not_show(parts: Parts, machine: Caller, held: str) -> None:
    rhea, mira = a_reader(parts), a_manager(parts)
    staff = asks(parts, mira)

    for comment, wrong in ((asks(parts, rhea), Conflict), (staff, Conflict), (held, NotFound)):
        with pytest.raises(wrong):
            mute_author(parts, rhea, "harbour", comment)
    with pytest.raises(NotFound):
        follow_thread(parts, rhea, "harbour", held)
    with pytest.raises(NotSignedIn):
        follow_thread(parts, machine, "harbour", staff)
