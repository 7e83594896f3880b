"""Notices as whoever they are for reads them, in a page or a letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.comments import Status
from moderation.domain.notices import News, in_words
from moderation.storage import comments, decisions, notices

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.callers import Caller
    from moderation.storage.desk_tables import Notice
    from moderation.storage.tables import Comment


@dataclass(frozen=True)
class Place:
    """Where the comment stands that a notice is about; ``address`` is its page's, if that is known."""

    site: str
    site_name: str
    article: str
    title: str
    address: str | None = None


@dataclass(frozen=True)
class ToldNotice:
    """A notice as its reader sees it, with the comment and the decision it tells of, if any.

    ``is_new`` until it was listed once. ``is_appealable`` while its reader's comment is rejected and nothing was
    decided since; an appeal that was denied is final.
    """

    id: int
    news: News
    title: str
    text: str
    comment: str | None
    place: Place | None
    decision: int | None
    due_at: datetime
    is_new: bool
    is_appealable: bool


def told_as(caller: Caller, author_ids: Sequence[int]) -> notices.Whom:
    """The caller, who is these authors; an account is told at the desk alone of what it is alerted to there."""
    return notices.Whom(author_ids, caller.account_id if caller.site is None else None)


def as_told(session: Session, found: Sequence[Notice]) -> list[ToldNotice]:
    """These notices in words."""
    about = comments.comments_with(session, [each.comment_id for each in found if each.comment_id])
    rejected = [each.id for each in about.values() if each.status is Status.REJECTED]
    last = decisions.last_numbers(session, rejected)
    return [_told(notice, about.get(notice.comment_id or ""), last) for notice in found]


def _told(notice: Notice, comment: Comment | None, last: Mapping[str, int]) -> ToldNotice:
    about, _, number = notice.cause.partition(" ")
    has_last_word = about == "decision" and last.get(notice.comment_id or "") == int(number)
    is_own = comment is not None and notice.author_id == comment.author_id
    is_appealable = has_last_word and is_own and notice.news in {News.REJECTED, News.REVERSED}
    said = {"by": comment.author.name if comment else None, "is_appealable": is_appealable}
    words = in_words(notice.news, {**notice.said, **said})
    return ToldNotice(
        notice.id,
        notice.news,
        words.title,
        words.text,
        notice.comment_id,
        _place(comment) if comment else None,
        int(number) if about == "decision" else None,
        notice.due_at,
        notice.seen_at is None,
        is_appealable,
    )


def _place(comment: Comment) -> Place:
    article = comment.article
    return Place(article.site.slug, article.site.name, article.external_id, article.title, article.url)
