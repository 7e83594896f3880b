"""Readers see what is published and their own, in pages, in the order they ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.domain.callers import NOBODY, Caller
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.errors import Malformed, NotFound
from moderation.domain.owning import Own
from moderation.parts import Parts
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.edit_comment import edit_comment
from moderation.use_cases.list_comments import Listing, list_comments
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.submit_comment import NewComment, submit_comment
from tests.making import NOON, a_comment, a_manager, a_reader, an_article, at


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


def test_a_held_comment_keeps_its_place_above_its_thread_where_that_is_asked_for(
    parts: Parts, machine: Caller
) -> None:
    reader = a_reader(parts)
    first = submit_comment(parts, reader, NewComment("harbour", "budget", "A fair budget.")).id
    for place in range(5):
        a_comment(at(parts, NOON + timedelta(minutes=place)), machine, f"Reply {place}.", parent=first)
    a_comment(parts, machine, "What an idiot.")
    edit_comment(parts, reader, Own("harbour", first), "You idiot.")
    asked = Listing("harbour", "budget", keeps_held=True)

    (kept,) = list_comments(parts, NOBODY, asked).comments
    rest = list_comments(parts, NOBODY, replace(asked, parent=first, after=(0, kept.replies[-1].id)))

    assert (kept.id, kept.text, kept.author, kept.told) == (first, "", "", [])
    assert [reply.text for reply in (*kept.replies, *rest.comments)] == [f"Reply {n}." for n in range(5)]
    assert list_comments(parts, NOBODY, Listing("harbour", "budget")).comments == []


def test_what_stands_below_a_rejected_comment_is_neither_shown_nor_answered(
    parts: Parts, machine: Caller
) -> None:
    root = a_comment(parts, machine).id
    reply = a_comment(parts, machine, "Why?", parent=root).id
    manager = a_manager(parts)
    seen = review_comment(parts, manager, root).version
    decide_comment(parts, manager, root, seen, Choice(Action.REJECT, "insult"))

    with pytest.raises(NotFound):
        list_comments(parts, NOBODY, Listing("harbour", "budget", parent=reply))
    with pytest.raises(Malformed, match="no such comment to answer"):
        a_comment(parts, machine, "Because.", parent=reply)


@pytest.mark.parametrize("sort", ["newest", "oldest", "most_replied"])
def test_a_comment_asked_for_is_on_the_first_page_and_then_on_no_other(
    parts: Parts, machine: Caller, sort: str
) -> None:
    made = [
        a_comment(at(parts, NOON + timedelta(minutes=place)), machine, text).id
        for place, text in enumerate("abc")
    ]
    texts = []
    after = None
    for _ in range(3):
        listing = Listing("harbour", "budget", sort, after, 1, show=made[1])
        page = list_comments(parts, NOBODY, listing)
        texts += [comment.text for comment in page.comments]
        after = page.next

    assert texts[0] == "b"
    assert sorted(texts) == ["a", "b", "c"]


def test_a_reply_asked_for_comes_with_the_one_it_answers_and_is_not_repeated(
    parts: Parts, machine: Caller
) -> None:
    root = a_comment(parts, machine).id
    replies = [
        a_comment(at(parts, NOON + timedelta(minutes=place + 1)), machine, f"reply {place}", parent=root).id
        for place in range(6)
    ]
    last = a_comment(at(parts, NOON + timedelta(hours=1)), machine, "last", parent=replies[4]).id

    thread = list_comments(parts, NOBODY, Listing("harbour", "budget", show=last)).comments[0]
    rest = list_comments(
        parts, NOBODY, Listing("harbour", "budget", after=(0, replies[2]), parent=root, show=last)
    )

    assert [reply.text for reply in thread.replies] == ["reply 0", "reply 1", "reply 2", "reply 4", "last"]
    assert thread.hidden_replies == 2
    assert thread.unfold_after == replies[2]
    assert [reply.text for reply in rest.comments] == ["reply 3", "reply 5"]


@pytest.mark.parametrize("text", ["You idiot.", "A fair budget."])
def test_asking_for_a_comment_shows_nothing_that_is_not_to_be_seen(
    parts: Parts, machine: Caller, text: str
) -> None:
    an_article(parts, machine, "ferry")
    hidden = a_comment(parts, machine, text, article="budget" if "idiot" in text else "ferry").id

    assert list_comments(parts, NOBODY, Listing("harbour", "budget", show=hidden)).comments == []


def test_nobody_is_shown_an_unknown_comment(parts: Parts, machine: Caller) -> None:
    unknown = "01a20378-3616-7b51-bc63-e8775d431a8c"

    assert list_comments(parts, NOBODY, Listing("harbour", "budget", show=unknown)).comments == []
