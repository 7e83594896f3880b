"""Readers see what is published and their own, in pages, in the order they ask for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.domain.callers import NOBODY, Caller
from moderation.domain.comments import Status
from moderation.domain.errors import NotFound
from moderation.parts import Parts
from moderation.use_cases.list_comments import Listing, list_comments
from moderation.use_cases.submit_comment import NewComment, submit_comment
from tests.making import NOON, a_comment, a_machine, a_reader, a_site, an_article, at


@pytest.fixture
def machine(parts: Parts) -> Caller:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    return machine


def walk(parts: Parts, sort: str, limit: int) -> list[str]:
    texts: list[str] = []
    after = None
    while True:
        page = list_comments(parts, NOBODY, Listing("harbour", "budget", sort, after, limit))
        texts += [comment.text for comment in page.comments]
        after = page.next
        if after is None:
            return texts


@pytest.mark.parametrize("limit", [1, 2, 5, 20])
@pytest.mark.parametrize(
    ("sort", "expected"), [("newest", "edcba"), ("oldest", "abcde"), ("most_replied", "bdeca")]
)
def test_pages_of_any_size_make_the_whole_in_order(
    parts: Parts, machine: Caller, sort: str, expected: str, limit: int
) -> None:
    made = {
        text: a_comment(at(parts, NOON + timedelta(minutes=place)), machine, text).id
        for place, text in enumerate("abcde")
    }
    later = at(parts, NOON + timedelta(hours=1))
    for answered in "bbd":
        a_comment(later, machine, "reply", parent=made[answered])

    assert "".join(walk(parts, sort, limit)) == expected


def test_others_do_not_see_a_held_comment_and_its_author_sees_why(parts: Parts, machine: Caller) -> None:
    reader = a_reader(parts)
    submit_comment(parts, reader, NewComment("harbour", "budget", "You idiot."))

    own = list_comments(parts, reader, Listing("harbour", "budget"))
    others = list_comments(parts, a_reader(parts, "Someone"), Listing("harbour", "budget"))

    assert others.comments == []
    assert [(comment.status, comment.is_own) for comment in own.comments] == [(Status.HELD, True)]
    assert own.comments[0].told == ["This looks like it is aimed at a person rather than their point."]
    assert own.total == 0


def test_a_thread_shows_three_replies_and_tells_how_many_there_are(parts: Parts, machine: Caller) -> None:
    first = a_comment(parts, machine).id
    for number in range(5):
        a_comment(at(parts, NOON + timedelta(minutes=number + 1)), machine, f"reply {number}", parent=first)

    root = list_comments(parts, NOBODY, Listing("harbour", "budget")).comments[0]
    rest = list_comments(parts, NOBODY, Listing("harbour", "budget", parent=first, limit=4))

    assert root.reply_count == 5
    assert [reply.text for reply in root.replies] == ["reply 0", "reply 1", "reply 2"]
    assert [reply.text for reply in rest.comments] == ["reply 0", "reply 1", "reply 2", "reply 3"]
    assert rest.next is not None


def test_an_answer_deep_in_a_thread_says_whom_it_answers(parts: Parts, machine: Caller) -> None:
    first = a_comment(parts, machine).id
    second = a_comment(at(parts, NOON + timedelta(minutes=1)), machine, "Why?", parent=first).id
    a_comment(at(parts, NOON + timedelta(minutes=2)), machine, "Because.", parent=second)

    root = list_comments(parts, NOBODY, Listing("harbour", "budget")).comments[0]

    assert [(reply.text, reply.answers) for reply in root.replies] == [("Why?", None), ("Because.", "Ada")]


def test_the_thread_of_a_held_comment_is_not_there_for_others(parts: Parts, machine: Caller) -> None:
    held = a_comment(parts, machine, "You idiot.").id

    with pytest.raises(NotFound):
        list_comments(parts, NOBODY, Listing("harbour", "budget", parent=held))
