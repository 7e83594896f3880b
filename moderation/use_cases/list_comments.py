"""Read the comments under an article: what is published, and the reader's own, in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.comments import Status
from moderation.domain.decisions import REASONS
from moderation.domain.errors import Malformed, NotFound
from moderation.domain.findings import Finding
from moderation.storage import authors, comments, decisions, sites

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.tables import Article, Comment, Revision

SORTS = ("newest", "oldest", "most_replied")
REPLIES_SHOWN = 3
"""How many replies come along with each first-level comment."""


@dataclass(frozen=True)
class Listing:
    """What is asked for: where, in which order, how much, after which place, and below which comment if any."""

    site: str
    article: str
    sort: str = "newest"
    after: tuple[int, str] | None = None
    limit: int = 20
    parent: str | None = None


@dataclass(frozen=True)
class ShownComment:
    """A comment as a reader sees it; ``told`` is why it does not show to others, to its author alone."""

    id: str
    parent: str | None
    answers: str | None
    author: str
    is_staff: bool
    is_own: bool
    text: str
    status: Status
    told: Sequence[str]
    created_at: datetime
    reply_count: int = 0
    replies: Sequence[ShownComment] = ()


@dataclass(frozen=True)
class Page:
    """A page of comments; ``next`` is the place to go on after, None at the end; ``total`` counts all published."""

    comments: Sequence[ShownComment]
    next: tuple[int, str] | None
    total: int


def list_comments(parts: Parts, caller: Caller, listing: Listing) -> Page:
    """A page of the comments under an article, or of the replies in one thread, oldest first.

    Raises:
        NotFound: when the site, the article or the parent is unknown.
        Malformed: when there is no such order.
    """
    if listing.sort not in SORTS:
        raise Malformed("There is no such order.", fields={"sort": [f"One of {', '.join(SORTS)}."]})
    with parts.database.reading() as session:
        article = sites.article_named(session, sites.site_named(session, listing.site), listing.article)
        own = _own_authors(session, caller)
        total = comments.published_count(session, article)
        if listing.parent is not None:
            return replace(_thread(session, article, own, listing), total=total)
        return replace(_first_level(session, article, own, listing), total=total)


def _own_authors(session: Session, caller: Caller) -> Sequence[int]:
    return authors.authors_of(session, caller.account_id) if caller.account_id is not None else []


def _first_level(session: Session, article: Article, own: Sequence[int], listing: Listing) -> Page:
    found = comments.roots(
        session, article, own, sort=listing.sort, after=listing.after, limit=listing.limit + 1
    )
    page, more = found[: listing.limit], found[listing.limit :]
    replies = comments.replies_below(session, [root.id for root, _ in page], own, REPLIES_SHOWN)
    everyone = [*(root for root, _ in page), *(reply for below in replies.values() for reply in below)]
    texts = comments.texts_of(session, [comment.id for comment in everyone])
    shown = [
        replace(
            _shown(session, root, texts[root.id], own),
            reply_count=count,
            replies=[_shown(session, reply, texts[reply.id], own) for reply in replies[root.id]],
        )
        for root, count in page
    ]
    return Page(shown, (page[-1][1], page[-1][0].id) if more else None, 0)


def _thread(session: Session, article: Article, own: Sequence[int], listing: Listing) -> Page:
    root = comments.comment_with(session, listing.parent or "")
    if root.article_id != article.id or not (root.status is Status.PUBLISHED or root.author_id in own):
        raise NotFound("There is no such comment.", code="unknown_comment")
    after = listing.after[1] if listing.after else None
    found = comments.thread(session, root.root_id, own, after=after, limit=listing.limit + 1)
    page, more = found[: listing.limit], found[listing.limit :]
    texts = comments.texts_of(session, [comment.id for comment in page])
    shown = [_shown(session, comment, texts[comment.id], own) for comment in page]
    return Page(shown, (0, page[-1].id) if more else None, 0)


def _shown(session: Session, comment: Comment, revision: Revision, own: Sequence[int]) -> ShownComment:
    parent = comment.parent if comment.parent_id and comment.parent_id != comment.root_id else None
    return ShownComment(
        id=comment.id,
        parent=comment.parent_id,
        answers=parent.author.name if parent else None,
        author=comment.author.name,
        is_staff=comment.author.is_staff,
        is_own=comment.author_id in own,
        text=revision.text,
        status=comment.status,
        told=_told(session, comment, revision),
        created_at=comment.created_at,
    )


def _told(session: Session, comment: Comment, revision: Revision) -> list[str]:
    """Why a comment does not show to others, in its author's words; nothing when it does."""
    if comment.status is Status.PUBLISHED:
        return []
    decision = decisions.latest(session, comment.id)
    if decision is not None and decision.reason in REASONS and comment.status is Status.REJECTED:
        return [REASONS[decision.reason].told]
    return list(dict.fromkeys(Finding.from_row(row).told for row in revision.findings))
