"""Respect, and the orders by replies and by respect: what is kept beside the comments always equals the rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from moderation.domain.callers import NOBODY, Caller, NamedAuthor
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.errors import Conflict, Malformed, Refused
from moderation.domain.owning import Own
from moderation.parts import Parts
from moderation.storage.own_tables import Respect
from moderation.storage.tables import Comment
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.decide_picked import decide_picked
from moderation.use_cases.erase_comment import erase_comment
from moderation.use_cases.list_comments import Listing, list_comments
from moderation.use_cases.put_back_comment import put_back_comment
from moderation.use_cases.respect_comment import Respected, respect_comment
from moderation.use_cases.undo_batch import undo_batch
from moderation.use_cases.withdraw_comment import withdraw_comment
from tests.making import NOON, a_comment, a_manager, at


def respect(parts: Parts, machine: Caller, comment: str, who: str, *, given: bool = True) -> int:
    return respect_comment(
        parts, machine, Respected("harbour", comment, given, NamedAuthor(who, who.title()))
    )


def drifted(parts: Parts) -> list[str]:
    """The comments whose counts are not those of the rows."""
    with parts.database.reading() as session:
        there = session.scalars(select(Comment)).all()
        respects = session.scalars(select(Respect.comment_id)).all()
        return [
            each.id
            for each in there
            if each.respect_count != respects.count(each.id)
            or (
                each.parent_id is None
                and each.reply_count
                != sum(
                    other.root_id == each.id and other.id != each.id and other.status is Status.PUBLISHED
                    for other in there
                )
            )
        ]


def test_each_reader_counts_once_and_nobody_for_themselves(parts: Parts, machine: Caller) -> None:
    comment = a_comment(parts, machine).id

    counts = [respect(parts, machine, comment, who) for who in ("bea", "bea", "cleo")]
    back = respect(parts, machine, comment, "bea", given=False)

    assert (counts, back) == ([1, 1, 2], 1)
    with pytest.raises(Malformed, match="your own"):
        respect(parts, machine, comment, "ada")
    with pytest.raises(Conflict, match="does not show"):
        respect(parts, machine, a_comment(parts, machine, "You idiot.").id, "bea")
    assert list_comments(parts, NOBODY, Listing("harbour", "budget")).comments[0].respects == 1


def test_the_most_respected_come_first_a_page_at_a_time(parts: Parts, machine: Caller) -> None:
    made = {
        text: a_comment(at(parts, NOON + timedelta(minutes=place)), machine, text).id
        for place, text in enumerate("abcd")
    }
    for text, who in [("c", "bea"), ("c", "cleo"), ("a", "bea"), ("b", "bea")]:
        respect(parts, machine, made[text], who)

    texts, after = "", None
    while True:
        page = list_comments(parts, NOBODY, Listing("harbour", "budget", "most_respected", after, 1))
        texts += page.comments[0].text
        after = page.next
        if after is None:
            break

    assert texts == "cbad"


def test_counts_equal_rows_whatever_is_done(parts: Parts, machine: Caller) -> None:
    root, manager = a_comment(parts, machine).id, a_manager(parts)
    replies = [a_comment(parts, machine, f"Reply {each}.", parent=root).id for each in range(3)]
    held = a_comment(parts, machine, "You idiot.", parent=replies[0]).id
    batch: list[int] = []

    def reject() -> None:
        batch.append(decide_picked(parts, manager, {replies[0]: 2}, Choice(Action.REJECT, "spam")).id)

    steps: list[Callable[[], object]] = [
        lambda: respect(parts, machine, root, "bea"),
        lambda: respect(parts, machine, replies[1], "bea"),
        reject,
        lambda: undo_batch(parts, manager, batch[0]),
        lambda: decide_comment(parts, manager, held, 2, Choice(Action.PUBLISH)),
        lambda: withdraw_comment(parts, machine, Own("harbour", replies[1], "ada")),
        lambda: put_back_comment(parts, machine, Own("harbour", replies[1], "ada")),
        lambda: erase_comment(parts, machine, Own("harbour", replies[2], "ada")),
        lambda: respect(parts, machine, root, "bea", given=False),
    ]
    for step in steps:
        step()
        assert drifted(parts) == []
    with pytest.raises(Refused):
        respect(parts, machine, replies[2], "bea")
    assert list_comments(parts, NOBODY, Listing("harbour", "budget")).comments[0].reply_count == 3
