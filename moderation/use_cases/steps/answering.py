"""Telling those who are answered: the author of the comment that a reply answers, and who follows its thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.comments import Status
from moderation.domain.notices import News
from moderation.storage import comments, follows, notices
from moderation.use_cases.steps.telling import notice_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.desk_tables import Notice
    from moderation.storage.tables import Comment, Decision


def tell_of_replies(session: Session, made: Sequence[tuple[Comment, Decision]], now: datetime) -> None:
    """Have replies told of that these decisions publish, each once, however often it is published."""
    replies = [
        comment
        for comment, each in made
        if comment.parent_id is not None and each.before is not Status.PUBLISHED is each.after
    ]
    known = {notice.cause for notice in notices.caused_by(session, [_cause(each) for each in replies])}
    replies = [each for each in replies if _cause(each) not in known]
    if not replies:
        return
    answered = comments.comments_with(session, [each.parent_id for each in replies if each.parent_id])
    followers = follows.followers_of(session, [each.root_id for each in replies])
    told = [
        notice
        for reply in replies
        for notice in _notices(reply, answered[reply.parent_id or ""], followers.get(reply.root_id, ()), now)
    ]
    notices.add_notices(session, told)


def _notices(reply: Comment, parent: Comment, followers: Sequence[int], now: datetime) -> Iterator[Notice]:
    """One for each of whom it concerns; nobody is told of what they wrote, and staff only of what they follow."""
    told = dict.fromkeys(followers, "thread")
    if not parent.author.is_staff:
        told[parent.author_id] = "you"
    told.pop(reply.author_id, None)
    for author_id, to in told.items():
        yield notice_of(
            News.REPLIED, _cause(reply), now, {"to": to}, author_id=author_id, comment_id=reply.id
        )


def _cause(reply: Comment) -> str:
    return f"reply {reply.id}"
