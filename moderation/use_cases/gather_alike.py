"""Gather the waiting comments that are like one under review: near-duplicates, or all by the same author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import Status
from moderation.storage import comments, places, queue
from moderation.use_cases.steps.batching import Glimpse, glimpses
from moderation.use_cases.steps.changing import comment_within_reach
from moderation.use_cases.steps.repeating import repeats_of
from moderation.use_cases.steps.ruling import reasons_at

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.decisions import Reason
    from moderation.parts import Parts
    from moderation.storage.tables import Comment

MOST_GATHERED = 200


class Likeness(StrEnum):
    """In what the others are like the comment."""

    WORDS = "words"
    AUTHOR = "author"


@dataclass(frozen=True)
class Alike:
    """The comment itself, and the waiting ones that are like it; it is among them when it waits.

    ``reasons`` are those that mean the same wherever they stand.
    """

    comment: Glimpse
    author_id: int
    found: Sequence[Glimpse]
    reasons: Sequence[Reason]


def gather_alike(parts: Parts, caller: Caller, comment_id: str, by: Likeness) -> Alike:
    """What is like the comment and waits, oldest first; MOST_GATHERED at most.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such comment, or none that the caller works on.
    """
    require_manager(caller)
    with parts.database.reading() as session:
        comment = comment_within_reach(session, caller, comment_id)
        others = _copies_of(session, comment) if by is Likeness.WORDS else _by_the_same(session, comment)
        found = [each for each in glimpses(session, caller, others, None) if each.status is Status.HELD]
        there = places.articles_of(session, [comment_id, *(each.id for each in found)])
        return Alike(
            glimpses(session, caller, [comment_id], None)[0],
            comment.author_id,
            found,
            list(reasons_at(session, there).values()),
        )


def _copies_of(session: Session, comment: Comment) -> list[str]:
    revision = comments.latest_revision(session, comment.id)
    parent = comments.latest_revision(session, comment.parent_id) if comment.parent_id else None
    copies = repeats_of(session, revision, parent).copies
    return sorted([comment.id, *(copy.comment for copy in copies)])


def _by_the_same(session: Session, comment: Comment) -> Sequence[str]:
    return queue.held_by(session, comment.author_id, MOST_GATHERED)
