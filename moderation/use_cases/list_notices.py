"""Read what somebody is to be told, and remember that it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_scope
from moderation.domain.errors import NotFound, NotSignedIn
from moderation.domain.notices import News, in_words
from moderation.storage import authors, comments, notices, sites

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.desk_tables import Notice
    from moderation.storage.tables import Comment

MOST = 100
"""How many notices are told at once, the newest."""


@dataclass(frozen=True)
class Place:
    """Where the comment stands that a notice is about."""

    site: str
    article: str
    title: str


@dataclass(frozen=True)
class ToldNotice:
    """A notice as its reader sees it, with the comment and the decision it tells of, if any.

    ``is_new`` until it was listed once.
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


@dataclass(frozen=True)
class Whose:
    """Whose notices a key asks for: an author, by the site's own id for them."""

    site: str
    author: str


def list_notices(parts: Parts, caller: Caller, whose: Whose | None = None) -> Sequence[ToldNotice]:
    """The caller's own notices (for a key: those of the author it names) that are due and not called off, newest first.

    Raises:
        NotSignedIn, NotAllowed: when nobody is signed in, or the key may not ask.
        NotFound: when the site knows no such author.
    """
    now = parts.now()
    with parts.database.reading() as session:
        found = notices.told_to(session, _authors(session, caller, whose), caller.account_id, now, MOST)
        about = comments.comments_with(session, [each.comment_id for each in found if each.comment_id])
        told = [_told(notice, about.get(notice.comment_id or "")) for notice in found]
    unseen = [each.id for each in told if each.is_new]
    if unseen:
        with parts.database.writing() as session:
            notices.mark_seen(session, unseen, now)
    return told


def _authors(session: Session, caller: Caller, whose: Whose | None) -> Sequence[int]:
    if whose is not None:
        require_scope(caller, "comments", whose.site)
        author = authors.author_known_as(session, sites.site_named(session, whose.site), whose.author)
        if author is None:
            raise NotFound("There is no such author.", code="unknown_author")
        return [author.id]
    if caller.account_id is None:
        raise NotSignedIn("Sign in to read your notices.")
    return authors.authors_of(session, caller.account_id)


def _told(notice: Notice, comment: Comment | None) -> ToldNotice:
    words = in_words(notice.news, {**notice.said, "by": comment.author.name if comment else None})
    about, _, number = notice.cause.partition(" ")
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
    )


def _place(comment: Comment) -> Place:
    article = comment.article
    return Place(article.site.slug, article.external_id, article.title)
